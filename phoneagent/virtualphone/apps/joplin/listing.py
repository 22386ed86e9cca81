"""The list of notes of a notebook, of all notebooks, or in the trash."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from phoneagent.virtualphone.apps.joplin.model import SORTS, Note, Notebook, Store
from phoneagent.virtualphone.apps.joplin.note import NoteScreen
from phoneagent.virtualphone.apps.joplin.notebook import NotebookScreen
from phoneagent.virtualphone.apps.joplin.parts import (
    BUTTON,
    Header,
    ask,
    button,
    note_row,
    trash_question,
)
from phoneagent.virtualphone.apps.joplin.search import SearchScreen
from phoneagent.virtualphone.apps.joplin.sidebar import ALL_NOTES, TRASH, Sidebar
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Extra, Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Button,
    Column,
    Empty,
    Fab,
    Frame,
    ListDialog,
    LongList,
    MenuItem,
    Node,
    PopupMenu,
    Screen,
)

_ACTIVE = "activeFolderId"


class NotesScreen(Screen):
    """What is shown is remembered: the id of a notebook, of all notes or of the trash."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store = Store(app.phone)
        self.chosen: frozenset[str] = frozenset()
        self.adding = False

    @property
    def place(self) -> str:
        """The id of what is shown."""
        place = self.store.prefs.get(_ACTIVE, "")
        ids = [notebook.id for notebook in self.store.notebooks()]
        if place in (ALL_NOTES, TRASH) or place in ids:
            return place
        return ids[0] if ids else ALL_NOTES

    def show_place(self, place: str) -> None:
        """Show a notebook, all notes or the trash."""
        self.store.prefs.put(_ACTIVE, place)
        self.chosen = frozenset()
        self.invalidate()

    def _title(self, notebooks: list[Notebook], place: str) -> str:
        titles = {ALL_NOTES: "All notes", TRASH: "Trash"} | {n.id: n.title for n in notebooks}
        return titles.get(place, "")

    def _notes(self, place: str) -> list[Note]:
        if place == TRASH:
            return self.store.trash()
        return self.store.notes(None if place == ALL_NOTES else place)

    def view(self) -> Node:
        place, notebooks = self.place, self.store.notebooks()
        notes = self._notes(place)
        header = (
            self._selection_header(notes, place) if self.chosen else self._header(notebooks, place)
        )
        return Column(
            header,
            Frame(
                self._list(notes, notebooks),
                self._add_buttons() if notebooks and place != TRASH and not self.chosen else None,
                weight=1,
            ),
            height=FILL,
        )

    def _header(self, notebooks: list[Notebook], place: str) -> Node:
        return Header(
            self._title(notebooks, place),
            button("search", lambda: self.start(SearchScreen(self.app, Intent())), "Search"),
            button("sort", self._show_sorts, "Sort notes by"),
            leading=button("menu", self._open_sidebar, "Sidebar"),
        )

    def _list(self, notes: list[Note], notebooks: list[Notebook]) -> Node:
        if notes:
            rows = [partial(self._row, note) for note in notes]
            return LongList(rows, id="", key="notes", item_height=53, pad=(0, 0, 0, 96))
        if notebooks:
            return Empty("There are currently no notes. Create one by clicking on the (+) button.")
        create = Button(
            "Create a notebook",
            lambda: self.start(NotebookScreen(self.app, Intent())),
            width=-2.0,
        )
        nothing = Empty("You currently have no notebooks.", height=-2.0)
        return Column(nothing, create, align="center", pad=(0, 120, 0, 0))

    def _row(self, note: Note) -> Node:
        return note_row(
            self,
            note,
            chosen=note.id in self.chosen,
            on_click=lambda: self._tapped(note),
            on_long_click=lambda: self._toggle(note),
        )

    def _tapped(self, note: Note) -> None:
        if self.chosen:
            self._toggle(note)
        else:
            self.start(NoteScreen(self.app, Intent(extras={"note_id": note.id})))

    def _toggle(self, note: Note) -> None:
        self.adding = False
        self.chosen ^= {note.id}

    # The button for new notes

    def _add_buttons(self) -> Node:
        plus = Fab(
            "close" if self.adding else "add",
            self._toggle_adding,
            desc="Add new",
            class_name=BUTTON,
            radius=28,
            margin=0,
        )
        offers = [("New to-do", "task", True), ("New note", "file", False)] if self.adding else []
        return Column(
            *(self._offer(title, icon, todo=todo) for title, icon, todo in offers),
            plus,
            width=-2.0,
            align="end",
            gap=12,
            at="bottom_end",
            margin=16,
        )

    def _offer(self, title: str, icon: str, *, todo: bool) -> Node:
        return Fab(
            icon,
            lambda: self._new(todo=todo),
            text=title,
            class_name=BUTTON,
            margin=0,
            height=52,
        )

    def _toggle_adding(self) -> None:
        self.adding = not self.adding

    def _new(self, *, todo: bool) -> None:
        self.adding = False
        notebooks = [notebook.id for notebook in self.store.notebooks()]
        parent = self.place if self.place in notebooks else notebooks[0]
        extras: dict[str, Extra] = {"parent_id": parent, "todo": todo}
        self.start(NoteScreen(self.app, Intent(extras=extras)))

    # The selection

    def _selection_header(self, notes: list[Note], place: str) -> Node:
        chosen = [note for note in notes if note.id in self.chosen]
        actions = (
            (
                button("undo", lambda: self._act(self.store.restore), "Restore"),
                button("delete", lambda: self._ask_to_destroy(chosen), "Permanently delete note"),
            )
            if place == TRASH
            else (
                button("delete", lambda: self._ask_to_delete(chosen), "Delete"),
                button("copy", lambda: self._act(self.store.duplicate), "Duplicate"),
                button("folder", self._ask_where, "Move to notebook..."),
            )
        )
        return Header(
            str(len(chosen)),
            button("task", lambda: self._select_all(notes), "Select all"),
            *actions,
            leading=button("back", self._unselect, "Back"),
        )

    def _act(self, act: Callable[[Collection[str]], object]) -> None:
        act(self.chosen)
        self._unselect()

    def _ask_to_delete(self, notes: list[Note]) -> None:
        ask(self, trash_question(notes), lambda: self._act(self.store.delete))

    def _ask_to_destroy(self, notes: list[Note]) -> None:
        question = f"Permanently delete the {len(notes)} selected notes?"
        ask(self, question, lambda: self._act(self.store.destroy))

    def _ask_where(self) -> None:
        tree = self.store.tree()
        titles = ["    " * depth + notebook.title for depth, notebook in tree]

        def pick(number: int) -> None:
            self._act(lambda ids: self.store.move(ids, tree[number][1].id))

        self.show(ListDialog("Move to notebook...", titles, pick))

    def _select_all(self, notes: list[Note]) -> None:
        self.chosen = frozenset(note.id for note in notes)

    def _unselect(self) -> None:
        self.chosen = frozenset()
        self.invalidate()

    # Menus

    def _open_sidebar(self) -> None:
        self.adding = False
        self.show(Sidebar(self))

    def _show_sorts(self) -> None:
        prefs = self.store.prefs
        field = prefs.get("notes.sortOrder.field", "updated_time")
        lines = [
            MenuItem(
                f"\u2b24 {title}" if name == field else title,
                partial(prefs.put, "notes.sortOrder.field", name),
            )
            for name, title in SORTS.items()
        ]
        for key, title in (
            ("notes.sortOrder.reverse", "Reverse sort order"),
            ("uncompletedTodosOnTop", "Uncompleted to-dos on top"),
            ("showCompletedTodos", "Show completed to-dos"),
        ):
            on = prefs.get(key, True)
            tick = "\u2713 " if on else ""
            lines.append(MenuItem(f"{tick}[ {title} ]", partial(prefs.put, key, not on)))
        self.show(PopupMenu(lines))

    def on_back(self) -> bool:
        used = bool(self.chosen) or self.adding
        self.adding = False
        self._unselect()
        return used
