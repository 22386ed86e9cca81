"""The document picker: other apps get a file, a new file or a folder; Files gets a destination."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from fnmatch import fnmatchcase

from phoneagent.virtualphone.apps.files.browser import BrowserScreen
from phoneagent.virtualphone.apps.files.dialogs import NameDialog
from phoneagent.virtualphone.apps.files.locations import (
    DOWNLOADS,
    FOLDERS,
    LISTS,
    RECENT,
    Location,
    Root,
)
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.folders import Entry, inside, unused_path
from phoneagent.virtualphone.system.intents import ACTION_GET_CONTENT, Intent
from phoneagent.virtualphone.ui import (
    AlertDialog,
    Button,
    DialogButton,
    EditText,
    MenuItem,
    Node,
    Row,
    Spacer,
)

ACTION_OPEN_DOCUMENT = "android.intent.action.OPEN_DOCUMENT"
ACTION_CREATE_DOCUMENT = "android.intent.action.CREATE_DOCUMENT"
ACTION_OPEN_TREE = "android.intent.action.OPEN_DOCUMENT_TREE"
PICK_DESTINATION = "com.android.documentsui.PICK_COPY_DESTINATION"
EXTRA_TITLE = "android.intent.extra.TITLE"
EXTRA_MIME_TYPES = "android.intent.extra.MIME_TYPES"
_NAME = "android:id/title"


class PickScreen(BrowserScreen):
    """Finishes with an intent whose data is the URI of what was picked."""

    EXTRA_MOVING = "moving"
    EXTRA_CARRIED = "carried"

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        opens = intent.action in (ACTION_OPEN_DOCUMENT, ACTION_GET_CONTENT)
        self.place = Location.of(RECENT if opens else DOWNLOADS)
        self.drawer_title = self._prompt()

    def _prompt(self) -> str:
        if self.intent.action == PICK_DESTINATION:
            verb = "Move" if self.intent.extras.get(self.EXTRA_MOVING) else "Copy"
            return f"{verb} to\N{HORIZONTAL ELLIPSIS}"
        return "Save to" if self.intent.action == ACTION_CREATE_DOCUMENT else "Open from"

    # what can be picked ------------------------------------------------------------------------

    @property
    def _picks_folder(self) -> bool:
        return self.intent.action in (PICK_DESTINATION, ACTION_OPEN_TREE)

    def roots(self) -> tuple[Sequence[Root], Sequence[Root]]:
        if self.intent.action in (ACTION_OPEN_DOCUMENT, ACTION_GET_CONTENT):
            return LISTS, FOLDERS
        return (), FOLDERS

    def usable(self, one: Entry) -> bool:
        if one.is_folder:
            return not any(inside(one.path, path) for path in self._carried)
        if self._picks_folder:
            return False
        return any(fnmatchcase(one.mime, kind) for kind in self._kinds)

    @property
    def _carried(self) -> tuple[str, ...]:
        carried = self.intent.extras.get(self.EXTRA_CARRIED)
        return carried if isinstance(carried, tuple) else ()

    @property
    def _kinds(self) -> tuple[str, ...]:
        """The MIME types that are wanted."""
        listed = self.intent.extras.get(EXTRA_MIME_TYPES)
        return listed if isinstance(listed, tuple) else (self.intent.type or "*/*",)

    def open(self, one: Entry) -> None:
        if self.intent.action == ACTION_CREATE_DOCUMENT:
            self.set_text(_NAME, one.name)
        else:
            self._finish_with(one.path)

    def _finish_with(self, path: str) -> None:
        self.finish(Intent(data=self.phone.documents.uri_of(path)))

    # below the files ---------------------------------------------------------------------------

    def bottom(self) -> Node | None:
        if self.intent.action == ACTION_CREATE_DOCUMENT:
            return self._save_bar()
        return self._folder_bar() if self._picks_folder else None

    def _folder_bar(self) -> Node:
        verb = "Move" if self.intent.extras.get(self.EXTRA_MOVING) else "Copy"
        picks_destination = self.intent.action == PICK_DESTINATION
        cancel = Button("Cancel", self.finish, style="text", id="android:id/button2")
        return Row(
            Spacer(1),
            cancel if picks_destination else None,
            Button(
                verb if picks_destination else "Use this folder",
                self._take_folder,
                style="text" if picks_destination else "filled",
                id="android:id/button1",
                enabled=bool(self.place.folder),
            ),
            id="container_save",
            background="surface_mid",
            pad=(16, 8, 16, 8),
            gap=8,
        )

    def _save_bar(self) -> Node:
        return Row(
            EditText(
                self.intent.text(EXTRA_TITLE),
                id=_NAME,
                hint="File name",
                ime_action="done",
                on_submit=self._save,
                weight=1,
            ),
            Button("Save", self._save, id="android:id/button1"),
            id="container_save",
            background="surface_mid",
            pad=(16, 8, 16, 8),
            gap=12,
        )

    def _take_folder(self) -> None:
        folder = self.place.folder
        if self.intent.action == PICK_DESTINATION:
            self._finish_with(folder)
            return
        name = self.place.title
        self.show(
            AlertDialog(
                f"Allow access to files in {name}?",
                f"This will let the app access current and future content stored in {name}.",
                positive=DialogButton("Allow", lambda: self._give_tree(folder)),
                negative=DialogButton("Cancel"),
            )
        )

    def _give_tree(self, folder: str) -> None:
        uri = self.phone.documents.uri_of(folder).replace("/document/", "/tree/", 1)
        self.finish(Intent(data=uri))

    def _save(self) -> None:
        name = self.text_of(_NAME).strip()
        if not name:
            return
        path = posixpath.join(self.place.folder, name)
        if not self.phone.files.exists(path):
            self._make(path)
            return
        self.show(
            AlertDialog(
                message=f"Overwrite {name}?",
                positive=DialogButton("OK", lambda: self._finish_with(path)),
                negative=DialogButton("Cancel"),
            )
        )

    def _make(self, path: str) -> None:
        """Create the empty document; who asked for it fills it."""
        path = unused_path(self.phone.files, path)
        self.phone.files.write_bytes(path, b"")
        self._finish_with(path)

    # menu --------------------------------------------------------------------------------------

    def menu(self) -> list[MenuItem]:
        items = self.common_menu()
        if self.place.folder and self.roots()[0] == ():
            items.insert(0, MenuItem("New folder", self._ask_folder))
        return items

    def _ask_folder(self) -> None:
        def make(name: str) -> str:
            target = posixpath.join(self.place.folder, name)
            if self.phone.files.exists(target):
                return "A file with this name already exists."
            self.phone.files.make_folder(target)
            self.go(self.place.into(target))
            return ""

        self.show(NameDialog("New folder", "Folder name", "", make))
