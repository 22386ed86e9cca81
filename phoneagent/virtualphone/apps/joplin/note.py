"""One note: shown as its Markdown looks, or edited."""

from __future__ import annotations

from dataclasses import replace

from phoneagent.virtualphone.apps.chooser import EXTRA_TEXT, choose
from phoneagent.virtualphone.apps.joplin import markdown
from phoneagent.virtualphone.apps.joplin.model import Note, Store
from phoneagent.virtualphone.apps.joplin.parts import (
    BUTTON,
    Header,
    ask,
    button,
    trash_question,
)
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_SEND, Intent
from phoneagent.virtualphone.timetext import clock_text, moment_of
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    CheckBox,
    Column,
    DialogButton,
    Divider,
    EditText,
    Fab,
    Frame,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Screen,
    Scroll,
)

_TITLE, _BODY = "note_title", "note_body"
_EDITOR = "android.webkit.WebView"


class NoteScreen(Screen):
    """The intent names a note, or the notebook of a new one; what is written saves itself."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store = Store(app.phone)
        found = self.store.get(intent.text("note_id"))
        self.note = found or self._new_note(intent)
        self.editing = found is None

    def _new_note(self, intent: Intent) -> Note:
        notebooks = [notebook.id for notebook in self.store.notebooks()]
        return Note(
            parent_id=intent.text("parent_id") or (notebooks[0] if notebooks else ""),
            title=intent.text("android.intent.extra.SUBJECT"),
            body=intent.text(EXTRA_TEXT),
            is_todo=intent.extras.get("todo") is True,
        )

    def view(self) -> Node:
        stored = self.store.get(self.note.id) if self.note.id else None
        if stored and not self.editing:
            self.note = replace(stored, title=self._title(stored))
        return Column(
            self._header(),
            self._title_row(),
            Divider(),
            self._editor() if self.editing else self._rendered(),
            height=FILL,
        )

    def _title(self, stored: Note) -> str:
        """The title as somebody is writing it, else as it is stored."""
        return self.note.title if self._changed() else stored.title

    def _header(self) -> Node:
        changed = self._changed()
        return Header(
            "",
            button("check", self._save, "Save changes", enabled=changed)
            if self.editing or changed
            else None,
            button("more", self._menu, "Actions"),
            leading=button("back", self._leave, "Back"),
        )

    def _title_row(self) -> Node:
        box = CheckBox(
            self.note.done,
            self._complete,
            desc=f"to-do: {self.note.shown_title}",
            width=44,
            height=44,
            pad=(10, 10, 10, 10),
        )
        return Row(
            box if self.note.is_todo else None,
            EditText(
                self.note.title,
                key=_TITLE,
                hint="Add title",
                size=18,
                background="",
                weight=1,
                autofocus=self.editing and not self.note.id,
                ime_action="next",
                enabled=not self.note.deleted_ms,
            ),
            pad=(4, 0, 8, 0),
        )

    def _rendered(self) -> Node:
        pencil = Fab("edit", self._edit, desc="Edit", class_name=BUTTON, radius=28)
        return Frame(
            Scroll(
                *markdown.render(self.note.body, self._tick),
                class_name=_EDITOR,
                height=FILL,
                pad=(16, 8, 16, 96),
            ),
            None if self.note.deleted_ms else pencil,
            weight=1,
        )

    def _editor(self) -> Node:
        return Column(
            EditText(
                self.note.body,
                key=_BODY,
                hint="Add body",
                input_type="multiline",
                background="",
                autofocus=bool(self.note.id),
                height=FILL,
                weight=1,
            ),
            class_name=_EDITOR,
            weight=1,
        )

    # Writing

    def _written(self) -> Note:
        """The note as it stands in the fields."""
        title = self.states.field_of(_TITLE)
        title.declare(self.note.title)
        body = self.note.body
        if self.editing:
            field = self.states.field_of(_BODY)
            field.declare(self.note.body)
            body = field.edit.text
        return replace(self.note, title=title.edit.text.strip("\n"), body=body)

    def _changed(self) -> bool:
        """Whether there is something to save."""
        written = self._written()
        if not self.note.id:
            return bool(written.title.strip() or written.body.strip())
        return (written.title, written.body) != (self.note.title, self.note.body)

    def _save(self) -> None:
        if self._changed():
            written = self._written()
            self.note = self.store.get(self.store.save(written)) or written

    def _complete(self, done: bool) -> None:
        self._save()
        self.store.complete(self.note, done=done)
        self.note = self.store.get(self.note.id) or self.note

    def _tick(self, line: int) -> None:
        body = markdown.ticked(self.note.body, line)
        self.note = replace(self.note, body=body)
        self.store.save(self.note)

    def _edit(self) -> None:
        self._save()
        self.editing = True

    def on_pause(self) -> None:
        self._save()

    def on_back(self) -> bool:
        """Editing ends first, then the note is left."""
        self._save()
        if self.editing and self.note.id:
            self.editing = False
            return True
        return False

    def _leave(self) -> None:
        if not self.on_back():
            self.finish()

    # The menu

    def _menu(self) -> None:
        self._save()
        kind = "Convert to note" if self.note.is_todo else "Convert to todo"
        if self.note.deleted_ms:
            lines = [MenuItem("Restore", self._restore)]
        else:
            lines = [
                MenuItem("Share", self._share),
                MenuItem(kind, self._convert),
                MenuItem("Copy Markdown link", self._copy_link),
                MenuItem("Properties", self._show_properties),
                MenuItem("Delete", self._ask),
            ]
        self.show(PopupMenu(lines))

    def _share(self) -> None:
        text = f"{self.note.title}\n\n{self.note.body}"
        self.start(choose(Intent(ACTION_SEND, type="text/plain", extras={EXTRA_TEXT: text})))

    def _convert(self) -> None:
        self.note = replace(self.note, is_todo=not self.note.is_todo, completed_ms=0)
        if self.note.id:
            self.store.save(self.note)

    def _copy_link(self) -> None:
        self.phone.clipboard.set(f"[{self.note.shown_title}](:/{self.note.id})")
        self.toast("Copied to clipboard")

    def _show_properties(self) -> None:
        lines = []
        for name, epoch_ms in (
            ("Created", self.note.created_ms),
            ("Updated", self.note.updated_ms),
        ):
            moment = moment_of(self.phone, epoch_ms)
            lines.append(f"{name}: {moment:%d/%m/%Y} {clock_text(self.phone, epoch_ms)}")
        lines.append(f"ID: {self.note.id}")
        self.show(AlertDialog("Properties", "\n".join(lines), positive=DialogButton("OK")))

    def _ask(self) -> None:
        ask(self, trash_question([self.note]), self._delete)

    def _delete(self) -> None:
        if self.note.id:
            self.store.delete([self.note.id])
        self.finish()

    def _restore(self) -> None:
        self.store.restore([self.note.id])
        self.finish()
