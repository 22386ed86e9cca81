"""Plays the questions about Joplin."""

from __future__ import annotations

import re

from tests.androidworld.person import Person, Task, solves

APP = "Joplin"
_COUNT = re.compile(r"\b(\d+) (?:participants|attendees|individuals|people)\b", re.IGNORECASE)
_QUANTITY = r"\S+ (?:cups?|tablespoons?|teaspoons?)"


@solves("NotesIsTodo")
def is_todo(person: Person, task: Task) -> str:
    title = _quoted(task.goal)
    _search(person, title)
    person.need(title, cls="TextView")
    return str(person.sees(f"to-do: {title}"))


@solves("NotesMeetingAttendeeCount")
def attendees(person: Person, task: Task) -> str:
    _open(person, _quoted(task.goal))
    for text in person.texts():
        if found := _COUNT.search(text):
            return found[1]
    raise person.lost("how many came")


@solves("NotesRecipeIngredientCount")
def quantity(person: Person, task: Task) -> str:
    said = re.search(r"What quantity of (.+) do I need", task.goal)
    assert said, task.goal
    _open(person, _quoted(task.goal))
    for text in person.texts():
        if found := re.match(rf"({_QUANTITY}) {re.escape(said[1])}\b", text):
            return found[1]
    raise person.lost(said[1])


@solves("NotesTodoItemCount")
def count_todos(person: Person, task: Task) -> str:
    person.open_app(APP)
    person.tap("Sidebar")
    person.tap_on(person.scroll_to(_quoted(task.goal), cls="TextView"))
    boxes: set[str] = set()
    for page in person.pages():
        here = {node.desc for node in page if node.desc.startswith("to-do: ")}
        if here <= boxes:  # to-dos stand before all notes
            break
        boxes |= here
    return str(len(boxes))


def _search(person: Person, title: str) -> None:
    person.open_app(APP)
    person.tap("Search")
    person.type(title)


def _open(person: Person, title: str) -> None:
    _search(person, title)
    person.tap(title, cls="TextView")


def _quoted(goal: str) -> str:
    said = re.search(r"'(.+?)'", goal)
    assert said, goal
    return said[1]
