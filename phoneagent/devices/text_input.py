"""Typing: a ladder of ways, each read back from the field, any Unicode on all but the last.

1. set the text on the node (accessibility, no keyboard involved); 2. paste; 3. AdbKeyboard by
broadcast; 4. `input text`, ASCII only. A way that leaves something else in the field hands over to
the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from phoneagent.core.actions import Spot
from phoneagent.core.base import Point
from phoneagent.devices.adb import Adb
from phoneagent.devices.automation import Automation
from phoneagent.devices.eyes import Eyes
from phoneagent.devices.fields import Field, field_at, focused_field
from phoneagent.devices.keyboard import Keyboard
from phoneagent.errors import ActionError

WAYS = ("set on the node", "pasted", "typed by AdbKeyboard", "typed by `input text`")
_FOCUS_S = 2.0
_READ_BACK_S = 0.6
_MOVE_END, _DEL, _ENTER = "123", "67", "66"
# `input text` drops characters of long lines on slow phones, and takes "%s" for a space.
_SHELL_CHUNK = re.compile(r"(?:%(?!s)|[^%]){1,200}|%(?=s)")


@dataclass(frozen=True, slots=True)
class Task:
    """What a field shall hold.

    Attributes:
        text: what was asked to be typed.
        wanted: what the field shall hold afterwards; for a password field only its length counts.
        append: the text goes after what is there.
        was: what the field held before.
    """

    text: str
    wanted: str
    append: bool
    was: str


class TextInput:
    """The text ladder of one phone.

    Args:
        adb, automation, eyes: the phone.
        tap: puts the focus into a field.

    Attributes:
        keyboard: the phone's input method.
    """

    def __init__(
        self, adb: Adb, automation: Automation, eyes: Eyes, tap: Callable[[Point], None]
    ) -> None:
        self._adb = adb
        self._automation = automation
        self._eyes = eyes
        self._tap = tap
        self.keyboard = Keyboard(adb)
        each = (self._set_on_node, self._paste, self._type_with_keyboard, self._type_with_shell)
        self._ways = dict(zip(WAYS, each, strict=True))
        self.restore()

    def restore(self) -> None:
        """Give the user's keyboard back."""
        self.keyboard.restore()

    def enter(
        self, text: str, into: Spot | None, *, append: bool, ways: Sequence[str] = WAYS
    ) -> str:
        """Make a field hold a text; how it was done.

        Args:
            text: any Unicode.
            into: the field; the focused one when left out.
            append: keep what the field holds.
            ways: which ways may be tried, see `WAYS`.

        Raises:
            ActionError: no field has the focus, or the field holds something else afterwards.
        """
        field = self._focus(into)
        was = field.holds
        task = Task(text, was + text if append else text, append, was)
        if not text and append:
            return "nothing to append"
        failures: list[str] = []
        results: list[str] = []
        for how in (way for way in ways if self._can(way, task)):
            try:
                self._ways[how](task, field)
            except ActionError as error:
                failures.append(f"{how}: {error}")
                continue
            field = self._read_back(field, task)
            if field.shows(task.wanted):
                return how
            failures.append(f"{how}: the field holds {_shown(field)}")
            results.append(field.holds)
            if len(results) > 1 and results[-1] == results[-2] != was:
                break  # two ways, one result: the field itself changes or cuts the text
        raise ActionError("the text was not taken; " + "; ".join(failures))

    # focus ------------------------------------------------------------------------------

    def _focus(self, into: Spot | None) -> Field:
        """The field to type into, focused if it can be."""
        seen = self._eyes.dump()
        focused = focused_field(seen)
        if into is None:
            if focused is None:
                raise ActionError("no field has the focus: tap one, or name it")
            return focused
        meant = field_at(seen, into.bounds)
        if focused and meant and focused.node == meant.node:
            return focused
        self._tap(into.centre)
        for seen in self._eyes.looks(_FOCUS_S):
            now = focused_field(seen)
            if now and (focused is None or now.node.bounds != focused.node.bounds):
                return now
        meant = field_at(self._eyes.dump(), into.bounds)
        if meant is None:
            raise ActionError("this takes no text: no field got the focus after a tap on it")
        return meant

    # ways -------------------------------------------------------------------------------

    def _can(self, way: str, task: Task) -> bool:
        """Whether a way can do this at all."""
        if way == WAYS[0]:  # the dots of a password cannot be set again
            return not (task.append and task.was and set(task.was) == {"\N{BULLET}"})
        return way != WAYS[-1] or task.text.isascii()

    def _set_on_node(self, task: Task, field: Field) -> None:
        if not task.wanted:
            self._automation.act("clearTextField", field.name)
        elif self._automation.act("setText", field.name, task.wanted) is False:
            raise ActionError("the field refused it")

    def _paste(self, task: Task, field: Field) -> None:
        before = self._automation.read("getClipboard")
        try:
            self._automation.act("setClipboard", None, task.text)
            if self._automation.read("getClipboard") != task.text:
                raise ActionError("the clipboard cannot be used")
            self._prepare(task, field)
            self._automation.act("pasteClipboard")
            self._read_back(field, task)  # a paste reads the clipboard when it is carried out
        finally:
            self._automation.act("setClipboard", None, before or "")

    def _prepare(self, task: Task, field: Field) -> None:
        """Put the cursor at the end of what shall stay."""
        if task.append:
            if field.holds != task.was:
                self._automation.act("setText", field.name, task.was)
            self._automation.act("pressKeyCode", int(_MOVE_END))
        else:
            self._automation.act("clearInputText")

    def _type_with_keyboard(self, task: Task, field: Field) -> None:
        with self.keyboard.borrowed():
            if task.append:
                self._prepare(task, field)
                self.keyboard.append(task.text)
            else:
                self.keyboard.replace(task.text)
            self._read_back(field, task)

    def _type_with_shell(self, task: Task, field: Field) -> None:
        surplus = len(field.holds) - (len(task.was) if task.append else 0)
        keys = [_MOVE_END, *[_DEL] * max(0, surplus)]
        self._adb.shell("input", "keyevent", *keys)
        for number, line in enumerate(task.text.split("\n")):
            if number:
                self._adb.shell("input", "keyevent", _ENTER)
            for chunk in _SHELL_CHUNK.findall(line):
                self._adb.shell("input", "text", chunk.replace(" ", "%s"))

    # reading back -----------------------------------------------------------------------

    def _read_back(self, field: Field, task: Task) -> Field:
        """The field once it shows what it shall, or as it is when the time is up."""
        now = field
        for seen in self._eyes.looks(_READ_BACK_S):
            now = focused_field(seen) or field_at(seen, field.node.bounds) or now
            if now.shows(task.wanted):
                break
        return now


def _shown(field: Field) -> str:
    if field.node.password:
        return f"{len(field.holds)} characters"
    return repr(field.holds[:80])
