"""Settling without fixed sleeps: poll the tree until two looks agree.

An interface at rest costs two polls. What ticks by itself (a stopwatch, a progress text, the clock
in the status bar) is recognised after it changed twice in place and does not hold the look up. A
screen on which nothing has happened yet is given until the action's floor, one that never rests
until the ceiling.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from phoneagent.devices.dump import SYSTEM_UI, Dump, Path, text_changes

_FIRST_PAUSE_S = 0.004
_LAST_PAUSE_S = 0.1
_FRAME_S = 0.025  # two looks within one frame of an animation agree without meaning anything
_LOADING_MS = 1000.0
_TICKS = 2


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an action may take to show.

    Attributes:
        floor_ms: while the screen is as before, something may still come until then.
        ceiling_ms: after this the screen is taken as it is.
    """

    floor_ms: float
    ceiling_ms: float


NOTHING_DONE = Patience(0, 2000)
PATIENCE = {
    "tap": Patience(200, 4000),
    "long_press": Patience(150, 3000),
    "double_tap": Patience(150, 3000),
    "type": Patience(60, 2000),
    "clear": Patience(60, 2000),
    "scroll": Patience(60, 2500),
    "swipe": Patience(150, 3000),
    "drag": Patience(150, 3000),
    "slide": Patience(100, 2000),
    "press": Patience(150, 4000),
    "open_app": Patience(300, 8000),
    "open_link": Patience(500, 8000),
    "wait": NOTHING_DONE,
}


@dataclass(frozen=True, slots=True)
class Rest:
    """How polling ended.

    Attributes:
        dump: the last look.
        settled: False when the ceiling came first.
        ticking: paths whose words change all the time.
    """

    dump: Dump
    settled: bool
    ticking: frozenset[Path]


class Watcher:
    """Compares looks at one screen and learns what ticks by itself."""

    def __init__(self) -> None:
        self._changes: Counter[Path] = Counter()

    @property
    def ticking(self) -> frozenset[Path]:
        return frozenset(path for path, count in self._changes.items() if count >= _TICKS)

    def agrees(self, before: Dump, after: Dump) -> bool:
        """Whether nothing moved between two looks but what ticks."""
        if before.xml == after.xml:
            return True
        changed = text_changes(before.root, after.root)
        if changed is None:
            self._changes.clear()
            return False
        windows = after.root.children
        changed = {p for p in changed if not p or windows[p[0]].package != SYSTEM_UI}
        self._changes.update(changed)
        return changed <= self.ticking


def settle(
    fetch: Callable[[], Dump],
    watcher: Watcher,
    patience: Patience,
    *,
    before: Dump | None = None,
    since_s: float | None = None,
    frame_s: float = _FRAME_S,
) -> Rest:
    """Poll until the screen rests.

    Args:
        fetch: one look.
        watcher: remembers what ticks between calls about the same screen.
        patience: floor and ceiling.
        before: the screen before the action, None when nothing was done.
        since_s: when the action ended, on the monotonic clock; now when left out.
        frame_s: how far apart two looks must be to count; 0 when the phone's animations are off.
    """
    start_s = time.monotonic() if since_s is None else since_s
    last = fetch()
    pause_s = _FIRST_PAUSE_S
    alike_since_s = last.at_s
    while True:
        still_s = alike_since_s + frame_s - time.monotonic()
        time.sleep(min(pause_s, still_s + 0.001) if still_s > 0 else pause_s)
        pause_s = min(pause_s * 1.6, _LAST_PAUSE_S)
        now = fetch()
        if not watcher.agrees(last, now):
            alike_since_s = now.at_s
        waited_ms = (now.at_s - start_s) * 1000
        last = now
        if now.at_s - alike_since_s > frame_s and waited_ms >= _floor_ms(now, before, patience):
            return Rest(now, settled=True, ticking=watcher.ticking)
        if waited_ms >= patience.ceiling_ms:
            return Rest(now, settled=False, ticking=watcher.ticking)


def _floor_ms(now: Dump, before: Dump | None, patience: Patience) -> float:
    """How long to wait at least, seeing what is on the screen."""
    if before is None:
        return patience.floor_ms
    if now.xml == before.xml:
        return patience.floor_ms
    if now.is_poor or now.is_loading:
        return max(patience.floor_ms, min(_LOADING_MS, patience.ceiling_ms))
    return 0.0
