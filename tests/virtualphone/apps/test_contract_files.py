"""What every app keeps to when its files are taken, spoiled, emptied or put back under it."""

from __future__ import annotations

import shutil

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.apps.contract import (
    APPS,
    LABELS,
    app_root,
    check_screen,
    check_tree,
    launch,
    wander,
)
from tests.virtualphone.apps.furnished import STATE
from tests.virtualphone.hands import NOON
from tests.virtualphone.shell.test_language import sh

_STORED = ("/data/data", "/sdcard/Documents", "/sdcard/DCIM", "/sdcard/Android")


@pytest.fixture(params=APPS, ids=LABELS)
def app(request):
    return request.param


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON, state=STATE) as furnished:
        yield furnished
        assert furnished.unknown == []


def words(phone, app):
    """What the app's first screen says; the time of day aside."""
    launch(phone, app)
    return [(node.text, node.desc, node.bounds) for node in app_root(phone, app).walk()]


def touch(phone, app, seed):
    phone.changes.note()
    check_screen(phone)
    for _ in wander(phone, app, 6, seed):
        check_tree(phone)


def test_it_survives_the_loss_of_everything_it_stored(phone, app):
    launch(phone, app)
    for folder in _STORED:
        shutil.rmtree(phone.files.host(folder))
    touch(phone, app, 5)
    launch(phone, app)
    check_screen(phone)


def test_it_survives_the_loss_of_its_private_folder_alone(phone, app):
    launch(phone, app)
    for _ in wander(phone, app, 4, 6):
        pass
    shutil.rmtree(phone.files.host(f"/data/data/{app.package}"), ignore_errors=True)
    touch(phone, app, 7)


@pytest.mark.parametrize("content", [b"\x00not what it was\xff", b""], ids=["rubbish", "emptied"])
def test_it_survives_rubbish_in_its_files(phone, app, content):
    launch(phone, app)
    for path in phone.files.host("/data/data").rglob("*"):
        if path.is_file():
            path.write_bytes(content)
    touch(phone, app, 8)


def test_other_data_is_shown_as_soon_as_it_lies_there(phone, app):
    """As evaluators do it: the folder's files are replaced under the running app, then stopped."""
    launch(phone, app)
    folder = f"/data/data/{app.package}"
    with VirtualPhone(now=NOON) as fresh:
        expected = words(fresh, app)
        fresh.force_stop(app.package)
        held = {
            path.relative_to(fresh.files.root): path.read_bytes()
            for path in fresh.files.host(folder).rglob("*")
            if path.is_file()
        }
    if not held:
        pytest.skip("it keeps nothing in its private folder")
    sh(phone, f"rm -r {folder}/*")
    for name, content in held.items():
        place = phone.files.root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    touch(phone, app, 9)
    if app.label not in _ELSEWHERE:
        sh(phone, f"rm -r {folder}/*")
        for name, content in held.items():
            place = phone.files.root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        assert words(phone, app) == expected


_ELSEWHERE = frozenset({"Files", "Gallery", "Markor", "Notes", "Audio Recorder", "OsmAnd", "VLC"})
"""Apps that show files of shared storage beside what they keep."""


def test_a_snapshot_brings_its_data_back(phone, app):
    before = words(phone, app)
    saved = phone.snapshot()
    phone.reset()
    launch(phone, app)
    for _ in wander(phone, app, 4, 10):
        pass
    phone.restore(saved)
    assert words(phone, app) == before


def test_a_reset_in_place_is_as_good_as_a_new_phone(phone, app):
    launch(phone, app)
    for _ in wander(phone, app, 6, 11):
        pass
    phone.reset()
    phone.clock.restart(NOON)
    with VirtualPhone(now=NOON) as fresh:
        assert words(phone, app) == words(fresh, app)
