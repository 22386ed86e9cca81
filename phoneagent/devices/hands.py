"""Fingers and keys: taps, gestures and key presses as single touch events on the fast line.

uiautomator's own `click` sleeps 100 ms between down and up and its `swipe` takes fixed 5 ms steps.
Here every touch event is one call, and what takes time on a phone (a long press, a drag's pick-up)
takes exactly that.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from phoneagent.core.actions import Spot
from phoneagent.core.base import Point, Rect
from phoneagent.devices.adb import Adb
from phoneagent.devices.apps import Apps
from phoneagent.devices.automation import Automation
from phoneagent.devices.eyes import Eyes
from phoneagent.devices.scroll import scroll
from phoneagent.devices.text_input import TextInput
from phoneagent.errors import ActionError

_DOWN, _UP, _MOVE = 0, 1, 2
_MOVES = 12
_STILL_S = 0.05  # Android takes a finger that rests 40 ms as stopped: no fling
_DOUBLE_TAP_S = 0.06
_WAIT_POLL_S = 0.25
_DEFAULT_LONG_PRESS_MS = 500
# android.view.KeyEvent
_KEYCODES = {
    "back": 4,
    "home": 3,
    "enter": 66,
    "recents": 187,
    "delete": 67,
    "tab": 61,
    "search": 84,
    "escape": 111,
    "power": 26,
    "volume_up": 24,
    "volume_down": 25,
}


class PhoneHands:
    """`core.actions.Hands` on a phone.

    Attributes:
        said: what was done, in words, since the list was last cleared.
        text: the text ladder.
    """

    def __init__(self, adb: Adb, automation: Automation, eyes: Eyes, apps: Apps) -> None:
        self._adb = adb
        self._automation = automation
        self._eyes = eyes
        self._apps = apps
        self.text = TextInput(adb, automation, eyes, self.tap)
        self._hold_s = 0.0
        self.said: list[str] = []

    @property
    def size_px(self) -> tuple[int, int]:
        info = self._automation.read("deviceInfo")
        return int(info["displayWidth"]), int(info["displayHeight"])

    def tap(self, at: Point) -> None:
        self._touch(_DOWN, at)
        self._touch(_UP, at)
        self._say(f"tap {at.x},{at.y}")

    def double_tap(self, at: Point) -> None:
        for pause_s in (_DOUBLE_TAP_S, 0.0):
            self._touch(_DOWN, at)
            self._touch(_UP, at)
            time.sleep(pause_s)
        self._say(f"double tap {at.x},{at.y}")

    def long_press(self, at: Point) -> None:
        self._touch(_DOWN, at)
        time.sleep(self._long_press_s())
        self._touch(_UP, at)
        self._say(f"long press {at.x},{at.y}")

    def swipe(self, start: Point, end: Point, duration_ms: int) -> None:
        self._touch(_DOWN, start)
        self._glide(_between(start, end), duration_ms / 1000)
        self._touch(_UP, end)
        self._say(f"swipe {start.x},{start.y} to {end.x},{end.y}")

    def drag(self, start: Point, end: Point) -> None:
        self._touch(_DOWN, start)
        time.sleep(self._long_press_s())
        self._glide(_between(start, end), 0.3)
        time.sleep(_STILL_S)
        self._touch(_UP, end)
        self._say(f"drag {start.x},{start.y} to {end.x},{end.y}")

    def push(self, start: Point, end: Point) -> None:
        """Move what is under the finger by exactly the finger's way: it rests before it leaves."""
        self._touch(_DOWN, start)
        self._glide(_between(start, end), 0.0)
        time.sleep(_STILL_S)
        self._touch(_UP, end)
        self._say(f"scroll {start.x},{start.y} to {end.x},{end.y}")

    def enter_text(self, text: str, into: Spot | None, *, append: bool) -> None:
        self._say(self.text.enter(text, into, append=append))

    def press(self, key: str) -> None:
        if key == "notifications":
            self._automation.act("openNotification")
        elif key in _KEYCODES:
            self._automation.act("pressKeyCode", _KEYCODES[key])
        else:
            raise ActionError(f"there is no key {key!r}; known: {', '.join(_KEYCODES)}")
        self._say(f"press {key}")

    def open_app(self, name: str) -> None:
        self._say(self._apps.open(name, self))

    def open_link(self, uri: str) -> None:
        self._say(self._apps.open_link(uri))

    def scroll(self, direction: str, within: Rect | None, until: str) -> None:
        scroll(self, self._eyes, direction, within, until)

    def wait(self, seconds: float, until: str) -> None:
        deadline_s = time.monotonic() + seconds
        while not (until and self._eyes.dump().says(until)):
            left_s = deadline_s - time.monotonic()
            if left_s <= 0:
                if until:
                    raise ActionError(f"{until!r} did not appear within {seconds:g} s")
                break
            time.sleep(min(left_s, _WAIT_POLL_S) if until else left_s)
        self._say(f"waited for {until!r}" if until else f"waited {seconds:g} s")

    def restore(self) -> None:
        """Give the user's keyboard back."""
        self.text.restore()

    def _touch(self, kind: int, at: Point) -> None:
        self._automation.act("injectInputEvent", kind, int(at.x), int(at.y), 0)

    def _glide(self, points: Iterable[Point], duration_s: float) -> None:
        """Move the finger along points; the phone's answers alone set the pace when time is 0."""
        start_s = time.monotonic()
        for number, point in enumerate(points, 1):
            self._touch(_MOVE, point)
            ahead_s = start_s + duration_s * number / _MOVES - time.monotonic()
            if ahead_s > 0:
                time.sleep(ahead_s)

    def _long_press_s(self) -> float:
        """How long this phone wants a finger held (an accessibility setting of its owner)."""
        if not self._hold_s:
            told = self._adb.shell("settings", "get", "secure", "long_press_timeout").strip()
            hold_ms = int(told) if told.isdecimal() else _DEFAULT_LONG_PRESS_MS
            self._hold_s = (max(hold_ms, 300) + 100) / 1000
        return self._hold_s

    def _say(self, what: str) -> None:
        self.said.append(what)


def _between(start: Point, end: Point) -> list[Point]:
    """Points on the way, the last one being the end."""
    return [
        Point(
            start.x + (end.x - start.x) * step // _MOVES,
            start.y + (end.y - start.y) * step // _MOVES,
        )
        for step in range(1, _MOVES + 1)
    ]
