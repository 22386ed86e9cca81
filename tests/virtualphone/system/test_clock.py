"""The device clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from phoneagent.virtualphone.system.clock import Clock

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Ticks:
    """A monotonic clock that a test moves."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def ticks():
    return Ticks()


@pytest.fixture
def clock(ticks):
    return Clock(NOON, ticks)


def test_runs_with_wall_time_and_stands_still_when_frozen(clock, ticks):
    ticks.now += 5
    assert clock.now() == NOON + timedelta(seconds=5)
    clock.freeze()
    ticks.now += 60
    assert clock.now() == NOON + timedelta(seconds=5)
    clock.advance(10)
    clock.resume()
    ticks.now += 1
    assert clock.now() == NOON + timedelta(seconds=16)


def test_setting_it_leaves_the_uptime_alone(clock):
    uptime = clock.uptime_ms()
    clock.set(NOON - timedelta(days=900))
    assert clock.now() == NOON - timedelta(days=900)
    assert clock.uptime_ms() == uptime


def test_the_network_knows_the_time_nobody_set(clock, ticks):
    clock.set(NOON.replace(year=1999))
    ticks.now += 30
    clock.synchronise()
    assert clock.now() == NOON + timedelta(seconds=30)


def test_a_zone_changes_the_reading_only(clock):
    before = clock.epoch_ms()
    clock.set_timezone("Asia/Tokyo")
    assert clock.epoch_ms() == before
    assert clock.now().hour == 21
    clock.set(datetime(2026, 3, 2, 8, 0))
    assert clock.now().hour == 8
    with pytest.raises(ValueError, match="Nowhere"):
        clock.set_timezone("Europe/Nowhere")
