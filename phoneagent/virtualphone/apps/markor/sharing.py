"""Where a text that was shared with Markor may go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.chooser import EXTRA_TEXT, choose
from phoneagent.virtualphone.apps.markor.newfile import NewFileDialog
from phoneagent.virtualphone.apps.markor.notebook import NOTEBOOK, QUICKNOTE, TODO
from phoneagent.virtualphone.apps.markor.picker import PickerDialog
from phoneagent.virtualphone.system.intents import ACTION_SEND, Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Divider,
    EditText,
    Heading,
    ListRow,
    Node,
    Scroll,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.markor.document import DocumentScreen

_FIELD = "document__fragment__share_into__highlighting_editor"


class ShareInto:
    """A list of places; the text can be changed before it goes there.

    Args:
        screen: the one it is shown on.
        text: what was shared.
    """

    def __init__(self, screen: DocumentScreen, text: str) -> None:
        self.screen, self._text = screen, text
        self.phone = screen.phone

    def view(self) -> Node:
        places = (
            ("QuickNote", "flash", lambda: self._append(QUICKNOTE)),
            ("To-Do", "task", lambda: self._append(TODO)),
            ("Share", "share", self._share_on),
            ("Clipboard", "copy", self._copy),
        )
        files = (
            ("Select existing document", "folder", self._ask_existing),
            ("Create new document", "add", self._ask_new),
        )
        return Column(
            EditText(self._text, id=_FIELD, input_type="multiline", margin=12, height=140),
            Divider(),
            Scroll(
                *(ListRow(title, icon=icon, on_click=act) for title, icon, act in places),
                Heading("File browser"),
                *(ListRow(title, icon=icon, on_click=act) for title, icon, act in files),
                weight=1,
            ),
            height=FILL,
            weight=1,
        )

    @property
    def _shared(self) -> str:
        return self.screen.text_of(_FIELD)

    def _append(self, path: str) -> None:
        """Put the text below what a file holds, and show the file."""
        files = self.phone.files
        old = files.read_text(path) if files.exists(path) else ""
        gap = "" if not old or old.endswith("\n") else "\n"
        files.write_text(path, f"{old}{gap}{self._shared}\n")
        self.screen.open(path)

    def _share_on(self) -> None:
        extras = {EXTRA_TEXT: self._shared}
        self.screen.start(choose(Intent(ACTION_SEND, type="text/plain", extras=extras)))

    def _copy(self) -> None:
        self.phone.clipboard.set(self._shared)
        self.screen.toast("Clipboard")
        self.screen.finish()

    def _ask_existing(self) -> None:
        self.screen.show(
            PickerDialog(self.phone, NOTEBOOK, "Select existing document", file=self._append)
        )

    def _ask_new(self) -> None:
        self.screen.show(NewFileDialog(self.phone, NOTEBOOK, self._append))
