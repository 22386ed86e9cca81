"""The phone's generation: a number that grows whenever something visible may have changed."""

from __future__ import annotations


class Changes:
    """Counts visible changes, so that trees and screenshots are made anew only when needed."""

    def __init__(self) -> None:
        self.generation = 1

    def note(self) -> None:
        """Say that the screen may look different from now on."""
        self.generation += 1
