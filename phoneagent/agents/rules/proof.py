"""What on the present screen shows that an intent is fulfilled; no evidence, no proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules import kept, states
from phoneagent.agents.rules.scene import Scene
from phoneagent.core.result import Evidence

_BY_INTENT: dict[type[i.BaseIntent], Callable[[Scene, Any], tuple[Evidence, ...]]] = {
    i.Open: states.opened,
    i.ShowApps: states.launcher,
    i.GoHome: states.launcher,
    i.Toggle: states.toggled,
    i.Adjust: states.adjusted,
    i.Control: states.controlled,
    i.Create: kept.stored,
    i.Edit: kept.stored,
    i.Append: kept.appended,
    i.Delete: kept.absent,
    i.Send: kept.sent,
    i.Reply: kept.sent,
    i.Show: kept.shown,
    i.Search: kept.found,
}


def proof(scene: Scene) -> tuple[Evidence, ...]:
    """The evidence that the intent is fulfilled now; empty when this screen does not show it."""
    intent = scene.intent
    if isinstance(intent, i.Create) and intent.thing == "timer":
        return states.counting(scene, intent)
    find = _BY_INTENT.get(type(intent))
    return find(scene, intent) if find else ()
