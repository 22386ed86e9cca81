"""The list of notes: create, search, sort, select, rename, delete."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from phoneagent.virtualphone.apps.notes.editor import editor
from phoneagent.virtualphone.apps.notes.files import FOLDER, NoteFile, file_name, notes
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.timetext import hour24, time_text
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    Empty,
    Fab,
    Frame,
    ImageButton,
    ListRow,
    LongList,
    MenuItem,
    NameDialog,
    Node,
    PopupMenu,
    Row,
    Screen,
    Toolbar,
)


class ListScreen(Screen):
    """Notes, newest first or by name; a long press selects."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.by_name = False
        self.searching = False
        self.selected: set[str] = set()

    def view(self) -> Node:
        found = self._found()
        rows = [partial(self._row, note) for note in found]
        empty = Empty("No results" if self.searching else "No notes yet", "note")
        fab = Fab("add", self._ask_new, desc="Create a new note", id="fab_add_new_item")
        return Column(
            self._bar(),
            Frame(
                LongList(rows, id="note_list", pad=(0, 0, 0, 96)) if rows else empty,
                None if self.searching or self.selected else fab,
                weight=1,
            ),
            height=FILL,
        )

    def _found(self) -> list[NoteFile]:
        found = notes(self.phone)
        if self.by_name:
            found = sorted(found, key=lambda note: note.title.casefold())
        wanted = self.text_of("search").casefold() if self.searching else ""
        if not wanted:
            return found
        files = self.phone.files
        return [
            n
            for n in found
            if wanted in n.title.casefold() or wanted in files.read_text(n.path).casefold()
        ]

    def _bar(self) -> Node:
        if self.selected:
            rename = ImageButton("edit", self._ask_rename, desc="Rename", id="action_rename")
            return Toolbar(
                f"{len(self.selected)} selected",
                rename if len(self.selected) == 1 else None,
                ImageButton("delete", self._ask_delete, desc="Delete", id="action_delete"),
                on_up=self._unselect,
            )
        if self.searching:
            return Row(
                ImageButton("back", self._stop_search, desc="Navigate up"),
                EditText(hint="Search notes", id="search", weight=1, autofocus=True),
                height=64,
                pad=(4, 0, 12, 0),
            )
        search = ImageButton("search", self._search, desc="Search", id="action_search")
        return Toolbar("Notes", search, on_more=self._menu)

    def _row(self, note: NoteFile) -> Node:
        moment = datetime.fromtimestamp(note.modified_s, self.phone.clock.now().tzinfo)
        shown = time_text(moment, long=hour24(self.phone.settings))
        chosen = note.name in self.selected
        return ListRow(
            note.title,
            f"{moment:%b} {moment.day}, {shown}",
            icon="check" if chosen else "file",
            on_click=lambda: self._tapped(note),
            on_long_click=lambda: self._toggle(note),
            selected=chosen,
            background="primary_soft" if chosen else "",
        )

    def _tapped(self, note: NoteFile) -> None:
        if self.selected:
            self._toggle(note)
        else:
            self.start(editor(self.app, note.path))

    def _toggle(self, note: NoteFile) -> None:
        self.selected ^= {note.name}

    def _unselect(self) -> None:
        self.selected = set()

    def _search(self) -> None:
        self.set_text("search", "")
        self.searching = True

    def _stop_search(self) -> None:
        self.searching = False

    def _menu(self) -> None:
        lines = [
            MenuItem("Sort by name", lambda: self._sort(by_name=True), checked=self.by_name),
            MenuItem("Sort by date", lambda: self._sort(by_name=False), checked=not self.by_name),
        ]
        self.show(PopupMenu(lines))

    def _sort(self, *, by_name: bool) -> None:
        self.by_name = by_name

    def _ask_new(self) -> None:
        self.show(TitleDialog("New note", "", "Create", self._create, hint="Title"))

    def _create(self, title: str) -> str:
        path = f"{FOLDER}/{file_name(title)}"
        if not self.phone.files.exists(path):
            self.phone.files.write_text(path, "")
        self.start(editor(self.app, path))
        return ""

    def _ask_rename(self) -> None:
        name = next(iter(self.selected))
        title = NoteFile(name, 0).title
        self.show(TitleDialog("Rename", title, "Rename", self._rename, hint="Title"))

    def _rename(self, title: str) -> str:
        old, new = next(iter(self.selected)), file_name(title)
        if new != old and self.phone.files.exists(f"{FOLDER}/{new}"):
            return "There is already a note with this title"
        self.phone.files.move(f"{FOLDER}/{old}", f"{FOLDER}/{new}")
        self._unselect()
        return ""

    def _ask_delete(self) -> None:
        names = ", ".join(NoteFile(name, 0).title for name in sorted(self.selected))
        self.show(
            AlertDialog(
                "Delete note?" if len(self.selected) == 1 else "Delete notes?",
                names,
                positive=DialogButton("Delete", self._delete),
                negative=DialogButton("Cancel"),
            )
        )

    def _delete(self) -> None:
        for name in self.selected:
            self.phone.files.remove(f"{FOLDER}/{name}")
        self._unselect()

    def on_back(self) -> bool:
        used = bool(self.selected) or self.searching
        self._unselect()
        self._stop_search()
        return used


class TitleDialog(NameDialog):
    """Asks for a note's title."""

    field_id = "title"
    empty = "A note needs a title"
