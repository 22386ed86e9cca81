"""The dialogs that choose an event's type and colour, and that make a new type."""

from __future__ import annotations

import re
from collections.abc import Callable

from phoneagent.virtualphone.apps.calendar.model import EventType
from phoneagent.virtualphone.apps.calendar.store import REGULAR, Store, color_number
from phoneagent.virtualphone.ui import (
    AlertDialog,
    Column,
    DialogButton,
    Divider,
    EditText,
    Grid,
    Node,
    RadioButton,
    Row,
    Scroll,
    Text,
)

_COLORS = (
    "#f44336",
    "#e91e63",
    "#9c27b0",
    "#673ab7",
    "#3f51b5",
    "#3559b7",
    "#03a9f4",
    "#009688",
    "#4caf50",
    "#8bc34a",
    "#ffc107",
    "#ff9800",
    "#ff5722",
    "#795548",
    "#607d8b",
)
_HEX = re.compile(r"[0-9a-fA-F]{6}")


def _sample(color: str, size_dp: float = 28) -> Node:
    return Node(
        class_name="android.widget.ImageView",
        width=size_dp,
        height=size_dp,
        radius=size_dp / 2,
        background=color,
    )


class ColorDialog(AlertDialog):
    """A colour by its hexadecimal digits, or one of those offered.

    Args:
        color: the present one, `#rrggbb`.
        on_pick: gets the number Android stores; 0 for the default.
        resets: a button goes back to the default.
    """

    def __init__(
        self, color: str, on_pick: Callable[[int], object], *, resets: bool = False
    ) -> None:
        super().__init__(
            positive=DialogButton("OK", self._done),
            negative=DialogButton("Cancel"),
            neutral=DialogButton("Default", lambda: on_pick(0)) if resets else None,
            content=self._body,
        )
        self._before = self._color = color
        self._on_pick = on_pick

    def _body(self) -> Node:
        cells = [self._cell(color) for color in _COLORS]
        digits = EditText(
            self._color[1:],
            self._typed,
            id="color_picker_new_hex",
            ime_action="done",
            width=140,
        )
        line = Row(
            _sample(self._before, 36),
            _sample(self._color, 36),
            Text("#", id="color_picker_new_hex_label", size=18),
            digits,
            id="color_picker_hex_codes_holder",
            gap=12,
        )
        grid = Grid(*cells, columns=5, id="color_picker_square", gap=8)
        return Column(grid, line, id="color_picker_holder", pad=(24, 8, 24, 0), gap=16)

    def _cell(self, color: str) -> Node:
        chosen = color == self._color
        return Node(
            class_name="android.widget.ImageView",
            desc=color,
            height=44,
            radius=22,
            background=color,
            border="on_surface" if chosen else "",
            selected=chosen,
            on_click=lambda: self._pick(color),
        )

    def _pick(self, color: str) -> None:
        self._color = color

    def _typed(self, text: str) -> None:
        if _HEX.fullmatch(text):
            self._color = f"#{text.lower()}"

    def _done(self) -> None:
        if self._color != self._before:
            self._on_pick(color_number(self._color))


class EventTypeDialog(AlertDialog):
    """One of the event types, or a new one."""

    def __init__(self, store: Store, chosen: int, on_pick: Callable[[EventType], object]) -> None:
        super().__init__(content=self._body)
        self._store, self._chosen, self._on_pick = store, chosen, on_pick

    def _body(self) -> Node:
        lines = [self._line(kind) for kind in self._store.types()]
        new = RadioButton(False, lambda _: self._ask_new(), text="Add a new type", weight=1)
        group = Column(
            *lines,
            Row(new, min_height=52, pad=(24, 0, 24, 0)),
            id="dialog_radio_group",
            class_name="android.widget.RadioGroup",
        )
        return Scroll(Column(group, Divider(), id="dialog_wrapper"), id="dialog_radio_holder")

    def _line(self, kind: EventType) -> Node:
        def pick(_: bool) -> None:
            self.close()
            self._on_pick(kind)

        button = RadioButton(kind.id == self._chosen, pick, text=kind.title, weight=1)
        return Row(button, _sample(kind.color), min_height=52, pad=(24, 0, 24, 0))

    def _ask_new(self) -> None:
        self.show(TypeDialog(self._store, EventType(0, "", REGULAR.color), self._made))

    def _made(self, kind: EventType) -> None:
        self.close()
        self._on_pick(kind)


class TypeDialog(AlertDialog):
    """Title and colour of a new or a known event type.

    Args:
        store: where it is kept.
        kind: what is edited; a new one has the number 0.
        on_done: gets the type as it was stored.
    """

    def __init__(
        self, store: Store, kind: EventType, on_done: Callable[[EventType], object]
    ) -> None:
        super().__init__(
            "Edit type" if kind.id else "Add a new type",
            positive=DialogButton("OK", self._save, stays=True),
            negative=DialogButton("Cancel"),
            content=self._body,
        )
        self._store, self._kind, self._on_done = store, kind, on_done
        self._color = kind.color
        self._problem = ""

    def _body(self) -> Node:
        title = EditText(
            self._kind.title, id="type_title", hint="Title", autofocus=True, ime_action="done"
        )
        color = Row(
            Text("Color", size=16, weight=1),
            _sample(self._color),
            id="type_color_holder",
            min_height=52,
            on_click=self._ask_color,
        )
        problem = Text(self._problem, color="error", size=12) if self._problem else None
        return Column(title, problem, color, pad=(24, 8, 24, 0), gap=8)

    def _ask_color(self) -> None:
        def pick(number: int) -> None:
            self._color = f"#{number & 0xFFFFFF:06x}"

        self.show(ColorDialog(self._color, pick))

    def _save(self) -> None:
        title = self.text_of("type_title").strip()
        others = [kind for kind in self._store.types() if kind.id != self._kind.id]
        if not title:
            self._problem = "Title cannot be empty"
        elif title.casefold() in (kind.title.casefold() for kind in others):
            self._problem = "Type with this title already exists"
        else:
            kind = EventType(self._kind.id, title, self._color)
            kind = EventType(self._store.save_type(kind), title, self._color)
            self.close()
            self._on_done(kind)
        self.invalidate()
