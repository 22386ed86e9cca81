"""The key pad: digits typed by keys, matching people above it, the call button below."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.ui import (
    Button,
    Column,
    EditText,
    Frame,
    ImageButton,
    Node,
    Row,
    Screen,
    Text,
)

FIELD = "digits"
_KEYS = (
    ("1", "", "one"),
    ("2", "ABC", "two"),
    ("3", "DEF", "three"),
    ("4", "GHI", "four"),
    ("5", "JKL", "five"),
    ("6", "MNO", "six"),
    ("7", "PQRS", "seven"),
    ("8", "TUV", "eight"),
    ("9", "WXYZ", "nine"),
    ("*", "", "star"),
    ("0", "+", "zero"),
    ("#", "", "pound"),
)


class KeyPad:
    """The lower half of the dialer while a number is typed."""

    def __init__(self, screen: Screen, number: str, on_call: Callable[[str], object]) -> None:
        self._screen = screen
        self._first = number
        self._on_call = on_call
        screen.set_text(FIELD, number)

    @property
    def typed(self) -> str:
        """The number as it stands."""
        return self._screen.text_of(FIELD)

    def view(self, on_hide: Callable[[], object]) -> Node:
        rows = [_KEYS[i : i + 3] for i in range(0, len(_KEYS), 3)]
        return Column(
            self._number_line(),
            *(Row(*(self._key(*key) for key in row), gap=8) for row in rows),
            Frame(
                ImageButton("chevron_down", on_hide, desc="Hide key pad", at="center_start"),
                Button(
                    "Call",
                    self._call,
                    id="dialpad_voice_call_button",
                    icon="call",
                    desc="dial",
                    width=140,
                    height=48,
                    radius=24,
                    background="#188038",
                    color="#ffffff",
                    at="center_center",
                ),
                height=56 if self._screen.wide else 72,
            ),
            id="dialpad_view",
            weight=1 if self._screen.wide else 0,
            background="surface_mid",
            pad=(24, 4, 24, 8),
            gap=2,
        )

    def _number_line(self) -> Node:
        field = EditText(
            self._first,
            id=FIELD,
            key=FIELD,
            input_type="none",
            size=30,
            text_align="center",
            background="",
            weight=1,
            autofocus=True,
            margin=(48, 0, 0, 0),
        )
        erase = ImageButton(
            "backspace", self._erase, desc="backspace", id="deleteButton", enabled=bool(self.typed)
        )
        return Row(field, erase)

    def _key(self, digit: str, letters: str, name: str) -> Node:
        return Frame(
            Column(
                Text(digit, id="dialpad_key_number", size=28),
                Text(letters, id="dialpad_key_letters", size=11, color="muted"),
                align="center",
                at="center_center",
            ),
            id=name,
            desc=f"{digit},{letters}" if letters else digit,
            on_click=lambda: self._press(digit),
            on_long_click=(lambda: self._press("+")) if digit == "0" else None,
            focusable=True,
            weight=1,
            height=46 if self._screen.wide else 60,
            radius=30,
        )

    def _press(self, digit: str) -> None:
        self._screen.set_text(FIELD, self.typed + digit)

    def _erase(self) -> None:
        self._screen.set_text(FIELD, self.typed[:-1])

    def _call(self) -> None:
        if self.typed:
            self._on_call(self.typed)
