"""OsmAnd: the map, search, favourites, markers, tracks, directions, used by a person."""

from __future__ import annotations

import sqlite3
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.apps.osmand import directions, favorites, gpx, markers, places, tracks
from phoneagent.virtualphone.apps.osmand.geo import (
    GeoPoint,
    Viewport,
    distance_m,
    parse_coordinates,
)
from phoneagent.virtualphone.apps.osmand.gpx import Gpx, Waypoint
from phoneagent.virtualphone.system.intents import Intent
from tests.virtualphone.hands import NOON

BACK = 4
NS = {"gpx": "http://www.topografix.com/GPX/1/1"}
SCHAAN, VADUZ = GeoPoint(47.16634, 9.51031), GeoPoint(47.1392, 9.5228)


@pytest.fixture
def phone(furnished):
    return furnished


@pytest.fixture
def hands(user):
    user.open("OsmAnd")
    return user


def search(hands, text, label):
    hands.tap("Search")
    hands.phone.type_text(text)
    hands.tap(label, id="title")


def favorite_file(phone, group=""):
    name = f"favorites-{group}" if group else "favorites"
    return phone.files.host(f"{favorites.FOLDER}/{name}.gpx")


def points_of(phone, track):
    root = ET.parse(phone.files.host(f"{tracks.FOLDER}/{track}.gpx")).getroot()
    found = root.findall("gpx:trk/gpx:trkseg/gpx:trkpt", NS)
    return [(float(p.get("lat")), float(p.get("lon"))) for p in found]


def marker_rows(phone):
    with sqlite3.connect(phone.files.host(markers.DATABASE)) as db:
        db.row_factory = sqlite3.Row
        return db.execute("SELECT * FROM map_markers").fetchall()


def is_close(point, other):
    return abs(point[0] - other[0]) < 0.001 and abs(point[1] - other[1]) < 0.001


def say_map(hands):
    """The part of the map on the screen, as the app keeps it."""
    return hands.phone.activities.top_screen().pane.camera


# places and coordinates ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Schaan", "Schaan"),
        ("schaanw", "Schaanwald"),
        ("Schonberg", "Sch\u00f6nberg"),
        ("SCH\u00d6N", "Sch\u00f6nberg"),
        ("drei schw", "Drei Schwestern"),
        ("Triesen, Liechtenstein", "Triesen"),
        ("Sargans, Switz", "Sargans"),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed, first):
    assert places.search(typed, VADUZ)[0].name == first


def test_a_country_narrows_the_search():
    assert places.search("Schaan, Austria", VADUZ) == []
    assert places.search("  ", VADUZ) == []


@given(st.floats(-85, 85), st.floats(-180, 180))
def test_coordinates_that_are_shown_can_be_typed(lat, lon):
    point = parse_coordinates(str(GeoPoint(lat, lon)))
    assert abs(point.lat - lat) < 1e-5
    assert abs(point.lon - lon) < 1e-5


@pytest.mark.parametrize("text", ["", "47", "47, 9, 8", "91, 9", "47, 181", "a, b", "1e5, 2"])
def test_what_is_no_position_is_not_taken_for_one(text):
    assert parse_coordinates(text) is None


@given(
    st.floats(-70, 70), st.floats(-170, 170), st.integers(5, 20), st.floats(0, 1), st.floats(0, 1)
)
def test_the_point_under_a_pixel_lies_under_that_pixel(lat, lon, zoom, across, down):
    view = Viewport(GeoPoint(lat, lon), zoom, 1080, 2200, 2.625)
    x, y = across * 1080, down * 2200
    point = view.point_at(x, y)
    if abs(point.lat) < 84.9 and abs(point.lon) < 179.9:
        back_x, back_y = view.px_of(point)
        assert abs(back_x - x) < 0.5
        assert abs(back_y - y) < 0.5


def test_roads_lead_everywhere_and_no_way_is_shorter_than_the_crow_flies():
    towns = [p for p in places.PLACES if p.country == places.COUNTRY and p.kind != "Peak"]
    for town in towns:
        way = directions.route(VADUZ, town.point)
        assert way[0] == VADUZ
        assert way[-1] == town.point
        length = sum(distance_m(a, b) for a, b in pairwise(way))
        direct = distance_m(VADUZ, town.point)
        assert direct <= length + 1
        assert length < 4 * direct + 4000


# files ----------------------------------------------------------------------------------------

