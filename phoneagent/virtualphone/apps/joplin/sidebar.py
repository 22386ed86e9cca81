"""The sidebar: all notes, the notebooks, the trash, and what else there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.joplin.config import ConfigScreen
from phoneagent.virtualphone.apps.joplin.model import Notebook, Store
from phoneagent.virtualphone.apps.joplin.notebook import NotebookScreen
from phoneagent.virtualphone.apps.joplin.parts import GROUP, ask
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Divider,
    Icon,
    ListDialog,
    NavigationDrawer,
    Node,
    Row,
    Scroll,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.joplin.listing import NotesScreen

ALL_NOTES = "c3176726992c11e9ac940492261af972"
TRASH = "de1e7ede1e7ede1e7ede1e7ede1e7ede"
_INDENT_DP = 14


class Sidebar(NavigationDrawer):
    """A tap on a notebook shows it, a long press offers to edit or delete it."""

    def __init__(self, screen: NotesScreen) -> None:
        super().__init__()
        self.screen = screen
        self.store = Store(screen.phone)

    def view(self) -> Node:
        place = self.screen.place
        notebooks = [self._notebook(depth, n, n.id == place) for depth, n in self.store.tree()]
        return Column(
            Scroll(
                self._line("All notes", "file", lambda: self._show(ALL_NOTES), place == ALL_NOTES),
                Divider(margin=(0, 10, 0, 10)),
                self._line("Notebooks", "folder"),
                *notebooks,
                self._line("Trash", "delete", lambda: self._show(TRASH), place == TRASH),
                weight=1,
                pad=(0, 12, 0, 8),
            ),
            Divider(),
            self._line("New Notebook", "add", lambda: self._open(NotebookScreen)),
            self._line("Configuration", "settings", lambda: self._open(ConfigScreen)),
            Divider(),
            self._line("Synchronise", "refresh", lambda: self._open(ConfigScreen)),
            class_name=GROUP,
            height=FILL,
            background="surface",
            pad=(0, 0, 0, 8),
            on_swipe=self._swiped_away,
        )

    def _swiped_away(self, direction: str) -> None:
        if direction == "left":
            self.close()

    def _line(
        self,
        title: str,
        icon: str,
        act: Callable[[], object] | None = None,
        chosen: bool = False,
    ) -> Node:
        return Row(
            Icon(icon, color="on_surface"),
            Text(title, size=16, weight=1),
            class_name=GROUP,
            on_click=act,
            focusable=act is not None,
            selected=chosen,
            background="primary_soft" if chosen else "",
            height=48,
            pad=(16, 0, 16, 0),
            gap=14,
        )

    def _notebook(self, depth: int, notebook: Notebook, chosen: bool) -> Node:
        return Row(
            Text(notebook.title, size=16, weight=1, max_lines=1),
            class_name=GROUP,
            on_click=lambda: self._show(notebook.id),
            on_long_click=lambda: self._offer(notebook),
            focusable=True,
            selected=chosen,
            background="primary_soft" if chosen else "",
            height=44,
            pad=(20 + depth * _INDENT_DP, 0, 16, 0),
        )

    def _show(self, place: str) -> None:
        self.close()
        self.screen.show_place(place)

    def _open(self, kind: type[NotebookScreen] | type[ConfigScreen], notebook_id: str = "") -> None:
        self.close()
        extras = {"notebook_id": notebook_id}
        self.screen.start(kind(self.screen.app, Intent(extras=extras)))

    def _offer(self, notebook: Notebook) -> None:
        def pick(number: int) -> None:
            if number == 0:
                self._open(NotebookScreen, notebook.id)
            elif number == 1:
                self._ask(notebook)

        offers = ("Edit", "Delete", "Cancel")
        self.screen.show(ListDialog(f"Notebook: {notebook.title}", offers, pick))

    def _ask(self, notebook: Notebook) -> None:
        question = (
            f'Move notebook "{notebook.title[:32]}" to the trash?\n\nAll notes and sub-notebooks'
            " within this notebook will also be moved to the trash."
        )
        ask(self.screen, question, lambda: self.store.delete_notebook(notebook.id))
