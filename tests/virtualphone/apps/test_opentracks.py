"""OpenTracks: the list, one track, sums with a filter, recording, editing, deleting."""

from __future__ import annotations

import sqlite3
import time

import pytest

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.apps.opentracks.model import DATABASE
from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.hands import NOON, Hands

PACKAGE = "de.dennisguse.opentracks"
BACK = 4
TRACKS = [
    {
        "name": "Morning run",
        "category": "running",
        "description": "Sunny",
        "start": "2026-03-02T07:30",
        "minutes": 32,
        "distance_m": 5005,
        "gain_m": 40,
        "loss_m": 42,
    },
    {
        "name": "Evening run",
        "category": "running",
        "start": "2026-02-26T18:30",
        "minutes": 65,
        "distance_m": 700,
    },
    {
        "name": "Lake loop",
        "category": "mountain biking",
        "start": "2026-02-12T16:00",
        "minutes": 95,
        "distance_m": 20100,
    },
]


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON, state={"tracks": TRACKS}) as phone:
        phone.packages.grant(PACKAGE, "android.permission.ACCESS_FINE_LOCATION")
        yield phone
        assert phone.unknown == []


@pytest.fixture
def hands(phone):
    hands = Hands(phone)
    hands.open("OpenTracks")
    return hands


def rows(phone):
    with phone.files.database(DATABASE) as db:
        return [dict(row) for row in db.execute("SELECT * FROM tracks ORDER BY _id")]


def texts(hands, id):
    return [node.text for node in hands.nodes() if node.id.endswith(f":id/{id}")]


def names(hands):
    return texts(hands, "track_list_item_name")


def test_the_list_is_the_latest_first_with_day_time_and_distance(hands):
    assert names(hands) == ["Morning run", "Evening run", "Lake loop"]
    assert texts(hands, "track_list_item_date") == ["Today", "Thursday", "12 Feb"]
    assert texts(hands, "track_list_item_time") == ["07:30", "18:30", "16:00"]
    assert texts(hands, "track_list_item_time_distance") == [
        "32:00 (3.11 mi)",
        "1:05:00 (2,296.59 ft)",
        "1:35:00 (12.49 mi)",
    ]
    assert hands.sees("Sunny")


def test_one_track(phone, hands):
    hands.tap("Morning run")
    assert hands.sees("3.11", id="stats_distance_value")
    assert hands.sees("32:00", id="stats_total_time_value")
    assert hands.sees("131", id="stats_altitude_gain_value")
    assert hands.sees("Avg pace")
    assert hands.sees("10:17", id="stats_average_speed_value")
    hands.tap("Intervals")
    assert hands.sees("There are not any interval yet")
    phone.swipe(200, 1500, 900, 1500)
    assert hands.sees("Mar 2, 2026, 7:30:00 AM")
    phone.key(BACK)
    hands.tap("Lake loop")
    assert hands.sees("Avg moving speed")
    assert hands.sees("7.89", id="stats_moving_speed_value")
    assert not hands.sees("Gain")


def test_search_looks_at_name_description_and_kind(phone, hands):
    hands.tap("Search")
    phone.type_text("biking")
    assert names(hands) == ["Lake loop"]
    hands.tap("Clear query")
    phone.type_text("sunny")
    assert names(hands) == ["Morning run"]
    phone.type_text("zzz")
    assert names(hands) == []
    phone.key(BACK)
    phone.key(BACK)
    assert len(names(hands)) == 3


def test_sums_by_kind_and_days(phone, hands):
    hands.tap(id="aggregated_stats_button")
    assert texts(hands, "aggregated_stats_type_label") == ["running", "mountain biking"]
    assert texts(hands, "aggregated_stats_num_tracks") == ["(2)", "(1)"]
    assert texts(hands, "aggregated_stats_distance") == ["3.54", "12.49"]
    assert texts(hands, "aggregated_stats_time") == ["1:37:00", "1:35:00"]
    hands.tap("Filter")
    assert hands.sees("Sunday, March 1, 2026")
    assert hands.sees("Saturday, March 7, 2026")
    hands.tap(id="filter_date_edit_text_from")
    hands.tap("Previous month")
    hands.tap("26 February 2026")
    hands.tap("OK")
    assert texts(hands, "aggregated_stats_distance") == ["3.54"]
    hands.tap("Filter")
    assert len(texts(hands, "aggregated_stats_type_label")) == 2


def test_a_filter_by_kind_and_an_impossible_span(phone, hands):
    hands.tap(id="aggregated_stats_button")
    hands.tap("Filter")
    hands.tap("running", id="filter_dialog_check_button")
    hands.tap("OK")
    assert hands.sees("There are not activities for the specified filter")
    hands.tap("Filter")
    hands.tap("Filter")
    hands.tap(id="filter_date_edit_text_to")
    hands.tap("Previous month")
    hands.tap("12 February 2026")
    assert texts(hands, "filter_date_edit_text_to") == ["Sunday, March 1, 2026"]
    hands.tap("Cancel")
    assert len(texts(hands, "aggregated_stats_type_label")) == 2


