"""Markor: notes as plain files, in a person's hands."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import ACTION_SEND, ACTION_VIEW, Intent
from tests.virtualphone.hands import NOON, Hands

FOLDER = "/storage/emulated/0/Documents/Markor"
EDITOR = "document__fragment__edit__highlighting_editor"
BACK, HOME, ENTER = 4, 3, 66
NOTES = [
    {"name": "beta.md", "text": "second\n"},
    {"name": "alpha.txt", "text": "first\n"},
    {"name": "work/plan.md", "text": "think\n"},
    {"name": "ideas/"},
]


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON, state={"markor": NOTES}) as furnished:
        yield furnished
        assert furnished.unknown == []


@pytest.fixture
def hands(phone):
    hands = Hands(phone)
    hands.open("Markor")
    return hands


def stored(phone, folder=FOLDER):
    """Every file below the notebook with its text."""
    top = phone.files.host(folder)
    return {str(p.relative_to(top)): p.read_text() for p in top.rglob("*") if p.is_file()}


def listed(hands):
    """The names in the list of the topmost window that has one."""
    for root in reversed(hands.phone.windows()):
        names = [n.text for n in root.walk() if n.id.endswith("opoc_filesystem_item__title")]
        if names:
            return names
    return []


def text_of_editor(hands):
    return hands.find(id=EDITOR).text


def fill(hands, id, text):
    """Type in place of what a field holds."""
    hands.tap(id=id)
    hands.phone.key(29, meta=0x1000)
    hands.phone.commit_text(text)


# -- the list --------------------------------------------------------------------------------


def test_folders_come_first_and_a_line_says_kind_name_and_date(hands):
    assert listed(hands) == ["..", "ideas", "work", "alpha.txt", "beta.md"]
    assert hands.sees("File beta.md 3/2/2026, 12:00 PM")
    assert hands.sees("Folder work 3/2/2026, 12:00 PM")


def test_folders_are_entered_and_left(phone, hands):
    hands.tap("work")
    assert hands.sees("> work")
    assert listed(hands) == ["..", "plan.md"]
    hands.tap("..")
    assert hands.sees("ideas")
    hands.tap("ideas")
    assert hands.sees(id="empty_hint")
    phone.key(BACK)
    assert listed(hands)[-1] == "beta.md"
    hands.tap("..")
    assert "Markor" in listed(hands)


def test_leaving_takes_two_presses_of_back(phone, hands):
    phone.key(BACK)
    assert hands.sees("Press 'Back' again to exit")
    phone.clock.advance(3)
    phone.key(BACK)
    assert hands.sees("Press 'Back' again to exit")
    phone.key(BACK)
    assert hands.sees(id="apps_view")


def test_sorting_is_remembered(phone, hands):
    phone.clock.advance(60)
    phone.files.write_text(f"{FOLDER}/zulu.md", "a longer text")
    for title, first in (("Date", "zulu.md"), ("Size", "zulu.md"), ("Name", "alpha.txt")):
        hands.tap("Sort by")
        hands.tap(title)
        assert listed(hands)[3] == first
    hands.tap("Sort by")
    hands.tap("Reverse order")
    hands.tap("Sort by")
    hands.tap("Folder first")
    phone.force_stop("net.gsantner.markor")
    hands.open("Markor")
    assert listed(hands) == ["..", "zulu.md", "work", "ideas", "beta.md", "alpha.txt"]


def test_dotfiles_are_shown_on_demand(phone, hands):
    phone.files.write_text(f"{FOLDER}/.hidden.md", "x")
    assert ".hidden.md" not in listed(hands)
    hands.tap("Sort by")
    hands.tap("Dotfiles")
    assert ".hidden.md" in listed(hands)


def test_a_note_far_down_a_long_list_is_deleted():
    notes = [{"name": f"note {n:04d}.md", "text": "x"} for n in range(1000)]
    with VirtualPhone(now=NOON, state={"markor": notes}) as phone:
        hands = Hands(phone)
        hands.open("Markor")
        for _ in range(4):
            phone.swipe(540, 1900, 540, 300, 100)
        name = listed(hands)[2]
        assert name > "note 0020.md"
        hands.press(name)
        hands.tap("Delete")
        hands.tap("OK")
        assert len(phone.files.names(FOLDER)) == 999
        assert not phone.files.exists(f"{FOLDER}/{name}")


# -- new files and folders ----------------------------------------------------------------------


def test_a_note_is_created_written_and_saved(phone, hands):
    hands.tap("Create a new file or folder")
    phone.type_text("shopping")
    hands.tap("OK")
    assert hands.sees("shopping")
    assert not hands.find("Save").enabled
    hands.tap(id=EDITOR)
    phone.type_text("milk\nbread")
    hands.tap("Save")
    assert stored(phone)["shopping.md"] == "milk\nbread"
    assert not hands.find("Save").enabled
    hands.tap("Navigate up")
    assert "shopping.md" in listed(hands)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("Plain Text", "x.txt"), ("None", "x"), ("CSV", "x.csv"), ("todo.txt", "x.todo.txt")],
)
def test_the_type_decides_the_ending(phone, hands, kind, name):
    hands.tap("Create a new file or folder")
    phone.type_text("x")
    hands.tap("Markdown")
    hands.tap(kind)
    hands.tap("OK")
    assert stored(phone)[name] == ""


def test_an_ending_may_be_typed_and_is_kept_for_the_next_file(phone, hands):
    hands.tap("Create a new file or folder")
    phone.type_text("a")
    fill(hands, "new_file_dialog__ext", ".log")
    hands.tap("OK")
    phone.key(BACK)
    hands.tap("Create a new file or folder")
    phone.type_text("b")
    hands.tap("OK")
    assert {"a.log", "b.log"} <= set(stored(phone))


def test_a_template_fills_the_file(phone, hands):
    hands.tap("Create a new file or folder")
    phone.type_text("Soup")
    hands.tap("Empty file")
    hands.tap("cooking-recipe.md")
    hands.tap("OK")
    assert stored(phone)["Soup.md"].startswith("# Soup\n\n### Ingredients")
    phone.key(BACK)
    hands.tap("Create a new file or folder")
    phone.type_text("Day")
    hands.tap("Empty file")
    hands.tap("2029-01-01-jekyll-post.md")
    hands.tap("OK")
    assert "title: '2026-03-02-Day'" in stored(phone)["2026-03-02-Day.md"]


def test_an_existing_file_is_opened_not_overwritten(phone, hands):
    hands.tap("Create a new file or folder")
    phone.type_text("beta")
    hands.tap("OK")
    assert text_of_editor(hands) == "second\n"


def test_a_folder_is_created_in_the_folder_that_is_shown(phone, hands):
    hands.tap("work")
    hands.tap("Create a new file or folder")
    phone.type_text("2026: a/b?")
    hands.tap("FOLDER")
    assert listed(hands) == ["..", "2026 ab", "plan.md"]
    assert phone.files.host(f"{FOLDER}/work/2026 ab").is_dir()


@pytest.mark.parametrize("button", ["CANCEL", "OK", "FOLDER"])
def test_without_a_name_nothing_is_made(phone, hands, button):
    before = stored(phone)
    hands.tap("Create a new file or folder")
    hands.tap(button)
    assert stored(phone) == before
    assert listed(hands) == ["..", "ideas", "work", "alpha.txt", "beta.md"]


# -- the selection -------------------------------------------------------------------------------


def test_one_selected_file_is_renamed_and_a_taken_name_refused(phone, hands):
    hands.press("beta.md")
    hands.tap("Rename")
    fill(hands, "new_name", "alpha.txt")
    hands.tap("OK")
    assert hands.sees("File/folder already exists! Please use a different name")
    fill(hands, "new_name", "gamma.md")
    hands.tap("OK")
    assert stored(phone)["gamma.md"] == "second\n"
    assert listed(hands) == ["..", "ideas", "work", "alpha.txt", "gamma.md"]


def test_several_files_are_deleted_at_once(phone, hands):
    hands.press("beta.md")
    hands.tap("alpha.txt")
    assert not hands.sees("Rename")
    hands.tap("Delete")
    assert hands.sees("Confirm Delete")
    hands.tap("CANCEL")
    assert len(stored(phone)) == 3
    hands.tap("work")  # selects, does not enter
    hands.tap("Delete")
    hands.tap("OK")
    assert stored(phone) == {}
    assert listed(hands) == ["..", "ideas"]


def test_a_second_tap_takes_a_file_out_of_the_selection(hands):
    hands.press("beta.md")
    assert hands.sees("Rename")
    hands.tap("beta.md")
    assert hands.sees("Sort by")
    hands.tap("beta.md")
    assert hands.sees(id=EDITOR)


def test_a_file_is_moved_to_another_folder_and_keeps_its_time(phone, hands):
    before = phone.files.host(f"{FOLDER}/beta.md").stat().st_mtime
    phone.clock.advance(3600)
    hands.press("beta.md")
    hands.tap("More options")
    hands.tap("Move")
    assert hands.sees("Move \N{RIGHTWARDS ARROW} Markor")
    assert listed(hands) == ["..", "ideas", "work"]
    hands.tap("work")
    assert hands.sees("Move \N{RIGHTWARDS ARROW} work")
    hands.tap("Select this folder")
    assert stored(phone)["work/beta.md"] == "second\n"
    assert "beta.md" not in stored(phone)
    assert phone.files.host(f"{FOLDER}/work/beta.md").stat().st_mtime == before


def test_a_copy_into_the_same_folder_gets_a_number(phone, hands):
    hands.press("beta.md")
    hands.tap("More options")
    hands.tap("Copy")
    hands.tap("Select this folder")
    assert stored(phone)["beta_1.md"] == stored(phone)["beta.md"]


@pytest.mark.parametrize(
    ("answer", "there", "gone"),
    [
        ("Keep both", {"plan.md": "think\n", "plan_1.md": "mine"}, True),
        ("Overwrite", {"plan.md": "mine"}, True),
        ("Skip", {"plan.md": "think\n"}, False),
    ],
)
def test_a_taken_name_is_asked_about(phone, hands, answer, there, gone):
    phone.files.write_text(f"{FOLDER}/plan.md", "mine")
    hands.press("plan.md")
    hands.tap("More options")
    hands.tap("Move")
    hands.tap("work")
    hands.tap("Select this folder")
    assert hands.sees("'plan.md' already exists in work")
    hands.tap(answer)
    assert stored(phone, f"{FOLDER}/work") == there
    assert phone.files.exists(f"{FOLDER}/plan.md") != gone


def test_a_folder_is_not_offered_to_go_into_itself(hands):
    hands.press("work")
    hands.tap("More options")
    hands.tap("Move")
    assert listed(hands) == ["..", "ideas"]


def test_details_favourites_and_the_clipboard(phone, hands):
    hands.press("beta.md")
    hands.tap("Details")
    assert hands.sees("7B (7 Bytes)")
    assert hands.sees("text/markdown")
    assert hands.sees("2 / 1 / 7")
    hands.tap("OK")
    hands.tap("Favourite")
    hands.tap("More options")
    hands.tap("Clipboard")
    assert phone.clipboard.text == "second\n"
    hands.tap("Go to")
    hands.tap("Favourites")
    assert listed(hands) == ["beta.md"]
    phone.key(BACK)
    assert "alpha.txt" in listed(hands)


def test_search_goes_through_folders_and_contents(phone, hands):
    hands.tap("Search")
    phone.type_text("plan")
    hands.tap("OK")
    hands.tap("work/plan.md")
    assert text_of_editor(hands) == "think\n"
    phone.key(BACK)
    hands.tap("Search")
    phone.type_text("SECOND")
    hands.tap("Search in content")
    hands.tap("OK")
    assert hands.sees("beta.md", id="text1")
    hands.tap("CANCEL")
    hands.tap("Search")
    phone.type_text("nowhere")
    hands.tap("OK")
    assert hands.sees("No results")


def test_a_file_from_elsewhere_is_imported(phone, hands):
    phone.files.write_text("/sdcard/Download/far.md", "away")
    hands.tap("More options")
    hands.tap("Import from device")
    hands.tap("Download")
    hands.tap("far.md")
    assert stored(phone)["far.md"] == "away"
    assert phone.files.exists("/sdcard/Download/far.md")


# -- the editor ------------------------------------------------------------------------------------


def test_what_was_typed_is_kept_on_leaving(phone, hands):
    hands.tap("beta.md")
    fill(hands, EDITOR, "third")
    phone.key(HOME)
    assert stored(phone)["beta.md"] == "third"


def test_an_emptied_text_is_only_saved_by_the_button(phone, hands):
    hands.tap("beta.md")
    hands.tap(id=EDITOR)
    phone.key(29, meta=0x1000)
    phone.key(67)
    phone.key(HOME)
    assert stored(phone)["beta.md"] == "second\n"
    hands.open("Markor")
    hands.tap("Save")
    assert stored(phone)["beta.md"] == ""


def test_a_file_changed_meanwhile_is_read_again(phone, hands):
    hands.tap("beta.md")
    assert text_of_editor(hands) == "second\n"
    phone.key(HOME)
    phone.files.write_text(f"{FOLDER}/beta.md", "from elsewhere")
    hands.open("Markor")
    assert text_of_editor(hands) == "from elsewhere"


def test_a_file_deleted_meanwhile_stays_deleted(phone, hands):
    hands.tap("beta.md")
    assert hands.sees(id=EDITOR)
    phone.files.remove(f"{FOLDER}/beta.md")
    phone.key(BACK)
    assert "beta.md" not in listed(hands)
    assert "beta.md" not in stored(phone)


def test_undo_and_redo_go_word_by_word(phone, hands):
    hands.tap("Create a new file or folder")
    phone.type_text("x")
    hands.tap("OK")
    hands.tap(id=EDITOR)
    phone.type_text("one two")
    hands.tap("Undo")
    assert text_of_editor(hands) == "one "
    hands.tap("Undo")
    hands.tap("Undo")
    assert text_of_editor(hands) == ""
    assert not hands.find("Undo").enabled
    hands.tap("Redo")
    assert text_of_editor(hands) == "one"


def test_lists_go_on_at_enter_and_end_at_an_empty_item(phone, hands):
    hands.tap("QuickNote")
    hands.tap(id=EDITOR)
    phone.type_text("- [x] a\nb\n\n1. c\nd\n\nend")
    assert text_of_editor(hands) == "- [x] a\n- [ ] b\n1. c\n2. d\nend"


def test_auto_format_can_be_switched_off(phone, hands):
    hands.tap("beta.md")
    hands.tap("More options")
    hands.tap("File settings")
    hands.tap("Auto-format")
    fill(hands, EDITOR, "- a")
    phone.key(ENTER)
    assert text_of_editor(hands) == "- a\n"


@pytest.mark.parametrize(
    ("button", "text"),
    [
        ("Check list", "- [ ] second"),
        ("Unordered list", "- second"),
        ("Bold", "**second**"),
        ("Italic", "_second_"),
        ("Delete lines", ""),
        ("Inline code", "`second`"),
        ("Date and time", "2026-03-02 12:00"),
    ],
)
def test_buttons_change_the_text(phone, hands, button, text):
    hands.tap("beta.md")
    fill(hands, EDITOR, "second")
    phone.key(29, meta=0x1000)
    hands.tap(button)
    assert text_of_editor(hands) == text
    hands.tap("Undo")
    assert text_of_editor(hands) == "second"


def test_view_mode_shows_a_page_and_is_remembered(phone, hands):
    phone.files.write_text(
        f"{FOLDER}/page.md", "# Title\nplain **bold**\ntext\n\n- [x] done\n\n> said\n\n| a | b |\n"
    )
    hands.tap("page.md")
    hands.tap("View mode")
    for text in ("Title", "plain bold text", "done", "said", "b"):
        assert hands.sees(text)
    assert not hands.sees(id=EDITOR)
    phone.key(BACK)
    hands.tap("page.md")
    assert hands.sees("Edit mode")
    hands.tap("Edit mode")
    assert hands.sees(id=EDITOR)


def test_search_in_a_text_leads_to_the_line(phone, hands):
    phone.files.write_text(f"{FOLDER}/long.md", "\n".join(f"line {n}" for n in range(300)))
    hands.tap("long.md")
    hands.tap("Search")
    phone.type_text("line 256")
    hands.tap("line 256", id="text1")
    phone.type_text("here ")
    assert "\nhere line 256\n" in text_of_editor(hands)


def test_a_text_is_shared_and_pasted_text_is_saved(phone, hands):
    phone.clipboard.set("from the clipboard")
    hands.tap("Create a new file or folder")
    phone.type_text("pasted")
    hands.tap("OK")
    hands.press(id=EDITOR)
    hands.tap("Paste")
    hands.tap("More options")
    hands.tap("Share")
    hands.tap("Plain Text")
    assert hands.sees("from the clipboard", id="content_preview_text")
    hands.tap("Copy")
    assert stored(phone)["pasted.md"] == "from the clipboard"


def test_todo_and_quicknote_are_files_only_once_something_was_written(phone, hands):
    hands.tap("To-Do")
    hands.tap("QuickNote")
    hands.tap("Files")
    assert set(stored(phone)) == {"alpha.txt", "beta.md", "work/plan.md"}
    hands.tap("To-Do")
    hands.tap(id=EDITOR)
    phone.type_text("call Ann")
    hands.tap("Toggle done")
    hands.tap("Files")
    assert stored(phone)["todo.txt"] == "x 2026-03-02 call Ann"


def test_a_turned_phone_keeps_what_was_typed(phone, hands):
    hands.tap("beta.md")
    fill(hands, EDITOR, "turned")
    turning.turn(phone, 1)
    assert text_of_editor(hands) == "turned"
    turning.turn(phone, 0)
    hands.tap("Save")
    assert stored(phone)["beta.md"] == "turned"


# -- with other apps -------------------------------------------------------------------------------


def test_a_shared_text_is_appended_to_the_quick_note(phone, hands):
    phone.files.write_text(f"{FOLDER}/quicknote.md", "old")
    extras = {"android.intent.extra.TEXT": "new"}
    target = phone.packages.get("net.gsantner.markor").app.component(".activity.DocumentActivity")
    share = Intent(ACTION_SEND, type="text/plain", extras=extras, component=target)
    phone.activities.start(share)
    hands.tap("QuickNote")
    assert stored(phone)["quicknote.md"] == "old\nnew\n"
    assert text_of_editor(hands) == "old\nnew\n"


def test_a_document_of_another_app_is_edited_in_place(phone, hands):
    phone.files.write_text("/sdcard/Download/a b.md", "there")
    uri = phone.documents.uri_of("/sdcard/Download/a b.md")
    target = phone.packages.get("net.gsantner.markor").app.component(".activity.DocumentActivity")
    phone.activities.start(Intent(ACTION_VIEW, data=uri, type="text/markdown", component=target))
    fill(hands, EDITOR, "changed")
    hands.tap("Save")
    assert phone.files.read_text("/sdcard/Download/a b.md") == "changed"


@pytest.mark.parametrize("data", ["content://nobody/1", "https://example.org/a.md", ""])
def test_what_is_no_file_of_this_device_is_not_edited(phone, hands, data):
    target = phone.packages.get("net.gsantner.markor").app.component(".activity.DocumentActivity")
    phone.activities.start(Intent(ACTION_VIEW, data=data, component=target))
    assert hands.sees("Markor can only edit files that are stored on this device.")
    hands.tap("Navigate up")
    assert not hands.sees(id=EDITOR)


def test_the_notebook_comes_back_when_it_was_removed(phone, hands):
    phone.files.remove(FOLDER)
    phone.changes.note()
    assert listed(hands) == [".."]
    phone.force_stop("net.gsantner.markor")
    hands.open("Markor")
    assert phone.files.exists(FOLDER)


def test_settings_and_help(phone, hands):
    hands.tap("More")
    hands.tap("Settings")
    hands.tap("Open existing files in view mode")
    phone.key(BACK)
    hands.tap("Help")
    assert hands.sees("Help", id="alertTitle")
    hands.tap("OK")
    hands.tap("Files")
    hands.tap("beta.md")
    assert hands.sees("Edit mode")
