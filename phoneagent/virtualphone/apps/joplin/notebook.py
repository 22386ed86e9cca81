"""A notebook's title and place: a new one, or one that is edited."""

from __future__ import annotations

from phoneagent.virtualphone.apps.joplin.model import Notebook, Store
from phoneagent.virtualphone.apps.joplin.parts import Header, button
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    EditText,
    Node,
    Screen,
    Spinner,
    Text,
)

_TITLE = "notebook_title"


class NotebookScreen(Screen):
    """The intent's `notebook_id` says which; empty for a new one."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store = Store(app.phone)
        self.notebook_id = intent.text("notebook_id")
        found = [n for n in self.store.notebooks() if n.id == self.notebook_id]
        self.notebook = found[0] if found else Notebook("", "")
        self.parent_id = self.notebook.parent_id

    def view(self) -> Node:
        return Column(
            Header(
                "Edit notebook" if self.notebook.id else "New notebook",
                button("check", self._save, "Save changes"),
                leading=button("back", self.finish, "Back"),
            ),
            EditText(
                self.notebook.title,
                key=_TITLE,
                hint="Enter notebook title",
                autofocus=True,
                ime_action="done",
                on_submit=self._save,
                margin=(16, 16, 16, 8),
            ),
            self._parent(),
            height=FILL,
        )

    def _parent(self) -> Node | None:
        others = [(d, n) for d, n in self.store.tree() if n.id != self.notebook.id]
        if not others:
            return None
        ids = ["", *(notebook.id for _, notebook in others)]
        titles = ["None", *("    " * depth + notebook.title for depth, notebook in others)]

        def pick(number: int) -> None:
            self.parent_id = ids[number]

        place = ids.index(self.parent_id) if self.parent_id in ids else 0
        return Column(
            Text("Parent", size=13, color="muted"),
            Spinner(self, titles, place, pick),
            pad=(20, 8, 16, 0),
        )

    def _save(self) -> None:
        title = self.text_of(_TITLE).strip()
        if not title:
            self.toast("The notebook could not be saved: the title is empty")
            return
        saved = self.store.save_notebook(self.notebook.id, title, self.parent_id)
        self.store.prefs.put("activeFolderId", saved)
        self.finish()
