"""Borrowing the phone's keyboard: AdbKeyboard types, the user's own always comes back.

Which keyboard was there is written to a file before it is changed, so that the next connection can
give it back even when this process was killed in between.
"""

from __future__ import annotations

import base64
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from phoneagent.devices.adb import Adb
from phoneagent.devices.automation import Automation
from phoneagent.devices.state import state_file
from phoneagent.errors import ActionError

_log = logging.getLogger(__name__)
OURS = "com.github.uiautomator/.AdbKeyboard"
_DONE = "result=-1"


class Keyboard:
    """The input method of one phone."""

    def __init__(self, adb: Adb, automation: Automation) -> None:
        self._adb = adb
        self._automation = automation
        self._record = state_file("keyboards", adb.serial, ".txt")

    def restore(self) -> None:
        """Give the user's keyboard back if it was borrowed, by this process or one that died."""
        if not self._record.exists():
            return
        original = self._record.read_text().strip()
        if original and original != OURS:
            self._adb.shell("ime", "enable", original)
            self._adb.shell("ime", "set", original)
            self._adb.shell("ime", "disable", OURS)
            _log.info("%s: keyboard %s restored", self._adb.serial, original)
        self._record.unlink(missing_ok=True)

    @contextmanager
    def borrowed(self) -> Iterator[None]:
        """AdbKeyboard is the phone's keyboard inside the block.

        Raises:
            ActionError: it cannot be installed or chosen.
        """
        self._remember(self._current())
        try:
            self._choose_ours()
            yield
        finally:
            self.restore()

    def replace(self, text: str) -> None:
        """Empty the focused field and type into it; any Unicode."""
        self._broadcast("ADB_KEYBOARD_CLEAR_TEXT")
        self.append(text)

    def append(self, text: str) -> None:
        """Type at the cursor; any Unicode."""
        encoded = base64.b64encode(text.encode()).decode()
        self._broadcast("ADB_KEYBOARD_INPUT_TEXT", "--es", "text", encoded)

    def _current(self) -> str:
        return self._adb.shell("settings", "get", "secure", "default_input_method").strip()

    def _remember(self, original: str) -> None:
        if self._record.exists():  # an earlier loan was never given back: that one counts
            return
        with self._record.open("w") as file:
            file.write(original)
            file.flush()
            os.fsync(file.fileno())

    def _choose_ours(self) -> None:
        import adbutils
        from uiautomator2.exceptions import BaseException as U2Error

        try:
            self._automation.u2.set_input_ime(True)
        except (U2Error, adbutils.AdbError, OSError, AssertionError) as error:
            raise ActionError(f"AdbKeyboard cannot be used on this phone: {error}") from error

    def _broadcast(self, action: str, *extras: str) -> None:
        answer = self._adb.shell("am", "broadcast", "-a", action, *extras)
        if _DONE not in answer:
            raise ActionError(f"AdbKeyboard did not take {action}: {answer.strip()[:200]}")
