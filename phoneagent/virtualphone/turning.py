"""Turning the phone: the one place where the display's rotation changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone


def turn(phone: VirtualPhone, quarters: int) -> None:
    """Turn the display by hand and keep it there.

    Args:
        phone: what to turn, held by the caller.
        quarters: 0 upright, 1 left side down, 2 upside down, 3 right side down.
    """
    phone.settings.put("system", "accelerometer_rotation", 0)
    phone.settings.put("system", "user_rotation", quarters % 4)
    phone.rotation = quarters % 4
    phone.changes.note()


def turn_freely(phone: VirtualPhone) -> None:
    """Let the display follow the hand again; this hand holds the phone upright."""
    phone.settings.put("system", "accelerometer_rotation", 1)
    phone.rotation = 0
    phone.changes.note()


@dataclass(frozen=True)
class Held:
    """How a phone is held, to put it back after an app has turned it for a while."""

    quarters: int
    follows_the_hand: bool

    @classmethod
    def of(cls, phone: VirtualPhone) -> Held:
        """How it is held now."""
        follows = phone.settings.get("system", "accelerometer_rotation") == "1"
        return cls(phone.rotation, follows)

    def put_back(self, phone: VirtualPhone) -> None:
        """Hold the phone this way again."""
        turn(phone, self.quarters)
        if self.follows_the_hand:
            phone.settings.put("system", "accelerometer_rotation", 1)
