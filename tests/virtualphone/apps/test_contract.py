"""What every app with an icon keeps to, whatever it is for: starting, leaving, turning, wandering.

Its files are in `test_contract_files.py`, much and long data in `test_contract_sizes.py`.
"""

from __future__ import annotations

import time

import pytest

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.apps.contract import (
    APPS,
    LABELS,
    app_root,
    check_screen,
    check_tree,
    go_home,
    is_in_front,
    launch,
    look,
    targets,
    wander,
)
from tests.virtualphone.apps.furnished import STATE
from tests.virtualphone.hands import NOON, Hands
from tests.virtualphone.shell.test_language import sh

_MAINS = {
    "Calendar": "com.simplemobiletools.calendar.pro/.activities.MainActivity",
    "Settings": "com.android.settings/.Settings",
    "Camera": "com.android.camera2/com.android.camera.CameraLauncher",
    "Clock": "com.google.android.deskclock/com.android.deskclock.DeskClock",
    "Contacts": "com.google.android.contacts/com.android.contacts.activities.PeopleActivity",
    "Phone": "com.google.android.dialer/"
    "com.google.android.dialer.extensions.GoogleDialtactsActivity",
    "Files": "com.google.android.documentsui/com.android.documentsui.files.FilesActivity",
    "Chrome": "com.android.chrome/com.google.android.apps.chrome.Main",
    "Markor": "net.gsantner.markor/net.gsantner.markor.activity.MainActivity",
    "Broccoli": "com.flauschcode.broccoli/com.flauschcode.broccoli.MainActivity",
    "Pro Expense": "com.arduia.expense/com.arduia.expense.ui.MainActivity",
    "SMS Messenger": "com.simplemobiletools.smsmessenger/.activities.MainActivity",
    "OpenTracks": "de.dennisguse.opentracks/de.dennisguse.opentracks.TrackListActivity",
    "Tasks": "org.tasks/com.todoroo.astrid.activity.MainActivity",
    "Joplin": "net.cozic.joplin/.MainActivity",
    "Retro Music": "code.name.monkey.retromusic/.activities.MainActivity",
    "OsmAnd": "net.osmand/net.osmand.plus.activities.MapActivity",
    "Audio Recorder": "com.dimowner.audiorecorder/"
    "com.dimowner.audiorecorder.app.welcome.WelcomeActivity",
    "Gallery": "com.simplemobiletools.gallery.pro/.activities.MainActivity",
    "VLC": "org.videolan.vlc/.gui.MainActivity",
    "Draw": "com.simplemobiletools.draw.pro/.activities.MainActivity",
    "Clipper": "ca.zgrs.clipper/ca.zgrs.clipper.Main",
}  # the names by which AndroidWorld starts them (env/adb_utils.py)
_SETTING_OFF_S = 4


@pytest.fixture(params=APPS, ids=LABELS)
def app(request):
    return request.param


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON, state=STATE) as furnished:
        yield furnished
        assert furnished.unknown == []


def test_it_launches_from_its_icon_and_back_leads_home(phone, app):
    hands = Hands(phone)
    hands.tap("All apps")
    hands.tap(app.label, id="icon")
    assert is_in_front(phone, app)
    check_screen(phone)
    go_home(phone, app)
    assert hands.sees(id="hotseat") or hands.sees(id="apps_view")


@pytest.mark.parametrize("label", _MAINS)
def test_it_is_started_by_the_name_androidworld_knows(phone, label):
    component = _MAINS[label]
    out, err, code = sh(phone, f"am start  -W -n {component}")
    assert (err, code) == ("", 0)
    assert "Status: ok\n" in out
    package, _, activity = component.partition("/")
    full = package + activity if activity.startswith(".") else activity
    assert phone.activities.top() == (package, full)
    assert label in LABELS


def test_every_tap_reacts(phone, app):
    """Each target of the first screen, on a phone as new, changes something visible."""
    launch(phone, app)
    count = len(targets(app_root(phone, app)))
    assert count > 1
    dead = []
    for number in range(count):
        launch(phone, app)
        found = targets(app_root(phone, app))
        if len(found) != count:  # a tap before has changed the app for good
            phone.reset(STATE)
            launch(phone, app)
            found = targets(app_root(phone, app))
        node = found[number]
        before = look(phone)
        phone.tap(*node.bounds.center)
        check_tree(phone)
        if look(phone) == before and not node.selected:
            dead.append(node.desc or node.text or node.id)
    assert dead == []


@pytest.mark.parametrize("seed", [1, 2])
def test_a_child_may_play_with_it_and_back_still_leads_home(phone, app, seed):
    """Whatever is touched in whatever order, the screen stays in order and Back leads out."""
    launch(phone, app)
    told = []
    for number, touch in enumerate(wander(phone, app, 24, seed)):
        told.append(touch)
        check_tree(phone)
        if number % 8 == 7:
            check_screen(phone)
            assert go_home(phone, app) < 12, told


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
        for _ in wander(phone, app, 8, 3):
            check_tree(phone)
        assert phone.unknown == []


def test_it_can_be_turned(phone, app):
    launch(phone, app)
    for quarters in (1, 2, 3):
        turning.turn(phone, quarters)
        check_tree(phone)
        assert app_root(phone, app).bounds == (0, 0, *phone.size_px)
    for _ in wander(phone, app, 5, 4):
        check_tree(phone)
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
    check_tree(phone)


def test_a_phone_with_all_of_them_starts_fast():
    """Seeding an app costs next to nothing; an order of magnitude is left for a busy machine."""
    begun = time.process_time()
    for _ in range(10):
        with VirtualPhone(now=NOON):
            pass
    assert time.process_time() - begun < _SETTING_OFF_S
