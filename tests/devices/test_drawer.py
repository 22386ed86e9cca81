"""The names of the apps are read from the launcher, and from nothing that lies over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from phoneagent.core.actions import OpenApp
from phoneagent.devices.android import AndroidDevice
from phoneagent.errors import ActionError
from phoneagent.virtualphone.chaos import UnreliablePhone
from tests.devices.conftest import Driver


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No names from an earlier phone."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def apps_of(phone: UnreliablePhone) -> tuple[str, ...]:
    """The labels of everything that has an icon."""
    with phone.lock:
        return tuple(sorted(package.label for package in phone.packages.launchable()))


@pytest.mark.parametrize("strikes_at", [1, 5, 9, 13])
def test_a_dialog_that_back_puts_away_costs_no_name(
    device: AndroidDevice, phone: UnreliablePhone, strikes_at: int
) -> None:
    with phone.lock:
        phone.plan_faults(f"rating@{strikes_at}")
    assert device.app_labels() == apps_of(phone)
    assert phone.plan.struck == ["rating"]


def test_buttons_of_a_dialog_that_stays_are_no_apps(
    device: AndroidDevice, phone: UnreliablePhone
) -> None:
    with phone.lock:
        phone.plan_faults("crash@1")
    with pytest.raises(ActionError, match="a window of android is in front"):
        device.app_labels()
    refused = Driver(device).do(OpenApp(name="Clock"))
    assert not refused.ok
    with phone.lock:
        phone.plan_faults("")  # somebody closed it
    assert device.app_labels() == apps_of(phone)  # nothing wrong was kept