_words = st.text(max_size=20)


@given(st.lists(st.builds(Waypoint, st.just(SCHAAN), _words, _words, _words, _words)))
def test_whatever_is_written_can_be_read_again(waypoints):
    data = gpx.write(Gpx(tuple(waypoints), ((SCHAAN, VADUZ),)), "name", NOON)
    ET.fromstring(data)
    found = gpx.parse(data)
    assert len(found.waypoints) == len(waypoints)
    assert found.segments == ((SCHAAN, VADUZ),)
    for before, after in zip(waypoints, found.waypoints, strict=True):
        if before.name.isprintable():
            assert after.name == before.name


@given(st.binary(max_size=200))
def test_rubbish_is_an_empty_file(data):
    assert gpx.parse(data) == Gpx()


# favourites -----------------------------------------------------------------------------------


def test_a_town_becomes_a_favorite(phone, hands):
    search(hands, "Schonb", "Sch\u00f6nberg")
    assert hands.sees("Hamlet, Liechtenstein")
    hands.tap("Add")
    hands.tap("Save")
    assert hands.sees("Favorite \u2022 Favorites")
    waypoints = ET.parse(favorite_file(phone)).getroot().findall("gpx:wpt", NS)
    assert [w.findtext("gpx:name", "", NS) for w in waypoints] == ["Grandma", "Sch\u00f6nberg"]
    added = waypoints[1]
    assert is_close((float(added.get("lat")), float(added.get("lon"))), (47.1303814, 9.5930117))


def test_a_position_becomes_a_favorite_with_name_group_and_description(phone, hands):
    search(hands, "47.1974, 9.5431", "47.19740, 9.54310")
    hands.tap("Add")
    hands.fill("Name", "Meeting point")
    hands.tap("Add description")
    phone.type_text("at the well")
    phone.key(BACK)
    hands.tap("Add new")
    phone.type_text("Trips")
    hands.tap("Save", id="button1")
    hands.tap("Red")
    hands.tap("Save", id="right_bottom_button")
    stored = gpx.parse(favorite_file(phone, "Trips").read_bytes()).waypoints[0]
    assert (stored.name, stored.group, stored.description, stored.color) == (
        "Meeting point",
        "Trips",
        "at the well",
        "#d00d0d",
    )
    assert hands.sees("Favorite \u2022 Trips")
    hands.tap("Details")
    assert hands.sees("at the well")
    assert hands.sees("47.19740, 9.54310")


def test_a_second_favorite_of_a_name_is_told_apart(phone, hands):
    for _ in range(2):
        search(hands, "Ruggell", "Ruggell")
        hands.tap("Add")
        hands.tap("Save")
        if hands.sees("Favorite point name duplicate"):
            hands.tap("OK")
        phone.key(BACK)
    names = [w.name for w in gpx.parse(favorite_file(phone).read_bytes()).waypoints]
    assert names == ["Grandma", "Ruggell", "Ruggell (1)"]


def test_a_favorite_is_changed_moved_and_deleted(phone, hands):
    hands.tap("Back to menu")
    hands.tap("My Places")
    hands.tap("Castle")
    hands.tap("Edit")
    hands.fill("Name", "Old castle")
    hands.tap("Favorites")
    hands.tap("Save")
    assert not favorite_file(phone, "Sights").exists()
    assert hands.sees("Old castle")
    hands.tap("Edit")
    hands.tap("Delete")
    hands.tap("Delete", id="button1")
    assert [w.name for w in gpx.parse(favorite_file(phone).read_bytes()).waypoints] == ["Grandma"]
    assert hands.sees("Add")


def test_leaving_the_form_asks_only_when_something_was_typed(phone, hands):
    search(hands, "Eschen", "Eschen")
    hands.tap("Add")
    hands.tap("Cancel")
    assert hands.sees("Add")
    hands.tap("Add")
    hands.fill("Name", "")
    hands.tap("Save")
    assert hands.sees("Please fill in the field")
    hands.tap("Navigate up")
    hands.tap("Cancel", id="button2")
    hands.tap("Navigate up")
    hands.tap("Exit")
    assert "Eschen" not in favorite_file(phone).read_text()


