"""What a viewer does, as the page reports it, done to the phone."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from phoneagent.virtualphone import keycodes, turning
from phoneagent.virtualphone.phone import VirtualPhone

_TOUCHES = ("down", "move", "up", "cancel")
_CTRL_META = 0x1000
_MAX_TEXT = 10_000
_MAX_GAP_MS = 60_000
_WHEEL_MS = 120
_SHORTEST_SWIPE_DP = 24.0
_KEYS = {
    "Back": keycodes.BACK,
    "Home": keycodes.HOME,
    "Recents": keycodes.APP_SWITCH,
    "Power": keycodes.POWER,
    "VolumeUp": keycodes.VOLUME_UP,
    "VolumeDown": keycodes.VOLUME_DOWN,
    "Enter": keycodes.ENTER,
    "Tab": keycodes.TAB,
    "Backspace": 67,
    "Delete": 112,
    "ArrowUp": 19,
    "ArrowDown": 20,
    "ArrowLeft": 21,
    "ArrowRight": 22,
    "PageUp": 92,
    "PageDown": 93,
    "LineStart": 122,
    "LineEnd": 123,
}
_CTRL_KEYS = {"a": 29, "c": 31, "v": 50, "x": 52}


class BadInput(ValueError):
    """An event of the page that makes no sense."""


class Inputs:
    """One viewer's hand.

    An event is a mapping with a `kind`:

    - `down`, `move`, `up`, `cancel` with `x`, `y` (px of the display) and `t` (the viewer's time,
      ms): a finger;
    - `wheel` with `x`, `y`, `dx`, `dy` (px): a swipe that scrolls by as much;
    - `key` with `name`, and `ctrl` for Ctrl+A, C, V, X; `text` with `text`: the keyboard;
    - `rotate`: turns the phone on its side, and back.
    """

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self._ahead_ms = 0.0
        self._last_ms = 0.0
        self._kinds: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
            **dict.fromkeys(_TOUCHES, self._touch),
            "wheel": self._wheel,
            "key": self._key,
            "text": self._text,
            "rotate": self._rotate,
        }

    def perform(self, event: object) -> None:
        """Do one event. Hold the phone's lock.

        Raises:
            BadInput: it is not one of those above.
        """
        if not isinstance(event, dict) or event.get("kind") not in self._kinds:
            raise BadInput("no such kind of event")
        self._kinds[event["kind"]](event)

    def _touch(self, event: Mapping[str, Any]) -> None:
        """Pass a touch on with the viewer's own timing: what counts is when fingers moved."""
        kind, at_ms = str(event["kind"]), _number(event, "t")
        if kind == "down":
            self._ahead_ms = self._phone.clock.uptime_ms() - at_ms
            self._last_ms = at_ms
        self._last_ms = min(max(at_ms, self._last_ms), self._last_ms + _MAX_GAP_MS)
        x, y = self._inside(event)
        self._phone.touch(kind, x, y, round(self._last_ms + self._ahead_ms))

    def _wheel(self, event: Mapping[str, Any]) -> None:
        """Swipe against the wheel's turn, far enough to be no tap."""
        x, y = self._inside(event)
        dx, dy = -_number(event, "dx"), -_number(event, "dy")
        if abs(dx) > abs(dy):
            end = self._clamped(x + self._stretched(dx), y)
        else:
            end = self._clamped(x, y + self._stretched(dy))
        if math.dist((x, y), end) >= self._shortest_px:
            self._phone.swipe(x, y, *end, _WHEEL_MS)

    def _key(self, event: Mapping[str, Any]) -> None:
        name = str(event.get("name"))
        if event.get("ctrl"):
            code, meta = _CTRL_KEYS.get(name), _CTRL_META
        else:
            code, meta = _KEYS.get(name), 0
        if code is None:
            raise BadInput("no such key")
        self._phone.key(code, meta=meta)

    def _text(self, event: Mapping[str, Any]) -> None:
        text = event.get("text")
        if not isinstance(text, str) or len(text) > _MAX_TEXT:
            raise BadInput("no text, or too much of it")
        self._phone.commit_text(text.encode("utf-8", "replace").decode())

    def _rotate(self, event: Mapping[str, Any]) -> None:
        turning.turn(self._phone, 0 if self._phone.rotation % 2 else 1)

    @property
    def _shortest_px(self) -> float:
        return _SHORTEST_SWIPE_DP * self._phone.density_dpi / 160

    def _stretched(self, delta_px: float) -> float:
        return math.copysign(max(abs(delta_px), self._shortest_px), delta_px)

    def _inside(self, event: Mapping[str, Any]) -> tuple[float, float]:
        return self._clamped(_number(event, "x"), _number(event, "y"))

    def _clamped(self, x: float, y: float) -> tuple[float, float]:
        width, height = self._phone.size_px
        return min(max(x, 0.0), width - 1.0), min(max(y, 0.0), height - 1.0)


def _number(event: Mapping[str, Any], name: str) -> float:
    value = event.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadInput(f"{name} is no number")
    if abs(value) > 1e15 or not math.isfinite(value):
        raise BadInput(f"{name} is too large")
    return float(value)
