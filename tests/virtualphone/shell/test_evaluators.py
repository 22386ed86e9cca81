"""What evaluators of phone agents send and how they read the answers, word for word."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.conftest import NOW
from tests.virtualphone.shell.test_language import sh

MMSSMS = "/data/data/com.android.providers.telephony/databases/mmssms.db"


@pytest.fixture
def phone():
    """A fresh phone; a command nobody knows fails the test."""
    with VirtualPhone(now=NOW) as fresh:
        yield fresh
        assert fresh.unknown == []


def said(phone: VirtualPhone, line: str) -> str:
    out, err, code = sh(phone, line)
    assert (err, code) == ("", 0), line
    return out


def test_the_clock_is_set_as_before_every_task(phone) -> None:
    assert said(phone, "whoami") == "root\n"
    for setting in ("global auto_time 0", "global auto_time_zone 0", "system time_12_24 24"):
        said(phone, f"settings put {setting}")
    said(phone, "service call alarm 3 s16 UTC")
    said(phone, "date 1015153423.00")
    assert phone.clock.now().replace(microsecond=0) == datetime(2023, 10, 15, 15, 34, tzinfo=UTC)
    assert said(phone, "date").startswith("Sun Oct 15 15:34:0")
    assert abs(int(said(phone, "date +%s")) - 1697384040) <= 1


@pytest.mark.parametrize(
    ("flag", "path", "answer"),
    [
        ("-d", "/sdcard/Download", "Exists"),
        ("-f", "/sdcard/Download", "Does not exist"),
        ("-e", "/sdcard/no such thing", "Does not exist"),
    ],
)
def test_a_script_of_several_lines_asks_for_a_path(phone, flag, path, answer) -> None:
    script = f'if [ {flag} "{path}" ]; then\n  echo "Exists"\nelse\n  echo "Does not exist"\nfi'
    assert said(phone, script) == f"{answer}\n"


def test_an_app_is_kept_and_put_back(phone) -> None:
    data, kept = "/data/data/com.google.android.deskclock", "/data/data/android_world/snapshots/c"
    said(phone, f"mkdir -p {data}/files {kept}; echo old > {data}/files/a")
    said(phone, f"cp -a {data}/. {kept}/")
    said(phone, f"echo new > {data}/files/a; echo more > {data}/files/b")
    said(phone, f"rm -r {data}/*")
    assert said(phone, f"ls -1 {data}") == ""
    said(phone, f"cp -a {kept}/. {data}; restorecon -RD {data}; chmod 777 -R {data}")
    assert said(phone, f"cat {data}/files/a; ls -1 {data}/files") == "old\na\n"


def test_a_folder_is_emptied_and_every_file_of_shared_storage_deleted(phone) -> None:
    said(phone, "echo 'a b' > /sdcard/Documents/x\\ y.md; echo 1 > /sdcard/Music/one.mp3")
    out, _, code = sh(phone, "rm -r /sdcard/Pictures/*")
    assert (out, code) == ("", 1)  # nothing matches: the pattern stays as it is
    said(phone, "find /storage/emulated/0/ -mindepth 1 -type f -delete")
    assert said(phone, "find /sdcard/Documents /sdcard/Music -type f") == ""
    assert said(phone, "ls -d /sdcard/Documents /sdcard/Music").split() == [
        "/sdcard/Documents",
        "/sdcard/Music",
    ]
    listed = said(phone, "find /storage/emulated/0/Music -type f -o -type d")
    assert listed == "/storage/emulated/0/Music\n"


def test_a_long_listing_has_nine_fields_and_the_time_of_the_device(phone) -> None:
    said(phone, "date 1015153423.00; echo text > '/sdcard/Documents/name with blanks.md'")
    [line] = [
        each
        for each in said(phone, "ls /sdcard/Documents -ll -au").splitlines()
        if each.startswith("-")
    ]
    fields = line.split(maxsplit=8)
    assert fields[8] == "name with blanks.md"
    accessed = datetime.fromisoformat(f"{fields[5]} {fields[6][:-3]}")
    assert abs((accessed - datetime(2023, 10, 15, 15, 34)).total_seconds()) < 5


def test_messages_are_cleared_counted_and_read(phone) -> None:
    for table in ("sms", "threads"):
        said(phone, f'sqlite3 {MMSSMS} "DELETE FROM {table};"')
    assert said(phone, "content query --uri content://sms/sent") == "No result found.\n"
    for number, text in (("+15550000001", "first, with a comma"), ("+15550000002", "second")):
        phone.receive_sms(number, text)
    rows = said(phone, "content query --uri content://sms/inbox").splitlines()
    assert [row.split(" ")[1] for row in rows] == ["0", "1"]
    assert "address=+15550000002" in rows[0]  # the newest first
    assert re.search(r"body=first, with a comma, service_center=NULL", rows[1])


def test_contacts_are_listed_and_cleared(phone) -> None:
    from phoneagent.virtualphone.system.state import contact

    phone.contacts.add(contact({"name": "Ann Lee", "phones": ["+1 555 0100"]}))
    query = "content query --uri content://contacts/phones/ --projection display_name:number"
    assert said(phone, query) == "Row: 0 display_name=Ann Lee, number=+1 555 0100\n"
    assert said(phone, "pm clear com.android.providers.contacts") == "Success\n"
    assert said(phone, query) == "No result found.\n"


def test_what_is_in_front_stands_between_the_last_braces(phone) -> None:
    said(phone, "am start  -W -n com.android.settings/.Settings")
    line = said(phone, "am stack list | grep -E visible=true")
    assert re.search(r".*\{(.*)\}", line)[1] == "com.android.settings/com.android.settings.Settings"
    for number in re.findall(r"id=(\d+)", said(phone, "dumpsys activity recents")):
        sh(phone, f"am stack remove {number}")
    assert "com.android.settings" not in said(phone, "dumpsys activity recents")
