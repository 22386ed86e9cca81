"""Rows, buttons, switches, tabs, sliders: one element per thing a person would point at."""

from __future__ import annotations

from tests.perception.screens import (
    lines,
    listing,
    preference,
    see,
    switch,
    text,
    toolbar,
    v,
)


def test_a_row_is_one_element_with_title_and_summary():
    seen = see(toolbar("Network"), listing(preference("Internet", 240, "AndroidWifi")))
    row = seen.elements[2]
    assert (row.role, row.label, row.detail) == ("row", "Internet", "AndroidWifi")
    assert row.actions == ("tap",)
    assert [e.label for e in seen.elements] == ["Navigate up", "Network", "Internet"]


def test_a_title_is_found_by_its_id_also_when_it_stands_second():
    row = v(
        "LinearLayout",
        (0, 240, 1080, 440),
        text("Yesterday", (60, 250, 300, 300)),
        text("Ann", (60, 310, 300, 380), id="title"),
        flags="C",
    )
    seen = see(listing(row))
    assert (seen.elements[0].label, seen.elements[0].detail) == ("Ann", "Yesterday")


def test_a_switch_that_only_shows_the_rows_state_is_the_row():
    seen = see(listing(preference("Airplane mode", 240, widget=switch(240, on=False))))
    [row] = seen.elements
    assert (row.role, row.label, row.states) == ("switch", "Airplane mode", ("off",))
    assert row.bounds == (0, 240, 1080, 440)
    assert lines(seen) == ["1 Airplane mode [off]"]


def test_a_switch_of_its_own_stays_operable_beside_its_row():
    widget = switch(240, on=True, clickable=True)
    seen = see(listing(preference("Wi-Fi", 240, "Home", widget=widget)))
    row, mark = seen.elements
    assert (row.role, row.label, row.states) == ("row", "Wi-Fi", ())
    assert (mark.role, mark.label, mark.states) == ("switch", "Wi-Fi", ("on",))
    assert mark.bounds == (900, 300, 1020, 380)


def test_a_nameless_switch_takes_the_words_left_of_it_and_the_words_are_said_once():
    seen = see(
        v(
            "LinearLayout",
            (0, 300, 1080, 420),
            text("Vibrate", (60, 320, 400, 400)),
            v("Switch", (900, 320, 1020, 400), flags="CK"),
        )
    )
    assert lines(seen) == ["1 Vibrate [off]"]


def test_checkboxes_and_radios_say_both_states():
    def box(kind: str, words: str, top: int, flags: str) -> str:
        return v(kind, (0, top, 1080, top + 120), text=words, flags="CK" + flags)

    seen = see(
        box("CheckBox", "Milk", 200, "k"),
        box("CheckBox", "Bread", 330, ""),
        box("RadioButton", "Daily", 460, "k"),
        box("CheckedTextView", "Weekly", 590, ""),
    )
    assert [(e.role, e.states) for e in seen.elements] == [
        ("checkbox", ("checked",)),
        ("checkbox", ("unchecked",)),
        ("radio", ("checked",)),
        ("checkbox", ("unchecked",)),
    ]


def test_plain_views_that_can_be_checked_are_switches_when_wide():
    view = "android.view.View"
    seen = see(
        v("LinearLayout", (0, 300, 1080, 420), v(view, (900, 320, 1040, 400), flags="CKk")),
        v("LinearLayout", (0, 500, 1080, 620), v(view, (900, 520, 980, 600), flags="CK")),
    )
    assert [(e.role, e.states) for e in seen.elements] == [
        ("switch", ("on",)),
        ("checkbox", ("unchecked",)),
    ]


def test_icon_buttons_are_named_by_description_then_by_id_never_by_an_obfuscated_one():
    def icon(left: int, **attributes: object) -> str:
        return v("ImageButton", (left, 100, left + 120, 220), flags="C", **attributes)

    seen = see(
        icon(0, desc="Search"),
        icon(200, id="btn_send_message"),
        icon(400, id="a5b"),
        icon(900, id="kbq_x"),
    )
    assert [e.label for e in seen.elements] == ["Search", "send message", "", ""]
    assert lines(seen)[-1] == "4 unnamed, top right"


def test_a_nameless_button_in_a_row_says_whose_it_is():
    row = v(
        "LinearLayout",
        (0, 240, 1080, 440),
        text("Ann Meyer", (60, 280, 500, 360)),
        v("ImageView", (900, 280, 1000, 380), flags="C"),
        flags="C",
    )
    seen = see(listing(row))
    assert lines(seen) == ["1 Ann Meyer", "2 unnamed — Ann Meyer"]


def test_a_description_that_repeats_the_texts_is_said_once():
    row = v(
        "android.view.ViewGroup",
        (0, 240, 1080, 440),
        text("Order 5", (60, 260, 500, 320)),
        text("Paid", (60, 330, 500, 390)),
        desc="Order 5, Paid",
        flags="C",
    )
    assert lines(see(listing(row))) == ["1 Order 5 — Paid"]


def test_a_badge_is_detail_not_name():
    tab = v(
        "FrameLayout",
        (0, 2200, 270, 2400),
        text("3", (150, 2210, 180, 2240)),
        text("Chats", (60, 2330, 200, 2380)),
        flags="C",
    )
    seen = see(tab)
    assert (seen.elements[0].label, seen.elements[0].detail) == ("Chats", "3")


