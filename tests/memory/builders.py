"""Screens, items and finished runs for tests of memory."""

from phoneagent.core.actions import Tap, Type
from phoneagent.core.base import Rect
from phoneagent.core.lessons import (
    Argument,
    Hole,
    PageCard,
    PageElement,
    Shortcut,
    ShortcutStep,
    Tip,
)
from phoneagent.core.run import Run
from phoneagent.core.screen import Element, Locator, Observation
from phoneagent.core.steps import Choice, Move, Outcome, Receipt, Ruling


def thing(index, label, role="row", resource_id="", cls="android.widget.TextView"):
    box = Rect(0, index * 100, 1080, index * 100 + 100)
    locator = Locator(resource_id=resource_id, cls=cls, text=label, label=label, bounds=box)
    return Element(
        index=index, role=role, label=label, bounds=box, locator=locator, actions=("tap",)
    )


def notes_list(*names, page="org.notes/.Main#notes:1"):
    """A page with a list; its rows are data, the rest is layout."""
    rows = [
        thing(n, name, "row", "org.notes:id/note_title") for n, name in enumerate(names, start=4)
    ]
    return Observation(
        package="org.notes",
        app="Notes",
        activity="org.notes.Main",
        page=page,
        title="Notes",
        elements=(
            thing(1, "Search", "field", "org.notes:id/search", "android.widget.EditText"),
            thing(2, "New note", "button", "org.notes:id/fab", "android.widget.ImageButton"),
            thing(3, "Sort", "button", "org.notes:id/sort", "android.widget.ImageButton"),
            *rows,
        ),
    )


def tip(id="t1", text="Press the check mark to save a note.", **fields):
    return Tip(id=id, text=text, **({"origin": "run"} | fields))


def intent(name="open_clock", **fields):
    values = {"description": "Open the clock", "kind": "intent", "origin": "run"}
    uri = ("intent:#Intent;action=x;S.a=", Hole(arg="what"), ";end")
    return Shortcut(
        name=name, **(values | {"uri": uri, "arguments": (Argument(name="what"),)} | fields)
    )


def script(name="add_note", label="New note", **fields):
    anchor = Locator(resource_id="org.notes:id/fab", label=label, text=label)
    steps = (
        ShortcutStep(action=Tap(target=1), anchors={"target": anchor}),
        ShortcutStep(action=Type(text=""), fill={"text": "title"}),
    )
    return Shortcut(
        name=name, description="Add a note with a title", kind="script", steps=steps,
        arguments=(Argument(name="title"),), app="org.notes", origin="run", **fields,
    )  # fmt: skip


def card(key="org.notes/.Main#notes:1", title="Notes", **fields):
    elements = (PageElement(label="New note", role="button", leads_to="org.notes/.Edit"),)
    return PageCard(
        key=key,
        package="org.notes",
        title=title,
        **({"elements": elements, "origin": "run"} | fields),
    )


def finished(goal="add a note Shopping", typed="Shopping", id="run-1"):
    """A run of two good steps, one of which typed something."""
    run = Run(id=id, goal=goal, started_at_s=1.0)
    seen = notes_list("Groceries")
    for action in (Tap(target=2), Type(text=typed, into=1)):
        run = run.see(seen).intend(Choice(moves=(Move(action=action),)))
        run = run.allow(Ruling(verdict="allow")).begin(Receipt(ok=True)).see(seen)
        run = run.settle(Outcome(verdict="succeeded", why=f"typed {typed}"))
    return run
