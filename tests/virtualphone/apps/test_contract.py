"""What every app with an icon keeps to, whatever it is for."""

from __future__ import annotations

import shutil
import time
import xml.etree.ElementTree as ET

import pytest

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.apps import discover
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import FLAG_CLEAR_TASK, FLAG_NEW_TASK, Intent
from phoneagent.virtualphone.ui.gestures import path_at
from phoneagent.virtualphone.ui.node import Node
from tests.virtualphone.apps.furnished import STATE
from tests.virtualphone.hands import NOON, Hands

APPS = [app for app in discover() if app.launcher and app.preinstalled]
BACK = 4
LONG = "Lorem ipsum dolor sit amet " * 40
MANY = 1000


@pytest.fixture(params=APPS, ids=[app.label for app in APPS])
def app(request):
    return request.param


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON, state=STATE) as furnished:
        yield furnished
        assert furnished.unknown == []


def launch(phone, app):
    """Start an app afresh, at its first screen."""
    phone.force_stop(app.package)
    flags = FLAG_NEW_TASK | FLAG_CLEAR_TASK
    opens = Intent("android.intent.action.MAIN", component=app.component(app.launcher), flags=flags)
    assert phone.activities.start(opens).ok


def is_in_front(phone, app):
    return phone.activities.top()[0] == app.package


def app_root(phone, app):
    return next(root for root in phone.windows() if root.package == app.package)


def check_screen(phone):
    """The tree is well-formed and lies on the display, says something, and can be drawn."""
    width, height = phone.size_px
    tree = ET.fromstring(phone.dump_xml())
    nodes = list(tree.iter("node"))
    assert tree.get("rotation") == str(phone.rotation)
    assert len(nodes) > 5
    assert any(node.get("text") or node.get("content-desc") for node in nodes)
    for root in phone.windows():
        for node in root.walk():
            left, top, right, bottom = node.bounds
            assert 0 <= left < right <= width, node
            assert 0 <= top < bottom <= height, node
    image = phone.screenshot()
    assert image.size == (width, height)
    assert len(image.reduce(10).getcolors(1 << 16)) > 2


def look(phone) -> tuple[object, ...]:
    """Everything a tap may change."""
    toast = phone.toasts.last
    return phone.dump_xml(), phone.activities.top(), toast and (toast.text, id(toast))


def targets(root: Node) -> list[Node]:
    """What a finger can tap: enabled, clickable, and not covered in the middle."""
    found = []
    for node in root.walk():
        if node.is_clickable and node.enabled:
            path = path_at(root, *node.bounds.center)
            takers = [n for n in path if n.is_clickable]
            if takers and takers[-1] is node:
                found.append(node)
    return found


def test_it_launches_from_its_icon_and_back_leads_home(phone, hands, app):
    hands.tap("All apps")
    hands.tap(app.label, id="icon")
    assert is_in_front(phone, app)
    check_screen(phone)
    for _ in range(5):
        if is_in_front(phone, app):
            phone.key(BACK)
    assert hands.sees(id="hotseat") or hands.sees(id="apps_view")


def test_everything_that_can_be_tapped_reacts(phone, app):
    launch(phone, app)
    count = len(targets(app_root(phone, app)))
    assert count > 1
    dead = []
    for number in range(count):
        launch(phone, app)
        if len(targets(app_root(phone, app))) != count:  # a tap before has changed the app for good
            phone.reset(STATE)
            launch(phone, app)
        node = targets(app_root(phone, app))[number]
        before = look(phone)
        phone.tap(*node.bounds.center)
        check_screen(phone)
        if look(phone) == before and not node.selected:
            dead.append(node.desc or node.text or node.id)
    assert dead == []


def test_it_survives_the_loss_of_everything_it_stored(phone, app):
    launch(phone, app)
    for folder in ("/data/data", "/sdcard/Documents"):
        shutil.rmtree(phone.files.host(folder))
        phone.changes.note()
        check_screen(phone)
    phone.tap(540, 1200)
    check_screen(phone)
    launch(phone, app)
    check_screen(phone)


def test_it_survives_rubbish_in_its_files(phone, app):
    launch(phone, app)
    for path in phone.files.host("/data/data").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00not what it was\xff")
    phone.changes.note()
    check_screen(phone)


def test_it_survives_force_stop_and_cleared_data(phone, app):
    launch(phone, app)
    phone.force_stop(app.package)
    assert not is_in_front(phone, app)
    launch(phone, app)
    check_screen(phone)
    assert phone.clear_data(app.package)
    assert not is_in_front(phone, app)
    launch(phone, app)
    check_screen(phone)


def test_it_has_something_to_show_on_an_empty_phone(app):
    with VirtualPhone(now=NOON) as phone:
        launch(phone, app)
        check_screen(phone)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_it_can_be_turned(phone, app, quarters):
    launch(phone, app)
    turning.turn(phone, quarters)
    check_screen(phone)
    assert app_root(phone, app).bounds == (0, 0, *phone.size_px)
    turning.turn(phone, 0)
    check_screen(phone)


