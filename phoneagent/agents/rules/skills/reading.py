"""Going where the answer to a question stands."""

from __future__ import annotations

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules import moves, wander
from phoneagent.agents.rules.interruptions import any_dialog
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import form_fields, more_below, section_tab, setting_of
from phoneagent.agents.rules.words import vocabulary
from phoneagent.core.steps import Choice


def ask(scene: Scene, intent: i.Question) -> Choice | None:
    """To the setting, the thing, or the list that is asked about."""
    if intent.form in ("state", "value"):
        setting = setting_of(intent.what)
        return wander.to_page(scene, (*setting.labels, intent.what), setting.near)
    tab = section_tab(scene.seen, vocabulary().things[intent.thing].section)
    if tab and scene.tries(tab) < 2:
        return moves.tap(tab, f"the tab {tab.label!r}")
    dialog = any_dialog(scene)
    if dialog:
        return dialog
    if intent.form in ("field", "contents") or intent.name:
        return wander.to_item(scene, intent.name)
    if form_fields(scene.seen):
        return wander.retreat(scene)
    if more_below(scene.seen):
        return moves.give_up("the list does not fit on the screen, and I do not count by scrolling")
    return wander.retreat(scene)
