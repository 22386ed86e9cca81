"""The screen's power and the lock in front of it."""

from __future__ import annotations

from phoneagent.virtualphone.system.changes import Changes
from phoneagent.virtualphone.system.settings import Settings


class Power:
    """Screen on or off, locked or not. The lock is a swipe, without a secret.

    Sleeping locks the phone unless the setting secure/lockscreen.disabled is 1.
    """

    def __init__(self, changes: Changes, settings: Settings) -> None:
        self._changes = changes
        self._settings = settings
        self.screen_on = True
        self.locked = False

    def wake(self) -> None:
        """Switch the screen on; a locked phone then shows its lock screen."""
        self.screen_on = True
        self._changes.note()

    def sleep(self) -> None:
        """Switch the screen off and lock."""
        self.screen_on = False
        self.locked = not self._settings.on("secure", "lockscreen.disabled")
        self._changes.note()

    def toggle(self) -> None:
        """What the power key does."""
        if self.screen_on:
            self.sleep()
        else:
            self.wake()

    def unlock(self) -> None:
        """Take the lock away; the screen must be on for a person to do so."""
        self.locked = False
        self._changes.note()
