"""Files and the document picker, in a person's hands."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import Column, Screen, Text
from tests.virtualphone.hands import NOON, Hands

PUBLIC = "/storage/emulated/0"
DOWNLOAD = f"{PUBLIC}/Download"
BACK, END = 4, 123
STATE = {
    "files": {
        "/sdcard/Download/readme.txt": "read me",
        "/sdcard/Download/page.html": "<html></html>",
        "/sdcard/Download/blob.zzz": "?",
        "/sdcard/Download/old/tape.mp3": "x" * 2000,
        "/sdcard/Music/song.mp3": "no song",
        "/sdcard/.secret": "",
    }
}


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON, state=STATE) as furnished:
        yield furnished
        assert furnished.unknown == []


@pytest.fixture
def hands(phone):
    hands = Hands(phone)
    hands.open("Files")
    return hands


def listed(hands):
    """The names in the list of files."""
    for root in reversed(hands.phone.windows()):
        rows = root.find(id="dir_list")
        if rows:
            return [n.text for n in rows.walk() if n.id == "android:id/title"]
    return []


def go_to(hands, *folders):
    hands.tap("Show roots")
    hands.tap("sdk_gphone_x86_64")
    for folder in folders:
        hands.tap(folder)


def crumbs(hands):
    return [n.text for n in hands.nodes() if n.id.endswith("breadcrumb_text")]


# -- walking ---------------------------------------------------------------------------------


def test_it_opens_at_the_downloads(hands):
    assert hands.sees("Files in Downloads", id="header_title")
    assert listed(hands) == ["old", "blob.zzz", "page.html", "readme.txt"]
    assert hands.sees("12:00 PM, 7 B, TXT document")


def test_the_drawer_leads_to_the_storage_and_back_leads_out(phone, hands):
    go_to(hands, "Download", "old")
    assert crumbs(hands) == ["sdk_gphone_x86_64", "Download", "old"]
    assert hands.sees("12:00 PM, 2.00 kB, MP3 audio")
    hands.tap("Download", id="breadcrumb_text")
    assert listed(hands)[0] == "old"
    phone.key(BACK)
    assert hands.sees("Files on sdk_gphone_x86_64")
    assert "Music" in listed(hands)
    phone.key(BACK)
    assert hands.sees(id="apps_view")


@pytest.mark.parametrize(
    ("root", "names"),
    [
        ("Audio", ["song.mp3", "tape.mp3"]),
        ("Documents", ["page.html", "readme.txt"]),
        ("Images", []),
        ("Recent", ["blob.zzz", "page.html", "readme.txt", "song.mp3", "tape.mp3"]),
    ],
)
def test_lists_of_files_from_everywhere(hands, root, names):
    hands.tap("Show roots")
    hands.tap(root)
    assert sorted(listed(hands)) == names
    assert bool(names) != hands.sees("No items")


def test_hidden_files_are_shown_on_demand_and_it_is_remembered(phone, hands):
    go_to(hands)
    assert ".secret" not in listed(hands)
    hands.tap("More options")
    hands.tap("Show hidden files")
    hands.need(".secret")
    phone.force_stop("com.google.android.documentsui")
    hands.open("Files")
    go_to(hands)
    hands.need(".secret")


def test_files_are_sorted(phone, hands):
    phone.clock.advance(90)
    phone.files.write_text(f"{DOWNLOAD}/new.txt", "")
    first = {
        "Modified (newest first)": "new.txt",
        "File name (Z to A)": "readme.txt",
        "Size (largest first)": "page.html",
        "Type (A to Z)": "page.html",
    }
    for title, name in first.items():
        hands.tap("More options")
        hands.tap("Sort by...")
        hands.tap(title)
        assert listed(hands)[:2] == ["old", name]


def test_a_grid_shows_pictures(phone, hands):
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), "#ff0000").save(stream, "png")
    phone.files.write_bytes(f"{DOWNLOAD}/red.png", stream.getvalue())
    phone.files.write_text(f"{DOWNLOAD}/wrong.jpg", "no picture")
    hands.tap("Grid view")
    assert "red.png" in listed(hands)
    thumb = next(n for n in hands.nodes() if n.id.endswith("icon_thumb"))
    assert phone.screenshot().getpixel(thumb.bounds.center) == (255, 0, 0)
    hands.tap("List view")
    assert hands.sees(id="metadata")


def test_search_and_filters_look_into_subfolders(phone, hands):
    hands.tap("Search")
    phone.type_text("TAPE")
    assert listed(hands) == ["tape.mp3"]
    hands.tap("Clear query")
    assert hands.sees("readme.txt")
    phone.type_text("nowhere")
    assert hands.sees("No matches in Downloads")
    phone.key(BACK)
    phone.key(BACK)
    hands.tap("Audio")
    assert listed(hands) == ["tape.mp3"]
    hands.tap("Audio")
    hands.tap("Documents")
    assert listed(hands) == ["page.html", "readme.txt"]


def test_an_empty_folder_says_so(hands):
    go_to(hands, "Alarms")
    assert hands.sees("No items")


# -- the selection ------------------------------------------------------------------------------


def test_a_file_is_deleted_after_a_question(phone, hands):
    hands.press("readme.txt")
    assert hands.sees("1 selected")
    hands.tap("Delete")
    assert hands.sees('Delete "readme.txt"?')
    hands.tap("Cancel")
    assert phone.files.exists(f"{DOWNLOAD}/readme.txt")
    hands.tap("Delete")
    hands.tap("OK")
    assert hands.sees("Deleting 1 item.")
    assert not phone.files.exists(f"{DOWNLOAD}/readme.txt")


def test_a_folder_goes_with_its_contents_and_several_at_once(phone, hands):
    hands.press("old")
    hands.tap("Delete")
    assert hands.sees('Delete folder "old" and its contents?')
    hands.tap("Cancel")
    hands.tap("readme.txt")
    hands.tap("Delete")
    assert hands.sees("Delete 2 items?")
    hands.tap("OK")
    assert phone.files.names(DOWNLOAD) == ["blob.zzz", "page.html"]


def test_everything_is_selected_and_released(phone, hands):
    hands.tap("More options")
    hands.tap("Select all")
    assert hands.sees("4 selected")
    assert not hands.sees("Share")  # a folder is among them
    hands.tap("Done")
    hands.press("readme.txt")
    phone.key(BACK)
    assert hands.sees("Show roots")


def test_a_file_is_renamed_and_a_taken_name_refused(phone, hands):
    hands.press("readme.txt")
    hands.tap("More options")
    hands.tap("Rename")
    phone.key(29, meta=0x1000)
    phone.type_text("page.html")
    hands.tap("OK")
    assert hands.sees("A file with this name already exists.")
    phone.key(29, meta=0x1000)
    phone.type_text("note: 1.txt")
    hands.tap("OK")
    assert phone.files.read_text(f"{DOWNLOAD}/note 1.txt") == "read me"


def test_typing_replaces_the_name_but_not_its_ending(phone, hands):
    hands.press("readme.txt")
    hands.tap("More options")
    hands.tap("Rename")
    phone.type_text("letter")
    hands.tap("OK")
    assert phone.files.read_text(f"{DOWNLOAD}/letter.txt") == "read me"


def test_a_new_folder_is_made_and_needs_a_name(phone, hands):
    hands.tap("More options")
    hands.tap("New folder")
    hands.tap("OK")
    assert hands.sees("You need to add a folder name")
    phone.type_text("new one")
    hands.tap("OK")
    assert listed(hands)[0] == "new one"
    assert phone.files.host(f"{DOWNLOAD}/new one").is_dir()


def test_files_are_moved_to_a_folder_that_is_picked(phone, hands):
    hands.press("readme.txt")
    hands.tap("page.html")
    hands.tap("More options")
    hands.tap("Move to\N{HORIZONTAL ELLIPSIS}")
    assert not hands.find("blob.zzz").enabled
    go_to(hands, "Music")
    hands.tap("Move", id="button1")
    assert hands.sees("Moving 2 items.")
    assert phone.files.names(f"{PUBLIC}/Music") == ["page.html", "readme.txt", "song.mp3"]
    assert phone.files.names(DOWNLOAD) == ["blob.zzz", "old"]
    assert hands.sees("Files in Downloads")


def test_a_copy_under_a_taken_name_gets_a_number(phone, hands):
    phone.files.write_text(f"{PUBLIC}/Music/readme.txt", "other")
    hands.press("readme.txt")
    hands.tap("More options")
    hands.tap("Copy to\N{HORIZONTAL ELLIPSIS}")
    go_to(hands, "Music")
    hands.tap("Copy", id="button1")
    assert phone.files.read_text(f"{PUBLIC}/Music/readme (1).txt") == "read me"
    assert phone.files.read_text(f"{PUBLIC}/Music/readme.txt") == "other"


def test_picking_a_destination_can_be_given_up(phone, hands):
    hands.press("readme.txt")
    hands.tap("More options")
    hands.tap("Move to\N{HORIZONTAL ELLIPSIS}")
    hands.tap("Cancel")
    assert phone.files.exists(f"{DOWNLOAD}/readme.txt")
    assert hands.sees("Files in Downloads")


def test_a_folder_does_not_go_into_itself(phone, hands):
    hands.press("old")
    hands.tap("More options")
    hands.tap("Move to\N{HORIZONTAL ELLIPSIS}")
    assert not hands.find("old").enabled
    hands.tap("Move", id="button1")
    assert hands.sees("Couldn\N{RIGHT SINGLE QUOTATION MARK}t move 1 item")
    assert phone.files.exists(f"{DOWNLOAD}/old/tape.mp3")


def test_what_is_known_about_a_file(hands):
    hands.press("readme.txt")
    hands.tap("More options")
    hands.tap("Get info")
    for text in ("readme.txt", "TXT document", "7 B", "Mar 2, 2026, 12:00 PM", DOWNLOAD):
        assert hands.sees(text)


def test_files_are_shared(hands):
    hands.press("readme.txt")
    hands.tap("Share")
    assert hands.sees("readme.txt", id="content_preview_filename")


# -- opening ---------------------------------------------------------------------------------------


def test_a_text_is_opened_by_the_app_for_it(phone, hands):
    hands.tap("readme.txt")
    if hands.sees("Open with"):  # several apps show texts
        hands.tap("Markor")
        hands.tap("Just once")
    assert hands.find(id="document__fragment__edit__highlighting_editor").text == "read me"
    phone.key(BACK)
    assert hands.sees("Files in Downloads")


def test_open_with_asks_even_where_one_app_answers(hands):
    hands.press("readme.txt")
    hands.tap("More options")
    hands.tap("Open with")
    assert hands.sees("Markor", id="title")
    assert hands.sees("Just once")


def test_a_file_nobody_opens_is_said(phone, hands):
    phone.files.write_text(f"{DOWNLOAD}/model.zip", "PK")
    hands.tap("model.zip")
    assert hands.sees("Can\N{RIGHT SINGLE QUOTATION MARK}t open file")


def test_a_turned_phone_keeps_the_selection(phone, hands):
    hands.press("readme.txt")
    turning.turn(phone, 1)
    assert hands.sees("1 selected")


# -- the picker -----------------------------------------------------------------------------


class AskScreen(Screen):
    """Asks for a document and remembers the answer."""

    got: object = None

    def view(self):
        return Column(Text("Asking"))

    def on_result(self, result):
        AskScreen.got = result


class AskApp(App):
    package = "test.asking"
    label = "Asking"
    launcher = ".Main"
    activities = {".Main": AskScreen}


@pytest.fixture
def ask(phone):
    """Starts an intent from an app and gives what the app got; call with the intent, then touch."""
    phone.packages.add(AskApp)
    AskScreen.got = None

    def start(intent):
        phone.activities.start(Intent(component=AskApp.component(".Main")))
        phone.activities.top_screen().start(intent)
        return Hands(phone)

    return start


def test_a_document_is_opened_for_another_app(phone, ask):
    hands = ask(Intent("android.intent.action.OPEN_DOCUMENT", type="audio/*"))
    assert hands.sees("Recent files")
    assert not hands.find("readme.txt").enabled
    hands.tap("Show roots")
    hands.tap("Downloads")
    hands.tap("old")
    hands.tap("tape.mp3")
    assert phone.path_behind(AskScreen.got.data) == f"{DOWNLOAD}/old/tape.mp3"
    assert hands.sees("Asking")


def test_a_document_is_created_for_another_app(phone, ask):
    extras = {"android.intent.extra.TITLE": "export.csv"}
    hands = ask(Intent("android.intent.action.CREATE_DOCUMENT", type="text/csv", extras=extras))
    hands.tap("More options")
    hands.tap("New folder")
    phone.type_text("backup")
    hands.tap("OK")
    hands.tap("Save")
    path = f"{DOWNLOAD}/backup/export.csv"
    assert phone.path_behind(AskScreen.got.data) == path
    assert phone.files.read_bytes(path) == b""


def test_overwriting_is_asked(phone, ask):
    extras = {"android.intent.extra.TITLE": "x.txt"}
    hands = ask(Intent("android.intent.action.CREATE_DOCUMENT", type="text/plain", extras=extras))
    hands.tap("readme.txt")
    hands.tap("Save")
    assert hands.sees("Overwrite readme.txt?")
    hands.tap("OK")
    assert phone.path_behind(AskScreen.got.data) == f"{DOWNLOAD}/readme.txt"
    assert phone.files.read_text(f"{DOWNLOAD}/readme.txt") == "read me"


def test_a_folder_is_given_to_another_app(phone, ask):
    hands = ask(Intent("android.intent.action.OPEN_DOCUMENT_TREE"))
    hands.tap("old")
    hands.tap("Use this folder")
    hands.tap("Allow")
    assert "/tree/primary%3ADownload%2Fold" in AskScreen.got.data
    assert phone.path_behind(AskScreen.got.data) == f"{DOWNLOAD}/old"


def test_a_picker_that_is_left_gives_nothing(phone, ask):
    hands = ask(Intent("android.intent.action.OPEN_DOCUMENT", type="*/*"))
    phone.key(BACK)
    assert hands.sees("Asking")
    assert AskScreen.got is None
