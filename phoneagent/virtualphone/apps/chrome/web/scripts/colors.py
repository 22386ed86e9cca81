"""The page "Color Challenge": three colours are asked for, drawn with a finger on a canvas."""

from __future__ import annotations

import re

from PIL import Image, ImageColor, ImageDraw

from phoneagent.virtualphone.apps.chrome.web.dom import Document, Element
from phoneagent.virtualphone.apps.chrome.web.scripts.generator import Generator

_WANTED = 3
_LIST = re.compile(r"availableColors\s*=\s*\[(.*?)\]", re.DOTALL)
_COLOR = re.compile(r"#[0-9a-f]{6}")
_SWATCH = "width: 50px; height: 50px; display: inline-block; margin: 5px; background-color: "
_PEN = "#000000"
_SIDES = ("width", "height")


class ColorChallenge:
    """Shows the colours asked for and a palette; draws; compares."""

    def __init__(self, document: Document, generator: Generator) -> None:
        self._document = document
        found = _LIST.search(document.script)
        palette = _COLOR.findall(found[1]) if found else []
        rest = list(palette)
        self._wanted = [
            rest.pop(generator.below(len(rest))) for _ in range(min(_WANTED, len(rest)))
        ]
        self._pen = _PEN
        self._image = self._blank()
        self._lay_out(palette)

    def _lay_out(self, palette: list[str]) -> None:
        task, colors = self._document.by_id("taskColors"), self._document.by_id("colorPalette")
        for color in self._wanted if task else ():
            assert task is not None
            task.append("div", style=_SWATCH + color)
        for color in palette if colors else ():
            assert colors is not None
            colors.append("button", class_="color-button", style=f"background-color: {color}")

    def _blank(self) -> Image.Image:
        """An empty canvas: transparent black, as a new one is."""
        canvas = self._document.root.first("canvas")
        width, height = (int(canvas.get(side, "300")) if canvas else 300 for side in _SIDES)
        return Image.new("RGBA", (width, height))

    def clicked(self, element: Element) -> None:
        if "color-button" in element.classes:
            self._pen = element.get("style").rpartition(" ")[2]
        elif element.id == "clearButton":
            self._image = self._blank()
        elif element.id == "submitButton":
            result = self._document.by_id("result")
            if result is not None:
                result.set_text("Success!" if self._holds_all() else "")

    def _holds_all(self) -> bool:
        """Whether each colour asked for is that of at least one pixel."""
        pixels = self._image.convert("RGB").getcolors(self._image.width * self._image.height)
        drawn = {color for _, color in pixels or ()}
        return all(ImageColor.getrgb(color) in drawn for color in self._wanted)

    def canvas(self, element: Element) -> Image.Image | None:
        del element
        ground = Image.new("RGB", self._image.size, "white")
        ground.paste(self._image, mask=self._image.getchannel(3))
        return ground

    def stroke(
        self, element: Element, start: tuple[float, float], end: tuple[float, float]
    ) -> None:
        del element
        width, height = self._image.size
        line = [(x * width, y * height) for x, y in (start, end)]
        ImageDraw.Draw(self._image).line(line, fill=self._pen)
