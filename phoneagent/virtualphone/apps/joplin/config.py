"""Joplin's configuration, as far as it concerns the lists."""

from __future__ import annotations

from phoneagent.virtualphone.apps.joplin.model import Store
from phoneagent.virtualphone.apps.joplin.parts import Header, button
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Heading,
    ListRow,
    Node,
    RecyclerView,
    Screen,
    SwitchRow,
)

_SWITCHES = (
    ("uncompletedTodosOnTop", "Uncompleted to-dos on top"),
    ("showCompletedTodos", "Show completed to-dos"),
    ("notes.sortOrder.reverse", "Reverse sort order"),
)


class ConfigScreen(Screen):
    """Switches for the lists; there is nothing to synchronise with."""

    def view(self) -> Node:
        prefs = Store(self.phone).prefs

        def switch(key: str, title: str) -> Node:
            return SwitchRow(title, prefs.get(key, True), lambda on: prefs.put(key, on))

        return Column(
            Header("Configuration", leading=button("back", self.finish, "Back")),
            RecyclerView(
                Heading("Synchronisation"),
                ListRow("Synchronisation target", "(None)"),
                Heading("Note"),
                *(switch(key, title) for key, title in _SWITCHES),
                weight=1,
                height=FILL,
            ),
            height=FILL,
        )
