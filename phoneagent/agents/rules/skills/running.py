"""Timers and the stopwatch: set, start, stop, reset."""

from __future__ import annotations

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules import moves, wander
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import (
    button,
    first_where,
    form_fields,
    section_tab,
    tappable,
)
from phoneagent.agents.rules.values import countdown_s, duration_of
from phoneagent.agents.rules.words import NEAR_ENOUGH, best_likeness, vocabulary
from phoneagent.core.steps import Choice

_ERASE = ("delete", "backspace", "clear", "erase", "⌫")


def set_timer(scene: Scene, intent: i.Create) -> Choice | None:
    """The tab, the duration by keys or fields, then start."""
    seconds = duration_of(intent.value("duration")) or 0
    found = _tab(scene, intent)
    if found:
        return found
    entered = _by_keys(scene, seconds) or _by_fields(scene, seconds)
    if entered:
        return entered
    thing = vocabulary().things["timer"]
    add = button(scene.seen, "add", besides=thing.words)
    if add and scene.tries(add) < 2:
        return moves.tap(add, "a new timer")
    return wander.retreat(scene)


def control(scene: Scene, intent: i.Control) -> Choice | None:
    """The tab, then the button with that verb."""
    found = _tab(scene, intent)
    if found:
        return found
    if intent.verb == "reset" and button(scene.seen, "running"):
        return _press(scene, "pause", "stop it before it is reset")
    return _press(scene, intent.verb, f"{intent.verb} the {intent.thing}")


def _press(scene: Scene, kind: str, why: str) -> Choice | None:
    found = button(scene.seen, kind)
    if found and scene.tries(found) < 2:
        return moves.tap(found, why)
    return wander.retreat(scene)


def _tab(scene: Scene, intent: i.Create | i.Control) -> Choice | None:
    tab = section_tab(scene.seen, vocabulary().things[intent.thing].section)
    return moves.tap(tab, f"the tab {tab.label!r}") if tab and scene.tries(tab) < 2 else None


def _by_keys(scene: Scene, seconds: int) -> Choice | None:
    """A pad of digit keys that fills hours, minutes and seconds from the right."""
    keys = {
        e.label.strip(): e for e in scene.seen.elements if tappable(e) and e.label.strip().isdigit()
    }
    if not all(str(n) in keys for n in range(10)):
        return None
    digits = _pad_digits(seconds)
    shown = _shown_s(scene)
    pressed = sum(
        (s.anchors["target"].label if s.anchors else "").strip().isdigit() for s in scene.done
    )
    if shown == seconds or (shown is None and pressed >= len(digits)):
        return _press(scene, "start", "start the timer")
    if shown and (pressed % 100 == 0 or pressed >= len(digits)):
        erase = first_where(
            scene.seen, lambda e: tappable(e) and best_likeness(_ERASE, e.label) == 1
        )
        return moves.tap(erase, "erase what was there") if erase else None
    rest = digits[pressed:] if pressed < len(digits) else digits
    return moves.choice(
        f"enter {digits} on the keys", *(moves.tap_move(keys[digit]) for digit in rest)
    )


def _pad_digits(seconds: int) -> str:
    """The keys to press for a duration: 10 minutes is 1000."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours:02}{rest // 60:02}{rest % 60:02}".lstrip("0")


def _shown_s(scene: Scene) -> int | None:
    """The duration that the display above the keys shows."""
    for element in scene.seen.elements:
        if element.role in ("text", "other", "button", "row") and not element.label.isdigit():
            seconds = countdown_s(element.label)
            if seconds is not None:
                return seconds
    return None


def _by_fields(scene: Scene, seconds: int) -> Choice | None:
    """Hour, minute and second fields or wheels."""
    fields = form_fields(scene.seen)
    named = {
        unit: next(
            (e for e in fields if best_likeness((unit, f"{unit}s"), e.label) >= NEAR_ENOUGH), None
        )
        for unit in ("hour", "minute", "second")
    }
    if named["minute"] is None:
        return None
    hours, rest = divmod(seconds, 3600)
    wanted = {"hour": hours, "minute": rest // 60, "second": rest % 60}
    typing = [
        moves.type_move(field, str(wanted[unit]))
        for unit, field in named.items()
        if field and not (field.value.isdigit() and int(field.value) == wanted[unit])
    ]
    if typing and not all(scene.typed(str(value)) for value in wanted.values()):
        return moves.choice("enter the duration", *typing)
    return _press(scene, "start", "start the timer")
