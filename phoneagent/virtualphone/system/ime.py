"""Input methods: which keyboards exist, which are enabled, which one types, whether it shows."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Protocol

from phoneagent.virtualphone.system.app import BroadcastResult
from phoneagent.virtualphone.system.changes import Changes
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.packages import Packages
from phoneagent.virtualphone.system.settings import Settings

LATIN = "com.google.android.inputmethod.latin/com.android.inputmethod.latin.LatinIME"
U2_KEYBOARD = "com.github.uiautomator/.AdbKeyboard"
ADB_KEYBOARD = "com.android.adbkeyboard/.AdbIME"
_KNOWN = (LATIN, U2_KEYBOARD, ADB_KEYBOARD, "com.mobilerun.portal/.input.MobilerunKeyboardIME")
_OK = -1


class Typing(Protocol):
    """What types into the focused field; every method says whether there was one."""

    def commit(self, text: str) -> bool: ...
    def replace_all(self, text: str) -> bool: ...
    def key(self, keycode: int, meta: int = 0) -> bool: ...
    def act(self) -> bool: ...


class Keys(Protocol):
    """The keys on the screen."""

    @property
    def shown(self) -> bool: ...


class Board(Protocol):
    """Where keyboards type: the display."""

    @property
    def typing(self) -> Typing: ...
    @property
    def keyboard(self) -> Keys: ...
    def focused(self) -> object | None: ...
    def hide_keyboard(self) -> None: ...


class Ime:
    """The input method manager, with the keyboards that listen to broadcasts.

    A keyboard exists while its package is installed. Enabled ones and the default one are kept in
    the secure settings, as on Android, so `settings put` and this class agree.
    """

    def __init__(
        self,
        changes: Changes,
        settings: Settings,
        packages: Packages,
        board: Callable[[], Board],
    ) -> None:
        self._changes = changes
        self._settings = settings
        self._packages = packages
        self._board = board
        self.set_defaults()

    def set_defaults(self) -> None:
        """Only the stock keyboard, enabled and chosen."""
        self._settings.put("secure", "enabled_input_methods", LATIN)
        self._settings.put("secure", "default_input_method", LATIN)

    def installed(self) -> list[str]:
        """Ids of all keyboards on the phone, `package/.Class`."""
        return [ime for ime in _KNOWN if self._packages.get(ime.partition("/")[0])]

    def enabled(self) -> list[str]:
        """Ids of the keyboards that may be chosen."""
        listed = self._settings.get("secure", "enabled_input_methods") or ""
        names = {name.partition(";")[0] for name in listed.split(":")}
        return [ime for ime in self.installed() if ime in names]

    @property
    def default(self) -> str:
        """The id of the keyboard that types."""
        chosen = self._settings.get("secure", "default_input_method") or ""
        return chosen if chosen in self.installed() else LATIN

    def enable(self, ime: str) -> bool:
        """Allow a keyboard; False when it is not installed."""
        if ime not in self.installed():
            return False
        self._store([*self.enabled(), ime])
        return True

    def disable(self, ime: str) -> bool:
        """Forbid a keyboard; the stock one takes over if it was chosen."""
        if ime not in self.installed():
            return False
        self._store([name for name in self.enabled() if name != ime])
        if self._settings.get("secure", "default_input_method") == ime:
            self._settings.put("secure", "default_input_method", LATIN)
        return True

    def set(self, ime: str) -> bool:
        """Choose the keyboard; False when it is not enabled."""
        if ime not in self.enabled():
            return False
        self._settings.put("secure", "default_input_method", ime)
        self._changes.note()
        return True

    def reset(self) -> None:
        """Back to the stock keyboard (`ime reset`)."""
        self.set_defaults()

    def _store(self, names: list[str]) -> None:
        self._settings.put("secure", "enabled_input_methods", ":".join(dict.fromkeys(names)))

    @property
    def draws_keys(self) -> bool:
        """Whether the chosen keyboard has keys to show; automation keyboards have none."""
        return self.default == LATIN

    @property
    def shown(self) -> bool:
        """Whether the chosen keyboard is at work on a field."""
        board = self._board()
        return board.focused() is not None and (board.keyboard.shown or not self.draws_keys)

    def hide(self) -> None:
        """Take the keyboard away; the field keeps the focus."""
        self._board().hide_keyboard()

    def commit_text(self, text: str) -> bool:
        """Type any Unicode text into the focused field; False when no field has the focus."""
        return self._board().typing.commit(text)

    # Keyboards that are driven by broadcasts

    def on_broadcast(self, intent: Intent) -> BroadcastResult | None:
        """Answer the broadcasts of the chosen automation keyboard; None for anybody else's."""
        action = _ACTIONS.get(intent.action)
        if action is None or not _belongs(intent.action, self.default):
            return None
        if intent.action == "ADB_KEYBOARD_HIDE":
            self.hide()
        else:
            action(self._board().typing, intent)
        return BroadcastResult(_OK if self.default == U2_KEYBOARD else 0, "success")


def _belongs(action: str, ime: str) -> bool:
    return action.startswith("ADB_KEYBOARD_") == (ime == U2_KEYBOARD) and ime != LATIN


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=False).decode("utf-8", errors="replace")
    except binascii.Error:
        return ""


def _commit_base64(typing: Typing, intent: Intent) -> None:
    typing.commit(_decoded(intent.text("text") or intent.text("msg")))


def _replace_base64(typing: Typing, intent: Intent) -> None:
    typing.replace_all(_decoded(intent.text("text")))


def _commit_text(typing: Typing, intent: Intent) -> None:
    typing.commit(intent.text("msg"))


def _commit_characters(typing: Typing, intent: Intent) -> None:
    codes = intent.extras.get("chars")
    if isinstance(codes, tuple):
        typing.commit("".join(chr(int(code)) for code in codes))


def _clear(typing: Typing, intent: Intent) -> None:
    typing.replace_all("")


def _press(typing: Typing, intent: Intent) -> None:
    typing.key(intent.number("code"))


def _act(typing: Typing, intent: Intent) -> None:
    typing.act()


# Documented by uiautomator2's AdbKeyboard and senzhk/ADBKeyBoard.
_ACTIONS: Mapping[str, Callable[[Typing, Intent], None]] = {
    "ADB_KEYBOARD_INPUT_TEXT": _commit_base64,
    "ADB_KEYBOARD_SET_TEXT": _replace_base64,
    "ADB_KEYBOARD_CLEAR_TEXT": _clear,
    "ADB_KEYBOARD_INPUT_KEYCODE": _press,
    "ADB_KEYBOARD_EDITOR_CODE": _act,
    "ADB_KEYBOARD_SMART_ENTER": _act,
    "ADB_KEYBOARD_HIDE": _act,
    "ADB_INPUT_TEXT": _commit_text,
    "ADB_INPUT_B64": _commit_base64,
    "ADB_INPUT_CHARS": _commit_characters,
    "ADB_INPUT_CODE": _press,
    "ADB_EDITOR_CODE": _act,
    "ADB_CLEAR_TEXT": _clear,
}