def test_a_file_pushed_back_with_other_prefixes_is_understood(phone, hands):
    """AndroidWorld empties the file with ElementTree, which renames every namespace."""
    path = favorite_file(phone)
    tree = ET.parse(path)
    for waypoint in tree.findall("gpx:wpt", NS):
        tree.getroot().remove(waypoint)
    tree.write(path)
    assert b"ns0:gpx" in path.read_bytes()
    phone.changes.note()
    hands.tap("Back to menu")
    hands.tap("My Places")
    assert not hands.sees("Grandma")
    assert hands.sees("Castle")
    phone.key(BACK)
    search(hands, "Bendern", "Bendern")
    hands.tap("Add")
    hands.tap("Save")
    tree = ET.parse(path)
    assert [w.findtext("gpx:name", "", NS) for w in tree.findall("gpx:wpt", NS)] == ["Bendern"]
    path.write_bytes(ET.tostring(tree.getroot()))
    phone.changes.note()
    assert [w.name for w in favorites.Favorites(phone).all()] == ["Bendern", "Castle"]


def test_several_favorites_are_deleted_at_once(phone, hands):
    hands.tap("Back to menu")
    hands.tap("My Places")
    hands.press("Grandma")
    hands.tap("More options")
    hands.tap("Select all")
    hands.tap("Delete")
    assert hands.sees("You are going to delete 2 favorites.")
    hands.tap("Delete", id="button1")
    assert hands.sees("No favorites yet")
    assert favorites.Favorites(phone).all() == []


# markers --------------------------------------------------------------------------------------


def test_a_marker_is_a_row_of_the_database(phone, hands):
    search(hands, "Planken", "Planken")
    hands.tap("Marker")
    assert hands.sees("Edit marker")
    row = next(r for r in marker_rows(phone) if r["marker_description"] == "location#Planken")
    assert is_close((row["marker_lat"], row["marker_lon"]), (47.1858882, 9.5452201))
    assert (row["marker_active"], row["marker_visited"]) == (1, 0)
    assert None not in tuple(row)
    hands.tap("Edit marker")
    phone.key(29, meta=0x1000)
    phone.type_text("Lunch")
    hands.tap("Save")
    assert "location#Lunch" in [r["marker_description"] for r in marker_rows(phone)]
    hands.tap("Actions")
    hands.tap("Remove marker")
    assert [r["marker_description"] for r in marker_rows(phone)] == ["location#Bench"]


def test_markers_are_passed_restored_and_cleared(phone, hands):
    hands.tap("Back to menu")
    hands.tap("Map markers")
    hands.tap("Mark passed")
    assert hands.sees("There are no markers yet")
    hands.tap("History")
    hands.tap("Make active")
    assert [r["marker_active"] for r in marker_rows(phone)] == [1]
    hands.tap("Markers")
    hands.tap("Bench")
    assert hands.sees("Map marker")
    hands.tap("Back to menu") if hands.sees("Back to menu") else phone.key(BACK)
    hands.tap("Back to menu")
    hands.tap("Map markers")
    hands.tap("More options")
    hands.tap("Delete all")
    hands.tap("Delete", id="button1")
    assert marker_rows(phone) == []


def test_a_replaced_marker_database_is_read_and_a_deleted_one_made_anew(phone, hands):
    hands.tap("Back to menu")
    hands.tap("Map markers")
    path = phone.files.host(markers.DATABASE)
    path.unlink()
    phone.changes.note()
    assert hands.sees("There are no markers yet")
    with sqlite3.connect(path) as db:
        db.executescript(markers.SCHEMA)
        db.execute("INSERT INTO map_markers(marker_id, marker_active) VALUES ('7', 1)")
    phone.changes.note()
    assert hands.sees("0.00000, 0.00000")


def test_markers_become_a_track_in_the_order_they_were_set(phone, hands):
    for name in ("Balzers", "Vaduz"):
        phone.clock.advance(1)
        search(hands, name, name)
        hands.tap("Marker")
        phone.key(BACK)
    hands.tap("Back to menu")
    hands.tap("Map markers")
    hands.tap("More options")
    hands.tap("Save as track")
    hands.fill("File name", "tour")
    hands.tap("Save")
    found = points_of(phone, "tour")
    assert len(found) == 3
    assert is_close(found[1], (47.0688832, 9.5061564))
    assert is_close(found[2], VADUZ)


# planning a route -----------------------------------------------------------------------------


def plan(hands):
    hands.tap("Back to menu")
    hands.tap("Plan a route")
    hands.tap("Create new route")


