"""Creating and changing things: reach the form, fill what it asks for, save, and go and look."""

from __future__ import annotations

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules import moves, wander
from phoneagent.agents.rules.filling import Filling
from phoneagent.agents.rules.interruptions import any_dialog
from phoneagent.agents.rules.kept import name_of, saved_at, shown_values
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import (
    button,
    called,
    first_where,
    form_fields,
    in_dialog,
    section_tab,
    tappable,
)
from phoneagent.agents.rules.skills.pickers import pick_time
from phoneagent.agents.rules.values import time_of
from phoneagent.agents.rules.words import (
    NEAR_ENOUGH,
    SAME,
    best_likeness,
    likeness,
    vocabulary,
)
from phoneagent.core.screen import Element
from phoneagent.core.steps import Choice
from phoneagent.core.text import fold


def create(scene: Scene, intent: i.Create) -> Choice | None:
    """Section, add, form, save; then to where the new thing can be seen."""
    filling = Filling.of(scene, intent.fields)
    if filling.all_done and saved_at(scene) >= 0 and not _still_in_form(scene, filling):
        return _go_and_look(scene, intent)
    return _fill(scene, filling) or _reach_form(scene, intent)


def edit(scene: Scene, intent: i.Edit) -> Choice | None:
    """Open the thing, its form, change the fields, save."""
    filling = Filling.of(scene, intent.fields)
    if filling.all_done and saved_at(scene) >= 0 and not _still_in_form(scene, filling):
        return _go_and_look(scene, intent)
    filled = _fill(scene, filling) if form_fields(scene.seen) or in_dialog(scene.seen) else None
    return filled or _reach_edit(scene, intent)


def append(scene: Scene, intent: i.Append) -> Choice | None:
    """Open the text, add the line at its end, save, leave, open it again."""
    line = "\n" + intent.text
    if not (scene.typed(line) or scene.typed(intent.text)):
        field = _text_field(scene)
        if field and scene.tapped_label_with(intent.name):
            empty = not field.value
            move = moves.type_move(field, intent.text if empty else line, append=True)
            return moves.choice("add the line at the end", move)
        edit_button = button(scene.seen, "edit")
        if edit_button and scene.tapped_label_with(intent.name) and not scene.tries(edit_button):
            return moves.tap(edit_button, "open the text for editing")
        return wander.to_item(scene, intent.name)
    if not scene.tapped("keep", since=scene.last_typed):
        save = button(scene.seen, "keep")
        if save:
            return moves.tap(save, "save the text", moves.ANYTHING)
    if not scene.pressed("back", since=scene.last_typed) or form_fields(scene.seen):
        return moves.press("back", "leave the text, to open it again")
    return wander.to_item(scene, intent.name)


def _text_field(scene: Scene) -> Element | None:
    """The field that holds the text: the largest one."""
    return max(form_fields(scene.seen), key=lambda e: e.bounds.area_px, default=None)


def _fill(scene: Scene, filling: Filling) -> Choice | None:
    """Pickers, fields and the save button of the form on the present screen."""
    time = filling.pending_value("time")
    if time:
        picked = pick_time(scene, time_of(time))
        if picked:
            return picked
    placed = filling.placements()
    if placed:
        typing = [moves.type_move(field, text) for field, text in placed]
        return moves.choice("fill in the form", *typing)
    if not filling.begun:
        return None
    if not filling.all_done:
        opener = _field_opener(scene, filling)
        if opener:
            return moves.tap(opener, f"open the field {opener.label!r}")
        more = button(scene.seen, "expand")
        if more and form_fields(scene.seen) and not scene.tries(more):
            return moves.tap(more, "show more fields")
        if form_fields(scene.seen) and not in_dialog(scene.seen) and not scene.scrolled_out():
            return moves.scroll("down", "look for the other fields")
        if form_fields(scene.seen) and not in_dialog(scene.seen) and not scene.scrolled_out("up"):
            return moves.scroll("up", "look for the other fields")
    return _save(scene)


def _field_opener(scene: Scene, filling: Filling) -> Element | None:
    """A control that brings up the field for a pending value: "Add label"."""
    if form_fields(scene.seen):
        return None
    names = [vocabulary().fields[name].labels for name, _ in filling.pending]
    return first_where(
        scene.seen,
        lambda e: (
            tappable(e)
            and any(best_likeness(labels, e.label) > SAME for labels in names)
            and not scene.tries(e)
        ),
    )


