"""The dialogs of Files: a name, a deletion."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from phoneagent.virtualphone.system.folders import Entry
from phoneagent.virtualphone.ui import AlertDialog, Column, DialogButton, EditText, Node, Text
from phoneagent.virtualphone.ui.editing import TextEdit

_FORBIDDEN = frozenset('\\/:*?"<>|\n')
_FIELD = "android:id/text1"


class NameDialog(AlertDialog):
    """Asks for the name of a file or folder.

    Args:
        title: of the dialog.
        hint: of the field.
        name: what it holds at first; what is before its ending is selected.
        then: takes the name; it returns what is wrong with it, or nothing.
    """

    def __init__(self, title: str, hint: str, name: str, then: Callable[[str], str]) -> None:
        super().__init__(
            title,
            positive=DialogButton("OK", self._done, stays=True),
            negative=DialogButton("Cancel"),
            content=self._field,
        )
        self._hint, self._name, self._then = hint, name, then
        self._problem = ""
        stem = name.rpartition(".")[0] or name
        self.states.field_of(_FIELD).edit = TextEdit(name, len(stem), 0)

    def _field(self) -> Node:
        return Column(
            EditText(
                self._name,
                self._changed,
                id=_FIELD,
                hint=self._hint,
                autofocus=True,
                ime_action="done",
                on_submit=self._done,
            ),
            Text(self._problem, id="textinput_error", size=12, color="error")
            if self._problem
            else None,
            id="input_wrapper",
            pad=(24, 8, 24, 0),
            gap=4,
        )

    def _changed(self, text: str) -> None:
        self._problem = ""
        clean = "".join(char for char in text if char not in _FORBIDDEN)
        if clean != text:
            self.set_text(_FIELD, clean)

    def _done(self) -> None:
        name = self.text_of(_FIELD).strip()
        if not name:
            renames = bool(self._name)
            empty = "You need to rename this" if renames else "You need to add a folder name"
            self._problem = empty
        else:
            self._problem = self._then(name)
        if self._problem:
            self.invalidate()
        else:
            self.close()


def confirm_delete(found: Sequence[Entry], delete: Callable[[], object]) -> AlertDialog:
    """Ask whether files and folders are really to be deleted."""
    return AlertDialog(
        message=_question(found),
        positive=DialogButton("OK", delete),
        negative=DialogButton("Cancel"),
    )


def _question(found: Sequence[Entry]) -> str:
    if len(found) == 1 and found[0].is_folder:
        return f'Delete folder "{found[0].name}" and its contents?'
    if len(found) == 1:
        return f'Delete "{found[0].name}"?'
    kinds = {one.is_folder for one in found}
    if kinds == {False}:
        return f"Delete {len(found)} files?"
    if kinds == {True}:
        return f"Delete {len(found)} folders and their contents?"
    return f"Delete {len(found)} items?"
