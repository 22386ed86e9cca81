"""Windows in motion: late, then sliding, then at rest; never without animations."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui.motion import LATE_MS, SLIDE_MS
from tests.virtualphone.hands import NOON, Hands

SETTINGS = Intent("android.settings.SETTINGS")


@pytest.fixture
def lively():
    with VirtualPhone(now=NOON, animations=True) as phone:
        phone.clock.freeze()
        phone.dump_xml()
        yield phone


def wait(phone, ms):
    phone.clock.advance(ms / 1000)


def looks(phone, count, step_ms):
    """Dumps and pictures, a step apart."""
    found = []
    for _ in range(count):
        found.append((phone.dump_xml(), phone.png()))
        wait(phone, step_ms)
    return found


def test_a_new_screen_is_late_then_slides_then_rests(lively):
    home = lively.dump_xml()
    lively.activities.start(SETTINGS)
    assert lively.dump_xml() == home
    wait(lively, LATE_MS + 1)
    moving = looks(lively, 6, 32)
    assert len({dump for dump, _ in moving}) == 6
    assert len({picture for _, picture in moving}) == 6
    assert all("Network" in dump for dump, _ in moving)
    wait(lively, SLIDE_MS)
    assert len(set(looks(lively, 4, 20))) == 1


def test_a_finger_meets_the_new_screen_where_it_is(lively):
    hands = Hands(lively)
    lively.activities.start(SETTINGS)
    lively.dump_xml()
    wait(lively, LATE_MS + SLIDE_MS // 2)
    early = hands.need("Display").bounds
    wait(lively, SLIDE_MS)
    rest = hands.need("Display").bounds
    assert early.top > rest.top
    hands.tap("Display")
    assert hands.sees("Display", id="collapsing_toolbar")


def test_going_back_shows_the_old_screen_late(lively):
    lively.activities.start(SETTINGS)
    lively.dump_xml()
    wait(lively, LATE_MS + SLIDE_MS)
    settings = lively.dump_xml()
    lively.key(3)
    assert lively.dump_xml() == settings
    wait(lively, LATE_MS)
    assert "hotseat" in lively.dump_xml()


@pytest.mark.parametrize("animations", [True, False])
def test_nothing_moves_when_animations_are_off(animations):
    with VirtualPhone(now=NOON, animations=animations) as phone:
        phone.clock.freeze()
        if animations:
            phone.settings.put("global", "transition_animation_scale", "0")
        phone.dump_xml()
        phone.activities.start(SETTINGS)
        assert "Network" in phone.dump_xml()
        assert len(set(looks(phone, 3, 30))) == 1
