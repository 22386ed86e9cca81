"""Personal data is masked before anything is remembered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_DIGIT_RUN = re.compile(r"(?<![\w.#])\+?\(?\d(?:[\s().\u2010-\u2015-]{0,2}\d){6,18}(?!\w)")
_DATE = re.compile(r"(?:19|20)\d\d-?(?:0\d|1[0-2])-?(?:[0-2]\d|3[01])")
_MIN_TYPED_CHARS = 2


def mask_personal(text: str, typed: Iterable[str] = ()) -> str:
    """`text` without e-mail addresses, phone and card numbers, and what was typed in the run.

    Args:
        text: what is to be stored.
        typed: texts that were typed; each whole text, longer ones first, becomes `<typed>`.
    """
    return masker(typed)(text)


def masker(typed: Iterable[str] = ()) -> Callable[[str], str]:
    """A function that does `mask_personal` for many texts with the same typed texts."""
    wanted = sorted({t.strip() for t in typed if len(t.strip()) >= _MIN_TYPED_CHARS}, key=len)
    alternatives = "|".join(_as_pattern(text) for text in reversed(wanted))
    pattern = re.compile(alternatives, re.IGNORECASE) if alternatives else None

    def mask(text: str) -> str:
        if pattern is not None:
            text = pattern.sub("<typed>", text)
        text = _EMAIL.sub("<email>", text)
        return _DIGIT_RUN.sub(_number, text)

    return mask


def mask_json(value: Any, mask: Callable[[str], str]) -> Any:
    """A JSON value with every string in it masked; keys are names of fields and stay."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: mask_json(item, mask) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask_json(item, mask) for item in value]
    return value


def _as_pattern(text: str) -> str:
    words = r"\s+".join(re.escape(word) for word in text.split())
    start = r"(?<!\w)" if text[0].isalnum() and text[0].isascii() else ""
    end = r"(?!\w)" if text[-1].isalnum() and text[-1].isascii() else ""
    return f"{start}{words}{end}"


def _number(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    if _DATE.fullmatch(match[0].strip()):
        return match[0]
    if 13 <= len(digits) <= 19 and _luhn(digits):
        return "<card>"
    return "<phone>"


def _luhn(digits: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