def test_sums_of_selected_tracks(phone, hands):
    hands.press("Evening run")
    hands.tap("Lake loop")
    assert hands.sees("2", id="action_bar_title")
    hands.tap("More options")
    hands.tap("Aggregated stats")
    assert texts(hands, "aggregated_stats_num_tracks") == ["(1)", "(1)"]


def test_a_track_is_edited(phone, hands):
    hands.tap("Evening run")
    hands.tap("More options")
    hands.tap("Edit")
    hands.fill("Name", "Night run")
    hands.fill("Description", "Dark")
    hands.tap(id="track_edit_activity_type_icon")
    for _ in range(3):
        phone.swipe(540, 1500, 540, 700)
    hands.tap("walking")
    hands.tap("Save")
    assert hands.sees("Night run", id="stats_name_value")
    row = next(row for row in rows(phone) if row["name"] == "Night run")
    assert (row["category"], row["activity_type"], row["description"]) == (
        "walking",
        "walking",
        "Dark",
    )
    assert (row["totaldistance"], row["totaltime"]) == (700, 65 * 60_000)


def test_cancel_changes_nothing(phone, hands):
    before = rows(phone)
    hands.press("Morning run")
    hands.tap("Edit")
    hands.fill("Name", "Other")
    hands.tap("Cancel")
    assert rows(phone) == before


def test_tracks_are_deleted(phone, hands):
    hands.press("Morning run")
    hands.tap("Delete")
    hands.tap("Cancel")
    hands.tap("More options")
    hands.tap("Select all")
    hands.tap("Delete")
    hands.tap("OK")
    assert rows(phone) == []
    assert hands.sees("Start recording your next adventure here")


def test_a_recording_grows_is_stopped_by_holding_and_named(phone, hands):
    hands.tap("Record")
    phone.clock.advance(65)
    assert hands.sees("01:05", id="stats_value")
    hands.tap("Stop")
    assert phone.toasts.last.text == "Hold to stop"
    phone.key(3)
    phone.clock.advance(60)
    hands.open("OpenTracks")
    hands.press("Stop")
    hands.fill("Name", "Standing")
    hands.tap("Stop")
    row = rows(phone)[-1]
    assert row["name"] == "Standing"
    assert 125_000 <= row["totaltime"] < 127_000
    assert row["totaldistance"] == 0
    assert names(hands)[0] == "Standing"
    assert phone.notifications.active(PACKAGE) == []


def test_a_recording_is_discarded_or_resumed(phone, hands):
    hands.tap("Record")
    hands.press("Stop")
    hands.tap("Record")  # go on
    phone.clock.advance(10)
    assert hands.sees("00:10", id="stats_value")
    hands.press("Stop")
    hands.tap("Discard")
    hands.tap("OK")
    assert len(rows(phone)) == 3
    assert hands.sees("OpenTracks")


def test_the_location_is_asked_for(phone, hands):
    phone.packages.grant(PACKAGE, "android.permission.ACCESS_FINE_LOCATION", granted=False)
    hands.tap("Record")
    hands.tap("Don\u2019t allow")
    assert len(rows(phone)) == 3


def test_units_are_chosen(phone, hands):
    hands.tap("More options")
    hands.tap("Settings")
    hands.tap("Unit system")
    hands.tap("Metric (km, m)")
    phone.key(BACK)
    assert "32:00 (5.00 km)" in texts(hands, "track_list_item_time_distance")
    assert "1:05:00 (0.70 km)" in texts(hands, "track_list_item_time_distance")


def test_a_database_replaced_under_the_running_app(phone, hands):
    hands.tap("Morning run")
    host = phone.files.host(DATABASE)
    host.unlink()
    phone.changes.note()
    assert hands.nodes()
    phone.key(BACK)
    assert hands.sees("Start recording your next adventure here")
    with sqlite3.connect(host) as db:
        db.execute("INSERT INTO tracks(name, starttime) VALUES ('New one', 1772400000000)")
    db.close()
    phone.changes.note()
    assert names(hands) == ["New one"]
    hands.tap("New one")
    assert hands.sees("New one", id="stats_name_value")


def test_a_thousand_tracks_and_a_long_name():
    many = [
        {"name": f"Run {n} " + "x" * 300, "category": "running", "distance_m": n, "minutes": n}
        for n in range(1000)
    ]
    with VirtualPhone(now=NOON, state={"tracks": many}) as phone:
        hands = Hands(phone)
        hands.open("OpenTracks")
        begun = time.process_time()
        for _ in range(3):
            phone.swipe(540, 1700, 540, 900)
        assert time.process_time() - begun < 3
        turning.turn(phone, 1)
        assert names(hands)
        hands.tap(id="aggregated_stats_button")
        assert hands.sees("(1000)")
