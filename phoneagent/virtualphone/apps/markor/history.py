"""Undo and redo of a text, a word at a time."""

from __future__ import annotations

from phoneagent.virtualphone.ui.editing import TextEdit

_BUDGET_CHARACTERS = 4_000_000
"""How much text is remembered in all; the oldest goes first."""


class History:
    """The states a text went through, and which of them it is in."""

    def __init__(self, text: str) -> None:
        self._states = [TextEdit(text)]
        self._at = 0
        self._typing = False

    @property
    def text(self) -> str:
        """The text as last noted."""
        return self._states[self._at].text

    @property
    def can_undo(self) -> bool:
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        return self._at + 1 < len(self._states)

    def note(self, edit: TextEdit) -> None:
        """Remember a change; letters typed one after another are one."""
        typed = _typed(self.text, edit)
        del self._states[self._at + 1 :]
        if typed and self._typing and self._at:
            self._states[self._at] = edit
        else:
            self._states.append(edit)
            self._at += 1
        self._typing = typed
        while len(self._states) * len(edit.text) > _BUDGET_CHARACTERS and self._at > 1:
            del self._states[0]
            self._at -= 1

    def undo(self) -> TextEdit:
        """The state before; the oldest one stays."""
        self._at = max(0, self._at - 1)
        self._typing = False
        return self._states[self._at]

    def redo(self) -> TextEdit:
        """The state that was undone last."""
        self._at = min(len(self._states) - 1, self._at + 1)
        self._typing = False
        return self._states[self._at]


def _typed(before: str, edit: TextEdit) -> bool:
    """Whether one letter or digit was added before the cursor."""
    added = len(edit.text) == len(before) + 1 and edit.cursor > 0
    return added and not edit.text[edit.cursor - 1].isspace()
