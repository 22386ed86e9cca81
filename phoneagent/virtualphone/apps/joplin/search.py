"""The search: notes that hold every word."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.joplin.model import Note, Store
from phoneagent.virtualphone.apps.joplin.note import NoteScreen
from phoneagent.virtualphone.apps.joplin.parts import Header, SearchField, button, note_row
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import FILL, Column, LongList, Node, Screen, Text

_QUERY = "query"


class SearchScreen(Screen):
    """Results come while one types."""

    def view(self) -> Node:
        query = self.text_of(_QUERY)
        found = Store(self.phone).search(query)
        rows = [partial(self._row, note) for note in found]
        nothing = "No results" if query.strip() else ""
        return Column(
            Header(
                "",
                button("close", self._clear, "Clear") if query else None,
                leading=button("back", self.finish, "Back"),
                field=SearchField(_QUERY),
            ),
            LongList(rows, id="", key="results", item_height=53, weight=1, height=FILL)
            if rows
            else Text(nothing, size=16, color="muted", text_align="center", pad=32),
            height=FILL,
        )

    def _row(self, note: Note) -> Node:
        open_it = partial(self._open, note)
        return note_row(self, note, chosen=False, on_click=open_it)

    def _open(self, note: Note) -> None:
        self.start(NoteScreen(self.app, Intent(extras={"note_id": note.id})))

    def _clear(self) -> None:
        self.set_text(_QUERY, "")
        self.focus(_QUERY)
