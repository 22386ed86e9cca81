"""Files and text: the listings and filters that scripts parse."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.shell.test_language import sh


@pytest.fixture
def folder(phone):
    """Three files and a folder in /sdcard/box, written at the device's time."""
    sh(phone, "mkdir /sdcard/box; cd /sdcard/box; mkdir sub; echo one > b.txt;"
              "echo two > 'a name.txt'; echo hidden > .h; echo deep > sub/d.md")  # fmt: skip
    return phone


def test_ls_sorts_and_hides_as_toybox(folder) -> None:
    assert sh(folder, "ls -1 /sdcard/box")[0] == "a name.txt\nb.txt\nsub\n"
    assert sh(folder, "ls -a /sdcard/box")[0].split("\n")[:3] == [".", "..", ".h"]
    assert sh(folder, "ls -d /sdcard/box")[0] == "/sdcard/box\n"
    assert sh(folder, "ls -R /sdcard/box")[0].endswith("\n/sdcard/box/sub:\nd.md\n")
    assert sh(folder, "ls /nope") == ("", "ls: /nope: No such file or directory\n", 1)


def test_long_listing_with_options_after_the_operand(folder) -> None:
    out = sh(folder, "ls /sdcard/box -ll -au")[0].splitlines()
    assert out[0].startswith("total ")
    line = next(row for row in out if row.endswith("a name.txt"))
    fields = line.split(None, 8)
    assert fields[0].startswith("-rw")
    assert fields[2:5] == ["u0_a158", "media_rw", "4"]
    moment = datetime.fromisoformat(f"{fields[5]} {fields[6][:-3]}")
    assert moment.date() == folder.clock.now().date()
    assert re.fullmatch(r"\d\d:\d\d:\d\d\.\d{9}", fields[6])
    assert fields[7:] == ["+0000", "a name.txt"]


def test_reading_does_not_age_a_file(folder) -> None:
    before = sh(folder, "ls -llu '/sdcard/box/a name.txt'")[0]
    folder.clock.advance(100)
    sh(folder, "cat '/sdcard/box/a name.txt'")
    assert sh(folder, "ls -llu '/sdcard/box/a name.txt'")[0] == before


def test_find_keeps_the_prefix_it_was_given(folder) -> None:
    assert sh(folder, "find /sdcard/box -type f -o -type d")[0].splitlines() == [
        "/sdcard/box",
        "/sdcard/box/.h",
        "/sdcard/box/a name.txt",
        "/sdcard/box/b.txt",
        "/sdcard/box/sub",
        "/sdcard/box/sub/d.md",
    ]
    assert sh(folder, "find /sdcard/box/ -name '*.txt'")[0].splitlines()[0] == (
        "/sdcard/box/a name.txt"
    )
    assert (
        sh(folder, "find /sdcard/box -mindepth 1 -type f -delete; find /sdcard/box -type f")[0]
        == ""
    )
    assert sh(folder, "ls /sdcard/box")[0] == "sub\n"
    assert sh(folder, "find /sdcard/box -type d -exec echo '<{}>' ';'")[0].count("<") == 2


def test_rm_needs_a_match_and_recursion(folder) -> None:
    assert sh(folder, "rm /sdcard/box/none*")[2] == 1
    assert sh(folder, "rm /sdcard/box/sub")[1] == "rm: /sdcard/box/sub: Is a directory\n"
    assert sh(folder, "rm -r /sdcard/box/*") == ("", "", 0)
    assert sh(folder, "ls /sdcard/box; rm -f /sdcard/nope") == ("", "", 0)
    assert sh(folder, "rm -rf /")[2] == 1


def test_cp_and_mv(folder) -> None:
    sh(folder, "cd /sdcard/box; cp b.txt sub; cp -a sub /sdcard/copy; mv b.txt c.txt; mv c.txt sub")
    assert sh(folder, "cd /sdcard; ls copy box/sub")[0] == (
        "copy:\nb.txt\nd.md\n\nbox/sub:\nb.txt\nc.txt\nd.md\n"
    )
    sh(
        folder,
        "mkdir -p /data/data/android_world/x; cp -a /sdcard/copy/. /data/data/android_world/x/",
    )
    assert sh(folder, "ls /data/data/android_world/x")[0] == "b.txt\nd.md\n"
    assert "Is a directory" in sh(folder, "cp /sdcard/copy /sdcard/other")[1]


def test_stat_sums_and_sizes(folder) -> None:
    assert sh(folder, "stat -c '%n %s %F' /sdcard/box/b.txt")[0] == (
        "/sdcard/box/b.txt 4 regular file\n"
    )
    assert sh(folder, "md5sum /sdcard/box/b.txt")[0] == (
        "5bbf5a52328e7439ae6e719dfe712200  /sdcard/box/b.txt\n"
    )
    assert sh(folder, "toybox md5sum /none")[2] == 1
    assert sh(folder, "du -s /sdcard/box; df /data")[0].splitlines()[1].startswith("Filesystem")


