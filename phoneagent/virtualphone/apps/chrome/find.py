"""Find in page: the bar, and the marks on what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.ui import EditText, ImageButton, Node, Row, Text

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.chrome.browser import BrowserScreen

_QUERY = "find_query"
_FOUND, _CURRENT = "#fff3a0", "#ffb74d"


class FindBar:
    """Takes the place of the toolbar while a person searches in the page."""

    def __init__(self, screen: BrowserScreen) -> None:
        self.screen = screen
        self.shown = False
        self.current = 0
        self._view: Node | None = None
        self._found: list[tuple[Node, Node]] = []

    @property
    def count(self) -> int:
        return len(self._found)

    def open(self) -> None:
        self.screen.set_text(_QUERY, "")
        self.shown, self.current, self._found = True, 0, []

    def close(self) -> None:
        self.shown = False

    def view(self) -> Node:
        wanted = self.screen.text_of(_QUERY)
        place = f"{self.current + 1 if self.count else 0}/{self.count}" if wanted else ""
        return Row(
            EditText(hint="Find in page", id=_QUERY, weight=1, autofocus=True, background=""),
            Text(place, id="find_status", color="muted"),
            ImageButton(
                "chevron_up", lambda: self._step(-1), desc="Previous", id="find_prev_button"
            ),
            ImageButton("chevron_down", lambda: self._step(1), desc="Next", id="find_next_button"),
            ImageButton("close", self.close, desc="Close find bar", id="close_find_button"),
            id="find_toolbar",
            height=56,
            pad=(8, 0, 4, 0),
        )

    def _step(self, by: int) -> None:
        """Go to another place found, and bring its block into sight."""
        if not self.count or self._view is None:
            return
        self.current = (self.current + by) % self.count
        block = self._found[self.current][0]
        scroll = self.screen.states.scroll_of(self._view.key)
        scroll.move(block.frame.top - self._view.frame.center[1])

    def mark(self, view: Node) -> None:
        """Count and colour the texts of a page that hold what is looked for."""
        wanted = self.screen.text_of(_QUERY).casefold()
        self._view = view
        self._found = [
            (block, node)
            for block in view.children
            for node in _texts(block)
            if wanted and wanted in node.text.casefold()
        ]
        self.current = min(self.current, max(0, self.count - 1))
        for number, (_, node) in enumerate(self._found):
            node.background = _CURRENT if number == self.current else _FOUND


def _texts(node: Node) -> list[Node]:
    """Every node with a text, also those that scrolling hides."""
    below = [found for child in node.children for found in _texts(child)]
    return [node, *below] if node.text else below