def test_a_route_through_towns_is_saved_in_order(phone, hands):
    plan(hands)
    for name in ("Malbun", "Schaan", "Ruggell"):
        search(hands, name, name)
        hands.tap("Add")
    assert hands.sees("points: 3")
    hands.tap("Done")
    hands.fill("File name", "Malbun to Ruggell")
    hands.tap("Save")
    assert hands.sees("Track saved: Malbun to Ruggell")
    hands.tap("Exit")
    found = points_of(phone, "Malbun to Ruggell")
    wanted = [(47.1026191, 9.6083057), (47.1663432, 9.5103085), (47.23976, 9.5262837)]
    assert [is_close(a, b) for a, b in zip(found, wanted, strict=True)] == [True] * 3


def test_points_are_set_by_moving_the_map_and_by_tapping_it(phone, hands):
    plan(hands)
    first = say_map(hands).center
    hands.tap("Add")
    phone.swipe(540, 1300, 540, 900, 800)
    moved = say_map(hands).center
    assert moved.lat < first.lat
    assert abs(moved.lon - first.lon) < 1e-6
    hands.tap("Add")
    pane = hands.find(id="map_view_with_layers").frame
    phone.tap(pane.center[0] + 200, pane.center[1])
    screen = phone.activities.top_screen()
    view = screen.pane.viewport(pane.width, pane.height)
    tapped = view.point_at(pane.width / 2 + 200, pane.height / 2)
    assert screen.plan.points[:2] == (first, moved)
    assert distance_m(screen.plan.points[2], tapped) < 2 * view.metres_per_px()


def test_undo_redo_reverse_delete_and_clear(phone, hands):
    plan(hands)
    for name in ("Vaduz", "Schaan"):
        search(hands, name, name)
        hands.tap("Add")
    screen = phone.activities.top_screen()
    there_and_back = screen.plan.points
    hands.tap("Undo")
    assert hands.sees("points: 1")
    hands.tap("Redo")
    assert screen.plan.points == there_and_back
    hands.tap("Options")
    hands.tap("Reverse route")
    assert screen.plan.points == there_and_back[::-1]
    phone.tap(*hands.find(id="map_view_with_layers").frame.center)
    hands.tap("Delete point")
    assert hands.sees("points: 1")
    hands.tap("Options")
    hands.tap("Clear all")
    assert hands.sees("points: 0")
    hands.tap("Done")
    assert phone.toasts.last.text == "Please add at least one point."


def test_an_unsaved_route_is_not_lost_unasked(phone, hands):
    plan(hands)
    hands.tap("Add")
    phone.key(BACK)
    hands.tap("Cancel")
    assert hands.sees("points: 1")
    hands.tap("Close")
    hands.tap("Exit")
    assert hands.sees("Back to menu")
    assert phone.files.names(tracks.FOLDER) == ["Rhine walk.gpx"]


def test_a_bad_or_taken_name_is_refused(phone, hands):
    plan(hands)
    hands.tap("Add")
    hands.tap("Done")
    for name, problem in (
        ("Rhine walk", "There is already a file with this name"),
        ("a/b", "The file name contains illegal characters"),
        (" ", "Please fill in the field"),
        ("x" * 300, "The name is too long"),
    ):
        hands.fill("File name", name)
        hands.tap("Save")
        assert hands.sees(problem)
    assert phone.files.names(tracks.FOLDER) == ["Rhine walk.gpx"]


def test_a_stored_track_is_opened_changed_and_saved(phone, hands):
    hands.tap("Back to menu")
    hands.tap("Plan a route")
    hands.tap("Open existing track")
    hands.tap("Rhine walk")
    assert hands.sees("points: 3")
    hands.tap("Add")
    hands.tap("Done")
    hands.tap("Open saved track")
    assert len(points_of(phone, "Rhine walk")) == 4


def test_tracks_are_shown_renamed_and_deleted(phone, hands):
    hands.tap("Back to menu")
    hands.tap("My Places")
    hands.tap("Tracks")
    hands.tap("Rhine walk")
    before = phone.screenshot()
    hands.tap("Show on map")
    assert hands.sees("Back to menu")
    assert ImageChops.difference(before, phone.screenshot()).getbbox()
    hands.tap("Back to menu")
    hands.tap("My Places")
    hands.tap("Tracks")
    hands.tap("Rhine walk")
    hands.tap("Rename")
    phone.key(29, meta=0x1000)
    phone.type_text("Dam")
    hands.tap("Save")
    assert phone.files.names(tracks.FOLDER) == ["Dam.gpx"]
    hands.tap("Dam")
    hands.tap("Delete")
    hands.tap("Delete", id="button1")
    assert phone.files.names(tracks.FOLDER) == []
    assert hands.sees("You don't have tracks yet")


