"""What lies in front: dialogs, menus, popups, the keyboard, bars, sheets; and nothing hidden."""

from __future__ import annotations

from phoneagent.perception import observe
from tests.perception.screens import capture, lines, listing, preference, see, text, v, window

SYSTEM = "com.android.systemui"


def names(seen) -> list[str]:
    return [element.label for element in seen.elements]


def button(words: str, box, **attributes: object) -> str:
    return v("Button", box, text=words, flags="C", **attributes)


def dialog(*, package: str = "com.example.app", message: str = "It cannot be undone.") -> str:
    return window(
        text("Delete contact?", (100, 900, 900, 980), id="alertTitle", package=package),
        text(message, (100, 1000, 900, 1100), id="android:id/message", package=package),
        button("Cancel", (500, 1200, 700, 1300), id="android:id/button2", package=package),
        button("Delete", (720, 1200, 920, 1300), id="android:id/button1", package=package),
        box=(60, 860, 1020, 1340),
        package=package,
    )


def keyboard(top: int = 1600) -> str:
    package = "com.google.android.inputmethod.latin"
    keys = [
        v("FrameLayout", (90 * n, top, 90 * n + 90, top + 200), desc=k, flags="C", package=package)
        for n, k in enumerate("qwertyuiop")
    ]
    area = v("FrameLayout", (0, top, 1080, 2400), *keys, id="android:id/inputArea", package=package)
    return window(area, package=package)


def test_a_dialog_hides_what_lies_below_and_is_named_first():
    page = window(button("Edit", (0, 300, 400, 420)))
    seen = observe(capture(page, dialog()))
    assert "dialog" in seen.warnings
    assert lines(seen) == [
        'dialog "Delete contact?"',
        '2 "It cannot be undone."',
        "3 Cancel",
        "4 Delete",
    ]


def test_the_order_of_windows_in_the_dump_does_not_matter():
    page = window(button("Edit", (0, 300, 400, 420)))
    assert names(observe(capture(page, dialog()))) == names(observe(capture(dialog(), page)))


def test_a_dialog_alone_in_the_dump_is_one_too():
    assert observe(capture(dialog())).title == "Delete contact?"


def test_a_popup_of_rows_is_a_menu_not_a_dialog():
    rows = [
        v(
            "LinearLayout",
            (600, 120 * n, 1060, 120 * n + 120),
            text(w, (620, 120 * n + 20, 1000, 120 * n + 100)),
            flags="C",
        )
        for n, w in enumerate(("Share", "Settings"), start=1)
    ]
    popup = window(v("ListView", (600, 120, 1060, 360), *rows), box=(600, 120, 1060, 360))
    seen = observe(capture(popup))
    assert lines(seen) == ["menu", "1 Share", "2 Settings"]
    assert seen.warnings == ("menu",)


def test_suggestions_under_a_field_are_read_with_the_page_and_hide_what_they_cover():
    page = window(
        v("EditText", (0, 300, 1080, 420), text="Be", hint="City", flags="CFf"),
        button("Covered", (100, 500, 400, 600)),
        button("Free", (100, 1000, 400, 1100)),
    )
    rows = [
        v("TextView", (0, 430 + 120 * n, 1080, 550 + 120 * n), text=w, flags="C")
        for n, w in enumerate(("Berlin", "Bern"))
    ]
    popup = window(v("ListView", (0, 430, 1080, 670), *rows), box=(0, 430, 1080, 670))
    seen = observe(capture(page, popup))
    assert names(seen) == ["Berlin", "Bern", "City", "Free"]


def test_a_permission_question_and_a_crash_are_said():
    asks = "com.google.android.permissioncontroller"
    seen = observe(capture(dialog(package=asks)))
    assert {"dialog", "permission"} <= set(seen.warnings)
    crash = window(
        text("Clock keeps stopping", (100, 900, 900, 980), id="android:id/alertTitle"),
        button("Close app", (100, 1000, 900, 1100), id="android:id/aerr_close"),
        box=(60, 860, 1020, 1340),
        package="android",
    )
    seen = observe(capture(crash))
    assert "crash" in seen.warnings
    assert lines(seen)[0].startswith("! ")


def test_bars_of_the_system_are_left_out_and_the_shade_is_not():
    bar = window(
        text("12:00", (40, 10, 200, 60), package=SYSTEM), box=(0, 0, 1080, 80), package=SYSTEM
    )
    navigation = window(
        v("ImageView", (100, 2290, 300, 2400), desc="Back", flags="C", package=SYSTEM),
        box=(0, 2270, 1080, 2400),
        package=SYSTEM,
    )
    page = window(button("Edit", (0, 300, 400, 420)))
    assert names(observe(capture(bar, page, navigation))) == ["Edit"]
    shade = window(
        text("Notifications", (40, 200, 500, 260), package=SYSTEM),
        button("Clear all", (700, 2000, 1000, 2100), package=SYSTEM),
        package=SYSTEM,
    )
    assert names(observe(capture(page, shade))) == ["Notifications", "Clear all"]


