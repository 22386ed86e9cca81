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
        "/sdcard/DCIM/dot.png": {
            "base64": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
            "DwADhgGAWjR9awAAAABJRU5ErkJggg=="
        },
    },
    "expenses": [
        {"name": "Coffee", "amount": 3.5, "category": "Food", "note": "Urgent"},
        {"name": "Salary", "amount": 2500, "category": "Income", "days_ago": 2},
    ],
    "recipes": [
        {"title": "Pancakes", "ingredients": "2 eggs", "directions": "Bake.", "time": "20 mins"},
        {"title": "Apple pie", "favorite": True, "categories": ["Sweet"]},
    ],
    "osmand": {
        "favorites": [
            {"name": "Grandma", "lat": 47.107, "lon": 9.5275},
            {"name": "Castle", "lat": 47.1395, "lon": 9.5245, "group": "Sights"},
        ],
        "markers": [{"name": "Bench", "lat": 47.19, "lon": 9.545}],
        "tracks": [{"name": "Rhine walk", "points": [[47.07, 9.49], [47.1, 9.502], [47.15, 9.5]]}],
    },
    "calendar": [
        {
            "title": "Lunch with Ann",
            "start": "2026-03-02T13:00",
            "minutes": 45,
            "location": "Mensa",
        },
        {"title": "Gym", "start": "2026-02-19T18:00", "repeat": "weekly", "description": "Legs"},
        {"title": "Fair", "start": "2026-03-05", "all_day": True},
        {"title": "Pay the rent", "start": "2026-03-03T09:00", "task": True},
    ],
    "joplin": [
        {"notebook": "Home", "title": "Trip", "body": "# Trip\n- [ ] passport\n- tickets"},
        {"notebook": "Home", "title": "Call the bank", "todo": True},
        {"notebook": "Work", "title": "Minutes", "body": "5 people were present"},
    ],
    "tracks": [
        {
            "name": "Morning run",
            "category": "running",
            "description": "Sunny",
            "start": "2026-03-02T07:30",
            "minutes": 32,
            "distance_m": 5005,
        },
        {"name": "Lake loop", "category": "cycling", "minutes": 95, "distance_m": 20100},
    ],
    "recordings": [{"name": "Talk.m4a", "seconds": 12, "minutes_ago": 90}],
    "tasks": [
        {"title": "Buy stamps", "due": "2026-03-02", "priority": 0, "notes": "Ten of them"},
        {"title": "Call Bob", "due": "2026-02-27", "priority": 3},
        {"title": "Water the plants", "due": "2026-03-04T17:00", "repeat": "FREQ=WEEKLY"},
        {"title": "Send the letter", "due": "2026-03-01", "done": True},
    ],
}