def _save(scene: Scene) -> Choice | None:
    """The save button, else leaving the form, which is how many apps save."""
    if not form_fields(scene.seen) and not in_dialog(scene.seen):
        return None
    save = button(scene.seen, "save") or _last_button(scene)
    if save and not scene.tapped("save", since=scene.last_typed):
        return moves.tap(save, "save", moves.ANYTHING)
    return moves.press("back", "leave the form, which saves it")


def _last_button(scene: Scene) -> Element | None:
    """The button that takes what a dialog asked for: the last one, if it is not a refusal."""
    if "dialog" not in scene.seen.warnings:
        return None
    buttons = [e for e in scene.seen.elements if e.role == "button" and tappable(e) and e.label]
    refusals = {fold(word) for word in vocabulary().buttons["dismiss"]}
    return buttons[-1] if buttons and fold(buttons[-1].label) not in refusals else None


def _still_in_form(scene: Scene, filling: Filling) -> bool:
    """Whether the fields just filled are still in front."""
    fields = form_fields(scene.seen)
    return bool(fields) and not filling.reopened


def _go_and_look(scene: Scene, intent: i.Create | i.Edit) -> Choice | None:
    """To the screen that shows every value: the details, or the list and then the thing."""
    if in_dialog(scene.seen):
        keep = button(scene.seen, "keep")
        if keep and scene.tries(keep) < 2:
            return moves.tap(keep, "save what was entered", moves.ANYTHING)
        return any_dialog(scene)
    name = name_of(scene, intent) or _first(intent)
    values = [value for _, value in intent.fields]
    if shown_values(scene, values[:1], name) and len(values) == 1:
        return None
    tab = section_tab(scene.seen, vocabulary().things[intent.thing].section)
    if tab and not scene.tries(tab):
        return moves.tap(tab, f"the tab {tab.label!r}")
    return wander.to_item(scene, name)


def _first(intent: i.Create | i.Edit) -> str:
    return intent.fields[0][1] if intent.fields else ""


def _reach_form(scene: Scene, intent: i.Create) -> Choice | None:
    """The right tab, then the button that adds, then the right kind in a menu."""
    thing = vocabulary().things[intent.thing]
    seen = scene.seen
    tab = section_tab(seen, thing.section)
    if tab and not scene.tries(tab):
        return moves.tap(tab, f"the tab {tab.label!r}")
    if in_dialog(seen):
        kind = first_where(
            seen,
            lambda e: tappable(e) and any(likeness(w, e.label) >= NEAR_ENOUGH for w in thing.words),
        )
        if kind and not scene.tries(kind):
            return moves.tap(kind, f"a new {intent.thing}")
    add = button(seen, "add", besides=(*thing.words, *vocabulary().filler["holders"]))
    add = add or _nameless_corner_button(scene)
    if add and scene.tries(add) < 2:
        return moves.tap(add, f"add a new {intent.thing}")
    return any_dialog(scene) or wander.retreat(scene)


def _nameless_corner_button(scene: Scene) -> Element | None:
    """A button without words in the lower right corner: where Android puts "add"."""
    width, height = scene.seen.size_px
    return first_where(
        scene.seen,
        lambda e: (
            tappable(e)
            and e.role in ("button", "image")
            and not e.label
            and e.bounds.centre.x > 0.7 * width
            and e.bounds.centre.y > 0.7 * height
        ),
    )


def _reach_edit(scene: Scene, intent: i.Edit) -> Choice | None:
    """Open the thing; then the control that edits or renames it, in sight or in the menu."""
    if not scene.tapped_label_with(intent.name):
        return wander.to_item(scene, intent.name)
    kind = "rename" if _renames(intent) else "edit"
    pencil = button(scene.seen, kind, besides=vocabulary().things[intent.thing].words)
    if pencil and scene.tries(pencil) < 2:
        return moves.tap(pencil, f"{kind} {intent.name!r}")
    more = button(scene.seen, "more")
    if more and not scene.tries(more):
        return moves.tap(more, f"look for {kind!r} in the menu")
    row = called(scene.seen, intent.name, exact=scene.exact)
    if row and not scene.held(row.label):
        return moves.hold(row, f"select {row.label!r}")
    return any_dialog(scene) or wander.retreat(scene)


def _renames(intent: i.Edit) -> bool:
    key = vocabulary().things[intent.thing].key
    return key == "title" and [name for name, _ in intent.fields] == [key]
