"""Borrowing the phone's keyboard: AdbKeyboard types, the user's own always comes back.

Which keyboard was there is written to a file before it is changed, so that the next connection can
give it back even when this process was killed in between.
"""

from __future__ import annotations

import base64
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources

from phoneagent.devices.adb import Adb
from phoneagent.devices.state import state_file
from phoneagent.errors import ActionError

_log = logging.getLogger(__name__)
OURS = "com.github.uiautomator/.AdbKeyboard"
_APK = "/data/local/tmp/phoneagent-keyboard.apk"
_DONE = "result=-1"
_INSTALL_S = 120.0
_REGISTER_S = 5.0
_REGISTER_POLL_S = 0.1


class Keyboard:
    """The input method of one phone."""

    def __init__(self, adb: Adb) -> None:
        self._adb = adb
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

    def package(self) -> str:
        """The package of the keyboard that is chosen now."""
        return self._current().partition("/")[0]

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
        if OURS not in self._adb.shell("ime", "list", "-s", "-a"):
            self._install()
        self._adb.shell("ime", "enable", OURS)
        said = self._adb.shell("ime", "set", OURS)
        if self._current() != OURS:
            raise ActionError(f"AdbKeyboard cannot be chosen on this phone: {said.strip()[:200]}")

    def _install(self) -> None:
        """Install the keyboard that comes with uiautomator2.

        Its own installer does the same, but prints its progress on our standard output.
        """
        import adbutils

        package = resources.files("uiautomator2") / "assets" / "app-uiautomator.apk"
        try:
            with resources.as_file(package) as apk:
                self._adb.stock.sync.push(str(apk), _APK)
        except (adbutils.AdbError, OSError) as error:
            raise ActionError(f"AdbKeyboard cannot be copied to the phone: {error}") from error
        said = self._adb.shell("pm", "install", "-r", "-t", _APK, timeout_s=_INSTALL_S)
        self._adb.shell("rm", _APK)
        if "Success" not in said:
            raise ActionError(f"AdbKeyboard cannot be installed: {said.strip()[:200]}")
        deadline_s = time.monotonic() + _REGISTER_S
        while OURS not in self._adb.shell("ime", "list", "-s", "-a"):
            if time.monotonic() > deadline_s:
                raise ActionError("AdbKeyboard is installed, but Android does not list it")
            time.sleep(_REGISTER_POLL_S)

    def _broadcast(self, action: str, *extras: str) -> None:
        answer = self._adb.shell("am", "broadcast", "-a", action, *extras)
        if _DONE not in answer:
            raise ActionError(f"AdbKeyboard did not take {action}: {answer.strip()[:200]}")
