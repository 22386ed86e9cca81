"""Typing into the focused text field: commits, key events, cut and paste, IME actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from phoneagent.virtualphone.ui import keys
from phoneagent.virtualphone.ui.editing import TextEdit
from phoneagent.virtualphone.ui.host import HostClipboard
from phoneagent.virtualphone.ui.layer import Window
from phoneagent.virtualphone.ui.node import Node

_ALLOWED = {
    "number": frozenset("0123456789.,-+"),
    "phone": frozenset("0123456789+*#,;/()-. N"),
    "date": frozenset("0123456789/-.: amp"),
}


class Desk(Protocol):
    """Where typing happens: the display."""

    @property
    def clipboard(self) -> HostClipboard: ...
    def focused(self) -> tuple[Window, Node] | None:
        """The window and the field that has the cursor."""
        ...

    def changed(self) -> None:
        """Something visible has changed."""
        ...

    def hide_keyboard(self) -> None: ...


class TextInput:
    """Edits the focused field; every method says whether there was one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commit(self, text: str) -> bool:
        """Insert text at the cursor, as a keyboard does; any Unicode."""
        focus = self._desk.focused()
        if focus is None:
            return False
        node = focus[1]
        typed = _allowed(node, text if node.input_type == "multiline" else text.replace("\n", " "))
        self._change(node, lambda edit: edit.insert(typed))
        return True

    def replace_all(self, text: str) -> bool:
        """Put text in place of all that is there, as ACTION_SET_TEXT does."""
        focus = self._desk.focused()
        if focus is None:
            return False
        self._change(focus[1], lambda edit: TextEdit(_allowed(focus[1], text)))
        return True

    def backspace(self) -> bool:
        return self._edit(TextEdit.backspace)

    @property
    def can_paste(self) -> bool:
        return bool(self._desk.clipboard.text)

    def paste(self) -> bool:
        return self.commit(self._desk.clipboard.text)

    def copy(self, *, cut: bool = False) -> bool:
        """Put the selection on the clipboard, and take it out when cutting."""
        focus = self._desk.focused()
        if focus is None or focus[1].field is None or focus[1].password:
            return False
        selected = focus[1].field.edit.selected
        if selected:
            self._desk.clipboard.set(selected)
            if cut:
                self._edit(TextEdit.backspace)
        return True

    def select_all(self) -> bool:
        return self._edit(TextEdit.select_all)

    def deselect(self) -> bool:
        """Put the cursor at the end of what is selected."""
        return self._edit(lambda edit: edit.move(edit.end))

    def key(self, keycode: int, meta: int = 0) -> bool:
        """Take a key event; False when the field has no use for it."""
        if self._desk.focused() is None:
            return False
        if meta & keys.META_CTRL_MASK:
            return self._shortcut(keys.character(keycode))
        typed = keys.character(keycode, meta)
        if typed:
            return self.commit(typed)
        if keycode in (keys.ENTER, keys.NUMPAD_ENTER):
            return self.enter()
        if keycode == keys.TAB:
            return self.focus_next()
        if keycode in (keys.CUT, keys.COPY):
            return self.copy(cut=keycode == keys.CUT)
        if keycode == keys.PASTE:
            return self.paste()
        return self._move(keycode, extend=bool(meta & keys.META_SHIFT_MASK))

    def enter(self) -> bool:
        """Press the enter key: a new line, or the field's action."""
        focus = self._desk.focused()
        if focus is None:
            return False
        node = focus[1]
        if node.input_type == "multiline" and not node.ime_action:
            return self._edit(lambda edit: edit.insert("\n"))
        return self.act()

    def act(self) -> bool:
        """Carry out the field's IME action."""
        focus = self._desk.focused()
        if focus is None:
            return False
        window, node = focus
        action = ime_action(window, node)
        if action == "next":
            return self.focus_next()
        if action != "send":
            self._desk.hide_keyboard()
        if node.on_submit:
            node.on_submit()
        self._desk.changed()
        return True

    def focus_next(self) -> bool:
        """Move the cursor to the next field of the window; the last one keeps it."""
        focus = self._desk.focused()
        if focus is None:
            return False
        window, node = focus
        later = window.fields[window.fields.index(node) + 1 :]
        for following in later:
            if following.enabled:
                window.layer.states.focus = following.key
                self._desk.changed()
                break
        return True

    def _shortcut(self, letter: str) -> bool:
        """Ctrl with A, C, X or V."""
        actions: dict[str, Callable[[], bool]] = {
            "a": self.select_all,
            "c": self.copy,
            "x": lambda: self.copy(cut=True),
            "v": self.paste,
        }
        return actions[letter]() if letter in actions else False

    def _move(self, keycode: int, *, extend: bool) -> bool:
        moves: dict[int, Callable[[TextEdit], TextEdit]] = {
            keys.DEL: TextEdit.backspace,
            keys.FORWARD_DEL: TextEdit.delete,
            keys.LEFT: lambda edit: edit.step(-1, extend=extend),
            keys.RIGHT: lambda edit: edit.step(1, extend=extend),
            keys.UP: lambda edit: edit.line_step(-1, extend=extend),
            keys.DOWN: lambda edit: edit.line_step(1, extend=extend),
            keys.MOVE_HOME: lambda edit: edit.line_edge(end=False, extend=extend),
            keys.MOVE_END: lambda edit: edit.line_edge(end=True, extend=extend),
        }
        return self._edit(moves[keycode]) if keycode in moves else False

    def _edit(self, change: Callable[[TextEdit], TextEdit]) -> bool:
        focus = self._desk.focused()
        if focus is None:
            return False
        self._change(focus[1], change)
        return True

    def _change(self, node: Node, change: Callable[[TextEdit], TextEdit]) -> None:
        if node.field is None:
            return
        before = node.field.edit
        after = node.field.edit = change(before)
        if after.text != before.text and node.on_change:
            node.on_change(after.text)
        if after != before:
            self._desk.changed()


def ime_action(window: Window, node: Node) -> str:
    """Return what the enter key of the keyboard does in a field."""
    if node.ime_action:
        return node.ime_action
    if node.input_type == "multiline":
        return "newline"
    position = window.fields.index(node)
    return "next" if any(field.enabled for field in window.fields[position + 1 :]) else "done"


def _allowed(node: Node, text: str) -> str:
    """Leave out what the field's input type does not take."""
    allowed = _ALLOWED.get(node.input_type)
    return text if allowed is None else "".join(char for char in text if char in allowed)
