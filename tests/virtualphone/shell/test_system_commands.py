"""am, pm, settings, content, input, dumpsys and the rest, in the words clients look for."""

from __future__ import annotations

import re

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.conftest import NOW
from tests.virtualphone.shell.test_language import sh

SETTINGS = "com.android.settings/.Settings"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    with VirtualPhone(root=tmp_path_factory.mktemp("root"), now=NOW) as phone:
        yield phone


@pytest.fixture
def phone(made):
    """A reset phone; a command nobody knows fails the test."""
    made.reset()
    yield made
    assert made.unknown == []


# -- am --------------------------------------------------------------------------------------


def test_am_start_by_component_waits_and_reports(phone) -> None:
    out, err, code = sh(phone, f"am start  -W -n {SETTINGS}")
    assert (err, code) == ("", 0)
    assert out.startswith(f"Starting: Intent {{ cmp={SETTINGS} }}\nStatus: ok\n")
    assert "LaunchState: COLD\n" in out
    assert f"Activity: {SETTINGS}\n" in out
    assert out.endswith("Complete\n")
    assert phone.activities.top()[0] == "com.android.settings"


def test_am_start_twice_brings_the_task_to_the_front(phone) -> None:
    sh(phone, f"am start -n {SETTINGS}")
    sh(phone, "input keyevent HOME")
    _, err, code = sh(phone, f"am start -n {SETTINGS}")
    assert code == 0
    assert "Warning: Activity not started" in err
    assert phone.activities.top()[0] == "com.android.settings"


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ("-n com.no.such/.Main", "Error type 3\nError: Activity class "
         "{com.no.such/com.no.such.Main} does not exist.\n"),
        ("-a no.such.ACTION", "Error: Activity not started, unable to resolve Intent "
         "{ act=no.such.ACTION flg=0x10000000 }\n"),
        ("-n bad", "Error: Bad component name: bad\n"),
    ],
)  # fmt: skip
def test_am_start_of_what_is_not_there(phone, args, error) -> None:
    _, err, code = sh(phone, f"am start {args}")
    assert err == error
    assert code != 0


def test_am_start_with_action_data_type_and_extras(phone) -> None:
    line = (
        "am start -a android.intent.action.INSERT -t vnd.android.cursor.dir/contact "
        "-e name 'Ann Lee' -e phone 555-0100 --ez x true --ei n 5"
    )
    out, _, code = sh(phone, line)
    assert code == 0
    assert out == (
        "Starting: Intent { act=android.intent.action.INSERT "
        "typ=vnd.android.cursor.dir/contact (has extras) }\n"
    )
    intent = phone.activities.top_record().intent
    assert dict(intent.extras) == {"name": "Ann Lee", "phone": "555-0100", "x": True, "n": 5}


def test_am_broadcast_tells_the_result(phone) -> None:
    out, _, code = sh(phone, "am broadcast -a no.body.LISTENS --es text hi")
    assert code == 0
    assert out == (
        "Broadcasting: Intent { act=no.body.LISTENS flg=0x400000 (has extras) }\n"
        "Broadcast completed: result=0\n"
    )


def test_am_force_stop_stack_list_and_remove(phone) -> None:
    sh(phone, f"am start -n {SETTINGS}")
    out, _, _ = sh(phone, "am stack list | grep -E visible=true")
    match = re.fullmatch(
        r"  taskId=(\d+): com\.android\.settings/\.Settings bounds=\[0,0\]\[1080,2400\] userId=0 "
        r"visible=true topActivity=ComponentInfo\{com\.android\.settings/"
        r"com\.android\.settings\.Settings\}\n",
        out,
    )
    assert match
    assert f"id={match[1]}" in sh(phone, "dumpsys activity recents")[0]
    assert sh(phone, f"am stack remove {match[1]}") == ("", "", 0)
    assert phone.activities.top()[0] != "com.android.settings"
    sh(phone, f"am start -n {SETTINGS}; am force-stop com.android.settings")
    assert phone.activities.top()[0] != "com.android.settings"


