"""A dialog that asks for a name and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.ui import AlertDialog, Column, DialogButton, EditText, Node, Text


class NameDialog(AlertDialog):
    """Asks for a name.

    Args:
        title: of the dialog.
        name: what the field holds at first.
        hint: what the field is for.
        verb: the text of the button.
        then: takes the name; it returns what is wrong with it, or nothing.
    """

    def __init__(
        self, title: str, name: str, hint: str, verb: str, then: Callable[[str], str]
    ) -> None:
        super().__init__(
            title,
            positive=DialogButton(verb, self._done, stays=True),
            negative=DialogButton("Cancel"),
            content=self._field,
        )
        self.name, self.hint, self.then = name, hint, then
        self.problem = ""

    def _field(self) -> Node:
        return Column(
            EditText(
                self.name,
                id="name_edit_text",
                hint=self.hint,
                autofocus=True,
                ime_action="done",
                on_submit=self._done,
            ),
            Text(self.problem, size=12, color="error") if self.problem else None,
            pad=(24, 8, 24, 8),
            gap=6,
        )

    def _done(self) -> None:
        name = self.text_of("name_edit_text").strip()
        self.problem = self.then(name) if name else "Please fill in the field"
        if self.problem:
            self.invalidate()
        else:
            self.close()
