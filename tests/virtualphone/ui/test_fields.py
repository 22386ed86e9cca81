"""Text fields: focus, keyboard, typing, selection, IME actions, and what a rebuilt view keeps."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Button,
    Column,
    DialogButton,
    EditText,
    MenuItem,
    PopupMenu,
    Scroll,
    Text,
)


@pytest.fixture
def form(bench):
    """A screen with a name, a phone number and notes; `said` collects what callbacks get."""
    said = []

    def view(s):
        return Column(
            EditText(hint="Name", id="name", on_change=said.append),
            EditText(hint="Phone", id="phone", input_type="phone"),
            EditText(
                hint="Search", id="search", ime_action="search", on_submit=lambda: said.append("go")
            ),
            EditText(hint="Notes", id="notes", input_type="multiline"),
            EditText("secret", id="pass", password=True),
            Text("Below"),
            height=FILL,
        )

    screen = bench.open(view)
    screen.said = said
    return screen


def press(bench, *descs):
    for desc in descs:
        bench.tap(bench.find(desc=desc))


def test_a_tap_focuses_and_brings_the_keyboard_which_shrinks_the_screen(bench, form):
    assert not bench.display.keyboard.shown
    bench.tap(bench.find(id="name"))
    assert bench.find(id="name").focused
    assert bench.display.keyboard.shown
    keyboard = bench.find(id="keyboard_holder").bounds
    content = bench.display.active().root.find(id="android:id/content").bounds
    assert content.bottom == keyboard.top


def test_real_taps_on_keys_type(bench, form):
    bench.tap(bench.find(id="name"))
    press(bench, "A", "n", "n", "Space", "Shift", "L", "e", "x", "Delete", "e")
    assert form.text_of("name") == "Ann Lee"
    assert form.said[-1] == "Ann Lee"


def test_symbols_page_and_back(bench, form):
    bench.tap(bench.find(id="name"))
    press(bench, "Symbol keyboard", "1", "@", "More symbols", "{", "Letter keyboard", "a")
    assert form.text_of("name") == "1@{a"


def test_shift_twice_is_caps_lock(bench, form):
    bench.tap(bench.find(id="name"))
    press(bench, "A", "Shift", "Shift enabled", "B", "C", "Caps lock enabled", "d")
    assert form.text_of("name") == "ABCd"


def test_next_walks_through_the_fields_and_search_submits(bench, form):
    bench.tap(bench.find(id="name"))
    press(bench, "Next")
    assert bench.find(id="phone").focused
    press(bench, "5", "5")
    bench.display.key(66)
    assert bench.find(id="search").focused
    press(bench, "Search")
    assert form.said == ["go"]
    assert not bench.display.keyboard.shown
    assert form.text_of("phone") == "55"


def test_a_number_field_takes_no_letters(bench, form):
    form.focus("phone")
    bench.display.typing.commit("(555) 01-ab")
    assert form.text_of("phone") == "(555) 01-"


def test_enter_breaks_lines_only_in_multiline_fields(bench, form):
    form.focus("notes")
    for code in (29, 66, 30):
        bench.display.key(code)
    assert form.text_of("notes") == "a\nb"
    form.focus("name")
    bench.display.typing.commit("one\ntwo")
    assert form.text_of("name") == "one two"


def test_key_events_edit_and_move(bench, form):
    form.focus("name")
    for code, meta in ((29, 0), (30, 1), (31, 0), (21, 0), (67, 0), (122, 0), (112, 0), (123, 0)):
        bench.display.key(code, meta)
    assert form.text_of("name") == "c"
    for code, meta in ((29, 0x1000), (31, 0x1000), (22, 0), (50, 0x1000), (50, 0x1000)):
        bench.display.key(code, meta)
    assert form.text_of("name") == "ccc"


def test_passwords_are_dots_and_cannot_be_copied(bench, form):
    assert "secret" not in bench.display.dump_xml(u2=True)
    form.focus("pass")
    bench.display.typing.select_all()
    bench.display.typing.copy()
    assert bench.clipboard.text == ""


def test_typing_keeps_its_place_when_the_view_is_rebuilt(bench, form):
    form.focus("name")
    bench.display.typing.commit("ac")
    bench.display.key(21)
    form.invalidate()
    bench.display.typing.commit("b")
    assert form.text_of("name") == "abc"


def test_a_view_that_changes_its_mind_replaces_the_text(bench):
    stored = {"text": "one"}
    screen = bench.open(
        lambda s: EditText(stored["text"], id="t", on_change=lambda v: stored.update(text=v))
    )
    bench.display.windows()
    screen.focus("t")
    bench.display.typing.commit("!")
    assert stored["text"] == "one!"
    stored["text"] = "two"
    bench.changes.note()
    assert bench.find(id="t").text == "two"


def test_a_tap_puts_the_cursor_under_the_finger(bench):
    screen = bench.open(lambda s: EditText("hello world", id="t"))
    node = bench.find(id="t")
    bench.touch("down", node.bounds.left + 50, node.bounds.center[1])
    bench.touch("up", node.bounds.left + 50, node.bounds.center[1])
    bench.display.typing.commit(">")
    assert screen.text_of("t").startswith((">h", "h>"))


def test_a_long_press_selects_a_word_and_offers_copy_and_paste(bench):
    screen = bench.open(lambda s: EditText("word", id="t"))
    bench.tap(bench.find(id="t"), hold_ms=600, dx=-480)
    assert screen.states.field_of("t").edit.selected == "word"
    press(bench, "Copy")
    assert bench.clipboard.text == "word"
    bench.tap(bench.find(id="t"), hold_ms=600, dx=-480)
    bench.clipboard.text = "Grüße"
    bench.changes.note()
    press(bench, "Paste")
    assert screen.text_of("t") == "Grüße"
    assert bench.find(desc="Paste") is None


def test_back_hides_the_keyboard_first(bench, form):
    bench.tap(bench.find(id="name"))
    assert bench.display.back()
    assert not bench.display.keyboard.shown
    assert bench.find(id="name").focused
    assert not bench.display.back()


def test_autofocus_happens_once(bench):
    bench.open(lambda s: Column(EditText(id="t", autofocus=True), EditText(id="u")))
    assert bench.find(id="t").focused
    assert bench.display.keyboard.shown
    bench.tap(bench.find(id="u"))
    assert bench.find(id="u").focused


def test_the_keyboard_goes_with_the_screen_that_wanted_it(bench):
    bench.open(lambda s: EditText(id="t", autofocus=True))
    bench.display.windows()
    bench.open(lambda s: Text("plain"))
    bench.display.windows()
    assert not bench.display.keyboard.shown


def test_a_field_under_the_keyboard_scrolls_into_sight(bench):
    bench.open(lambda s: Scroll(Column(*[EditText(id=f"f{i}") for i in range(12)], gap=40)))
    below = [node for node in bench.display.active().fields if node.frame.top > 1900]
    bench.tap(below[0])
    node = bench.find(id=below[0].id)
    assert node is not None
    assert node.bounds == node.frame
    assert node.bounds.bottom <= bench.find(id="keyboard_holder").bounds.top


def test_another_ime_keeps_the_keyboard_away(bench, form):
    bench.display.allow_keyboard = False
    bench.tap(bench.find(id="name"))
    assert not bench.display.keyboard.shown
    assert bench.display.typing.commit("你好")
    assert form.text_of("name") == "你好"


def test_typing_without_a_focused_field_is_refused(bench):
    bench.open(lambda s: Button("Go"))
    assert not bench.display.typing.commit("x")
    assert not bench.display.key(29)


def test_a_dialog_with_a_field_takes_the_focus_and_gives_it_back(bench, form):
    names = []
    dialog = AlertDialog(
        "Name",
        positive=DialogButton("OK", lambda: names.append(dialog.text_of("new"))),
        content=lambda: EditText(id="new", autofocus=True),
    )
    bench.tap(bench.find(id="name"))
    form.show(dialog)
    bench.display.typing.commit("Files")
    press_ok = bench.find(id="android:id/button1")
    bench.tap(press_ok)
    assert names == ["Files"]
    bench.display.typing.commit("Ann")
    assert form.text_of("name") == "Ann"


def test_long_notes_follow_the_cursor_and_scroll_under_the_finger(bench):
    text = "\n".join(f"line {i}" for i in range(80))
    screen = bench.open(
        lambda s: Column(
            EditText(text, id="notes", input_type="multiline", weight=1, autofocus=True),
            height=FILL,
        )
    )
    bench.display.windows()
    scroll = screen.states.field_of("notes").scroll
    assert scroll.offset_px == scroll.range_px > 0
    bench.swipe(500, 500, 500, 1300)
    assert scroll.offset_px == scroll.range_px - 800
    bench.display.typing.commit("!")
    bench.display.windows()
    assert scroll.offset_px == scroll.range_px


def test_a_long_single_line_shows_its_cursor(bench):
    screen = bench.open(lambda s: EditText("word " * 40, id="t", autofocus=True))
    bench.display.windows()
    scroll = screen.states.field_of("t").scroll
    assert scroll.offset_px == scroll.range_px > 0
    bench.display.key(122)
    bench.display.windows()
    assert scroll.offset_px == 0


def test_a_menu_leaves_the_keyboard_as_it_was(bench, form):
    bench.tap(bench.find(id="name"))
    form.show(PopupMenu([MenuItem("One")]))
    assert bench.display.keyboard.shown
    bench.tap(bench.find(text="One"))
    bench.display.hide_keyboard()
    form.show(PopupMenu([MenuItem("Two")]))
    bench.tap(bench.find(text="Two"))
    assert bench.find(id="name").focused
    assert not bench.display.keyboard.shown


def test_a_dialog_without_a_field_puts_the_keyboard_away_for_its_time(bench, form):
    bench.tap(bench.find(id="name"))
    form.show(AlertDialog("Sure?", positive=DialogButton("Yes")))
    assert not bench.display.keyboard.shown
    bench.tap(bench.find(text="Yes"))
    assert bench.display.keyboard.shown


def test_the_bar_of_a_selection_lies_by_the_selected_lines(bench):
    text = "\n".join(f"line {n}" for n in range(12))
    field = EditText(text, id="page", input_type="multiline", weight=1, height=FILL)
    bench.open(lambda s: Column(Text("Above", height=200), field, height=FILL))
    page = bench.find(id="page").bounds
    for line in (0, 8):
        y = page.top + 70 + line * 50
        bench.display.touch("down", page.left + 80, y, 0)
        bench.display.touch("move", page.left + 80, y, 700)
        bench.display.touch("up", page.left + 80, y, 710)
        bar = bench.find(desc="Copy").bounds
        assert bar.bottom < y < bar.bottom + 200
        bench.tap(bench.find(desc="Copy"))