def test_monkey_starts_the_launcher_activity(phone) -> None:
    line = "monkey -p com.android.settings -c android.intent.category.LAUNCHER 1"
    assert "Events injected: 1\n" in sh(phone, line)[0]
    assert phone.activities.top()[0] == "com.android.settings"
    out, _, code = sh(phone, "monkey -p no.such.app -c android.intent.category.LAUNCHER 1")
    assert out == "** No activities found to run, monkey aborted.\n"
    assert code == 252


# -- packages --------------------------------------------------------------------------------


def test_pm_lists_packages_with_their_filters(phone) -> None:
    phone.packages.install("com.example.own", version="2.5", version_code=25)
    everything = sh(phone, "pm list packages")[0].splitlines()
    assert "package:com.android.settings" in everything
    own = sh(phone, "pm list packages -3")[0].splitlines()
    assert "package:com.example.own" in own
    assert "package:com.android.settings" not in own
    assert sh(phone, "pm list packages -f example.own")[0] == (
        "package:/data/app/com.example.own/base.apk=com.example.own\n"
    )
    assert sh(phone, "pm path com.example.own")[0] == (
        "package:/data/app/com.example.own/base.apk\n"
    )
    assert sh(phone, "pm path no.such")[2] == 1


def test_pm_clear_grant_disable_and_uninstall(phone) -> None:
    phone.packages.install("com.example.own")
    sh(phone, "echo x > /data/data/com.example.own/file")
    assert sh(phone, "pm clear com.example.own")[0] == "Success\n"
    assert not phone.files.exists("/data/data/com.example.own/file")
    sh(phone, "pm grant com.example.own android.permission.CAMERA")
    assert phone.packages.get("com.example.own").granted == {"android.permission.CAMERA"}
    assert (
        "android.permission.CAMERA: granted=true" in sh(phone, "dumpsys package com.example.own")[0]
    )
    sh(phone, "pm disable-user --user 0 com.example.own")
    assert sh(phone, "pm list packages -d")[0] == "package:com.example.own\n"
    assert sh(phone, "pm uninstall com.example.own")[0] == "Success\n"
    assert "Failure" in sh(phone, "pm uninstall com.example.own")[0]
    assert "Failure" in sh(phone, "cmd package uninstall com.android.settings")[0]


def test_resolve_activity_prints_the_launcher_component(phone) -> None:
    out, _, _ = sh(phone, "cmd package resolve-activity --brief com.android.settings")
    assert out.splitlines()[1] == SETTINGS
    assert sh(phone, "cmd package resolve-activity --brief no.such")[0] == "No activity found\n"


# -- settings, content, properties -----------------------------------------------------------


def test_settings_get_put_delete_list(phone) -> None:
    assert sh(phone, "settings get system no_such_key")[0] == "null\n"
    sh(phone, "settings put system screen_brightness 200")
    assert phone.settings.get("system", "screen_brightness") == "200"
    assert "screen_brightness=200\n" in sh(phone, "settings list system")[0]
    assert sh(phone, "settings delete system screen_brightness")[0] == "Deleted 1 rows\n"
    assert sh(phone, "settings get nowhere x")[1] == "Invalid namespace 'nowhere'\n"


