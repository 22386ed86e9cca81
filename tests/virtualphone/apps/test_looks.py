"""The look of every app's first screen; rewrite with PHONEAGENT_REWRITE_SNAPSHOTS=1 and look.

A snapshot holds what stands where, and the mean colours of a coarse grid: an accidental change of
a look is seen, another version of a font is not.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.apps.contract import APPS, LABELS, app_root, launch
from tests.virtualphone.apps.furnished import STATE
from tests.virtualphone.hands import NOON

SNAPSHOTS = Path(__file__).parents[2] / "snapshots" / "looks"
REWRITE = os.environ.get("PHONEAGENT_REWRITE_SNAPSHOTS") == "1"
MEDIA = {
    "music": {
        "songs": [
            {"title": "Rain", "artist": "Ann", "album": "Days", "seconds": 200},
            {"title": "Snow", "artist": "Bob", "album": "Nights", "seconds": 95},
        ],
        "playlists": [{"name": "Slow", "songs": ["Rain"]}],
    },
    "vlc": {"videos": [{"name": "walk.mp4", "seconds": 60, "texts": ["Hello"]}]},
    "chrome": {"history": [{"title": "News", "url": "http://news.example/"}]},
}
_GRID = (9, 20)
_NEAR_PX = 14
_NEAR_SHADE = 20  # of 255
_STATES = ("checked", "selected", "editable", "focused")


@pytest.fixture(params=APPS, ids=LABELS)
def app(request):
    return request.param


def digest(phone, app):
    """What the screen says and where, and the colours of its parts."""
    image = phone.screenshot().resize(_GRID, resample=4).convert("RGB")
    width, height = _GRID
    return {
        "nodes": [
            [
                " ".join([node.class_name.rpartition(".")[2], *states(node)]),
                node.text or node.desc or node.hint,
                list(node.bounds),
            ]
            for node in app_root(phone, app).walk()
            if node.text or node.desc or node.hint or node.is_clickable
        ],
        "colors": [
            " ".join(bytes(image.getpixel((x, y))).hex() for x in range(width))
            for y in range(height)
        ],
    }


def states(node):
    return [name for name in _STATES if getattr(node, name)]


def differences(seen, kept):
    """What a person should look at: words first, then places, then colours."""
    words = [node[:2] for node in seen["nodes"]], [node[:2] for node in kept["nodes"]]
    if words[0] != words[1]:
        gone = [word for word in words[1] if word not in words[0]]
        new = [word for word in words[0] if word not in words[1]]
        return [f"gone: {gone}", f"new: {new}", "or in another order"]
    moved = [
        f"{node[1] or node[0]} moved from {old[2]} to {node[2]}"
        for node, old in zip(seen["nodes"], kept["nodes"], strict=True)
        if any(abs(a - b) > _NEAR_PX for a, b in zip(node[2], old[2], strict=True))
    ]
    cells = zip(" ".join(seen["colors"]).split(), " ".join(kept["colors"]).split(), strict=True)
    painted = [
        f"cell {number % _GRID[0]}, {number // _GRID[0]} is {cell}, was {old}"
        for number, (cell, old) in enumerate(cells)
        if any(
            abs(a - b) > _NEAR_SHADE
            for a, b in zip(bytes.fromhex(cell), bytes.fromhex(old), strict=True)
        )
    ]
    return moved + painted


def as_text(look):
    nodes = ",\n".join(json.dumps(node, ensure_ascii=False) for node in look["nodes"])
    colors = ",\n".join(json.dumps(row) for row in look["colors"])
    return f'{{"nodes": [\n{nodes}\n],\n"colors": [\n{colors}\n]}}\n'


def test_it_looks_as_it_did(app):
    with VirtualPhone(now=NOON, state={**STATE, **MEDIA}) as phone:
        launch(phone, app)
        seen = digest(phone, app)
    path = SNAPSHOTS / f"{app.label.lower().replace(' ', '_')}.json"
    if REWRITE:
        path.write_text(as_text(seen), encoding="utf-8")
    assert differences(seen, json.loads(path.read_text(encoding="utf-8"))) == []


def test_a_change_of_the_look_is_seen(app):
    """The snapshot of an app does not pass for that of the same app in the dark."""
    if app.label == "Camera":
        pytest.skip("a viewfinder shows the room, whatever the theme")
    with VirtualPhone(now=NOON, state={**STATE, **MEDIA}) as phone:
        launch(phone, app)
        seen = digest(phone, app)
        phone.settings.put("secure", "ui_night_mode", 2)
        assert differences(digest(phone, app), seen)


def test_there_is_no_snapshot_of_an_app_that_is_gone():
    expected = {f"{label.lower().replace(' ', '_')}.json" for label in LABELS}
    assert {path.name for path in SNAPSHOTS.iterdir()} == expected
