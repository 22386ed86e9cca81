"""A person's eyes and hands for tests of the virtual phone: they see and touch only the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.ui.node import Node


class Hands:
    """Looks at a phone's screen and touches what it sees there."""

    def __init__(self, phone: VirtualPhone) -> None:
        self.phone = phone

    def nodes(self) -> list[Node]:
        """Everything on the screen, the topmost window last."""
        return [node for root in self.phone.windows() for node in root.walk()]

    def find(self, label: str = "", *, id: str = "", class_name: str = "") -> Node | None:
        """The topmost node with this text or description, id or class."""
        for node in reversed(self.nodes()):
            if (
                (not label or label in (node.text, node.desc))
                and (not id or node.id == id or node.id.endswith(f":id/{id}"))
                and (not class_name or node.class_name.endswith(class_name))
            ):
                return node
        return None

    def sees(self, label: str = "", **wanted: str) -> bool:
        return self.find(label, **wanted) is not None

    def need(self, label: str = "", **wanted: str) -> Node:
        """Find, scrolling down through the page if it is not on the screen yet."""
        for _ in range(8):
            node = self.find(label, **wanted)
            if node is not None:
                return node
            self.phone.swipe(540, 1800, 540, 900)
        raise AssertionError(f"{label or wanted} is not on the screen: {self.texts()}")

    def tap(self, label: str = "", **wanted: str) -> None:
        """Tap the middle of what is seen."""
        x, y = self.need(label, **wanted).bounds.center
        self.phone.tap(x, y)

    def press(self, label: str = "", **wanted: str) -> None:
        """Hold a finger on what is seen."""
        self.phone.long_press(*self.need(label, **wanted).bounds.center)

    def open(self, label: str) -> None:
        """Go home, pull up the drawer and tap an app's icon there."""
        self.phone.key(3)
        self.phone.swipe(540, 1500, 540, 600)
        self.tap(label, id="icon")

    def field(self, hint: str) -> Node:
        """The text field with this hint."""
        return next(node for node in self.nodes() if node.editable and node.hint == hint)

    def fill(self, hint: str, text: str) -> None:
        """Tap the field with this hint and type on the keyboard, in place of what is there."""
        self.phone.tap(*self.field(hint).bounds.center)
        self.phone.key(29, meta=0x1000)  # Ctrl+A
        self.phone.commit_text(text)

    def slide(self, label: str, position: float) -> None:
        """Drag a seek bar to a position between 0 and 1."""
        bounds = self.need(label, class_name="SeekBar").bounds
        y = bounds.center[1]
        end = bounds.left + position * (bounds.width - 1)
        self.phone.swipe(bounds.center[0], y, end, y)

    def texts(self) -> list[str]:
        """Every text on the screen."""
        return [node.text for node in self.nodes() if node.text]

    def switch_beside(self, title: str) -> Node:
        """The switch in the row of a title."""
        row = self.need(title).bounds.center[1]
        switches = [node for node in self.nodes() if node.class_name.endswith("Switch")]
        return min(switches, key=lambda node: abs(node.bounds.center[1] - row))


NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def phone() -> Iterator[VirtualPhone]:
    """A fresh phone, at noon."""
    with VirtualPhone(now=NOON) as fresh:
        yield fresh


@pytest.fixture
def hands(phone: VirtualPhone) -> Hands:
    """Hands that hold the phone."""
    return Hands(phone)