def test_a_strangers_handle_floating_over_the_app_hides_nothing():
    handle = window(
        v("View", (1040, 500, 1080, 900), desc="Edge panels", flags="C", package="com.maker.edge"),
        box=(1040, 500, 1080, 900),
        package="com.maker.edge",
    )
    page = window(button("Edit", (0, 300, 400, 420)))
    assert names(observe(capture(handle, page))) == ["Edit", "Edge panels"]


def test_keys_are_no_elements_and_what_they_cover_is_not_on_the_screen():
    page = window(
        v("EditText", (0, 300, 1080, 420), hint="Name", flags="CFf"),
        button("Save", (0, 1450, 400, 1560)),
        button("Half", (0, 1540, 400, 1660)),
        button("Under", (0, 1700, 400, 1800)),
    )
    seen = observe(capture(page, keyboard()))
    assert seen.keyboard_shown
    assert names(seen) == ["Name", "Save", "Half"]
    assert seen.elements[2].bounds == (0, 1540, 400, 1600)


def test_the_settings_of_a_keyboard_app_are_a_page_like_any_other():
    package = "com.google.android.inputmethod.latin"
    page = window(
        v(
            "FrameLayout",
            (0, 80, 1080, 2400),
            text("Languages", (0, 300, 1080, 400), package=package),
            id="android:id/content",
            package=package,
        ),
        package=package,
    )
    assert names(observe(capture(page, package=package))) == ["Languages"]


def test_invisible_empty_and_off_screen_views_are_not_seen():
    seen = see(
        button("Hidden", (0, 300, 400, 420), **{"visible-to-user": "false"}),
        button("Empty", (0, 300, 0, 420)),
        button("Right of it", (1080, 300, 1400, 420)),
        button("Below", (0, 2400, 400, 2520)),
        button("Seen", (0, 500, 400, 620)),
        v("View", (0, 0, 1080, 80), id="android:id/statusBarBackground"),
    )
    assert names(seen) == ["Seen"]


def test_what_lies_under_a_sheet_and_its_scrim_cannot_be_pointed_at():
    page = v("FrameLayout", (0, 0, 1080, 2400), button("Under", (0, 300, 400, 420)))
    scrim = v("View", (0, 0, 1080, 2400), flags="C")
    sheet = v("FrameLayout", (0, 1400, 1080, 2400), button("Share", (0, 1500, 1080, 1620)))
    assert names(see(page, scrim, sheet)) == ["Share"]


def test_drawing_order_beats_document_order():
    below = button("Below", (0, 300, 400, 420), **{"drawing-order": 1})
    over = v(
        "FrameLayout",
        (0, 200, 1080, 600),
        text("Over", (0, 450, 400, 560)),
        flags="C",
        **{"drawing-order": 2},
    )
    assert names(see(below, over)) == ["Over"]
    assert names(see(over, below)) == ["Over"]


def test_a_page_laid_over_a_page_hides_it():
    def page(word: str) -> str:
        tops = (300, 700, 1100, 1500, 1900, 2200)
        return v(
            "FrameLayout",
            (0, 80, 1080, 2400),
            *[text(f"{word} {top}", (60, top, 1000, top + 80)) for top in tops],
        )

    assert {name.split()[0] for name in names(see(page("old"), page("new")))} == {"new"}


def test_a_layer_that_takes_the_touch_for_a_card_belongs_to_the_card():
    card = v(
        "FrameLayout",
        (0, 300, 1080, 600),
        v("LinearLayout", (0, 300, 1080, 600), text("Offer", (60, 320, 500, 400))),
        v("View", (0, 300, 1080, 600), flags="C"),
    )
    seen = see(card)
    assert "Offer" in names(seen)


def test_reading_order_is_top_down_then_left_right_whatever_the_document_order():
    seen = see(
        button("FAB", (880, 2100, 1040, 2260)),
        listing(preference("One", 240), preference("Two", 440)),
        button("Right", (700, 100, 900, 200)),
        button("Left", (100, 110, 300, 210)),
    )
    assert names(seen) == ["Left", "Right", "One", "Two", "FAB"]


def test_more_below_when_the_list_reaches_its_edge_and_above_when_a_row_is_cut():
    rows = [preference(f"Row {n}", 240 + 200 * n) for n in range(10)]
    seen = see(listing(*rows, bottom=2240, scrolls=True))
    assert lines(seen)[-1] == "↓ more below"
    assert lines(seen)[0].startswith("1 ")
    cut = [preference("Cut", 240, height=70)]
    cut += [preference(f"Row {n}", 310 + 200 * n) for n in range(6)]
    assert lines(see(listing(*cut, bottom=2240, scrolls=True)))[0] == "↑ more above"


def test_lists_get_numbers_only_where_one_must_be_chosen():
    row = preference("One", 240)
    assert [e.role for e in see(listing(row, scrolls=True)).elements] == ["row"]
    across = v(
        "HorizontalScrollView",
        (0, 1000, 1080, 1200),
        text("Popular", (0, 1020, 500, 1100)),
        text("New", (520, 1020, 1080, 1100)),
        flags="S",
    )
    seen = see(text("Picks", (0, 900, 400, 980)), across, listing(row, bottom=900, scrolls=True))
    assert ("list", "Picks", ("scroll",)) in [(e.role, e.label, e.actions) for e in seen.elements]
