"""One note: its text in one large field, saved by the check mark or on leaving."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from phoneagent.virtualphone.apps.notes.files import FOLDER, NoteFile, file_name
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    Screen,
    Toolbar,
)


class EditorScreen(Screen):
    """The file the intent's data names; a shared text becomes a new note."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        shared = intent.text("android.intent.extra.TEXT")
        if intent.data:
            self.path = unquote(urlsplit(intent.data).path)
        else:
            self.path = f"{FOLDER}/{file_name(intent.text('android.intent.extra.SUBJECT'))}"
            self.phone.files.write_text(self.path, shared)
        self.note = NoteFile(self.path.rpartition("/")[2], 0)
        self.shown: str | None = None

    @property
    def stored(self) -> str:
        files = self.phone.files
        return files.read_text(self.path) if files.exists(self.path) else ""

    def view(self) -> Node:
        self.shown = self.stored
        return Column(
            Toolbar(
                self.note.title,
                ImageButton("check", self._save, desc="Save", id="action_save"),
                on_up=self._leave,
                on_more=self._menu,
            ),
            EditText(
                self.shown,
                id="note_text",
                hint="Write something",
                input_type="multiline",
                weight=1,
                height=FILL,
                margin=(12, 4, 12, 12),
            ),
            height=FILL,
        )

    def _save(self) -> None:
        if self._write():
            self.toast("Saved")

    def _write(self) -> bool:
        """Store what was typed; False when nothing was, so that a file changed meanwhile stays."""
        text = self.text_of("note_text")
        if self.shown is None or text == self.shown:
            return False
        self.phone.files.write_text(self.path, text)
        return True

    def _leave(self) -> None:
        self.finish()

    def on_pause(self) -> None:
        """Leaving by any road keeps what was typed, as note apps do; a deleted note stays so."""
        if self.phone.files.exists(self.path):
            self._write()

    def _menu(self) -> None:
        share = MenuItem("Share", self._share)
        self.show(PopupMenu([share, MenuItem("Delete", self._ask_delete)]))

    def _share(self) -> None:
        extras = {"android.intent.extra.TEXT": self.text_of("note_text")}
        self.start(Intent("android.intent.action.SEND", type="text/plain", extras=extras))

    def _ask_delete(self) -> None:
        self.show(
            AlertDialog(
                "Delete note?",
                self.note.title,
                positive=DialogButton("Delete", self._delete),
                negative=DialogButton("Cancel"),
            )
        )

    def _delete(self) -> None:
        self.phone.files.remove(self.path)
        self.finish()


def editor(app: App, path: str) -> EditorScreen:
    """The screen for one file."""
    return EditorScreen(app, Intent("android.intent.action.EDIT", data=f"file://{path}"))
