"""The floating bar above a selection: cut, copy, paste, select all."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.ui import fonts
from phoneagent.virtualphone.ui.fieldtext import cursor_point
from phoneagent.virtualphone.ui.layer import Layer, Room, Window
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import WRAP, Node, Rect
from phoneagent.virtualphone.ui.textinput import TextInput
from phoneagent.virtualphone.ui.views import Row, Text


class SelectionBar(Layer):
    """Buttons for the selection of the focused field; any of them, or a tap elsewhere, ends it.

    Attributes:
        field: the field it belongs to, as last laid out; None while there is no bar.
        owner: the layer the field is on.
    """

    kind = "popup"
    modal = False

    def __init__(self, typing: TextInput) -> None:
        super().__init__()
        self._typing = typing
        self.field: Node | None = None
        self.owner: Layer | None = None

    def follow(self, focus: tuple[Window, Node] | None) -> bool:
        """Stay with the field while it has the focus; True while the bar is up."""
        if self.field is not None:
            stays = focus is not None and focus[0].layer is self.owner
            stays = stays and focus is not None and focus[1].key == self.field.key
            self.field = focus[1] if focus and stays else None
            self.package = focus[0].package if focus else ""
        return bool(self._buttons())

    def _buttons(self) -> list[Node]:
        """What can be done now, as Android's text fields decide it."""
        if self.field is None or self.field.field is None:
            return []
        edit = self.field.field.edit
        chosen = bool(edit.selected) and not self.field.password
        more = len(edit.selected) < len(edit.text)
        buttons = [
            self._button("Cut", lambda: self._typing.copy(cut=True)) if chosen else None,
            self._button("Copy", self._copy) if chosen else None,
            self._button("Paste", self._typing.paste) if self._typing.can_paste else None,
            self._button("Select all", self._typing.select_all, stays=True) if more else None,
        ]
        return [button for button in buttons if button is not None]

    def _copy(self) -> None:
        self._typing.copy()
        self._typing.deselect()

    def view(self) -> Node:
        return Row(
            *self._buttons(),
            class_name="android.widget.FrameLayout",
            width=WRAP,
            background="surface_high",
            radius=20,
            elevation=2,
            pad=(4, 0, 4, 0),
        )

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        width, height = layout.measure(root, room.content.width, room.content.height)
        place = _selected_place(self.field, layout) if self.field else room.content
        left = min(max(room.content.left, place.left), room.content.right - width)
        top = place.top - height - layout.px(8)
        if top < room.content.top:
            top = min(place.bottom + layout.px(8), room.content.bottom - height)
        return Rect(left, top, left + width, top + height)

    def _button(self, label: str, act: Callable[[], object], *, stays: bool = False) -> Node:
        def press() -> None:
            if not stays:
                self.field = None
            act()

        text = Text(label, id="android:id/floating_toolbar_menu_item_text", at="center_center")
        return Node(
            class_name="android.widget.LinearLayout",
            desc=label,
            children=[text],
            min_height=44,
            height=44,
            pad=(14, 0, 14, 0),
            focusable=True,
            on_click=press,
        )


def _selected_place(node: Node, layout: Layout) -> Rect:
    """Where the selected lines can be seen; a field of one line counts as a whole."""
    if node.input_type != "multiline" or node.field is None:
        return node.bounds
    edit, step = node.field.edit, fonts.line_height_px(layout.px(node.size))
    left, top = cursor_point(node, edit.start, layout)
    bottom = cursor_point(node, edit.end, layout)[1] + step
    lines = Rect(left, top, node.bounds.right, bottom).intersect(node.bounds)
    return node.bounds if lines.is_empty else lines
