"""A file in Markor's editor, in a window of its own; texts shared from elsewhere come here too."""

from __future__ import annotations

import posixpath

from phoneagent.virtualphone.apps.markor.editor import Editor
from phoneagent.virtualphone.apps.markor.look import bar
from phoneagent.virtualphone.apps.markor.notebook import (
    QUICKNOTE,
    TODO,
    settings_of,
)
from phoneagent.virtualphone.apps.markor.sharing import ShareInto
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_SEND, Intent
from phoneagent.virtualphone.ui import FILL, Column, Node, Screen, Text

EXTRA_PATH = "EXTRA_PATH"
_PREVIEW = "pref_key__is_view_mode_preferred"


class DocumentScreen(Screen):
    """Edits the file its intent means; a shared text asks where it should go."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.editor: Editor | None = None
        self.shared: ShareInto | None = None
        text = intent.text("android.intent.extra.TEXT")
        if intent.action == ACTION_SEND and text:
            self.shared = ShareInto(self, text)
        elif path := self._path():
            self.open(path)

    def _path(self) -> str:
        """The file that the intent means; empty when it means none on this device."""
        find = self.phone.path_behind
        asked = self.intent.text(EXTRA_PATH) or find(self.intent.data)
        return asked or find(self.intent.text("android.intent.extra.STREAM"))

    def open(self, path: str) -> None:
        """Show a file in place of what is shown now."""
        starts_in_view = settings_of(self.phone).get(_PREVIEW, default=False)
        known = settings_of(self.phone).get(f"preview:{path}", starts_in_view)
        fresh = not self.phone.files.exists(path) or not self.phone.files.read_bytes(path)
        self.editor = Editor(self, path, preview=known and not fresh)
        self.shared = None

    def view(self) -> Node:
        if self.shared is not None:
            return Column(bar("Share into", on_up=self.finish), self.shared.view(), height=FILL)
        if self.editor is None:
            said = Text("Markor can only edit files that are stored on this device.", pad=24)
            return Column(bar("Markor", on_up=self.finish), said, height=FILL)
        title = bar(
            title_of(self.editor.path),
            *self.editor.buttons(),
            on_up=self.leave,
            on_more=self.editor.show_menu,
        )
        return Column(title, self.editor.body(), height=FILL)

    def leave(self) -> None:
        """Back to where it was opened from."""
        self.finish()

    def on_resume(self) -> None:
        if self.editor:
            self.editor.load()

    def on_pause(self) -> None:
        if self.editor is None:
            return
        self.editor.save()
        if self.phone.files.exists(self.editor.path):
            remember(self, self.editor)


def remember(screen: Screen, editor: Editor) -> None:
    """Keep that a file was opened, and in which mode it was left."""
    settings = settings_of(screen.phone)
    key = f"preview:{editor.path}"
    if settings.get(key, default=False) != editor.preview:
        settings.put(key, editor.preview)
    recent = [p for p in settings.get("recent_documents", "").split("\n") if p]
    if editor.path not in recent[:1] and editor.path not in (TODO, QUICKNOTE):
        kept = [editor.path, *(p for p in recent if p != editor.path)][:20]
        settings.put("recent_documents", "\n".join(kept))


def title_of(path: str) -> str:
    """What the bar calls a file: its name without the ending."""
    return posixpath.splitext(posixpath.basename(path))[0]


def document(app: App, path: str) -> DocumentScreen:
    """The editor's screen for one file."""
    component = app.component(".activity.DocumentActivity")
    return DocumentScreen(app, Intent(component=component, extras={EXTRA_PATH: path}))
