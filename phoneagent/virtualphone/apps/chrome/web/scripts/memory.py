"""The page "Memory Task": five numbers are shown one by one, their product is asked."""

from __future__ import annotations

import math
import re

from phoneagent.virtualphone.apps.chrome.web.dom import Document, Element
from phoneagent.virtualphone.apps.chrome.web.scripts.generator import Generator
from phoneagent.virtualphone.apps.chrome.web.scripts.script import StillScript

_COUNT = 5
_LARGEST = 10
_NUMBER = re.compile(r"\s*([+-]?\d+)")


class MemoryTask(StillScript):
    """Shows the numbers, then the form."""

    def __init__(self, document: Document, generator: Generator) -> None:
        self._document = document
        self._generator = generator
        self._numbers: list[int] = []
        self._clicks = 0
        self._next_number()

    def clicked(self, element: Element) -> None:
        if element.get("onclick").startswith("handleButtonClick"):
            self._advance()
        elif element.get("onclick").startswith("checkAnswer"):
            self._check()

    def _advance(self) -> None:
        self._clicks += 1
        if self._clicks < _COUNT:
            self._next_number()
            return
        for name, display in (("button", "none"), ("number", "none"), ("form", "block")):
            self._element(name).attrs["style"] = f"display: {display}"

    def _next_number(self) -> None:
        number = self._generator.below(_LARGEST) + 1
        self._numbers.append(number)
        self._element("number").set_text(str(number))

    def _check(self) -> None:
        """Read the answer as `parseInt` does."""
        found = _NUMBER.match(self._element("answer").get("value"))
        right = found is not None and int(found[1]) == math.prod(self._numbers)
        result = self._element("result")
        result.children.clear()
        result.append("h2", "Success!" if right else "")

    def _element(self, name: str) -> Element:
        return self._document.by_id(name) or Element("div")
