"""Dialogs, menus and pickers: windows of their own that return a choice or none."""

from __future__ import annotations

from datetime import date, time

import pytest

from phoneagent.virtualphone.ui import (
    AlertDialog,
    Button,
    CheckDialog,
    Column,
    DatePickerDialog,
    DialogButton,
    ListDialog,
    MenuItem,
    NumberPicker,
    PopupMenu,
    Spinner,
    Text,
    TimePickerDialog,
    Toolbar,
)


@pytest.fixture
def said():
    return []


@pytest.fixture
def screen(bench, said):
    return bench.open(
        lambda s: Column(
            Toolbar("Notes", on_more=lambda: s.show(menu(said))),
            Button("Below", lambda: said.append("below")),
        )
    )


def menu(said):
    return PopupMenu(
        [
            MenuItem("Sort", lambda: said.append("sort")),
            MenuItem("Off", lambda: said.append("off"), enabled=False),
            MenuItem("Hidden files", lambda: said.append("hidden"), checked=True),
        ]
    )


def alert(said):
    return AlertDialog(
        "Delete?",
        "It cannot be undone.",
        positive=DialogButton("Delete", lambda: said.append("delete")),
        negative=DialogButton("Cancel", lambda: said.append("cancel")),
    )


def test_an_alert_has_the_platforms_ids_and_hides_the_app_from_the_tree(bench, screen, said):
    screen.show(alert(said))
    assert bench.find(id="android:id/alertTitle").text == "Delete?"
    assert bench.find(id="android:id/message").text == "It cannot be undone."
    assert bench.find(id="android:id/button2").text == "Cancel"
    xml = bench.display.dump_xml(u2=True)
    assert "android:id/parentPanel" in xml
    assert "Below" not in xml
    assert "com.android.systemui" in xml


def test_a_button_closes_and_acts_and_the_app_is_back(bench, screen, said):
    screen.show(alert(said))
    bench.tap(bench.find(text="Delete"))
    assert said == ["delete"]
    assert "Below" in bench.display.dump_xml(u2=False)


def test_touches_do_not_pass_a_dialog_and_one_outside_cancels_it(bench, screen, said):
    dialog = alert(said)
    dialog.on_cancel = lambda: said.append("left")
    below = bench.find(text="Below")
    screen.show(dialog)
    bench.tap(below)
    assert said == ["left"]
    assert screen.layers == []


def test_back_cancels_a_dialog_unless_it_must_be_answered(bench, screen, said):
    dialog = alert(said)
    dialog.cancelable = False
    screen.show(dialog)
    assert bench.display.back()
    assert screen.layers == [dialog]
    dialog.cancelable = True
    assert bench.display.back()
    assert screen.layers == []


def test_a_single_choice_returns_its_number(bench, screen, said):
    screen.show(ListDialog("Ringtone", ["None", "Aurora"], said.append, chosen=0))
    assert bench.find(text="None").checked
    bench.tap(bench.find(text="Aurora"))
    assert said == [1]
    assert screen.layers == []


def test_several_choices_return_a_set_when_confirmed(bench, screen, said):
    screen.show(CheckDialog("Days", ["Mon", "Tue", "Wed"], frozenset({0}), said.append))
    for text in ("Mon", "Tue", "Wed"):
        bench.tap(bench.find(text=text))
    assert said == []
    bench.tap(bench.find(text="OK"))
    assert said == [frozenset({1, 2})]


def test_a_long_list_scrolls_inside_its_dialog(bench, screen, said):
    screen.show(ListDialog("Pick", [f"Line {i}" for i in range(60)], said.append))
    listing = bench.find(id="android:id/select_dialog_listview")
    assert listing.scrollable
    assert bench.find(text="Line 59") is None
    x, y = listing.bounds.center
    for _ in range(12):
        bench.swipe(x, y + 300, x, y - 300)
    bench.tap(bench.find(text="Line 59"))
    assert said == [59]


def test_a_long_message_scrolls_and_leaves_the_buttons_in_reach(bench, screen, said):
    screen.show(AlertDialog("Terms", "word " * 3000, positive=DialogButton("Agree", said.clear)))
    bench.display.windows()
    agree = bench.find(text="Agree")
    assert agree is not None
    assert agree.bounds == agree.frame
    assert bench.find(id="android:id/scrollView").scrollable


