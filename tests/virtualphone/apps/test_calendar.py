"""Simple Calendar Pro: events written, found, changed and deleted by a person."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.apps.calendar.model import (
    DAY_S,
    LAST_DAY,
    LAST_WEEKDAY,
    MONTH_S,
    NTH_WEEKDAY,
    WEEK_S,
    YEAR_S,
    Event,
)
from phoneagent.virtualphone.apps.calendar.recurrence import occurrences
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import Intent
from tests.virtualphone.hands import NOON, Hands

BACK = 4
DATABASE = "/data/data/com.simplemobiletools.calendar.pro/databases/events.db"
EVENTS = [
    {"title": "Lunch", "start": "2026-03-02T13:00", "minutes": 45, "location": "Mensa"},
    {"title": "Gym", "start": "2026-02-19T18:00", "repeat": "weekly", "description": "Legs"},
    {"title": "Fair", "start": "2026-03-05", "all_day": True},
    {"title": "Late show", "start": "2026-03-06T23:00", "minutes": 120},
    {"title": "Old news", "start": "2026-03-01T08:00", "minutes": 30},
]


@pytest.fixture
def phone():
    clock = {"system": {"time_12_24": "24"}}
    with VirtualPhone(now=NOON, state={"calendar": EVENTS, "settings": clock}) as phone:
        yield phone
        assert phone.unknown == []


@pytest.fixture
def hands(phone):
    hands = Hands(phone)
    hands.open("Calendar")
    return hands


def stored(phone, **wanted):
    """The rows with these values."""
    with sqlite3.connect(phone.files.host(DATABASE)) as db:
        db.row_factory = sqlite3.Row
        rows = [dict(row) for row in db.execute("SELECT * FROM events ORDER BY id")]
    return [row for row in rows if wanted.items() <= row.items()]


def at(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def listed(hands):
    return [node.text for node in hands.nodes() if node.id.endswith("event_item_title")]


def times(hands):
    return [node.text for node in hands.nodes() if node.id.endswith("event_item_time")]


def show(hands, view):
    hands.tap("Change view")
    hands.tap(view)


def tap_day(hands, day):
    """A day of March 2026, whose page begins with Sunday the first."""
    cells = [n for n in hands.nodes() if n.id.endswith("month_view_background")]
    hands.phone.tap(*cells[day - 1].bounds.center)


def new_event(hands, title):
    hands.tap("New Event")
    hands.tap("Event")
    hands.phone.type_text(title)
    hands.phone.key(BACK)


def save(hands):
    hands.tap("Save")
    for answer in ("OK", "Allow"):
        if hands.sees(answer):
            hands.tap(answer)


# writing ------------------------------------------------------------------------------------


def test_an_event_is_written(phone, hands):
    new_event(hands, "Dentist")
    hands.fill("Location", "Main St 5")
    hands.fill("Description", "Bring the card")
    phone.key(BACK)
    hands.tap(id="event_start_date")
    hands.tap("Next month")
    hands.tap("07 April 2026")
    hands.tap("OK")
    hands.tap(id="event_start_time")
    hands.tap("16 hours")
    hands.tap("30 minutes")
    hands.tap("OK")
    assert hands.find(id="event_end_date").text == "April 7 (Tue)"
    hands.tap(id="event_end_time")
    hands.tap("17 hours")
    hands.tap("15 minutes")
    hands.tap("OK")
    save(hands)
    assert phone.toasts.last.text == "Event added successfully"
    (row,) = stored(phone, title="Dentist")
    wanted = {
        "start_ts": at("2026-04-07T16:30"),
        "end_ts": at("2026-04-07T17:15"),
        "location": "Main St 5",
        "description": "Bring the card",
        "repeat_interval": 0,
        "repeat_rule": 0,
        "reminder_1_minutes": 10,
        "repetition_exceptions": "[]",
        "time_zone": "UTC",
        "event_type": 1,
        "type": 0,
    }
    assert wanted.items() <= row.items()
    assert None not in row.values()


def test_a_new_event_begins_at_the_next_full_hour_of_the_day_shown(phone, hands):
    tap_day(hands, 10)
    new_event(hands, "Talk")
    save(hands)
    (row,) = stored(phone, title="Talk")
    assert row["start_ts"] == row["end_ts"] == at("2026-03-10T13:00")
    assert listed(hands) == ["Talk"]


def test_nothing_is_stored_without_a_title_or_with_an_end_before_the_start(phone, hands):
    before = stored(phone)
    new_event(hands, "")
    hands.tap("Save")
    assert phone.toasts.last.text == "Title cannot be empty"
    hands.fill("Title", "Backwards")
    phone.key(BACK)
    hands.tap(id="event_end_date")
    hands.tap("01 March 2026")
    hands.tap("OK")
    hands.tap("Save")
    assert "cannot end earlier" in phone.toasts.last.text
    assert stored(phone) == before


def test_leaving_a_changed_event_asks_first(phone, hands):
    before = stored(phone)
    new_event(hands, "Secret")
    phone.key(BACK)
    hands.tap("Discard")
    assert stored(phone) == before
    new_event(hands, "Secret")
    phone.key(BACK)
    hands.tap("Save", id="button1")
    for answer in ("OK", "Allow"):
        hands.tap(answer)
    assert len(stored(phone, title="Secret")) == 1


@pytest.mark.parametrize(
    ("choice", "interval", "rule"),
    [("Daily", DAY_S, 0), ("Weekly", WEEK_S, 1), ("Monthly", MONTH_S, 1), ("Yearly", YEAR_S, 1)],
)
def test_a_repetition_is_chosen(phone, hands, choice, interval, rule):
    new_event(hands, "Tea")
    hands.tap(id="event_repetition")
    hands.tap(choice)
    save(hands)
    (row,) = stored(phone, title="Tea")
    assert (row["repeat_interval"], row["repeat_rule"], row["repeat_limit"]) == (interval, rule, 0)


def test_a_repetition_on_weekdays_of_every_second_week_until_a_date(phone, hands):
    new_event(hands, "Course")
    hands.tap(id="event_repetition")
    hands.tap("Custom")
    hands.fill("Value", "2")
    hands.tap("weeks")
    hands.tap("OK")
    assert hands.find(id="event_repetition").text == "2 weeks"
    hands.tap(id="event_repetition_rule_holder")
    hands.tap("Wednesday")
    hands.tap("OK")
    assert hands.find(id="event_repetition_rule").text == "Mon, Wed"
    hands.tap(id="event_repetition_limit_holder")
    hands.tap(id="repeat_type_date")
    hands.tap("31 March 2026")
    hands.tap("OK")
    hands.tap("OK")
    assert hands.find(id="event_repetition_limit").text == "March 31 2026"
    save(hands)
    (row,) = stored(phone, title="Course")
    assert (row["repeat_interval"], row["repeat_rule"]) == (2 * WEEK_S, 0b101)
    assert row["repeat_limit"] == at("2026-03-31T23:59:59")


def test_an_event_is_changed_and_moved_with_its_end(phone, hands):
    tap_day(hands, 2)
    hands.tap("Lunch")
    hands.fill("Title", "Long lunch")
    phone.key(BACK)
    hands.tap(id="event_start_time")
    hands.tap("Switch to text input mode for the time input.")
    phone.key(29, meta=0x1000)
    phone.type_text("11")
    phone.key(29, meta=0x1000)
    phone.type_text("20")
    hands.tap("OK")
    hands.tap("Save")
    (row,) = stored(phone, title="Long lunch")
    assert (row["start_ts"], row["end_ts"]) == (at("2026-03-02T11:20"), at("2026-03-02T12:05"))
    assert not stored(phone, title="Lunch")


def test_an_event_gets_a_type_of_its_own_and_a_colour(phone, hands):
    tap_day(hands, 2)
    hands.tap("Lunch")
    hands.tap(id="event_type")
    hands.tap("Add a new type")
    phone.type_text("Food")
    hands.tap("OK")
    assert hands.find(id="event_type").text == "Food"
    hands.tap(id="event_color_holder")
    hands.tap("#4caf50")
    hands.tap("OK")
    hands.tap("Save")
    (row,) = stored(phone, title="Lunch")
    assert (row["event_type"], row["color"] & 0xFFFFFF) == (2, 0x4CAF50)
    hands.tap("Go to today") if hands.sees("Go to today") else None
    hands.tap("Filter events by type")
    hands.tap("Food")
    hands.tap("OK")
    assert listed(hands) == []


def test_an_event_lasts_all_day(phone, hands):
    new_event(hands, "Holiday")
    hands.tap("All-day")
    assert not hands.sees(id="event_start_time")
    save(hands)
    (row,) = stored(phone, title="Holiday")
    assert row["flags"] & 1
    assert (row["start_ts"], row["end_ts"]) == (at("2026-03-02T00:00"), at("2026-03-02T12:00"))
    tap_day(hands, 2)
    assert times(hands)[listed(hands).index("Holiday")] == "All-day"


def test_an_event_is_duplicated(phone, hands):
    tap_day(hands, 2)
    hands.tap("Lunch")
    hands.tap("Duplicate event")
    assert hands.sees("New Event")
    hands.tap("Save")
    assert [row["id"] for row in stored(phone, title="Lunch")] == [1, 6]


def test_a_task_is_written_and_completed(phone, hands):
    hands.tap("New Event")
    hands.tap("Task")
    assert not hands.sees(id="event_location")
    phone.type_text("Taxes")
    phone.key(BACK)
    save(hands)
    (row,) = stored(phone, title="Taxes")
    assert row["type"] == 1
    tap_day(hands, 2)
    hands.tap("Taxes")
    hands.tap("Mark completed")
    hands.tap("Taxes")
    assert hands.sees("Mark incomplete")


# intents ------------------------------------------------------------------------------------


def test_another_app_inserts_an_event(phone):
    hands = Hands(phone)
    extras = {
        "beginTime": at("2026-05-01T10:00") * 1000,
        "endTime": at("2026-05-01T11:30") * 1000,
        "title": "May Day",
        "eventLocation": "Park",
        "description": "Picnic",
    }
    insert = "android.intent.action.INSERT"
    phone.activities.start(Intent(insert, "content://com.android.calendar/events", extras=extras))
    assert hands.find(id="event_start_date").text == "May 1 (Fri)"
    save(hands)
    (row,) = stored(phone, title="May Day")
    assert (row["start_ts"], row["end_ts"]) == (at("2026-05-01T10:00"), at("2026-05-01T11:30"))
    assert (row["location"], row["description"]) == ("Park", "Picnic")


def test_another_app_views_the_calendar_a_day_and_an_event(phone):
    hands = Hands(phone)
    view, authority = "android.intent.action.VIEW", "content://com.android.calendar"
    phone.activities.start(Intent(view, authority))
    assert hands.sees("March")
    phone.activities.start(Intent(view, f"{authority}/time/{at('2026-03-05T08:00') * 1000}"))
    assert hands.sees("March 5 (Thu)")
    phone.activities.start(Intent(view, f"{authority}/events/1"))
    assert hands.find(id="event_title").text == "Lunch"


# deleting -----------------------------------------------------------------------------------


def test_events_are_selected_and_deleted(phone, hands):
    tap_day(hands, 5)
    assert listed(hands) == ["Fair", "Gym"]
    hands.press("Fair")
    assert hands.sees("1 / 2")
    hands.tap("Delete")
    hands.tap("No")
    assert len(stored(phone)) == 5
    hands.tap("Delete")
    hands.tap("Yes")
    assert not stored(phone, title="Fair")
    assert listed(hands) == ["Gym"]


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("Delete the selected occurrence only", ["2026-02-26", "2026-03-12", "2026-03-19"]),
        ("Delete this and all future occurrences", ["2026-02-26"]),
        ("Delete all occurrences", []),
    ],
)
def test_as_much_of_a_repetition_is_deleted_as_was_chosen(phone, hands, choice, left):
    others = [row for row in stored(phone) if row["title"] != "Gym"]
    tap_day(hands, 5)
    hands.tap("Gym")
    hands.tap("Delete")
    hands.tap(choice)
    hands.tap("Yes")
    show(hands, "Monthly view")
    found = []
    for day in (5, 12, 19):
        tap_day(hands, day)
        found += [f"2026-03-{day:02d}"] if "Gym" in listed(hands) else []
        phone.key(BACK)
    assert found == [day for day in left if day > "2026-03-01"]
    assert [row for row in stored(phone) if row["title"] != "Gym"] == others


@pytest.mark.parametrize(
    ("choice", "titles"),
    [
        ("Update the selected occurrence only", {"Gym": [12], "Swim": [5]}),
        ("Update this and all future occurrences", {"Gym": [], "Swim": [5, 12]}),
        ("Update all occurrences", {"Gym": [], "Swim": [5, 12]}),
    ],
)
def test_as_much_of_a_repetition_is_changed_as_was_chosen(phone, hands, choice, titles):
    tap_day(hands, 5)
    hands.tap("Gym")
    hands.fill("Title", "Swim")
    phone.key(BACK)
    hands.tap("Save")
    hands.tap(choice)
    phone.key(BACK)
    found = {"Gym": [], "Swim": []}
    for day in (5, 12):
        tap_day(hands, day)
        for title in set(listed(hands)) & set(found):
            found[title].append(day)
        phone.key(BACK)
    assert found == titles


# views --------------------------------------------------------------------------------------


def test_the_month_is_turned_by_arrows_swipes_and_wheels(phone, hands):
    assert hands.sees("March")
    hands.tap(id="top_right_arrow")
    assert hands.sees("April")
    phone.swipe(900, 1500, 200, 1500)
    assert hands.sees("May")
    hands.tap("More options")
    hands.tap("Go to date")
    hands.tap("2027")
    hands.tap("OK")
    assert hands.sees("May 2027")
    hands.tap("Go to today")
    assert hands.sees("March")


def test_a_months_cells_tell_nothing_but_show_their_events(phone, hands):
    cells = [n for n in hands.nodes() if n.id.endswith("month_view_background")]
    assert len(cells) == 42
    assert not any(cell.text or cell.desc for cell in cells)
    left, top, right, bottom = cells[4].bounds  # the fifth: a fair and the gym
    busy = phone.screenshot().crop((left, top + 90, right, bottom)).getcolors(1 << 24)
    left, top, right, bottom = cells[3].bounds
    free = phone.screenshot().crop((left, top + 90, right, bottom)).getcolors(1 << 24)
    assert len(busy) > 10 > len(free)


def test_the_daily_view_is_swiped_and_says_what_crosses_midnight(phone, hands):
    show(hands, "Daily view")
    assert hands.sees("March 2 (Mon)")
    for _ in range(4):
        phone.swipe(900, 1500, 200, 1500)
    assert hands.sees("March 6 (Fri)")
    assert times(hands) == ["23:00 - 01:00 (March 7)"]
    phone.swipe(900, 1500, 200, 1500)
    assert times(hands) == ["23:00 (March 6) - 01:00"]


def test_the_weekly_view_offers_a_free_hour(phone, hands):
    show(hands, "Weekly view")
    assert hands.sees("Gym")
    assert hands.sees("Fair")
    assert not hands.sees("New Event")
    column = next(n for n in hands.nodes() if n.id.endswith("week_column"))
    phone.tap(column.bounds.center[0], column.bounds.top + 700)
    hands.tap(id="week_grid_item")
    hands.tap("Event")
    assert hands.find(id="event_start_date").text == "March 1 (Sun)"
    start, end = (hands.find(id=f"event_{which}_time").text for which in ("start", "end"))
    assert int(end[:2]) - int(start[:2]) == 1


def test_the_monthly_and_daily_view_lists_the_chosen_day(phone, hands):
    show(hands, "Monthly and daily view")
    assert listed(hands)[:2] == ["Old news", "Lunch"]
    tap_day(hands, 5)
    assert listed(hands) == ["Fair", "Gym"]
    tap_day(hands, 4)
    assert hands.sees("No items found.")


def test_the_yearly_view_opens_a_month(phone, hands):
    show(hands, "Yearly view")
    hands.tap(id="month_5_holder")
    assert hands.sees("May")
    phone.key(BACK)
    assert hands.sees("2026")
    hands.tap(id="top_left_arrow")
    assert hands.sees("2025")


def test_the_event_list_begins_now_and_reaches_back(phone, hands):
    show(hands, "Simple event list")
    assert listed(hands)[:4] == ["Lunch", "Fair", "Gym", "Late show"]
    assert "Old news" not in listed(hands)
    assert hands.sees("March")
    assert hands.sees("2 Monday")
    phone.swipe(540, 900, 540, 1700)
    phone.swipe(540, 900, 540, 1200)
    assert "Old news" in listed(hands)


def test_a_search_shows_what_is_to_come_first(phone, hands):
    hands.tap("Search", id="top_toolbar_search_icon")
    phone.type_text("g")
    assert hands.sees("Type in at least 2 characters to start the search.")
    phone.type_text("ym")
    assert set(listed(hands)) == {"Gym"}
    assert hands.sees("5 Thursday")
    hands.fill("Search", "mensa")
    assert listed(hands) == ["Lunch"]
    phone.key(BACK)
    phone.key(BACK)
    assert hands.sees("March")
    assert not listed(hands)


def test_times_follow_the_phones_clock_and_zone(phone, hands):
    phone.settings.put("system", "time_12_24", "12")
    phone.clock.set_timezone("America/New_York")
    phone.changes.note()
    tap_day(hands, 2)
    assert times(hands) == ["08:00 AM - 08:45 AM"]


def test_a_reminder_rings_and_opens_its_event(phone, hands):
    new_event(hands, "Tea")
    save(hands)
    phone.clock.advance(49 * 60)
    assert not phone.notifications.active("com.simplemobiletools.calendar.pro")
    phone.clock.advance(60)
    phone.windows()
    (note,) = phone.notifications.active("com.simplemobiletools.calendar.pro")
    assert note.title == "Tea"
    phone.activities.start(note.intent)
    assert hands.find(id="event_title").text == "Tea"


def test_settings_hold(phone, hands):
    hands.tap("Settings")
    hands.tap("First day of the week")
    hands.tap("Monday")
    hands.tap("Allow creating tasks")
    hands.tap("Default duration")
    hands.tap("60 minutes")
    phone.force_stop("com.simplemobiletools.calendar.pro")
    hands.open("Calendar")
    hands.tap("New Event")
    assert hands.find(id="event_start_time").text == "13:00"
    assert hands.find(id="event_end_time").text == "14:00"


# the database under it ------------------------------------------------------------------------


def test_a_replaced_database_is_shown_at_once(phone, hands):
    show(hands, "Daily view")
    assert listed(hands) == ["Lunch"]
    host = phone.files.host(DATABASE)
    data = host.read_bytes()
    host.unlink()
    phone.changes.note()
    assert listed(hands) == []
    host.write_bytes(data)
    with sqlite3.connect(host) as db:
        db.execute("UPDATE events SET title='Brunch' WHERE id=1")
    db.close()
    phone.changes.note()
    assert listed(hands) == ["Brunch"]


def test_rows_of_other_writers_are_understood(phone, hands):
    show(hands, "Daily view")
    with sqlite3.connect(phone.files.host(DATABASE)) as db:
        db.execute(
            "INSERT INTO events(start_ts, end_ts, title) VALUES (?, ?, 'Bare')",
            (at("2026-03-02T20:00"), at("2026-03-02T20:30")),
        )
        db.execute("INSERT INTO events(start_ts, end_ts, title) VALUES ('x', NULL, NULL)")
    db.close()
    phone.changes.note()
    assert listed(hands) == ["Lunch", "Bare"]


def test_a_thousand_events_in_every_view():
    events = [
        {"title": f"Event {n}", "start": f"2026-03-{n % 28 + 1:02d}T{n % 24:02d}:00"}
        for n in range(1000)
    ]
    with VirtualPhone(now=NOON, state={"calendar": events}) as phone:
        hands = Hands(phone)
        hands.open("Calendar")
        begun = time.process_time()
        for view in ("Daily view", "Weekly view", "Yearly view", "Simple event list"):
            show(hands, view)
            phone.swipe(540, 1600, 540, 800)
        assert time.process_time() - begun < 8


def test_a_turned_phone_shows_every_view(phone, hands):
    turning.turn(phone, 1)
    for view in ("Weekly view", "Monthly and daily view", "Daily view", "Monthly view"):
        show(hands, view)
        assert all(n.bounds.right <= 2400 for n in hands.nodes())
    new = hands.find("New Event")
    assert new is not None


# the rules of repetition ------------------------------------------------------------------------


def repeated(interval, rule=0, start="2026-01-31T10:00", limit=0, count=4):
    event = Event(
        start_s=at(start), end_s=at(start), repeat_interval_s=interval, repeat_rule=rule,
        repeat_limit=limit,
    )  # fmt: skip
    found = occurrences(event, at(start), at("2033-01-01T00:00"), UTC)
    days = [datetime.fromtimestamp(o.start_s, UTC).date() for o in found]
    return days[:count]


def test_every_other_day():
    assert repeated(2 * DAY_S)[1:3] == [date(2026, 2, 2), date(2026, 2, 4)]


def test_a_month_without_the_day_is_left_out():
    assert repeated(MONTH_S, 1)[:3] == [date(2026, 1, 31), date(2026, 3, 31), date(2026, 5, 31)]
    assert repeated(MONTH_S, LAST_DAY)[1] == date(2026, 2, 28)


def test_the_nth_and_the_last_weekday():
    # the 31st is the fifth and the last Saturday
    assert repeated(MONTH_S, LAST_WEEKDAY)[1] == date(2026, 2, 28)
    assert repeated(MONTH_S, NTH_WEEKDAY)[1] == date(2026, 5, 30)
    assert repeated(YEAR_S, NTH_WEEKDAY, "2026-03-02T10:00")[1] == date(2027, 3, 1)


def test_a_leap_day_waits_for_the_next():
    assert repeated(YEAR_S, 1, "2024-02-29T10:00")[:2] == [date(2024, 2, 29), date(2028, 2, 29)]


def test_weekdays_of_every_second_week_from_the_middle_of_one():
    days = repeated(2 * WEEK_S, 0b10001, "2026-03-05T10:00")  # Monday and Friday from a Thursday
    assert days == [date(2026, 3, 6), date(2026, 3, 16), date(2026, 3, 20), date(2026, 3, 30)]


def test_a_repetition_ends_after_so_many_times_or_at_a_moment():
    assert len(repeated(DAY_S, limit=-3, count=9)) == 3
    assert len(repeated(DAY_S, limit=at("2026-02-02T10:00"), count=9)) == 3


def test_a_clock_change_keeps_the_time_of_day():
    zone = ZoneInfo("Europe/Berlin")
    start_s = int(datetime(2026, 3, 28, 9, tzinfo=zone).timestamp())
    event = Event(start_s=start_s, end_s=start_s, repeat_interval_s=DAY_S)
    found = list(occurrences(event, start_s, start_s + 2 * DAY_S, zone))
    assert [datetime.fromtimestamp(o.start_s, zone).hour for o in found] == [9, 9, 9]