def test_it_can_be_dark(phone, app):
    if app.package in ("com.android.camera2", "com.simplemobiletools.draw.pro"):
        pytest.skip("a viewfinder shows the room and paper is white, whatever the theme")
    launch(phone, app)
    light = phone.screenshot().resize((1, 1)).getpixel((0, 0))
    phone.settings.put("secure", "ui_night_mode", 2)
    dark = phone.screenshot().resize((1, 1)).getpixel((0, 0))
    assert sum(dark) < sum(light) / 2
    check_screen(phone)


def crowd_of(app) -> dict[str, object]:
    """A fixture with a thousand of what an app lists."""
    numbers = [f"555-{n:04d}" for n in range(MANY)]
    contacts = [{"name": f"Name {n}", "phones": [number]} for n, number in enumerate(numbers)]
    everything = {
        "Contacts": {"contacts": contacts},
        "Messages": {"messages": [{"number": number, "text": "Hello"} for number in numbers]},
        "Phone": {"calls": [{"number": number} for number in numbers]},
        "Notes": {"notes": [{"name": f"Note {n}.md", "text": "x"} for n in range(MANY)]},
        "Markor": {"markor": [{"name": f"Note {n}.md", "text": "x"} for n in range(MANY)]},
        "Files": {"files": {f"/sdcard/Download/{n}.txt": "x" for n in range(MANY)}},
        "Clock": {"alarms": [{"time": f"{n // 60}:{n % 60}"} for n in range(100)]},
        "VLC": {"files": {f"/sdcard/Movies/{n}.mp4": "x" for n in range(MANY)}},
        "Retro Music": {"music": {"songs": [{"title": f"Song {n}"} for n in range(MANY)]}},
        "Pro Expense": {"expenses": [{"name": f"No {n}", "amount": n + 1} for n in range(MANY)]},
        "Calendar": {
            "calendar": [
                {"title": f"Event {n}", "start": f"2026-03-{n % 28 + 1:02d}T09:{n % 60:02d}"}
                for n in range(MANY)
            ]
        },
        "SMS Messenger": {"messages": [{"number": n, "text": "Hello"} for n in numbers]},
        "OpenTracks": {"tracks": [{"name": f"Run {n}", "distance_m": n} for n in range(MANY)]},
        "Joplin": {"joplin": [{"notebook": "A", "title": f"Note {n}"} for n in range(MANY)]},
        "Audio Recorder": {"recordings": [{"name": f"{n}.m4a", "seconds": 1} for n in range(MANY)]},
        "Tasks": {"tasks": [{"title": f"Task {n}", "due": "2026-03-05"} for n in range(MANY)]},
        "Broccoli": {"recipes": [{"title": f"Soup {n}"} for n in range(MANY)]},
        "Gallery": {"files": {f"/sdcard/{n}/picture.png": "x" for n in range(MANY)}},
        "OsmAnd": {
            "osmand": {
                "favorites": [
                    {"name": f"Place {n}", "lat": 47.06 + n / 8000, "lon": 9.52}
                    for n in range(MANY)
                ]
            }
        },
    }
    return everything.get(app.label, {})


def test_a_thousand_rows_are_shown_and_scrolled_at_once(app):
    with VirtualPhone(now=NOON, state=crowd_of(app)) as phone:
        launch(phone, app)
        phone.dump_xml()
        begun = time.process_time()
        for _ in range(5):
            phone.swipe(540, 1700, 540, 900)
            phone.dump_xml()
        assert time.process_time() - begun < 5  # seconds; some 50 touches, each a new layout
        check_screen(phone)
        assert len(list(ET.fromstring(phone.dump_xml()).iter("node"))) < 400


def test_long_text_stays_on_the_display(app):
    state = {
        "contacts": [{"name": LONG, "phones": ["555-0100"], "starred": True}],
        "messages": [{"number": "555-0100", "text": LONG}],
        "calls": [{"number": "555-0100"}],
        "notes": [{"name": f"{LONG[:200]}.md", "text": LONG}],
        "alarms": [{"time": "07:30", "label": LONG}],
        "markor": [{"name": f"{LONG[:200]}.md", "text": LONG}],
        "files": {f"/sdcard/Download/{LONG[:200]}.{ending}": LONG for ending in ("txt", "jpg")},
        "expenses": [{"name": LONG, "amount": 99_999_999, "note": LONG}],
        "recipes": [{"title": LONG, "description": LONG, "source": LONG, "directions": LONG}],
        "calendar": [{"title": LONG, "start": "2026-03-02T15:00", "description": LONG}],
        "tasks": [{"title": LONG, "due": "2026-03-02", "notes": LONG}],
        "joplin": [{"notebook": LONG, "title": LONG, "body": LONG, "todo": True}],
        "tracks": [{"name": LONG, "category": LONG, "description": LONG}],
        "recordings": [{"name": f"{LONG[:50]}.m4a", "seconds": 3700}],
        "vlc": {"videos": [{"name": f"{LONG[:200]}.mp4"}]},
        "music": {"songs": [{"title": LONG[:200], "artist": LONG, "album": LONG}]},
        "chrome": {"bookmarks": [{"title": LONG, "url": f"http://{LONG}"}]},
        "osmand": {"favorites": [{"name": LONG, "lat": 47.155, "lon": 9.55}]},
    }
    with VirtualPhone(now=NOON, state=state) as phone:
        launch(phone, app)
        check_screen(phone)
        hands = Hands(phone)
        if hands.sees("More options"):
            hands.tap("More options")
            check_screen(phone)
