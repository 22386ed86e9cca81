"""A phone with its page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from phoneagent.virtualphone.mirror import Mirror
from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.hands import NOON, Hands, hands, phone

__all__ = ["Hands", "hands", "phone"]


@pytest.fixture
def mirror(phone: VirtualPhone) -> Iterator[Mirror]:
    """The phone's page, served."""
    with Mirror(phone, "127.0.0.1:6555") as mirror:
        yield mirror


@pytest.fixture(scope="module")
def served() -> Iterator[Mirror]:
    """A page that a whole module may talk to."""
    with VirtualPhone(now=NOON) as phone, Mirror(phone, "served") as mirror:
        yield mirror