def test_a_key_of_the_dial_pad_keeps_its_digit_readable():
    key = v(
        "FrameLayout",
        (0, 1200, 360, 1400),
        text("2", (150, 1210, 210, 1300)),
        text("ABC", (130, 1310, 230, 1380)),
        flags="C",
    )
    assert lines(see(key)) == ["1 2 — ABC"]


def test_tabs_are_equal_siblings_of_which_one_is_selected_even_if_that_one_takes_no_tap():
    def item(number: int, words: str, flags: str) -> str:
        left = 270 * number
        inner = text(words, (left + 60, 2330, left + 200, 2380))
        return v("android.view.View", (left, 2200, left + 270, 2400), inner, flags=flags)

    seen = see(
        v(
            "android.view.View",
            (0, 2200, 1080, 2400),
            item(0, "Home", "sF"),
            item(1, "Search", "CF"),
            item(2, "Library", "CF"),
            item(3, "Profile", "CF"),
        )
    )
    assert {e.role for e in seen.elements} == {"tab"}
    assert lines(seen)[0] == "1 tab Home [selected]"
    assert lines(seen)[1] == "2 tab Search"


def test_a_slider_is_named_by_the_words_above_it_and_says_its_percentage():
    seen = see(
        v(
            "LinearLayout",
            (0, 300, 1080, 520),
            text("Media volume", (60, 320, 500, 380), id="android:id/title"),
            v("SeekBar", (60, 400, 1000, 480), text="40%"),
        )
    )
    [slider] = seen.elements
    assert (slider.role, slider.label, slider.value) == ("slider", "Media volume", "40%")
    assert lines(seen) == ["1 slider Media volume = 40%"]


def test_rows_that_cannot_be_tapped_are_read_as_one_text():
    row = v(
        "LinearLayout",
        (0, 240, 1080, 440),
        text("Android version", (60, 260, 600, 330), id="android:id/title"),
        text("14", (60, 340, 600, 400), id="android:id/summary"),
    )
    seen = see(listing(row))
    assert lines(seen) == ['1 "Android version" — 14']
    assert seen.elements[0].actions == ()


def test_a_wordless_wrapper_of_one_button_is_no_thing_of_its_own():
    box = (0, 300, 400, 420)
    seen = see(v("FrameLayout", box, v("Button", box, text="Save", flags="C"), flags="C"))
    assert [(e.role, e.label) for e in seen.elements] == [("button", "Save")]


def test_a_page_that_takes_taps_everywhere_keeps_its_texts_apart():
    page = v(
        "FrameLayout",
        (0, 0, 1080, 2400),
        text("First paragraph", (60, 400, 1000, 500)),
        text("Second paragraph", (60, 600, 1000, 700)),
        flags="C",
    )
    assert [e.label for e in see(page).elements] == ["First paragraph", "Second paragraph"]


def test_disabled_selected_and_long_press():
    seen = see(
        v("Button", (0, 300, 400, 420), text="Next", flags="C", enabled="false"),
        v("TextView", (0, 500, 1080, 620), text="Hello", flags="L"),
    )
    assert seen.elements[0].states == ("disabled",)
    assert seen.elements[1].actions == ("long_press",)


def test_the_numbers_of_a_time_picker_say_what_they_count():
    helper = "android.widget.RadialTimePickerView$RadialPickerTouchHelper"
    seen = see(
        v("TextView", (100, 300, 300, 400), text="12", flags="Cs", id="android:id/hours"),
        text(":", (310, 300, 330, 400)),
        v("TextView", (340, 300, 540, 400), text="30", flags="C", id="android:id/minutes"),
        v("TextView", (100, 500, 200, 600), text="8", desc="8 o'clock", flags="C"),
        v("TextView", (300, 500, 400, 600), text="9", desc="9 March 2027", flags="C"),
        v(helper, (500, 500, 600, 600), desc="3"),
    )
    assert [(e.label, e.detail) for e in seen.elements if e.role != "text"] == [
        ("12", "hours"),
        ("30", "minutes"),
        ("8", "8 o'clock"),
        ("9", ""),
        ("3", ""),
    ]
    assert seen.elements[0].states == ("selected",)
    assert seen.elements[-1].role == "button"


def test_icon_font_glyphs_and_invisible_marks_are_not_names():
    seen = see(
        v("TextView", (0, 100, 120, 220), text="\ue8b6", flags="C"),
        v("Button", (0, 300, 400, 420), text="\u200e Save\u00a0 now ", flags="C"),
    )
    assert [e.label for e in seen.elements] == ["", "Save now"]


def test_a_navigation_row_is_named_by_its_checked_text_view():
    # com.google.android.material's NavigationView: the text that can be checked names the row.
    row = v(
        "LinearLayout",
        (0, 240, 756, 376),
        v("ImageView", (74, 270, 137, 340)),
        v("CheckedTextView", (189, 280, 714, 332), flags="K", text="Recent"),
        flags="C",
    )
    seen = see(listing(row))
    assert [element.label for element in seen.elements] == ["Recent"]
    assert "unnamed" not in seen.text
