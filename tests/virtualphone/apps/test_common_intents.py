"""The intents every phone answers: which app and screen, and what `am start` says."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import Column, Screen
from tests.virtualphone.apps.furnished import STATE
from tests.virtualphone.hands import NOON, Hands
from tests.virtualphone.shell.test_language import sh

ACT = "android.intent.action."
TOUR = (
    '<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg><trkpt lat="47.1" lon="9.5"/>'
    '<trkpt lat="47.2" lon="9.52"/></trkseg></trk></gpx>'
)
CLOCK, DIALER = "com.google.android.deskclock", "com.google.android.dialer"
CONTACTS, SETTINGS = "com.google.android.contacts", "com.android.settings"
MESSAGES, CHROME = "com.google.android.apps.messaging", "com.android.chrome"
CALENDAR, GALLERY = "com.simplemobiletools.calendar.pro", "com.simplemobiletools.gallery.pro"
FILES, CAMERA = "com.google.android.documentsui", "com.android.camera2"
OSMAND, VLC, RETRO = "net.osmand", "org.videolan.vlc", "code.name.monkey.retromusic"
DRAW = "com.simplemobiletools.draw.pro"
# what follows `am start -a android.intent.action.`, the package in front, a text on its screen
ANSWERED = [
    ("SET_ALARM --ei android.intent.extra.alarm.HOUR 6 --ei android.intent.extra.alarm.MINUTES 45",
     CLOCK, "6:45 AM"),
    ("SET_TIMER --ei android.intent.extra.alarm.LENGTH 90", CLOCK, "1m 30s timer"),
    ("SHOW_ALARMS", CLOCK, "7:30 AM"),
    ("SHOW_TIMERS", CLOCK, "00h 00m 00s"),
    ("DISMISS_ALARM", CLOCK, "Alarms"),
    ("DIAL", DIALER, "ABC"),
    ("DIAL -d tel:555-0100", DIALER, "555-0100"),
    ("VIEW -d tel:555-0100", DIALER, "555-0100"),
    ("CALL -d tel:555-0100", DIALER, "Ann Lee"),
    ("CALL_BUTTON", DIALER, "+4930123456"),
    ("SENDTO -d sms:555-0100 --es sms_body 'I am late'", MESSAGES, "I am late"),
    ("SENDTO -d smsto:555-0100 --es sms_body 'I am late'", MESSAGES, "I am late"),
    ("INSERT -t vnd.android.cursor.dir/contact -e name 'Eva Roth' -e phone 5", CONTACTS, "Roth"),
    ("INSERT -t vnd.android.cursor.dir/raw_contact -e name 'Eva Roth'", CONTACTS, "Roth"),
    ("INSERT -d content://com.android.contacts/contacts -e name 'Eva Roth'", CONTACTS, "Roth"),
    ("INSERT_OR_EDIT -t vnd.android.cursor.item/contact -e phone 77", CONTACTS, "77"),
    ("EDIT -d content://com.android.contacts/contacts/1", CONTACTS, "Edit contact"),
    ("EDIT -d content://contacts/people/1", CONTACTS, "Edit contact"),
    ("VIEW -d content://com.android.contacts/contacts/1", CONTACTS, "Contact info"),
    ("VIEW -d content://com.android.contacts/contacts", CONTACTS, "Bob Stone"),
    ("PICK -d content://com.android.contacts/contacts", CONTACTS, "Bob Stone"),
    ("PICK -t vnd.android.cursor.dir/contact", CONTACTS, "Bob Stone"),
    ("INSERT -t vnd.android.cursor.dir/event --es title Picnic", CALENDAR, "Picnic"),
    ("INSERT -d content://com.android.calendar/events --es title Picnic", CALENDAR, "Picnic"),
    ("VIEW -d content://com.android.calendar/events/1", CALENDAR, "Lunch with Ann"),
    ("VIEW -d content://com.android.calendar/time/1772452800000", CALENDAR, "Lunch with Ann"),
    ("VIEW -d http://example.invalid/", CHROME, "example.invalid"),
    ("VIEW -d https://example.invalid/", CHROME, "example.invalid"),
    ("WEB_SEARCH --es query cats", CHROME, "google.com/search?q=cats"),
    ("VIEW -d geo:47.1,9.5", OSMAND, "47.10000, 9.50000"),
    ("VIEW -d 'geo:0,0?q=Vaduz'", OSMAND, "City, Liechtenstein"),
    ("VIEW -d file:///sdcard/tour.gpx -t application/gpx+xml", OSMAND, "tour.gpx is imported"),
    ("VIEW -d file:///sdcard/DCIM/dot.png -t image/png", GALLERY, "dot.png"),
    ("VIEW -t vnd.android.cursor.dir/image", GALLERY, "DCIM"),
    ("PICK -t 'image/*'", GALLERY, "DCIM"),
    ("EDIT -d file:///sdcard/DCIM/dot.png -t image/png", DRAW, "Draw"),
    ("SEND -t image/png --es android.intent.extra.STREAM file:///sdcard/DCIM/dot.png", DRAW, ""),
    ("VIEW -d file:///sdcard/Movies/walk.mp4 -t video/mp4", VLC, "walk.mp4"),
    ("GET_CONTENT -t 'image/*' -c android.intent.category.OPENABLE", FILES, "Images"),
    ("OPEN_DOCUMENT -t '*/*' -c android.intent.category.OPENABLE", FILES, "Recent"),
    ("CREATE_DOCUMENT -t text/plain -c android.intent.category.OPENABLE", FILES, "Downloads"),
    ("OPEN_DOCUMENT_TREE", FILES, "Downloads"),
    ("POWER_USAGE_SUMMARY", SETTINGS, "Battery Saver"),
    ("MUSIC_PLAYER", RETRO, "Retro Music"),
    ("MAIN -c android.intent.category.APP_BROWSER", CHROME, "Chrome"),
    ("MAIN -c android.intent.category.APP_CALENDAR", CALENDAR, "March"),
    ("MAIN -c android.intent.category.APP_CONTACTS", CONTACTS, "Bob Stone"),
    ("MAIN -c android.intent.category.APP_FILES", FILES, "readme.txt"),
    ("MAIN -c android.intent.category.APP_GALLERY", GALLERY, "DCIM"),
    ("MAIN -c android.intent.category.APP_MAPS", OSMAND, ""),
    ("MAIN -c android.intent.category.APP_MESSAGING", MESSAGES, "Lunch?"),
    ("MAIN -c android.intent.category.APP_MUSIC", RETRO, "Retro Music"),
]  # fmt: skip
SETTINGS_PAGES = {
    "SETTINGS": "Search settings",
    "WIRELESS_SETTINGS": "Network & internet",
    "WIFI_SETTINGS": "Internet",
    "panel.action.INTERNET_CONNECTIVITY": "Internet",
    "AIRPLANE_MODE_SETTINGS": "Airplane mode",
    "DATA_ROAMING_SETTINGS": "SIMs",
    "TETHER_SETTINGS": "Hotspot & tethering",
    "DATA_SAVER_SETTINGS": "Data Saver",
    "BLUETOOTH_SETTINGS": "Bluetooth",
    "DISPLAY_SETTINGS": "Display",
    "DARK_THEME_SETTINGS": "Display",
    "SCREEN_TIMEOUT_SETTINGS": "Screen timeout",
    "SOUND_SETTINGS": "Sound & vibration",
    "panel.action.VOLUME": "Sound & vibration",
    "ZEN_MODE_SETTINGS": "Do Not Disturb",
    "DATE_SETTINGS": "Date & time",
    "LOCALE_SETTINGS": "Languages",
    "INPUT_METHOD_SETTINGS": "On-screen keyboard",
    "APPLICATION_SETTINGS": "All apps",
    "MANAGE_APPLICATIONS_SETTINGS": "All apps",
    "MANAGE_DEFAULT_APPS_SETTINGS": "Default apps",
    "HOME_SETTINGS": "Default apps",
    "NOTIFICATION_SETTINGS": "Notifications",
    "BATTERY_SAVER_SETTINGS": "Battery Saver",
    "INTERNAL_STORAGE_SETTINGS": "Storage",
    "SECURITY_SETTINGS": "Security & privacy",
    "LOCATION_SOURCE_SETTINGS": "Location",
    "ACCESSIBILITY_SETTINGS": "Accessibility",
    "DEVICE_INFO_SETTINGS": "About phone",
}
OFFERED = [
    ("SEND -t text/plain --es android.intent.extra.TEXT hello",
     {"Messages", "SMS Messenger", "Joplin", "Markor", "Notes", "Tasks"}),
    ("VIEW -d file:///sdcard/Download/page.html -t text/html", {"Chrome", "Markor", "Notes"}),
    ("VIEW -d file:///sdcard/Download/readme.txt -t text/plain", {"Markor", "Notes"}),
    ("VIEW -d file:///sdcard/Music/song.mp3 -t audio/mpeg", {"Retro Music", "VLC"}),
    ("VIEW -d sms:555-0100", {"Messages", "SMS Messenger"}),
]  # fmt: skip
NOBODY = [
    "SENDTO -d mailto:ann@example.org",
    "VIEW -d market://details?id=x",
    "VIEW -d file:///sdcard/Download/paper.pdf -t application/pdf",
    "VIEW -d file:///sdcard/Download/page.html",  # a file without a type has none on Android
    "MAIN -c android.intent.category.APP_EMAIL",
]


@pytest.fixture
def phone():
    files = {**STATE["files"], "/sdcard/tour.gpx": TOUR}
    videos = {"videos": [{"name": "walk.mp4", "seconds": 5}]}
    with VirtualPhone(now=NOON, state={**STATE, "files": files, "vlc": videos}) as furnished:
        yield furnished
        assert furnished.unknown == []


def shown(phone):
    return [word for node in Hands(phone).nodes() for word in (node.text, node.desc) if word]


@pytest.mark.parametrize(("request_", "package", "text"), ANSWERED, ids=[a[0] for a in ANSWERED])
def test_the_right_app_answers(phone, request_, package, text):
    out, err, code = sh(phone, f"am start -a {ACT}{request_}")
    assert (err, code) == ("", 0)
    assert out.startswith(f"Starting: Intent {{ act={ACT}{request_.split()[0]} ")
    assert phone.activities.top()[0] == package
    assert text in "\n".join(shown(phone))


@pytest.mark.parametrize("name", SETTINGS_PAGES)
def test_settings_open_at_their_page(phone, name):
    _, err, code = sh(phone, f"am start -a android.settings.{name}")
    assert (err, code) == ("", 0)
    assert phone.activities.top()[0] == SETTINGS
    assert SETTINGS_PAGES[name] in shown(phone)


def test_app_info_is_that_of_the_package_named(phone):
    sh(phone, "am start -a android.settings.APPLICATION_DETAILS_SETTINGS -d package:net.osmand")
    assert {"App info", "OsmAnd", "Force stop"} <= set(shown(phone))


@pytest.mark.parametrize(("request_", "labels"), OFFERED, ids=[o[0] for o in OFFERED])
def test_a_person_chooses_where_several_answer(phone, request_, labels):
    sh(phone, f"am start -a {ACT}{request_}")
    assert phone.activities.top() == ("android", "com.android.internal.app.ResolverActivity")
    assert labels <= set(shown(phone))
    hands = Hands(phone)
    for label in sorted(labels)[:1]:
        hands.tap(label)
        hands.tap("Just once")
        top = phone.packages.get(phone.activities.top()[0])
        assert top.label == label


@pytest.mark.parametrize("request_", NOBODY)
def test_it_is_said_honestly_that_nobody_answers(phone, request_):
    before = phone.activities.top()
    out, err, code = sh(phone, f"am start -a {ACT}{request_}")
    assert out.startswith("Starting: Intent {")
    assert err.startswith("Error: Activity not started, unable to resolve Intent { act=")
    assert code == 1
    assert phone.activities.top() == before


def test_a_class_that_is_not_there_is_named(phone):
    _, err, code = sh(phone, "am start -n com.example/.Main")
    assert err == (
        "Error type 3\nError: Activity class {com.example/com.example.Main} does not exist.\n"
    )
    assert code == 1


@pytest.mark.parametrize("kind", ["IMAGE_CAPTURE", "VIDEO_CAPTURE"])
def test_a_picture_is_taken_for_others(phone, kind):
    sh(phone, f"am start -a android.media.action.{kind}")
    assert phone.activities.top() == (CAMERA, "com.android.camera.CaptureActivity")


def test_new_media_are_found_after_a_scan(phone):
    phone.files.write_text("/sdcard/Music/new.mp3", "x")
    out, _, code = sh(
        phone, f'am broadcast -a {ACT}MEDIA_SCANNER_SCAN_FILE -d "file:///storage/emulated/0/Music"'
    )
    assert code == 0
    assert out.endswith("Broadcast completed: result=0\n")
    listed, _, _ = sh(phone, "content query --uri content://media/external/audio/media")
    assert "new.mp3" in listed


def test_who_picks_a_contact_gets_their_uri(phone):
    got = []

    class Asking(Screen):
        def view(self):
            return Column()

        def on_result(self, result):
            got.append(result.data)

    sh(phone, f"am start -n {CONTACTS}/com.android.contacts.activities.PeopleActivity")
    front = phone.activities.top_screen()
    asking = Asking(front.app, Intent())
    front.start(asking)
    asking.start(Intent(f"{ACT}PICK", data="content://com.android.contacts/contacts"))
    Hands(phone).tap("Zo\u00eb")
    assert got == ["content://com.android.contacts/contacts/3"]
