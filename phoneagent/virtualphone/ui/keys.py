"""Android key codes that type or edit (android.view.KeyEvent) and what they stand for."""

from __future__ import annotations

import string

TAB, SPACE, ENTER, DEL, FORWARD_DEL = 61, 62, 66, 67, 112
UP, DOWN, LEFT, RIGHT = 19, 20, 21, 22
MOVE_HOME, MOVE_END, NUMPAD_ENTER = 122, 123, 160
CUT, COPY, PASTE = 277, 278, 279

META_SHIFT_MASK, META_CTRL_MASK = 0xC1, 0x7000
"""The bits of a key event's meta state that mean shift or ctrl, left or right."""

CHARACTERS: dict[int, tuple[str, str]] = {
    **{29 + i: (char, char.upper()) for i, char in enumerate(string.ascii_lowercase)},
    **{7 + i: pair for i, pair in enumerate(zip("0123456789", ")!@#$%^&*(", strict=True))},
    **{144 + i: (char, char) for i, char in enumerate("0123456789")},
    17: ("*", "*"),
    18: ("#", "#"),
    55: (",", "<"),
    56: (".", ">"),
    SPACE: (" ", " "),
    68: ("`", "~"),
    69: ("-", "_"),
    70: ("=", "+"),
    71: ("[", "{"),
    72: ("]", "}"),
    73: ("\\", "|"),
    74: (";", ":"),
    75: ("'", '"'),
    76: ("/", "?"),
    77: ("@", "@"),
    81: ("+", "+"),
    154: ("/", "/"),
    155: ("*", "*"),
    156: ("-", "-"),
    157: ("+", "+"),
    158: (".", "."),
}
"""Key code to its character without and with shift (the generic US key character map)."""


def character(keycode: int, meta: int = 0) -> str:
    """Return what a key types; empty when it types nothing."""
    plain, shifted = CHARACTERS.get(keycode, ("", ""))
    return shifted if meta & META_SHIFT_MASK else plain
