"""The rows of an event's form that say how it looks: its type and its colour."""

from __future__ import annotations

from phoneagent.virtualphone.apps.calendar.coloring import ColorDialog, EventTypeDialog
from phoneagent.virtualphone.apps.calendar.formrows import FormRows
from phoneagent.virtualphone.apps.calendar.model import EventType
from phoneagent.virtualphone.apps.calendar.store import REGULAR, color_text
from phoneagent.virtualphone.ui import Divider, Node, Row, Text


class LooksRows(FormRows):
    """An event has the colour of its type unless it has one of its own."""

    @property
    def _type(self) -> EventType:
        types = self._screen.store.types()
        wanted = self._screen.draft.type_id
        return next((kind for kind in types if kind.id == wanted), types[0] if types else REGULAR)

    def rows(self) -> list[Node]:
        """The rows of the form."""
        draft, kind = self._screen.draft, self._type
        color = color_text(draft.color) if draft.color else kind.color
        sample = Node(
            class_name="android.widget.ImageView",
            id=f"{self._what}_color",
            width=28,
            height=28,
            radius=14,
            background=color,
        )
        title = f"{self._what.capitalize()} color"
        holder = Row(
            Text(title, id=f"{self._what}_color_text", size=16, weight=1),
            sample,
            class_name="android.widget.RelativeLayout",
            id=f"{self._what}_color_holder",
            weight=1,
            min_height=52,
            pad=(4, 0, 8, 0),
            on_click=self._ask_color,
            focusable=True,
        )
        return [
            self._row("label", self._cell("type", kind.title, self._ask_type, weight=1)),
            Divider(),
            self._row("palette", holder),
        ]

    def _ask_type(self) -> None:
        screen = self._screen

        def pick(kind: EventType) -> None:
            screen.draft.type_id = kind.id

        screen.show(EventTypeDialog(screen.store, self._type.id, pick))

    def _ask_color(self) -> None:
        draft, kind = self._screen.draft, self._type

        def pick(number: int) -> None:
            draft.color = number

        shown = color_text(draft.color) if draft.color else kind.color
        self._screen.show(ColorDialog(shown, pick, resets=True))
