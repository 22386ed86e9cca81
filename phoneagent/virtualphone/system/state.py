"""The state fixture: a JSON object that furnishes a fresh phone.

Every key may be left out::

    {
      "now": "2026-03-02T09:30:00+00:00",          the device clock; "timezone": "Europe/Berlin"
      "frozen": false,                             true lets the clock stand still
      "settings": {"global": {"wifi_on": "0"}, "system": {...}, "secure": {...}},
      "contacts": [{"first_name": "Ann", "last_name": "Lee", "starred": false,
                    "phones": ["555-0100", {"value": "555-0101", "label": "Work"}],
                    "emails": ["ann@example.org"], "company": "", "note": "", "address": ""}],
      "messages": [{"number": "555-0100", "text": "Hello", "incoming": true, "read": false,
                    "minutes_ago": 5}],            or "at": an ISO time; oldest first is best
      "calls": [{"number": "555-0100", "type": "missed", "seconds": 0, "minutes_ago": 30}],
      "files": {"/sdcard/Download/list.txt": "text", "/sdcard/x.bin": {"base64": "AAEC"}},
      "notes": [{"name": "shopping.md", "text": "milk"}],    files in /sdcard/Documents/Notes
      "markor": [{"name": "work/plan.md", "text": "# Plan"}],   a name with "/" at its end: a folder
      "expenses": [{"name": "Tea", "amount": 3.5, "category": "Food", "note": "", "days_ago": 2}],
      "recipes": [{"title": "Soup", "description": "", "servings": "2 servings", "time": "20 mins",
                   "source": "", "ingredients": "salt", "directions": "Boil.", "favorite": false,
                   "categories": ["Hot"]}],
      "calendar": [{"title": "Lunch", "start": "2026-03-02T12:00", "minutes": 60, "location": "",
                    "description": "", "all_day": false, "repeat": "weekly", "reminder": 10,
                    "task": false}],
      "tasks": [{"title": "Buy milk", "due": "2026-03-02", "start": "", "priority": 2, "notes": "",
                 "done": false, "repeat": "FREQ=WEEKLY"}],       0 is a high priority, 3 is none
      "joplin": [{"notebook": "Work", "title": "Plan", "body": "# Plan", "todo": false,
                  "done": false}],                 without a title: an empty notebook
      "tracks": [{"name": "Run", "category": "running", "description": "", "minutes": 32,
                  "start": "2026-03-01T07:30", "distance_m": 5200, "gain_m": 40, "loss_m": 40}],
      "recordings": [{"name": "Talk.m4a", "seconds": 12, "minutes_ago": 5}],   of Audio Recorder
      "music": {"songs": [{"title": "Rain", "artist": "", "album": "", "seconds": 180}],
                "playlists": [{"name": "Slow", "songs": ["Rain"]}]},    silent MP3s in /sdcard/Music
      "vlc": {"videos": [{"name": "a.mp4", "seconds": 60, "texts": ["Hello"], "folder": ""}],
              "playlists": [{"name": "Trips", "media": ["/sdcard/Movies/a.mp4"]}]},
      "chrome": {"bookmarks": [{"title": "News", "url": "http://example.org/"}], "history": [...]},
      "osmand": {"favorites": [{"name": "Castle", "lat": 47.14, "lon": 9.52, "group": "Sights"}],
                 "markers": [{"name": "Bench", "lat": 47.19, "lon": 9.54}],
                 "tracks": [{"name": "Walk", "points": [[47.07, 9.49], [47.1, 9.5]]}]},
      "packages": ["com.example.app", {"name": "com.example.b", "label": "B"}],
      "apps": ["Clock", "Settings"],               only these icons; the others are disabled
      "properties": {"ro.product.model": "Pixel"},
      "clipboard": "text",
      "alarms": [...], and whatever else an app's `seed` documents
    }

A contact may have "name" in place of first and last name. Keys nobody knows are left to the apps.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from phoneagent.virtualphone.system.providers.contacts import Contact, Labelled
from phoneagent.virtualphone.system.providers.telephony import INBOX, SENT
from phoneagent.virtualphone.system.settings import namespace

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

NOTES_FOLDER = "/sdcard/Documents/Notes"
_CALL_TYPES = {"incoming": 1, "outgoing": 2, "missed": 3}
_MINUTE_MS = 60_000


def furnish(phone: VirtualPhone, state: Mapping[str, Any]) -> None:
    """Lay the fixture down on a fresh phone, then let every app take its own part.

    Raises:
        KeyError, TypeError, ValueError: the fixture is not of the documented shape.
    """
    _set_clock(phone, state)
    for space, values in state.get("settings", {}).items():
        for key, value in values.items():
            phone.settings.put(namespace(space), key, value)
    for package in state.get("packages", []):
        phone.packages.install(**({"name": package} if isinstance(package, str) else package))
    for package in phone.packages.launchable():
        if package.label not in state.get("apps", (package.label,)):
            phone.packages.set_enabled(package.name, False)
    phone.props.update(state.get("properties", {}))
    phone.clipboard.set(state.get("clipboard", ""))
    _lay_files(phone, state)
    with phone.files.kept_open():
        _add_people(phone, state)
    _seed_apps(phone, state)


def _lay_files(phone: VirtualPhone, state: Mapping[str, Any]) -> None:
    for path, content in state.get("files", {}).items():
        phone.files.write_bytes(path, _bytes(content))
    for note in state.get("notes", []):
        phone.files.write_text(f"{NOTES_FOLDER}/{note['name']}", note["text"])


def _add_people(phone: VirtualPhone, state: Mapping[str, Any]) -> None:
    phone.messages.prepare()
    for facts in state.get("contacts", []):
        phone.contacts.add(contact(facts))
    for message in state.get("messages", []):
        _add_message(phone, message)
    for call in state.get("calls", []):
        _add_call(phone, call)


def _seed_apps(phone: VirtualPhone, state: Mapping[str, Any]) -> None:
    for package in phone.packages.all():
        app = phone.processes.start(package.name).app if package.app else None
        if app is not None:
            app.seed(state)
    phone.processes.kill_all()


def contact(facts: Mapping[str, Any]) -> Contact:
    """One contact of the fixture."""
    first, last = facts.get("first_name", ""), facts.get("last_name", "")
    if "name" in facts:
        head, _, tail = facts["name"].rpartition(" ")
        first, last = (head, tail) if head else (tail, "")
    return Contact(
        first_name=first,
        last_name=last,
        phones=tuple(_labelled(item, "Mobile") for item in facts.get("phones", [])),
        emails=tuple(_labelled(item, "Home") for item in facts.get("emails", [])),
        company=facts.get("company", ""),
        note=facts.get("note", ""),
        address=facts.get("address", ""),
        starred=facts.get("starred", False),
    )


def _labelled(item: str | Mapping[str, str], label: str) -> Labelled:
    if isinstance(item, str):
        return Labelled(item, label)
    return Labelled(item["value"], item.get("label", label))


def _set_clock(phone: VirtualPhone, state: Mapping[str, Any]) -> None:
    if "timezone" in state:
        phone.clock.set_timezone(state["timezone"])
    if state.get("frozen"):
        phone.clock.freeze()
    if "now" in state:
        phone.clock.restart(datetime.fromisoformat(state["now"]))


def _moment_ms(phone: VirtualPhone, facts: Mapping[str, Any]) -> int:
    if "at" in facts:
        moment = datetime.fromisoformat(facts["at"])
        moment = moment if moment.tzinfo else moment.replace(tzinfo=phone.clock.now().tzinfo)
        return int(moment.timestamp() * 1000)
    return phone.clock.epoch_ms() - int(facts.get("minutes_ago", 0) * _MINUTE_MS)


def _add_message(phone: VirtualPhone, facts: Mapping[str, Any]) -> None:
    incoming = facts.get("incoming", True)
    phone.messages.add(
        facts["number"],
        facts["text"],
        INBOX if incoming else SENT,
        date_ms=_moment_ms(phone, facts),
        read=facts.get("read", True),
    )


def _add_call(phone: VirtualPhone, facts: Mapping[str, Any]) -> None:
    owner = phone.contacts.by_number(facts["number"])
    phone.providers.insert(
        "content://call_log/calls",
        {
            "number": facts["number"],
            "type": _CALL_TYPES[facts.get("type", "incoming")],
            "duration": facts.get("seconds", 0),
            "date": _moment_ms(phone, facts),
            "name": owner.name if owner else None,
        },
    )


def _bytes(content: str | Mapping[str, str]) -> bytes:
    return content.encode() if isinstance(content, str) else base64.b64decode(content["base64"])
