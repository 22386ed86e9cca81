"""Moving and copying several files; what to do with a name that is taken is asked."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from phoneagent.virtualphone.apps.markor.notebook import numbered_path
from phoneagent.virtualphone.system import folders
from phoneagent.virtualphone.ui import ListDialog, Screen

_ANSWERS = ("Keep both", "Overwrite", "Skip")


class Transfer:
    """One run of moving or copying into a folder.

    Args:
        screen: where questions are asked.
        target: the folder.
        moving: False copies.
    """

    def __init__(self, screen: Screen, target: str, *, moving: bool) -> None:
        self._screen, self._files = screen, screen.phone.files
        self._target, self._act = target, folders.move if moving else folders.copy
        self._moving = moving
        self._waiting: list[str] = []

    def run(self, paths: Sequence[str]) -> None:
        """Carry files over, one after another; a folder never goes into itself."""
        if not any(folders.inside(self._target, path) for path in paths):
            self._waiting = list(paths)
            self._go_on()

    def _go_on(self, answer: str = "", *, for_all: bool = False) -> None:
        while self._waiting:
            path = self._waiting[0]
            target = posixpath.join(self._target, posixpath.basename(path))
            duplicates = target == path and not self._moving
            if target == path and self._moving:
                del self._waiting[0]
                continue
            if self._files.exists(target) and not (answer or duplicates):
                self._ask(posixpath.basename(path))
                return
            del self._waiting[0]
            self._carry(path, target, "Keep both" if duplicates else answer)
            answer = answer if for_all else ""
        self._screen.invalidate()

    def _carry(self, path: str, target: str, answer: str) -> None:
        if self._files.exists(target):
            if answer == "Skip":
                return
            if answer == "Overwrite":
                self._files.remove(target)
        self._act(self._files, path, numbered_path(self._screen.phone, target))

    def _ask(self, name: str) -> None:
        folder = posixpath.basename(self._target)
        answers = list(_ANSWERS)
        if len(self._waiting) > 1:
            answers += [f"{answer} (all)" for answer in _ANSWERS]

        def pick(number: int) -> None:
            count = len(_ANSWERS)
            self._go_on(_ANSWERS[number % count], for_all=number >= count)

        self._screen.show(ListDialog(f"'{name}' already exists in {folder}", answers, pick))
