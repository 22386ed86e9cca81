"""How two texts are compared: what a person reads as the same is the same."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Android writes "Wi‑Fi" with a no-break hyphen and wraps numbers in direction marks.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201f", '"'),
        **dict.fromkeys(
            "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff\u00ad",
            None,
        ),
        "\u2026": "...",
    }
)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` for comparing: case, spacing, dashes, quotes and invisible marks do not matter."""
    plain = unicodedata.normalize("NFKC", text.translate(_PLAIN))
    return " ".join(plain.split()).casefold()