# the map --------------------------------------------------------------------------------------


def test_a_drag_moves_the_land_with_the_finger(phone, hands):
    before = say_map(hands).center
    phone.swipe(540, 1200, 840, 1200, 600)
    after = say_map(hands).center
    assert after.lon < before.lon
    assert abs(after.lat - before.lat) < 1e-9
    phone.force_stop("net.osmand")
    hands.open("OsmAnd")
    assert say_map(hands).center == after


def test_zooming_changes_the_scale_and_has_an_end(phone, hands):
    widest = hands.find(id="map_ruler_text").text
    for _ in range(20):
        hands.tap("Zoom in")
    assert hands.find(id="map_ruler_text").text.endswith(" m")
    assert phone.screenshot().size == (1080, 2400)
    for _ in range(20):
        hands.tap("Zoom out")
    assert hands.find(id="map_ruler_text").text != widest
    assert phone.screenshot().size == (1080, 2400)


def test_a_long_press_offers_what_can_be_done_with_the_point(phone, hands):
    phone.long_press(900, 700)
    assert hands.find(id="context_menu_line1").text.count(",") == 1
    for label in ("Add", "Marker", "Share", "Actions", "Details", "Directions"):
        assert hands.sees(label)
    hands.tap("Actions")
    hands.tap("Copy coordinates")
    assert parse_coordinates(phone.clipboard.text)
    phone.tap(540, 400)  # bare land
    assert hands.sees("Back to menu")


def test_a_tap_on_bare_land_hides_the_buttons_and_brings_them_back(phone, hands):
    phone.tap(950, 700)
    assert not hands.sees("Zoom in")
    phone.tap(950, 700)
    assert hands.sees("Zoom in")


def test_directions_from_one_town_to_another(phone, hands):
    search(hands, "Balzers", "Balzers")
    hands.tap("Directions")
    assert hands.sees("Set both ends")
    hands.tap("Select starting point")
    phone.type_text("Vaduz")
    hands.tap("Vaduz", id="title")
    summary = hands.find(id="route_info_summary").text
    assert summary.endswith("min")
    assert (hands.find(id="from_text").text, hands.find(id="to_text").text) == ("Vaduz", "Balzers")
    hands.tap("Swap")
    assert hands.find(id="from_text").text == "Balzers"
    assert hands.find(id="route_info_summary").text == summary
    hands.tap("Cancel")
    assert hands.sees("Back to menu")


def test_layers_can_be_hidden(phone, hands):
    before = phone.screenshot()
    hands.tap("Configure map")
    for layer in ("Favorites", "Map markers"):
        hands.tap(layer)
    phone.key(BACK)
    assert ImageChops.difference(before, phone.screenshot()).getbbox()


def test_the_search_remembers_and_forgets(phone, hands):
    search(hands, "47.2, 9.5", "47.20000, 9.50000")
    phone.key(BACK)
    hands.tap("Search")
    hands.press("47.20000, 9.50000")
    hands.tap("Delete")
    assert hands.sees("Your search history is empty")
    phone.type_text("zzz")
    assert hands.sees("Nothing found for \u201czzz\u201d")
    hands.tap("Clear")
    hands.tap("Categories")
    hands.tap("Mountain peaks")
    hands.tap("Naafkopf")
    assert hands.sees("Peak, Liechtenstein")
    hands.tap("Search")
    hands.tap("Address")
    assert hands.sees("Balzers")


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("geo:47.16634,9.51031", "47.16634, 9.51031"),
        ("geo:0,0?q=Vaduz", "Vaduz"),
        ("geo:0,0?q=47.1,9.5(Here)", "47.10000, 9.50000"),
        ("geo:47.1,9.5?z=12", "47.10000, 9.50000"),
    ],
)
def test_a_link_to_a_place_opens_the_map_there(phone, hands, link, title):
    phone.activities.start(Intent("android.intent.action.VIEW", data=link))
    assert hands.find(id="context_menu_line1").text == title


def test_turned_on_its_side_it_can_still_be_used(phone, hands):
    turning.turn(phone, 1)
    search(hands, "Eschen", "Eschen")
    hands.tap("Marker")
    assert len(marker_rows(phone)) == 2
