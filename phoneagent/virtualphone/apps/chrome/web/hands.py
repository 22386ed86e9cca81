"""What a page tells the browser when it is touched."""

from __future__ import annotations

from typing import Protocol

from phoneagent.virtualphone.apps.chrome.web.dom import Element
from phoneagent.virtualphone.ui import Drag


class Touched(Protocol):
    """Who acts on touches of a page."""

    def tapped(self, element: Element) -> None:
        """A link, a button, a check box or anything that reacts was tapped."""

    def typed(self, element: Element, text: str) -> None:
        """A field holds another text."""

    def entered(self, element: Element) -> None:
        """The Enter key was pressed in a field."""

    def dragged(self, element: Element, drag: Drag) -> None:
        """A finger moves over a canvas."""

    def field_key(self, element: Element) -> str:
        """A name for what a field keeps, unlike that of any other field."""
