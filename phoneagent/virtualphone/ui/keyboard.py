"""The soft keyboard: a window of its own over the lower screen whose keys really type."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from phoneagent.virtualphone.ui.layer import Layer, Room, Window
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import FILL, Node, Rect
from phoneagent.virtualphone.ui.sysbars import NAVIGATION_BAR_DP
from phoneagent.virtualphone.ui.textinput import TextInput, ime_action
from phoneagent.virtualphone.ui.views import Column, Row

PACKAGE = "com.google.android.inputmethod.latin"
HEIGHT_DP = 268.0
_MOST_OF_DISPLAY = 0.5

_LETTERS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SYMBOLS = ("1234567890", "@#$_&-+()/", "*\"':;!?")
_MORE = (
    "~`|\\{}[]<>",
    "^=%\u20ac\u00a3\u00a5\u00b0\u00a9\u2022\u221a",
    "\u00d7\u00f7\u00a7\u00bf\u00a1\u00ab\u00bb",
)
_DIGITS = {
    "number": ("123-", "456 ", "789<", ",0.>"),
    "phone": ("123+", "456-", "789<", "*0#>"),
    "date": ("123-", "456/", "789<", ".0:>"),
}
_ACTION_ICONS = {
    "next": "arrow_right",
    "done": "check",
    "search": "search",
    "go": "arrow_right",
    "send": "send",
    "newline": "enter",
}
_ACTION_NAMES = {"newline": "Enter"}


def keyboard_height_px(layout: Layout, display_px: int) -> int:
    """How high the keyboard is: lower on a display that lies on its side."""
    return min(layout.px(HEIGHT_DP), round(display_px * _MOST_OF_DISPLAY))


class Keyboard(Layer):
    """A QWERTY keyboard with shift, two pages of symbols and a digit pad for numbers.

    Attributes:
        shown: whether it is on the screen.
        page: letters, symbols or more.
        shift: off, once or lock.
    """

    kind = "input_method"
    modal = False
    package = PACKAGE

    def __init__(
        self, typing: TextInput, focused: Callable[[], tuple[Window, Node] | None]
    ) -> None:
        super().__init__()
        self._typing = typing
        self._focused = focused
        self.shown = False
        self.page = "letters"
        self.shift = "off"

    def turn(self, shown: bool) -> None:
        """Come up on the letters, shifted for a new sentence in an empty field; or go down."""
        self.shown = shown
        self.page = "letters"
        focus = self._focused()
        fresh = focus is not None and not focus[1].text and not focus[1].password
        plain = focus is not None and focus[1].input_type in ("text", "multiline")
        self.shift = "once" if fresh and plain else "off"

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        bottom = room.display.bottom - layout.px(NAVIGATION_BAR_DP)
        return Rect(
            0, bottom - keyboard_height_px(layout, room.display.height), room.display.width, bottom
        )

    def signature(self) -> Hashable:
        return self.page, self.shift, *self._wanted()

    def _wanted(self) -> tuple[str, str]:
        """Return what the focused field wants: the enter key's action and its input type."""
        focus = self._focused()
        return (ime_action(*focus), focus[1].input_type) if focus else ("done", "text")

    def view(self) -> Node:
        action, kind = self._wanted()
        rows = self._digit_rows(kind, action) if kind in _DIGITS else self._rows(action)
        keys = Column(
            *rows,
            class_name="android.widget.LinearLayout",
            id="keyboard_body",
            height=FILL,
            pad=(3, 40, 3, 6),
        )
        holder = Node(id="keyboard_holder", width=FILL, height=FILL, children=[keys])
        return Node(
            id="android:id/inputArea",
            width=FILL,
            height=FILL,
            background="board",
            children=[holder],
        )

    # rows --------------------------------------------------------------------------------

    def _rows(self, action: str) -> list[Node]:
        letters = self.page == "letters"
        lines = {"letters": _LETTERS, "symbols": _SYMBOLS, "more": _MORE}[self.page]
        first, second, third = lines
        left = self._shift_key() if letters else self._page_key()
        return [
            self._row([self._char(char, 0, i) for i, char in enumerate(first)]),
            self._row(
                [self._char(char, 1, i) for i, char in enumerate(second)],
                pad=19.0 if len(second) == 9 else 0.0,
            ),
            self._row(
                [left, *(self._char(char, 2, i) for i, char in enumerate(third)), self._delete()]
            ),
            self._row(
                [
                    self._switch("?123" if letters else "ABC"),
                    self._char(",", 3, 0, wide=1.0),
                    self._space(),
                    self._char(".", 3, 1, wide=1.0),
                    self._action(action),
                ]
            ),
        ]

    def _digit_rows(self, kind: str, action: str) -> list[Node]:
        special = {"<": self._delete(), ">": self._action(action), " ": self._space(1.5)}
        return [
            self._row(
                [
                    special.get(char) or self._char(char, row, column, wide=1.5)
                    for column, char in enumerate(line)
                ]
            )
            for row, line in enumerate(_DIGITS[kind])
        ]

    def _row(self, keys: list[Node], pad: float = 0.0) -> Node:
        return Row(*keys, weight=1, pad=(pad, 0, pad, 0), align="fill")

    # keys --------------------------------------------------------------------------------

    def _char(self, char: str, row: int, column: int, wide: float = 1.0) -> Node:
        if self.page == "letters" and self.shift != "off":
            char = char.upper()
        return self._key(
            f"key_pos_{row}_{column}", char, lambda: self._type(char), text=char, weight=wide
        )

    def _key(self, id: str, desc: str, press: Callable[[], object], **args: object) -> Node:
        """One key; its touch area has no gaps, the drawn cap is inset by the renderer."""
        defaults: dict[str, object] = {
            "class_name": "android.widget.FrameLayout",
            "background": "key",
            "weight": 1.0,
            "size": 22.0,
            "text_align": "center",
        }
        merged = defaults | args
        return Node(id=id, desc=desc, on_click=press, paint="key", **merged)  # type: ignore[arg-type]

    def _shift_key(self) -> Node:
        on = self.shift != "off"
        return self._key(
            "key_pos_shift",
            {"off": "Shift", "once": "Shift enabled", "lock": "Caps lock enabled"}[self.shift],
            self._press_shift,
            icon="shift_on" if on else "shift",
            background="key_dark",
            weight=1.5,
        )

    def _page_key(self) -> Node:
        label = "=\\<" if self.page == "symbols" else "?123"
        return self._key(
            "key_pos_shift",
            "More symbols" if self.page == "symbols" else "Symbols",
            lambda: self._turn("more" if self.page == "symbols" else "symbols"),
            text=label,
            size=16.0,
            background="key_dark",
            weight=1.5,
        )

    def _switch(self, label: str) -> Node:
        letters = label == "ABC"
        return self._key(
            "key_pos_symbol",
            "Letter keyboard" if letters else "Symbol keyboard",
            lambda: self._turn("letters" if letters else "symbols"),
            text=label,
            size=16.0,
            background="key_dark",
            weight=1.5,
        )

    def _delete(self) -> Node:
        return self._key(
            "key_pos_del",
            "Delete",
            self._typing.backspace,
            icon="backspace",
            background="key_dark",
            weight=1.5,
        )

    def _space(self, wide: float = 5.0) -> Node:
        return self._key("key_pos_space", "Space", lambda: self._type(" "), weight=wide)

    def _action(self, action: str) -> Node:
        return self._key(
            "key_pos_ime_action",
            _ACTION_NAMES.get(action, action.capitalize()),
            self._typing.enter,
            icon=_ACTION_ICONS[action],
            background="primary",
            color="on_primary",
            weight=1.5,
        )

    # what keys do --------------------------------------------------------------------------

    def _type(self, char: str) -> None:
        self._typing.commit(char)
        if self.shift == "once":
            self.shift = "off"

    def _press_shift(self) -> None:
        self.shift = {"off": "once", "once": "lock", "lock": "off"}[self.shift]

    def _turn(self, page: str) -> None:
        self.page = page