def test_the_overflow_menu_opens_below_more_options(bench, screen, said):
    bench.tap(bench.find(desc="More options"))
    assert bench.find(text="Hidden files") is not None
    assert bench.find(id="checkbox").checked
    bench.tap(bench.find(text="Off"))
    assert said == []
    bench.tap(bench.find(text="Sort"))
    assert said == ["sort"]
    assert bench.find(text="Sort") is None


def test_a_tap_beside_a_menu_only_closes_it(bench, screen, said):
    screen.show(menu(said))
    bench.swipe(300, 1500, 300, 1500)
    assert said == []
    assert screen.layers == []


def test_a_spinner_drops_down_at_its_place(bench, said):
    bench.open(
        lambda s: Column(
            Text("x", height=300), Spinner(s, ["Phone", "SIM"], 0, said.append, id="s")
        )
    )
    spinner = bench.find(id="s")
    bench.tap(spinner)
    assert bench.find(text="SIM").bounds.top >= spinner.bounds.bottom
    bench.tap(bench.find(text="SIM"))
    assert said == [1]


# pickers --------------------------------------------------------------------------------------


def test_a_time_is_set_on_the_clock_face(bench, screen, said):
    screen.show(TimePickerDialog(time(19, 30), said.append))
    bench.tap(bench.find(desc="7"))
    assert bench.find(id="android:id/minutes").selected
    bench.tap(bench.find(desc="45"))
    bench.tap(bench.find(text="AM"))
    bench.tap(bench.find(text="OK"))
    assert said == [time(7, 45)]


@pytest.mark.parametrize("hour", [0, 1, 12, 13, 20, 23])
def test_a_24_hour_face_has_an_inner_ring(bench, screen, said, hour):
    screen.show(TimePickerDialog(time(6, 15), said.append, hour24=True))
    bench.tap(bench.find(desc=f"{hour:02d}" if hour == 0 else str(hour)))
    bench.tap(bench.find(text="OK"))
    assert said == [time(hour, 15)]


def test_every_hour_of_the_12_hour_face(bench, screen, said):
    for hour in range(12):
        screen.show(TimePickerDialog(time(3, 5), said.append))
        bench.tap(bench.find(desc=str(hour or 12)))
        bench.tap(bench.find(text="OK"))
    assert said == [time(hour, 5) for hour in range(12)]


def test_a_time_is_typed_and_a_wrong_one_is_refused(bench, screen, said):
    screen.show(TimePickerDialog(time(19, 30), said.append))
    bench.tap(bench.find(desc="Switch to text input mode for the time input."))
    typing = bench.display.typing
    typing.replace_all("13")
    bench.tap(bench.find(text="OK"))
    assert said == []
    assert bench.find(text="Enter a valid time") is not None
    typing.replace_all("6")
    typing.enter()
    typing.replace_all("05")
    bench.tap(bench.find(id="android:id/am_pm_spinner"))
    bench.tap(bench.find(text="AM"))
    bench.tap(bench.find(text="OK"))
    assert said == [time(6, 5)]


def test_a_date_is_picked_in_another_month_and_year(bench, screen, said):
    screen.show(DatePickerDialog(date(2025, 1, 31), said.append))
    bench.tap(bench.find(desc="Previous month"))
    bench.tap(bench.find(desc="25 December 2024"))
    assert bench.find(id="android:id/date_picker_header_date").text == "Wed, Dec 25"
    bench.tap(bench.find(id="android:id/date_picker_header_year"))
    bench.tap(bench.find(text="2026"))
    bench.tap(bench.find(text="OK"))
    assert said == [date(2026, 12, 25)]


def test_the_29th_of_february_becomes_the_28th_in_other_years(bench, screen, said):
    screen.show(DatePickerDialog(date(2024, 2, 29), said.append))
    bench.tap(bench.find(text="2024"))
    bench.tap(bench.find(text="2025"))
    bench.tap(bench.find(text="OK"))
    assert said == [date(2025, 2, 28)]


def test_a_number_wheel_turns_by_buttons_dragging_and_typing(bench):
    state = {"value": 59}
    bench.open(
        lambda s: NumberPicker(
            state["value"], range(60), lambda v: state.update(value=v), id="minutes"
        )
    )
    bench.tap(bench.find(text="0"))
    assert state["value"] == 0
    x, y = bench.find(id="minutes").bounds.center
    bench.swipe(x, y, x, y - 2 * 126)
    assert state["value"] == 2
    bench.tap(bench.find(id="android:id/numberpicker_input"))
    bench.display.typing.replace_all("45")
    assert state["value"] == 45
    bench.display.typing.replace_all("99")
    assert state["value"] == 45
