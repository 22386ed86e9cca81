"""Gestures as lists of touch events."""

from __future__ import annotations

from typing import NamedTuple

Point = tuple[float, float]

TAP_MS = 40
PICK_UP_MS = 600
_STEP_MS = 10
_MAX_STEPS = 60


class Touch(NamedTuple):
    """One touch event, `after_ms` from the start of its gesture."""

    kind: str
    x: float
    y: float
    after_ms: int


def tap(x: float, y: float) -> list[Touch]:
    """A short press."""
    return [Touch("down", x, y, 0), Touch("up", x, y, TAP_MS)]


def swipe(start: Point, end: Point, duration_ms: int) -> list[Touch]:
    """A finger that moves evenly and lifts at the end; a press when it does not move."""
    return [Touch("down", *start, 0), *_moves(start, end, 0, duration_ms)]


def drag(start: Point, end: Point, duration_ms: int) -> list[Touch]:
    """A finger that rests until the thing under it is picked up, then moves."""
    held = [Touch("down", *start, 0), Touch("move", *start, PICK_UP_MS)]
    return [*held, *_moves(start, end, PICK_UP_MS, duration_ms)]


def _moves(start: Point, end: Point, from_ms: int, duration_ms: int) -> list[Touch]:
    steps = 1 if start == end else max(2, min(_MAX_STEPS, duration_ms // _STEP_MS))
    moves = [
        Touch(
            "move",
            start[0] + (end[0] - start[0]) * step / steps,
            start[1] + (end[1] - start[1]) * step / steps,
            from_ms + duration_ms * step // steps,
        )
        for step in range(1, steps + 1)
    ]
    return [*moves, Touch("up", *end, from_ms + duration_ms)]
