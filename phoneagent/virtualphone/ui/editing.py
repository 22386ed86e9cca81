"""The text editing model: text, cursor and selection, as an immutable value."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Text with a selection from `anchor` to `cursor`; both are offsets in characters."""

    text: str = ""
    cursor: int = -1
    anchor: int = -1

    def __post_init__(self) -> None:
        size = len(self.text)
        cursor = size if self.cursor < 0 else min(self.cursor, size)
        object.__setattr__(self, "cursor", cursor)
        object.__setattr__(self, "anchor", cursor if self.anchor < 0 else min(self.anchor, size))

    @property
    def start(self) -> int:
        return min(self.cursor, self.anchor)

    @property
    def end(self) -> int:
        return max(self.cursor, self.anchor)

    @property
    def selected(self) -> str:
        return self.text[self.start : self.end]

    def insert(self, text: str) -> TextEdit:
        """Replace the selection by `text`; the cursor lands after it."""
        return TextEdit(
            self.text[: self.start] + text + self.text[self.end :], self.start + len(text)
        )

    def backspace(self) -> TextEdit:
        """Delete the selection, or the character before the cursor."""
        if self.start != self.end:
            return self.insert("")
        return replace(self, anchor=max(0, self.cursor - 1)).insert("")

    def delete(self) -> TextEdit:
        """Delete the selection, or the character after the cursor."""
        if self.start != self.end:
            return self.insert("")
        return TextEdit(self.text, self.cursor, min(len(self.text), self.cursor + 1)).insert("")

    def move(self, offset: int, *, extend: bool = False) -> TextEdit:
        """Put the cursor at an offset; with `extend` the selection grows to it."""
        offset = min(max(0, offset), len(self.text))
        return TextEdit(self.text, offset, self.anchor if extend else offset)

    def step(self, delta: int, *, extend: bool = False) -> TextEdit:
        """Move the cursor by characters; a selection collapses to its edge first."""
        if self.start != self.end and not extend:
            return self.move(self.start if delta < 0 else self.end)
        return self.move(self.cursor + delta, extend=extend)

    def line_edge(self, *, end: bool, extend: bool = False) -> TextEdit:
        """Move to the start or end of the line the cursor is in."""
        if end:
            found = self.text.find("\n", self.cursor)
            return self.move(len(self.text) if found < 0 else found, extend=extend)
        return self.move(self.text.rfind("\n", 0, self.cursor) + 1, extend=extend)

    def line_step(self, delta: int, *, extend: bool = False) -> TextEdit:
        """Move to the same column of the line above (-1) or below (1); at the rim to the edge."""
        start = self.text.rfind("\n", 0, self.cursor) + 1
        column = self.cursor - start
        if delta < 0:
            if start == 0:
                return self.move(0, extend=extend)
            above = self.text.rfind("\n", 0, start - 1) + 1
            return self.move(min(above + column, start - 1), extend=extend)
        end = self.text.find("\n", self.cursor)
        if end < 0:
            return self.move(len(self.text), extend=extend)
        below_end = self.text.find("\n", end + 1)
        below_end = len(self.text) if below_end < 0 else below_end
        return self.move(min(end + 1 + column, below_end), extend=extend)

    def select_all(self) -> TextEdit:
        return TextEdit(self.text, len(self.text), 0)

    def select_word(self, offset: int) -> TextEdit:
        """Select the run of letters and digits around an offset, as a double tap does."""
        start = end = min(max(0, offset), len(self.text))
        while start > 0 and self.text[start - 1].isalnum():
            start -= 1
        while end < len(self.text) and self.text[end].isalnum():
            end += 1
        return TextEdit(self.text, end, start)
