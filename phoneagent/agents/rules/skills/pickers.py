"""Time pickers: typed, on a clock face, or on wheels."""

from __future__ import annotations

from phoneagent.agents.rules import moves
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import button, first_where, form_fields, is_on, tappable
from phoneagent.agents.rules.values import ClockTime
from phoneagent.agents.rules.words import (
    NEAR_ENOUGH,
    best_likeness,
    reads,
    tokens,
    vocabulary,
)
from phoneagent.core.actions import Type
from phoneagent.core.screen import Element
from phoneagent.core.steps import Choice
from phoneagent.core.text import fold


def pick_time(scene: Scene, time: ClockTime | None) -> Choice | None:
    """The next move in whatever time picker is on the screen; None when there is none."""
    if time is None:
        return None
    halves = _halves(scene)
    hour = time.hour12 if halves else time.hour
    fields = _clock_fields(scene)
    if len(halves) == 2 and "menu" in scene.seen.warnings:
        return moves.tap(halves[time.half.lower()], f"choose {time.half}")
    if fields:
        return _typed(scene, time, hour, fields)
    if not _face(scene):
        return None
    words = vocabulary().buttons["text_input"]
    typing = first_where(
        scene.seen, lambda e: tappable(e) and any(reads(word, e.label) for word in words)
    )
    if typing and not scene.tries(typing):
        return moves.tap(typing, "type the time instead of turning the clock")
    return _turned(scene, time, hour)


def _halves(scene: Scene) -> dict[str, Element]:
    """The AM and PM choices on the screen."""
    found = {fold(e.label).replace(".", ""): e for e in scene.seen.elements if tappable(e)}
    return {name: found[name] for name in ("am", "pm") if name in found}


def _clock_fields(scene: Scene) -> tuple[Element, Element] | None:
    """The hour and the minute field: called so, or two fields that hold two-digit numbers."""
    fields = form_fields(scene.seen)
    hours = [e for e in fields if best_likeness(("hour", "hours"), f"{e.label}") >= NEAR_ENOUGH]
    minutes = [
        e for e in fields if best_likeness(("minute", "minutes"), f"{e.label}") >= NEAR_ENOUGH
    ]
    if hours and minutes:
        return hours[0], minutes[0]
    numeric = [e for e in fields if e.value.isdigit() and len(e.value) <= 2]
    return (numeric[0], numeric[1]) if len(fields) in (2, 3) and len(numeric) == 2 else None


def _typed(
    scene: Scene, time: ClockTime, hour: int, fields: tuple[Element, Element]
) -> Choice | None:
    wanted = (str(hour), f"{time.minute:02}")
    since = [s.action.text for s in scene.done if isinstance(s.action, Type)]
    wrong = [
        (field, text)
        for field, text in zip(fields, wanted, strict=True)
        if not (field.value.isdigit() and int(field.value) == int(text))
    ]
    if wrong and since.count(wrong[0][1]) < 2:
        return moves.choice("type the time", *(moves.type_move(f, t) for f, t in wrong))
    return _half(scene, time) or _confirm(scene)


def _half(scene: Scene, time: ClockTime) -> Choice | None:
    """AM or PM, unless it is chosen already; one alone shows the choice and opens a menu."""
    halves = _halves(scene)
    wanted = halves.get(time.half.lower())
    if len(halves) == 1 and wanted is None:
        (shown,) = halves.values()
        return (
            moves.tap(shown, f"{shown.label} is not {time.half}")
            if scene.tries(shown) < 2
            else None
        )
    if len(halves) < 2 or wanted is None or is_on(wanted) or scene.tries(wanted):
        return None
    return moves.tap(wanted, f"choose {time.half}")


def _confirm(scene: Scene) -> Choice | None:
    ok = button(scene.seen, "save")
    return moves.tap(ok, "take the time") if ok else None


def _face(scene: Scene) -> bool:
    """Whether a clock face is on the screen: at least ten numbers and a way to take the time."""
    numbers = [e for e in scene.seen.elements if e.label.strip().isdigit()]
    return len(numbers) >= 10 and button(scene.seen, "save") is not None


def _turned(scene: Scene, time: ClockTime, hour: int) -> Choice | None:
    """Hour, then minute, then AM or PM on the face."""
    half = _half(scene, time)
    if half:
        return half
    taps = [s for s in scene.done if s.anchors and _number(s.anchors["target"].label) is not None]
    if not taps:
        return _number_tap(scene, hour, "the hour")
    if len(taps) == 1:
        return _number_tap(scene, time.minute, "the minute") or moves.give_up(
            f"this clock face has no minute {time.minute}"
        )
    return _confirm(scene)


def _number(label: str) -> int | None:
    words = tokens(label)
    return int(words[0]) if words and words[0].isdigit() and len(words) <= 2 else None


def _number_tap(scene: Scene, number: int, what: str) -> Choice | None:
    on_face = (e for e in reversed(scene.seen.elements) if e.role not in ("tab", "field"))
    found = next((e for e in on_face if _number(e.label) == number), None)
    return moves.tap(found, f"{what} on the clock face") if found else None
