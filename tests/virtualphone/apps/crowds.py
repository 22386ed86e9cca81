"""Fixtures at the edges: a thousand of everything, texts nobody would write."""

from __future__ import annotations

from typing import Any

MANY = 1000
_SENTENCE = "Lorem ipsum dolor sit amet "
LONG_TEXTS = {
    "long": _SENTENCE * 370,  # 10,000 characters
    "one word": "x" * 10_000,
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1f1\U0001f1ee \u2764\ufe0f " * 150,
    "right to left": "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202eabc\u202c "
    * 300,
}


def _numbers() -> list[str]:
    return [f"555-{n:04d}" for n in range(MANY)]


def _events() -> list[dict[str, Any]]:
    days = [f"2026-03-{n % 28 + 1:02d}T09:{n % 60:02d}" for n in range(MANY)]
    return [{"title": f"Event {n}", "start": day} for n, day in enumerate(days)]


def crowd_of(label: str) -> dict[str, Any]:
    """A fixture with a thousand of what an app lists; empty for one that lists nothing."""
    many = range(MANY)
    files = {
        "Files": "/sdcard/Download/{}.txt",
        "VLC": "/sdcard/Movies/{}.mp4",
        "Gallery": "/sdcard/{}/picture.png",
    }
    if label in files:
        return {"files": {files[label].format(n): "x" for n in many}}
    everything: dict[str, dict[str, Any]] = {
        "Contacts": {"contacts": [{"name": f"Name {n}", "phones": [n]} for n in _numbers()]},
        "Messages": {"messages": [{"number": n, "text": "Hello"} for n in _numbers()]},
        "SMS Messenger": {"messages": [{"number": n, "text": "Hello"} for n in _numbers()]},
        "Phone": {"calls": [{"number": n} for n in _numbers()]},
        "Notes": {"notes": [{"name": f"Note {n}.md", "text": "x"} for n in many]},
        "Markor": {"markor": [{"name": f"Note {n}.md", "text": "x"} for n in many]},
        "Clock": {"alarms": [{"time": f"{n // 60}:{n % 60}"} for n in range(100)]},
        "Retro Music": {"music": {"songs": [{"title": f"Song {n}"} for n in many]}},
        "Pro Expense": {"expenses": [{"name": f"No {n}", "amount": n + 1} for n in many]},
        "Calendar": {"calendar": _events()},
        "OpenTracks": {"tracks": [{"name": f"Run {n}", "distance_m": n} for n in many]},
        "Joplin": {"joplin": [{"notebook": "A", "title": f"Note {n}"} for n in many]},
        "Audio Recorder": {"recordings": [{"name": f"{n}.m4a", "seconds": 1} for n in many]},
        "Tasks": {"tasks": [{"title": f"Task {n}", "due": "2026-03-05"} for n in many]},
        "Broccoli": {"recipes": [{"title": f"Soup {n}"} for n in many]},
        "Chrome": {"chrome": {"history": [{"url": f"http://{n}.example.org/"} for n in many]}},
        "OsmAnd": {
            "osmand": {
                "favorites": [
                    {"name": f"Place {n}", "lat": 47.06 + n / 8000, "lon": 9.52} for n in many
                ]
            }
        },
    }
    return everything.get(label, {})


def _name(text: str) -> str:
    """As much of a text as a file name holds: 255 bytes with its ending and a folder's mark."""
    return text.encode()[:180].decode(errors="ignore").strip()


def wordy(text: str) -> dict[str, Any]:
    """A fixture in which this text stands wherever an app keeps a text."""
    name = _name(text)
    return {
        "contacts": [
            {"first_name": text, "last_name": text, "phones": ["555-0100"], "starred": True,
             "note": text, "company": text}
        ],
        "messages": [{"number": "555-0100", "text": text}, {"number": "555-0101", "text": text}],
        "calls": [{"number": "555-0100"}],
        "notes": [{"name": f"{name}.md", "text": text}],
        "alarms": [{"time": "07:30", "label": text}],
        "markor": [{"name": f"{name}.md", "text": text}],
        "files": {f"/sdcard/Download/{name}.{ending}": text for ending in ("txt", "jpg")},
        "expenses": [{"name": text, "amount": 99_999_999, "note": text}],
        "recipes": [
            {"title": text, "description": text, "source": text, "directions": text,
             "ingredients": text, "categories": [text]}
        ],
        "calendar": [
            {"title": text, "start": "2026-03-02T15:00", "description": text, "location": text}
        ],
        "tasks": [{"title": text, "due": "2026-03-02", "notes": text}],
        "joplin": [{"notebook": text, "title": text, "body": text, "todo": True}],
        "tracks": [{"name": text, "category": text, "description": text}],
        "recordings": [{"name": f"{name}.m4a", "seconds": 36_000}],
        "vlc": {"videos": [{"name": f"{name}.mp4"}]},
        "music": {"songs": [{"title": name, "artist": text, "album": text}]},
        "chrome": {"bookmarks": [{"title": text, "url": f"http://{text}"}]},
        "osmand": {"favorites": [{"name": text, "lat": 47.155, "lon": 9.55}]},
    }  # fmt: skip
