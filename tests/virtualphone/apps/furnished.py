"""A phone with something in every app, as most tests of apps want it."""

from __future__ import annotations

from typing import Any

STATE: dict[str, Any] = {
    "contacts": [
        {"name": "Ann Lee", "phones": ["555-0100"], "emails": ["ann@example.org"]},
        {"name": "Bob Stone", "phones": [{"value": "555-0101", "label": "Work"}], "starred": True},
        {"name": "Zo\u00eb", "note": "no number"},
    ],
    "messages": [
        {"number": "555-0101", "text": "Thanks for the book", "minutes_ago": 300},
        {"number": "555-0100", "text": "Lunch?", "minutes_ago": 5, "read": False},
    ],
    "calls": [
        {"number": "555-0100", "type": "missed", "minutes_ago": 30},
        {"number": "+4930123456", "type": "outgoing", "seconds": 63, "minutes_ago": 3000},
    ],
    "notes": [
        {"name": "Shopping.md", "text": "milk\nbread"},
        {"name": "Books.md", "text": "Dune"},
    ],
    "alarms": [
        {"time": "07:30", "label": "Gym", "days": [0, 2]},
        {"time": "18:05", "on": False},
    ],
    "markor": [
        {"name": "plan.md", "text": "# Plan\n- [ ] rest\n"},
        {"name": "list.txt", "text": "bread"},
        {"name": "work/minutes.md", "text": "We met."},
        {"name": "ideas/"},
    ],
    "files": {
        "/sdcard/Download/readme.txt": "read me",
        "/sdcard/Download/page.html": "<html><body>Hello</body></html>",
        "/sdcard/Download/old/tape.mp3": "no tape",
        "/sdcard/Music/song.mp3": "no song",
    },
    "osmand": {
        "favorites": [
            {"name": "Grandma", "lat": 47.107, "lon": 9.5275},
            {"name": "Castle", "lat": 47.1395, "lon": 9.5245, "group": "Sights"},
        ],
        "markers": [{"name": "Bench", "lat": 47.19, "lon": 9.545}],
        "tracks": [{"name": "Rhine walk", "points": [[47.07, 9.49], [47.1, 9.502], [47.15, 9.5]]}],
    },
}
