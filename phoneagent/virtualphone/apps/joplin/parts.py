"""What several screens share: the bar on top, the rows of notes, questions."""

from __future__ import annotations

from collections.abc import Callable, Collection

from phoneagent.virtualphone.apps.joplin.model import Note, Store
from phoneagent.virtualphone.ui import (
    AlertDialog,
    CheckBox,
    Column,
    DialogButton,
    Divider,
    EditText,
    Icon,
    Layer,
    Node,
    Row,
    Screen,
    Text,
)

Act = Callable[[], object]
BUTTON, GROUP = "android.widget.Button", "android.view.ViewGroup"


def Header(title: str, *actions: Node | None, leading: Node, field: Node | None = None) -> Node:
    """The bar on top: a button, the title or a field in its place, more buttons."""
    middle = field or Text(title, size=18, bold=True, weight=1, max_lines=1, margin=(8, 0, 8, 0))
    return Row(
        leading,
        middle,
        *actions,
        class_name=GROUP,
        height=60,
        pad=(4, 0, 4, 0),
        background="surface_mid",
    )


def button(icon: str, act: Act, desc: str, *, enabled: bool = True) -> Node:
    """A button of the bar."""
    return Icon(
        icon,
        class_name=BUTTON,
        desc=desc,
        on_click=act,
        focusable=True,
        enabled=enabled,
        width=48,
        height=48,
        color="on_surface" if enabled else "disabled",
    )


def note_row(
    screen: Screen,
    note: Note,
    *,
    chosen: bool,
    on_click: Act,
    on_long_click: Act | None = None,
) -> Node:
    """A note of a list, with a box before it when it is a to-do."""
    done = note.is_todo and note.done
    store = Store(screen.phone)
    box = CheckBox(
        note.done,
        lambda on: store.complete(note, done=on),
        desc=f"to-do: {note.shown_title}",
        width=44,
        height=44,
        pad=(10, 10, 10, 10),
    )
    line = Row(
        box if note.is_todo else None,
        Text(
            note.shown_title,
            size=16,
            color="muted" if done else "on_surface",
            max_lines=2,
            weight=1,
            pad=(0, 14, 0, 14) if note.is_todo else (16, 14, 0, 14),
        ),
        class_name=GROUP,
        pad=(4, 0, 16, 0),
    )
    return Column(
        line,
        Divider(),
        class_name=GROUP,
        on_click=on_click,
        on_long_click=on_long_click,
        focusable=True,
        selected=chosen,
        background="primary_soft" if chosen else "",
        min_height=53,
    )


def SearchField(key: str) -> Node:
    """The field of the search screen."""
    return EditText(
        hint="Search",
        weight=1,
        background="",
        autofocus=True,
        ime_action="search",
        key=key,
    )


def ask(layer: Layer, question: str, on_yes: Act) -> None:
    """A question with OK and Cancel."""
    layer.show(
        AlertDialog(
            message=question, positive=DialogButton("OK", on_yes), negative=DialogButton("Cancel")
        )
    )


def trash_question(notes: Collection[Note]) -> str:
    """The question before notes go into the trash."""
    if len(notes) == 1:
        return f'Move note "{next(iter(notes)).shown_title}" to the trash?'
    return f"Move {len(notes)} notes to the trash?"
