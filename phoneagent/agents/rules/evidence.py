"""What on a screen can be cited: an element, or what the device says is in front."""

from __future__ import annotations

from phoneagent.agents.rules.scene import Scene
from phoneagent.core.result import Evidence
from phoneagent.core.screen import Element


def evidence(scene: Scene, element: Element) -> Evidence:
    """An element of the present screen as evidence."""
    return Evidence(
        step=len(scene.run.steps),
        kind="element",
        text=", ".join((*element.texts, *element.states)),
        bounds=element.bounds,
        shot=scene.seen.shot,
    )


def in_front(scene: Scene, text: str) -> Evidence:
    """What the device says about the present screen as evidence."""
    return Evidence(step=len(scene.run.steps), kind="device", text=text, shot=scene.seen.shot)
