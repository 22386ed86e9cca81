"""Binding a freshly built tree to what its layer remembers: text, scroll offsets, focus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from phoneagent.virtualphone.ui.node import Node
from phoneagent.virtualphone.ui.state import WidgetStates

_SCROLLING = ("scroll", "pan")


@dataclass(slots=True)
class Binder:
    """One pass over one tree; collects its text fields in reading order."""

    states: WidgetStates
    package: str
    fields: list[Node] = field(default_factory=list)
    _rank: int = 0

    def bind(self, node: Node) -> None:
        """Complete and attach everything below a node."""
        if node.package:
            self.package = node.package
        else:
            node.package = self.package
        if node.editable:
            self._bind_field(node)
        elif node.layout in _SCROLLING or node.item_at is not None:
            node.key = self._key(node)
            node.scroll = self.states.scroll_of(node.key)
            if node.item_at is not None:
                node.item_at = self._bound(node.item_at)
        if node.id and ":" not in node.id and not node.bare_id:
            node.id = f"{node.package}:id/{node.id}"
        for child in node.children:
            self.bind(child)

    def settle_focus(self) -> None:
        """Drop the focus of a field that is gone; give it to a new field that asks for it."""
        states = self.states
        asking = {node.key for node in self.fields if node.autofocus}
        for key in asking - states.autofocused:
            states.focus, states.wants_keyboard = key, True
        states.autofocused = asking
        for node in self.fields:
            node.focused = node.key == states.focus
        if not any(node.focused for node in self.fields):
            states.focus = ""

    def _bind_field(self, node: Node) -> None:
        node.key = self._key(node)
        node.field = self.states.field_of(node.key)
        node.field.declare(node.text)
        node.text = node.field.edit.text
        node.focusable = node.clickable = node.enabled
        if node.input_type == "multiline":
            node.scroll = node.field.scroll
        self.fields.append(node)

    def _bound(self, item_at: Callable[[int], Node]) -> Callable[[int], Node]:
        package = self.package

        def bound(number: int) -> Node:
            node = item_at(number)
            Binder(self.states, package, _rank=(number + 1) * 1000).bind(node)
            return node

        return bound

    def _key(self, node: Node) -> str:
        """Return the name of a node's kept state: its key, its id, or its rank in the tree."""
        if node.key or node.id:
            return node.key or node.id
        self._rank += 1
        return f"{node.class_name}#{self._rank}"
