"""The dialog behind the plus button: a new file or a new folder."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from phoneagent.virtualphone.apps.markor.notebook import SHORTEST_KEPT, clean_name, settings_of
from phoneagent.virtualphone.apps.markor.templates import TEMPLATES
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.ui import (
    AlertDialog,
    DialogButton,
    EditText,
    Node,
    Row,
    Scroll,
    Spinner,
    Text,
)

TYPES = (
    ("Markdown", ".md"),
    ("Plain Text", ".txt"),
    ("todo.txt", ".todo.txt"),
    ("Wikitext", ".txt"),
    ("AsciiDoc", ".adoc"),
    ("CSV", ".csv"),
    ("None", ""),
)
_NAME, _ENDING = "new_file_dialog__name", "new_file_dialog__ext"
_WIKITEXT = 3


class NewFileDialog(AlertDialog):
    """Asks for name, ending, type and template.

    Args:
        phone: whose storage and settings.
        folder: where the file or folder is made.
        made: gets the path of what is there now.
    """

    def __init__(self, phone: VirtualPhone, folder: str, made: Callable[[str], object]) -> None:
        super().__init__(
            positive=DialogButton("OK", self._make_file),
            negative=DialogButton("CANCEL"),
            neutral=DialogButton("FOLDER", self._make_folder),
            content=self._form,
        )
        self._phone, self._folder, self._made = phone, folder, made
        settings = settings_of(phone)
        self._ending = settings.get("pref_key__new_file_dialog_lastused_extension", ".md")
        self._type = settings.get("pref_key__new_file_dialog_lastused_type", 0)
        self._template = 0

    def _form(self) -> Node:
        names = Row(
            EditText(
                on_change=lambda text: self._clean(_NAME, text),
                id=_NAME,
                hint="my_note",
                size=15,
                weight=70,
                autofocus=True,
            ),
            EditText(
                self._ending,
                lambda text: self._clean(_ENDING, text),
                id=_ENDING,
                hint=".md",
                size=15,
                text_align="end",
                weight=30,
            ),
            gap=8,
        )
        types = [title for title, _ in TYPES]
        templates = [template.title for template in TEMPLATES]
        return Scroll(
            _caption("Name"),
            names,
            _caption("Type"),
            Spinner(self, types, self._type, self._pick_type, id="new_file_dialog__type"),
            _caption("Template"),
            Spinner(
                self,
                templates,
                self._template,
                self._pick_template,
                id="new_file_dialog__template",
            ),
            _caption("- Folder is created without file extension", top=16),
            _caption("- Files and folders are not overwritten", top=0),
            id="new_file_dialog__root",
            pad=(20, 8, 20, 0),
        )

    def _clean(self, key: str, text: str) -> None:
        if clean_name(text) != text:
            self.set_text(key, clean_name(text))

    def _pick_type(self, number: int) -> None:
        self._type = number
        self.set_text(_ENDING, TYPES[number][1])
        if number == _WIKITEXT:
            titles = [template.title for template in TEMPLATES]
            self._template = titles.index("zim-wiki-empty.txt")
        settings_of(self._phone).put("pref_key__new_file_dialog_lastused_type", number)

    def _pick_template(self, number: int) -> None:
        self._template = number
        prefix = TEMPLATES[number].prefix(self._phone.clock.now())
        if not self.text_of(_NAME).startswith(prefix):
            self.set_text(_NAME, prefix + self.text_of(_NAME))
        self.invalidate()

    def _name(self) -> str:
        name = self.text_of(_NAME).strip()
        return name.replace(" ", "_") if TEMPLATES[self._template].joined else name

    def _make_file(self) -> None:
        name, ending = self._name(), self.text_of(_ENDING).strip()
        if not name:
            return
        settings_of(self._phone).put("pref_key__new_file_dialog_lastused_extension", ending)
        path = posixpath.join(self._folder, name + ending)
        files = self._phone.files
        if not files.exists(path) or _is_short(self._phone, path):
            now = self._phone.clock.now()
            files.write_text(path, TEMPLATES[self._template].text(name, now))
        self._made(path)

    def _make_folder(self) -> None:
        if self._name():
            path = posixpath.join(self._folder, self._name())
            if not self._phone.files.exists(path):
                self._phone.files.make_folder(path)
            self._made(path)


def _is_short(phone: VirtualPhone, path: str) -> bool:
    """Whether nothing is lost when a template is written over a file."""
    host = phone.files.host(path)
    return host.is_file() and host.stat().st_size < SHORTEST_KEPT


def _caption(text: str, top: float = 8) -> Node:
    return Text(text, size=12, color="muted", margin=(0, top, 0, 0))
