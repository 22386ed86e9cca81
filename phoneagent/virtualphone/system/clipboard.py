"""The clipboard: one text with a label."""

from __future__ import annotations


class Clipboard:
    """What copy stores and paste reads."""

    def __init__(self) -> None:
        self.text = ""
        self.label = ""

    def set(self, text: str, label: str = "") -> None:
        self.text = text
        self.label = label
