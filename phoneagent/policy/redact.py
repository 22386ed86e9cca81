"""Masks secret values in text, in whatever form they may stand there."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

# An entity's start; text escaped twice says `&amp;#38;`.
_ENTITY = "&(?:amp;)*"
_NAMED = {"&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "(?:apos|#39)", "\u00a0": "nbsp"}
_JSON_SHORT = {"\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t"}
_BASE64_EDGE = "[A-Za-z0-9+/_-]"
# Shorter secrets are looked for in base64 only as a whole word, or chance would mask half a page.
_MIN_EMBEDDED_BYTES = 6
_MIN_GROUPED_DIGITS = 8


class Redactor:
    """Replaces every secret by `<secret:name>`.

    A value is found plain, JSON-escaped, percent-encoded, with XML entities, base64 (also inside a
    longer base64 text), as hexadecimal, and, for long numbers, grouped by spaces or dashes. The
    forms may be mixed within one value.

    Args:
        secrets: values by name; empty values are ignored.
    """

    def __init__(self, secrets: Mapping[str, str] | None = None) -> None:
        # Longest first, so that a secret inside another one cannot leave half of it standing.
        entries = sorted((secrets or {}).items(), key=lambda item: -len(item[1]))
        self._patterns = tuple(
            (f"<secret:{name}>", value, re.compile("|".join(_forms(value))))
            for name, value in entries
            if value
        )

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def mask(self, text: str) -> str:
        """`text` with every secret replaced by its name."""
        for label, _, pattern in self._patterns:
            text = pattern.sub(lambda _, label=label: label, text)  # type: ignore[misc]
        return text

    def mask_xml(self, text: str) -> str:
        """Like `mask`, for text that must stay well-formed XML."""
        for label, _, pattern in self._patterns:
            safe = escape(label)
            text = pattern.sub(lambda _, safe=safe: safe, text)  # type: ignore[misc]
        return text

    def mask_value(self, value: Any) -> Any:
        """A JSON value with every string in it masked, and numbers that spell a whole secret."""
        if not self._patterns:
            return value
        if isinstance(value, str):
            return self.mask(value)
        if isinstance(value, Mapping):
            return {self.mask(str(k)): self.mask_value(v) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return [self.mask_value(item) for item in value]
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._mask_number(value)
        return value

    def _mask_number(self, number: float) -> Any:
        """Short numbers are coordinates and counts; only long ones can betray a secret."""
        spelled = str(number)
        for label, secret, _ in self._patterns:
            if spelled == secret and len(secret) >= _MIN_EMBEDDED_BYTES:
                return label
        return number


def _forms(value: str) -> Iterator[str]:
    """Regular expressions that between them match every form of a secret."""
    digits = value.isascii() and value.isdigit() and len(value) >= _MIN_GROUPED_DIGITS
    yield ("[ -]?" if digits else "").join(_character(c) for c in value)
    data = value.encode()
    yield from _base64_forms(data)
    if len(data) >= _MIN_EMBEDDED_BYTES:
        yield f"(?i:{data.hex()})"


def _character(char: str) -> str:
    """A pattern for one character, however it may be escaped."""
    code = ord(char)
    forms = [re.escape(char), f"{_ENTITY}#0*{code};", f"{_ENTITY}#[xX]0*{_hex(f'{code:x}')};"]
    if char in _NAMED:
        forms.append(f"{_ENTITY}{_NAMED[char]};")
    units = char.encode("utf-16-be").hex()
    forms.append("".join(rf"\\+u{_hex(units[i : i + 4])}" for i in range(0, len(units), 4)))
    forms.append("".join(f"%(?:25)*{_hex(f'{byte:02x}')}" for byte in char.encode()))
    if char in _JSON_SHORT:
        forms.append(rf"\\+{_JSON_SHORT[char]}")
    if char in "\"'/":
        forms.append(rf"\\+{char}")
    if char == "\\":
        forms.append(r"\\+")
    if char == "&":
        forms.append(_ENTITY)
    if char == "'":
        forms.append(r"'\\''")
    if char == " ":
        forms += [r"\+", "%s", f"{_ENTITY}nbsp;"]
    # Longer escapes first: a bare "&" must not win over "&amp;".
    return f"(?:{'|'.join(sorted(set(forms), key=len, reverse=True))})"


def _hex(digits: str) -> str:
    """Hexadecimal digits in either case."""
    return "".join(f"[{d.lower()}{d.upper()}]" if d.isalpha() else d for d in digits)


def _base64_forms(data: bytes) -> Iterator[str]:
    """The letters that stand in base64 (standard or URL-safe) wherever these bytes begin in it."""
    whole = base64.b64encode(data).decode().rstrip("=")
    yield f"(?<!{_BASE64_EDGE}){_either_alphabet(whole)}(?!{_BASE64_EDGE})=*"
    if len(data) < _MIN_EMBEDDED_BYTES:
        return
    for offset in range(3):
        text = base64.b64encode(bytes(offset) + data).decode()
        # The first and last letters mix in bits of the neighbours.
        start = (0, 2, 3)[offset]
        usable = (offset + len(data)) * 8 // 6
        yield _either_alphabet(text[start:usable])


def _either_alphabet(text: str) -> str:
    return re.escape(text).replace(r"\+", "[+-]").replace("/", "[/_]")