def test_content_inserts_queries_updates_and_deletes(phone) -> None:
    assert sh(phone, "content query --uri content://sms/sent")[0] == "No result found.\n"
    phone.receive_sms("+1555", "a, b=c")
    row = sh(phone, "content query --uri content://sms/inbox")[0]
    assert row.startswith("Row: 0 _id=1, thread_id=1, address=+1555, person=NULL, date=")
    assert ", body=a, b=c, " in row
    line = "content query --uri content://sms --projection address:body --where \"address='+1555'\""
    assert sh(phone, line)[0] == "Row: 0 address=+1555, body=a, b=c\n"
    sh(phone, "content update --uri content://sms --bind read:i:1 --where _id=1")
    assert phone.providers.query("content://sms")[0]["read"] == 1
    sh(phone, "content insert --uri content://sms/sent --bind address:s:12 --bind body:s:'x y'")
    assert phone.providers.query("content://sms/sent")[0]["body"] == "x y"
    sh(phone, "content delete --uri content://sms")
    assert phone.providers.query("content://sms") == []
    assert "Could not find provider" in sh(phone, "content query --uri content://nobody/x")[1]
    assert sh(phone, "content delete --uri content://media/external/downloads")[2] == 0


def test_sqlite3_reads_and_writes_the_provider_s_file(phone) -> None:
    phone.receive_sms("+1555", "hi")
    path = "/data/data/com.android.providers.telephony/databases/mmssms.db"
    assert sh(phone, f"sqlite3 {path} 'SELECT address, body FROM sms;'")[0] == "+1555|hi\n"
    assert sh(phone, f'sqlite3 {path} "DELETE FROM sms;"') == ("", "", 0)
    assert phone.providers.query("content://sms") == []
    assert "Error: in prepare" in sh(phone, f"sqlite3 {path} 'SELEC 1'")[1]


def test_properties_and_identity(phone) -> None:
    assert sh(phone, "getprop ro.build.version.sdk")[0] == "34\n"
    assert "[sys.boot_completed]: [1]\n" in sh(phone, "getprop")[0]
    assert sh(phone, "getprop no.such fallback")[0] == "fallback\n"
    sh(phone, "setprop debug.x 1")
    assert sh(phone, "getprop debug.x")[0] == "1\n"
    assert sh(phone, "setprop ro.build.id x")[2] == 1
    assert sh(phone, "whoami; id -u")[0] == "root\n0\n"
    assert sh(phone, "su shell -c whoami; su 2000 id -un")[0] == "shell\nshell\n"


def test_date_shows_and_sets_the_device_clock(phone) -> None:
    assert re.fullmatch(r"Mon Mar  2 09:3\d:\d\d UTC 2026\n", sh(phone, "date")[0])
    assert sh(phone, "date 101515342023.05; date +%F_%T")[0].endswith("2023-10-15_15:34:05\n")
    assert sh(phone, "date +%s")[0].strip() == str(int(phone.clock.now().timestamp()))
    sh(phone, "date @1700000000")
    assert abs(phone.clock.now().timestamp() - 1_700_000_000) < 2
    sh(phone, "service call alarm 3 s16 Europe/Berlin")
    assert sh(phone, "getprop persist.sys.timezone")[0] == "Europe/Berlin\n"
    assert "bad date" in sh(phone, "date yesterday")[1]


# -- input and what it does ------------------------------------------------------------------


def test_input_taps_types_and_presses(phone) -> None:
    sh(phone, f"am start -n {SETTINGS}")
    node = _node(phone, "Search settings")
    sh(phone, "input tap {} {}".format(*node.bounds.center))
    sh(phone, "input text 'blue%stooth'")
    assert _focused(phone) == "blue tooth"
    sh(phone, "input keyevent 67 KEYCODE_DEL DEL")
    assert _focused(phone) == "blue to"
    sh(phone, "input keyboard text x; input keycombination CTRL_LEFT A; input keyevent DEL")
    assert _focused(phone) == ""
    sh(phone, "input keyevent BACK; input keyevent BACK; input keyevent HOME")
    assert "launcher" in phone.activities.top()[0]


def test_input_swipes_and_motion_events_scroll(phone) -> None:
    sh(phone, f"am start -n {SETTINGS}")
    before = _node(phone, "Battery").bounds.top
    sh(phone, "input touchscreen swipe 500 1800 500 1500 200")
    assert _node(phone, "Battery").bounds.top < before
    before = _node(phone, "Battery").bounds.top
    sh(phone, "input motionevent DOWN 500 1500; input motionevent MOVE 500 1700;"
              "input motionevent UP 500 1700")  # fmt: skip
    assert _node(phone, "Battery").bounds.top > before


