"""Every test here holds a fresh phone; tests of apps mostly a furnished one."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.apps.furnished import STATE
from tests.virtualphone.hands import NOON, Hands, hands, phone

__all__ = ["hands", "phone"]


@pytest.fixture
def furnished():
    """A phone with something in every app; nothing on it may be unknown at the end."""
    with VirtualPhone(now=NOON, state=STATE) as phone:
        yield phone
        assert phone.unknown == []


@pytest.fixture
def user(furnished):
    """Hands that hold the furnished phone."""
    return Hands(furnished)
