"""Switches, sliders and options: find the control, change it only when it is not as wanted."""

from __future__ import annotations

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules import moves, wander
from phoneagent.agents.rules.interruptions import agree
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import (
    button,
    first_where,
    in_dialog,
    is_on,
    labels_of,
    setting_of,
    slider_for,
    switch_for,
    tappable,
)
from phoneagent.agents.rules.words import SAME, likeness, reads, tokens
from phoneagent.core.actions import Slide
from phoneagent.core.expectation import Expectation
from phoneagent.core.screen import Element
from phoneagent.core.steps import Choice

_MAX_FLIPS = 2
_AWAY_PERCENT = 40


def toggle(scene: Scene, intent: i.Toggle) -> Choice | None:
    """Tap the switch once its state is seen to be the other one."""
    switch = switch_for(scene.seen, labels_of(intent.what))
    if switch and is_on(switch) != intent.on:
        if "disabled" in switch.states:
            return moves.give_up(f"{switch.label!r} is there but cannot be changed now")
        if scene.tries(switch) >= _MAX_FLIPS:
            return moves.give_up(f"{switch.label!r} stays {'off' if intent.on else 'on'}")
        want = Expectation(on=switch.label) if intent.on else Expectation(off=switch.label)
        return moves.tap(switch, f"{switch.label!r} is not as wanted", want)
    if any(scene.tapped_label(label) for label in labels_of(intent.what)):
        confirmed = agree(scene, labels_of(intent.what))
        if confirmed:
            return confirmed
    setting = setting_of(intent.what)
    return wander.to_page(scene, (*setting.labels, intent.what), setting.near)


def adjust(scene: Scene, intent: i.Adjust) -> Choice | None:
    """Move the slider, or choose the option."""
    names = labels_of(intent.what)
    if intent.percent is not None:
        slider = slider_for(scene.seen, names)
        if slider:
            return _slide(scene, slider, intent.percent)
    else:
        chosen = _option(scene, intent.option)
        if chosen:
            return chosen
    setting = setting_of(intent.what)
    return wander.to_page(scene, (*setting.labels, intent.what), setting.near)


def _slide(scene: Scene, slider: Element, percent: float) -> Choice:
    """Move it; where it does not say where it stands, see it move there and then stay."""
    slides = [(s.action.to, s.good) for s in scene.steps if isinstance(s.action, Slide)]
    there = moves.slide(slider, percent, f"move {slider.label!r} to {percent:g}%")
    if not slides:
        return there
    if slider.value:
        stays = moves.give_up(f"{slider.label!r} stays at {slider.value}")
        return there if len(slides) < 2 else stays
    last, moved = slides[-1]
    if last != percent or moved:
        return there
    if len(slides) == 1:  # it did not move: it may have been there, so move it away first
        away = percent - _AWAY_PERCENT if percent >= 50 else percent + _AWAY_PERCENT
        return moves.slide(slider, away, f"see whether {slider.label!r} moves at all")
    return moves.finish(f"{slider.label!r} was moved to {percent:g}%; it does not say where it is")


def _option(scene: Scene, option: str) -> Choice | None:
    """The line of a list of choices that reads like the option; then OK where there is one."""
    line = first_where(
        scene.seen,
        lambda e: (
            tappable(e)
            and e.role in ("radio", "checkbox", "row", "button")
            and (tokens(e.label) == tokens(option) or likeness(option, e.label) > SAME)
        ),
    )
    if line and is_on(line) is not True and not scene.tries(line):
        return moves.tap(line, f"choose {line.label!r}")
    if line and is_on(line):
        ok = button(scene.seen, "save") if in_dialog(scene.seen) else None
        return moves.tap(ok, "take the choice") if ok else moves.press("back", "the choice is made")
    picked = any(reads(option, a.label) for s in scene.steps for a in s.anchors.values())
    ok = button(scene.seen, "save") if picked and in_dialog(scene.seen) else None
    return moves.tap(ok, "take the choice") if ok else None