@pytest.mark.parametrize(
    "line", ["input tap x y", "input tap 5", "input keyevent NOPE", "input text 'ü'", "input"]
)
def test_input_refuses_what_android_refuses(phone, line) -> None:
    _, err, code = sh(phone, line)
    assert code == 255
    assert err


def _node(phone, text):
    return next(n for root in phone.windows() for n in root.walk() if n.text == text)


def _focused(phone) -> str:
    return phone.look().focused()[1].text


# -- what is parsed out of dumpsys -----------------------------------------------------------


def test_dumpsys_window_names_the_focus(phone) -> None:
    sh(phone, f"am start -n {SETTINGS}")
    out = sh(phone, "dumpsys window")[0]
    window = r"Window\{[0-9a-f]+ u0 com\.android\.settings/com\.android\.settings\.Settings\}"
    assert re.search(f"mCurrentFocus={window}", out)
    record = r"ActivityRecord\{[0-9a-f]+ u0 com\.android\.settings/\.Settings t\d+\}"
    assert re.search(f"mFocusedApp={record}", out)
    assert "mCurrentRotation=ROTATION_0\n" in out
    sh(phone, "cmd statusbar expand-notifications")
    assert "u0 NotificationShade}" in sh(phone, "dumpsys window | grep mCurrentFocus")[0]


def test_dumpsys_activity_names_the_resumed_activity(phone) -> None:
    sh(phone, f"am start -n {SETTINGS}")
    out = sh(phone, "dumpsys activity activities")[0]
    record = r"ActivityRecord\{[0-9a-f]+ u0 com.android.settings/.Settings"
    assert re.search(f"mResumedActivity: {record}", out)
    top = sh(phone, "dumpsys activity top")[0]
    assert re.search(r"ACTIVITY com\.android\.settings/\.Settings [0-9a-f]+ pid=\d+", top)


def test_dumpsys_of_display_input_power_battery_and_displays(phone) -> None:
    assert "orientation=0" in sh(phone, "dumpsys display")[0]
    sizes = sh(phone, "dumpsys input | grep logicalFrame")[0]
    assert "logicalFrame=[0, 0, 1080, 2400], physicalFrame=[0, 0, 1080, 2400]" in sizes
    assert re.search(r"^ +SurfaceOrientation: 0$", sh(phone, "dumpsys input")[0], re.MULTILINE)
    assert "mHoldingDisplaySuspendBlocker=true" in sh(phone, "dumpsys power")[0]
    sh(phone, "input keyevent POWER")
    assert "mHoldingDisplaySuspendBlocker=false" in sh(phone, "dumpsys power")[0]
    assert "  level: 100\n" in sh(phone, "dumpsys battery")[0]
    assert re.match(r"Display \d+ \(HWC", sh(phone, "dumpsys SurfaceFlinger --display-id")[0])
    assert "mCallState=0" in sh(phone, "dumpsys telephony.registry")[0]


def test_an_unknown_part_of_dumpsys_is_noted(made) -> None:
    assert sh(made, "dumpsys nothing")[1] == "Can't find service: nothing\n"
    assert made.unknown.pop() == "dumpsys nothing"


# -- the rest --------------------------------------------------------------------------------


def test_wm_tells_size_density_and_turns_the_display(phone) -> None:
    assert sh(phone, "wm size; wm density")[0] == (
        "Physical size: 1080x2400\nPhysical density: 420\n"
    )
    sh(phone, "wm user-rotation lock 1")
    assert phone.rotation == 1
    assert "mCurrentRotation=ROTATION_90" in sh(phone, "dumpsys window")[0]
    sh(phone, "wm user-rotation free")
    assert phone.rotation == 0


