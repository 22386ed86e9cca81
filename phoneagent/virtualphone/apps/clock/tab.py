"""What the four tabs share."""

from __future__ import annotations

from phoneagent.virtualphone.timetext import hour24
from phoneagent.virtualphone.ui import Node, Screen


class Tab:
    """One tab of the clock's screen.

    Attributes:
        refresh_ms: how often it is rebuilt while it is shown; 0 when nothing moves.
    """

    refresh_ms = 0

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.phone = screen.phone

    def view(self) -> Node:
        raise NotImplementedError

    def on_back(self) -> bool:
        """True when the tab used the back key."""
        return False

    @property
    def long_day(self) -> bool:
        """Whether the phone shows 24 hours."""
        return hour24(self.phone.settings)
