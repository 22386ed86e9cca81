"""What a page that is a program does when it is touched."""

from __future__ import annotations

from typing import Protocol

from PIL import Image

from phoneagent.virtualphone.apps.chrome.web.dom import Element


class Script(Protocol):
    """Plays one page by changing its document."""

    def clicked(self, element: Element) -> None:
        """A button or another element was tapped."""

    def canvas(self, element: Element) -> Image.Image | None:
        """The picture on a canvas of the page; None when nothing is drawn there."""

    def stroke(
        self, element: Element, start: tuple[float, float], end: tuple[float, float]
    ) -> None:
        """A finger moved over a canvas; places as shares of its width and height, 0..1."""


class StillScript:
    """The parts of a `Script` that a page without a canvas needs not."""

    def canvas(self, element: Element) -> Image.Image | None:
        del element
        return None

    def stroke(
        self, element: Element, start: tuple[float, float], end: tuple[float, float]
    ) -> None:
        """There is nothing to draw on."""