def test_svc_and_cmd_switch_the_radios(phone) -> None:
    sh(phone, "svc wifi disable; svc bluetooth disable; cmd connectivity airplane-mode enable")
    assert (phone.radios.wifi, phone.radios.bluetooth, phone.radios.airplane) == (
        False,
        False,
        True,
    )
    sh(phone, "cmd connectivity airplane-mode disable; cmd wifi set-wifi-enabled enabled")
    assert phone.radios.wifi
    assert "Wifi is enabled" in sh(phone, "cmd wifi status")[0]
    assert "inet addr:10.0.2.16 " in sh(phone, "ifconfig wlan0")[0]
    assert "inet 10.0.2.16/" in sh(phone, "ip addr show dev wlan0")[0]


def test_ime_lists_enables_and_chooses(phone) -> None:
    latin = sh(phone, "ime list -s")[0].strip()
    assert sh(phone, "settings get secure default_input_method")[0].strip() == latin
    phone.packages.install("com.android.adbkeyboard")
    adb = "com.android.adbkeyboard/.AdbIME"
    assert sh(phone, f"ime enable {adb}")[0] == f"Input method {adb}: now enabled for user #0\n"
    assert sh(phone, f"ime set {adb}")[0] == f"Input method {adb} selected for user #0\n"
    assert sh(phone, "ime list -s")[0].splitlines() == [latin, adb]
    assert sh(phone, "ime set no.such/.Ime")[2] == 255
    sh(phone, "ime reset")
    assert sh(phone, "settings get secure default_input_method")[0].strip() == latin


def test_uiautomator_dumps_to_a_file_and_to_the_terminal(phone) -> None:
    out, _, _ = sh(phone, "uiautomator dump")
    assert out == "UI hierchary dumped to: /sdcard/window_dump.xml\n"
    xml = phone.files.read_text("/sdcard/window_dump.xml")
    assert xml.startswith("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>")
    assert "visible-to-user" not in xml
    out, _, _ = sh(phone, "uiautomator dump --compressed /dev/tty")
    assert out.endswith("</hierarchy>UI hierchary dumped to: /dev/tty\n")


def test_screencap_writes_png_and_raw_pixels(phone) -> None:
    sh(phone, "screencap /sdcard/a.png; screencap -p > /sdcard/b.png; screencap > /sdcard/c.raw")
    assert phone.files.read_bytes("/sdcard/a.png") == phone.files.read_bytes("/sdcard/b.png")
    raw = phone.files.read_bytes("/sdcard/c.raw")
    assert raw[:8] == (1080).to_bytes(4, "little") + (2400).to_bytes(4, "little")
    assert len(raw) == 16 + 1080 * 2400 * 4


def test_processes_are_listed_and_killed(phone) -> None:
    sh(phone, f"am start -n {SETTINGS}")
    row = next(r for r in sh(phone, "ps -A")[0].splitlines() if r.endswith("com.android.settings"))
    assert len(row.split()) == 9
    pid = sh(phone, "pidof com.android.settings")[0].strip()
    assert row.split()[1] == pid
    sh(phone, f"kill {pid}")
    assert sh(phone, "pidof com.android.settings") == ("", "", 1)


def test_notifications_and_clipboard_by_cmd(phone) -> None:
    sh(phone, "cmd notification post -t Title tag 'the text'")
    assert phone.notifications.active()[0].text == "the text"
    assert "android.text=String (the text)" in sh(phone, "dumpsys notification")[0]
    sh(phone, "cmd clipboard set-text hello there")
    assert phone.clipboard.text == "hello there"


def test_run_as_works_in_the_private_folder(phone) -> None:
    assert sh(phone, "run-as com.android.settings pwd")[0] == "/data/data/com.android.settings\n"
    assert "unknown package" in sh(phone, "run-as no.such ls")[1]
