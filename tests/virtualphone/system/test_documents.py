"""Files as apps hand them to each other: folders, MIME types, document URIs."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.system import folders
from phoneagent.virtualphone.system.mime import mime_of_name
from phoneagent.virtualphone.system.providers import UnknownUri
from phoneagent.virtualphone.system.providers.documents import AUTHORITY

PUBLIC = "/storage/emulated/0"


def test_a_document_uri_leads_back_to_its_file(phone):
    path = "/sdcard/Download/a #1 \u00e9/list.md"
    phone.files.write_text(path, "milk")
    uri = phone.documents.uri_of(path)
    assert uri.startswith(f"content://{AUTHORITY}/document/primary%3ADownload%2Fa%20%231")
    assert phone.path_behind(uri) == f"{PUBLIC}/Download/a #1 \u00e9/list.md"
    assert phone.providers.mime_of(uri) == "text/markdown"
    rows = phone.providers.query(uri, ["_display_name", "_size"])
    assert rows == [{"_display_name": "list.md", "_size": 4}]


def test_the_children_of_a_folder_are_listed(phone):
    phone.files.write_text("/sdcard/Download/a.txt", "")
    phone.files.make_folder("/sdcard/Download/b")
    uri = phone.documents.uri_of("/sdcard/Download") + "/children"
    found = {row["_display_name"]: row["mime_type"] for row in phone.providers.query(uri)}
    assert found == {"a.txt": "text/plain", "b": "vnd.android.document/directory"}


def test_a_document_is_deleted(phone):
    phone.files.write_text("/sdcard/Download/a.txt", "")
    uri = phone.documents.uri_of("/sdcard/Download/a.txt")
    assert phone.providers.delete(uri) == 1
    assert phone.providers.delete(uri) == 0
    assert not phone.files.exists("/sdcard/Download/a.txt")


def test_only_shared_storage_has_document_uris(phone):
    with pytest.raises(ValueError, match="shared storage"):
        phone.documents.uri_of("/data/system/x")
    escape = f"content://{AUTHORITY}/document/primary%3A..%2F..%2F..%2Fdata%2Fsystem"
    assert phone.path_behind(escape) == ""
    with pytest.raises(UnknownUri):
        phone.providers.query(f"content://{AUTHORITY}/root/primary")


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///sdcard/a%20b.txt", "/sdcard/a b.txt"),
        ("content://media/external/nonsense/1", ""),
        ("content://media/external/images/media/12345678", ""),
        ("https://example.org/a.txt", ""),
        ("", ""),
    ],
)
def test_what_lies_behind_a_uri(phone, uri, path):
    assert phone.path_behind(uri) == path


def test_a_media_uri_leads_to_its_file(phone):
    phone.files.write_bytes("/sdcard/DCIM/cat.png", b"png")
    row = phone.providers.query("content://media/external/images/media")[0]
    uri = f"content://media/external/images/media/{row['_id']}"
    assert phone.path_behind(uri) == f"{PUBLIC}/DCIM/cat.png"


def test_a_folder_is_copied_and_moved_with_all_it_holds(phone):
    files = phone.files
    files.write_text("/sdcard/a/b/c.txt", "deep")
    phone.clock.advance(60)
    folders.copy(files, "/sdcard/a", "/sdcard/d")
    assert files.read_text("/sdcard/d/b/c.txt") == "deep"
    old, new = (folders.entry(files, f"/sdcard/{top}/b/c.txt").modified_s for top in "ad")
    assert 60 <= new - old < 61
    folders.move(files, "/sdcard/a", "/sdcard/x/y")
    assert not files.exists("/sdcard/a")
    assert folders.entry(files, "/sdcard/x/y/b/c.txt").modified_s == old
    assert [e.path for e in folders.below(files, "/sdcard/x")] == [
        "/sdcard/x/y",
        "/sdcard/x/y/b",
        "/sdcard/x/y/b/c.txt",
    ]


@pytest.mark.parametrize("act", [folders.copy, folders.move])
def test_nothing_is_overwritten_or_put_into_itself(phone, act):
    files = phone.files
    files.write_text("/sdcard/a/one", "1")
    files.write_text("/sdcard/two", "2")
    with pytest.raises(FileExistsError):
        act(files, "/sdcard/a/one", "/sdcard/two")
    with pytest.raises(OSError, match="itself"):
        act(files, "/sdcard/a", "/sdcard/a/b")
    assert files.read_text("/sdcard/two") == "2"


def test_a_name_that_is_taken_gets_a_number(phone):
    phone.files.write_text("/sdcard/a.tar.gz", "")
    phone.files.write_text("/sdcard/a.tar (1).gz", "")
    assert folders.unused_path(phone.files, "/sdcard/a.tar.gz") == "/sdcard/a.tar (2).gz"
    assert folders.unused_path(phone.files, "/sdcard/b") == "/sdcard/b"


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("a.md", "text/markdown"),
        ("a.HTML", "text/html"),
        ("a.m4a", "audio/mp4"),
        ("a.jpg", "image/jpeg"),
        ("a.webp", "image/webp"),
        ("note", "application/octet-stream"),
    ],
)
def test_mime_types(name, mime):
    assert mime_of_name(name) == mime
