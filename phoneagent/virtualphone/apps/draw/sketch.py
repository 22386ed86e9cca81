"""A drawing that is being made: its history, and whether it is saved."""

from __future__ import annotations

from dataclasses import replace

from phoneagent.virtualphone.apps.draw.canvas import Drawing, Operation


class Sketch:
    """A drawing with steps back and forth.

    Attributes:
        drawing: as it is now.
    """

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = self._saved = drawing
        self._done: list[Drawing] = []
        self._undone: list[Drawing] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    @property
    def is_saved(self) -> bool:
        """Whether nothing has been drawn since it was saved or begun."""
        return self.drawing == self._saved

    def saved(self) -> None:
        """It has been written into a file as it is now."""
        self._saved = self.drawing

    def add(self, operation: Operation) -> None:
        """Draw one thing more."""
        self.change(replace(self.drawing, operations=(*self.drawing.operations, operation)))

    def change(self, drawing: Drawing) -> None:
        """Put another drawing in its place; that can be undone."""
        self._done.append(self.drawing)
        self._undone.clear()
        self.drawing = drawing

    def undo(self) -> None:
        """Take back the last change (IndexError when there is none)."""
        self._undone.append(self.drawing)
        self.drawing = self._done.pop()

    def redo(self) -> None:
        """Make the change again that was taken back last (IndexError when there is none)."""
        self._done.append(self.drawing)
        self.drawing = self._undone.pop()