def test_nothing_outside_the_device_can_be_reached(folder, tmp_path) -> None:
    (tmp_path / "secret").write_text("secret")
    folder.files.host("/sdcard/link").symlink_to(tmp_path / "secret")
    out, err, code = sh(
        folder, "cat /sdcard/link; ls ../../../../etc/passwd; cat /../../etc/hostname"
    )
    assert out == ""
    assert "Permission denied" in err
    assert code == 1


@pytest.mark.parametrize("line", ["cp -r /sdcard/.. /", "mv /sdcard/box/.. /", "cp -r / /sdcard"])
def test_no_copy_lands_outside_the_device(tmp_path, line) -> None:
    with VirtualPhone(root=tmp_path / "device") as phone:
        sh(phone, "mkdir /sdcard/box; echo x > /sdcard/box/x")
        sh(phone, line)
    assert [entry.name for entry in tmp_path.iterdir()] == ["device"]


def test_an_endless_writer_fills_the_disk_and_stops(phone, monkeypatch) -> None:
    monkeypatch.setattr("phoneagent.virtualphone.shell.channels.MAX_KEPT", 1_000_000)
    assert "No space left on device" in sh(phone, "yes > /sdcard/endless")[1]


@pytest.mark.parametrize(
    ("line", "stdin", "expected"),
    [
        ("grep -n b", "a\nb\n", "2:b\n"),
        ("grep -iv B", "a\nb\n", "a\n"),
        ("grep -c .", "a\nb\n", "2\n"),
        ("grep -o 'x[0-9]*'", "ax12b\n", "x12\n"),
        ("grep -E 'a|b'", "a\nc\n", "a\n"),
        ("grep 'a\\|b'", "b\nc\n", "b\n"),
        ("grep -F 'a.b'", "axb\na.b\n", "a.b\n"),
        ("grep -A1 a", "a\nb\nc\n", "a\nb\n"),
        ("grep -w ab", "abc\nab\n", "ab\n"),
        ("sed 's/a/b/'", "aa\n", "ba\n"),
        ("sed 's/a/b/g; s/b/[&]/2'", "aa\n", "b[b]\n"),
        ("sed -n '2p'", "a\nb\n", "b\n"),
        ("sed '/x/d'", "x\ny\n", "y\n"),
        ("sed '2,3d'", "1\n2\n3\n4\n", "1\n4\n"),
        ("sed -E 's#(.)-(.)#\\2-\\1#'", "a-b\n", "b-a\n"),
        ("head -n 1", "a\nb\n", "a\n"),
        ("head -2", "a\nb\nc\n", "a\nb\n"),
        ("tail -n 1", "a\nb\n", "b\n"),
        ("tail -n +2", "a\nb\nc\n", "b\nc\n"),
        ("head -c 3", "abcdef", "abc"),
        ("wc -l", "a\nb\n", "2\n"),
        ("wc", "a b\n", "1 2 4\n"),
        ("sort -rn", "9\n10\n", "10\n9\n"),
        ("sort -u", "b\na\nb\n", "a\nb\n"),
        ("sort -t: -k2", "x:2\ny:1\n", "y:1\nx:2\n"),
        ("uniq -c", "a\na\nb\n", "      2 a\n      1 b\n"),
        ("cut -d: -f2", "a:b:c\n", "b\n"),
        ("cut -c1-2", "abc\n", "ab\n"),
        ("tr a-z A-Z", "abc", "ABC"),
        ("tr -d '\\r'", "a\r\n", "a\n"),
        ("tr -s ' '", "a   b", "a b"),
        ("xargs echo", "a\nb\n", "a b\n"),
        ("xargs -n1 echo x", "a b\n", "x a\nx b\n"),
        ("xargs -I{} echo '<{}>'", "a b\nc\n", "<a b>\n<c>\n"),
        ("base64", "hi", "aGk=\n"),
        ("base64 -d", "aGk=\n", "hi"),
        ("tee /sdcard/t; cat /sdcard/t", "x\n", "x\nx\n"),
        ("rev", "abc\n", "cba\n"),
        ("tac", "a\nb\n", "b\na\n"),
    ],
)
def test_filter(phone, line, stdin, expected) -> None:
    assert sh(phone, line, stdin.encode())[0] == expected
    assert phone.unknown == []


def test_grep_without_a_match_and_without_a_file(phone) -> None:
    assert sh(phone, "echo a | grep b")[2] == 1
    assert sh(phone, "grep a /none") == ("", "grep: /none: No such file or directory\n", 2)
