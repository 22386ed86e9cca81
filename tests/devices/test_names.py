"""What people call apps: one meaning, several, none; and the component behind a label."""

from __future__ import annotations

import pytest

from phoneagent.devices import names

LABELS = ["Calendar", "Chrome", "Clock", "Files", "Messages", "Phone", "Photos", "Simple Calendar"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("clock", ["Clock"]),
        ("  Clock ", ["Clock"]),
        ("Alarms", ["Clock"]),
        ("Messaging", ["Messages"]),
        ("SMS", ["Messages"]),
        ("message", ["Messages"]),
        ("Dialer", ["Phone"]),
        ("Google Chrome", ["Chrome"]),
        ("gallery", ["Photos"]),
        ("simple calender", ["Simple Calendar"]),
        ("SimpleCalendar", ["Simple Calendar"]),
        ("Calendar", ["Calendar"]),
        ("Spotify", []),
        ("", []),
    ],
)
def test_a_name_means(name: str, meant: list[str]) -> None:
    assert names.pick(name, LABELS) == meant


def test_a_name_that_means_several_gives_all() -> None:
    labels = ["Simple Calendar", "Simple Notes", "Clock"]
    assert names.pick("simple", labels) == ["Simple Calendar", "Simple Notes"]


def test_near_names_come_first() -> None:
    assert names.near("Mesages", LABELS, 1) == ["Messages"]


def test_components_are_told_by_their_names() -> None:
    components = {
        "Clock": "com.google.android.deskclock/com.android.deskclock.DeskClock",
        "Settings": "com.android.settings/.Settings",
        "Phone": "com.google.android.dialer/.extensions.GoogleDialtactsActivity",
        "Messages": "com.google.android.apps.messaging/.ui.ConversationListActivity",
        "Contacts": "com.google.android.contacts/com.android.contacts.activities.PeopleActivity",
        "Chrome": "com.android.chrome/com.google.android.apps.chrome.Main",
        "Gmail": "com.google.android.gm/.ConversationListActivityGmail",
        "Play Store": "com.android.vending/.AssetBrowserActivity",
        "OsmAnd": "net.osmand/.plus.activities.MapActivity",
        "Markor": "net.gsantner.markor/.activity.MainActivity",
        "Broccoli": "com.flauschcode.broccoli/.MainActivity",
        "Retro Music": "code.name.monkey.retromusic/.activities.MainActivity",
        "Pro Expense": "com.arduia.expense/.ui.MainActivity",
        "Audio Recorder": "com.dimowner.audiorecorder/.app.main.MainActivity",
        "Simple Calendar Pro": "com.simplemobiletools.calendar.pro/.activities.SplashActivity",
        "VLC": "org.videolan.vlc/.StartActivity",
    }
    assert names.assign(list(components), list(components.values())) == components


def test_a_label_that_no_component_sounds_like_stays_without() -> None:
    assert names.assign(["Wallet"], ["com.example.zq/.A"]) == {}
