"""The display: a stage that takes touches and keys and hands them to whom they are meant for."""

from __future__ import annotations

from phoneagent.virtualphone.ui.fieldtext import offset_at
from phoneagent.virtualphone.ui.gestures import Gestures
from phoneagent.virtualphone.ui.host import Host
from phoneagent.virtualphone.ui.layer import Window
from phoneagent.virtualphone.ui.node import Node
from phoneagent.virtualphone.ui.stage import Stage


class Display(Stage):
    """The screen of one phone, seen and touched."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._gestures = Gestures(self, self.density)

    def touch(self, kind: str, x: float, y: float, at_ms: int | None = None) -> None:
        """Take a touch event (down, move, up, cancel); `at_ms` is its time, now if left out."""
        self._gestures.touch(kind, x, y, self._host.clock.uptime_ms() if at_ms is None else at_ms)

    def key(self, keycode: int, meta: int = 0) -> bool:
        """Offer a key event to the focused field; False when nobody used it."""
        return self.typing.key(keycode, meta)

    def back(self) -> bool:
        """Press back: keyboard, menu, dialog, screen; False leaves it to the activity stack."""
        if self.keyboard.shown:
            self.hide_keyboard()
            return True
        for layer in reversed(self._layers()):
            if layer.on_back():
                self.changed()
                return True
            if layer.modal:
                return False
        return False

    # gestures ------------------------------------------------------------------------------

    def on_tap(self, window: Window, node: Node | None, x: float, y: float) -> None:
        deselects = self._selection.field is not None and window.layer is not self._selection
        if deselects:
            self._selection.field = None
        if node is not None:
            if node.editable:
                self._touch_field(window, node, x, y)
            if node.on_tap:
                node.on_tap(x - node.frame.left, y - node.frame.top)
            elif node.on_click:
                node.on_click()
        if deselects or node is not None:
            self.changed()

    def on_double_tap(self, window: Window, node: Node, x: float, y: float) -> None:
        if node.on_double_click:
            node.on_double_click()
        else:
            self._select_word(window, node, x, y)
        self.changed()

    def on_long_press(self, window: Window, node: Node, x: float, y: float) -> None:
        if node.on_long_click:
            node.on_long_click()
        else:
            self._select_word(window, node, x, y)
        self.changed()

    def on_outside(self, window: Window) -> None:
        window.layer.on_outside()
        self.changed()

    def on_moved(self, window: Window) -> None:
        self.changed()

    def _select_word(self, window: Window, node: Node, x: float, y: float) -> None:
        """Focus a field, select the word under the finger and offer cut, copy and paste."""
        self._touch_field(window, node, x, y)
        if node.field:
            node.field.edit = node.field.edit.select_word(node.field.edit.cursor)
            self._selection.field, self._selection.owner = node, window.layer

    def _touch_field(self, window: Window, node: Node, x: float, y: float) -> None:
        """Focus a field, put the cursor under the finger and bring the keyboard up."""
        states = window.layer.states
        states.focus, states.wants_keyboard = node.key, True
        if node.field:
            node.field.edit = node.field.edit.move(offset_at(node, x, y, self._layout))
