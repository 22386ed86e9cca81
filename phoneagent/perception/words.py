"""Texts as a person reads them: cleaned, compared, shortened, and names made of resource-ids."""

from __future__ import annotations

import re
from functools import lru_cache

from phoneagent.core.text import fold

# Icon fonts (private use), invisible and bidirectional marks, the object replacement character.
_UNREADABLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff\ufffc\ufffd"
    "\ue000-\uf8ff\U000f0000-\U0010fffd]"
)
# What strings of descriptions leave behind when their parts are empty: ", , , Ann, , Hello, ".
_EMPTY_PARTS = re.compile(r"(?:\s*,){2,}")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORDS = re.compile(r"[A-Za-z]+")
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
# Parts of identifiers that say how a thing is drawn, not what it is.
_DRAWN = re.compile(
    r"""(?x) ad|background|bg|bt|btn|button|card|cell|click|clickable|col|container|content|ctl
    |custom|cv|entry|fab|fl|fragment|frame|group|holder|ib|ic|icon|image|imagebutton|imageview|img
    |include|item|iv|label|layout|lin|linear|list|ll|lv|main|new|panel|parent|rel|relative|rl|root
    |row|rv|seekbar|switch|checkbox|radio|text|textview|tv|txt|view|widget|wrapper"""
)
# Short words that are names all the same.
_SHORT = frozenset(("add", "up", "ok", "on", "off", "go", "tab", "pin", "map", "cut"))


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """`text` with spacing collapsed and characters no person can read removed."""
    if not text.isascii():
        text = _UNREADABLE.sub("", text)
    return " ".join(text.split())


def lines(text: str) -> list[str]:
    """The non-empty lines of `text`, each one cleaned."""
    if "\n" not in text:
        only = clean(text)
        return [only] if only else []
    return [line for line in map(clean, text.split("\n")) if line]


def without_empty_parts(description: str) -> str:
    """A description without the commas that its missing parts left behind."""
    if ", ," not in description and not description.startswith(",") and description[-2:] != ", ":
        return description
    return _EMPTY_PARTS.sub(",", description).strip(" ,\n")


def shorten(text: str, limit: int) -> str:
    """`text` with at most `limit` characters, cut at a word where one is near."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    space = head.rfind(" ")
    return (head[:space] if space > limit * 0.6 else head).rstrip() + "…"


def masked(text: str) -> str:
    """`text` with every run of digits replaced by 0, so that counts and times do not matter."""
    return _DIGITS.sub("0", text)


def local_id(resource_id: str) -> str:
    """The part of a resource-id after the slash: `title` of `android:id/title`."""
    return resource_id.rpartition("/")[2]


@lru_cache(maxsize=4096)
def name_from_id(resource_id: str) -> str:
    """What a resource-id says about a thing, or "" when it says nothing (short, obfuscated)."""
    parts = _WORDS.findall(_CAMEL.sub(" ", local_id(resource_id)))
    words = [word.lower() for word in parts]
    kept = [word for word in words if not _DRAWN.fullmatch(word)]
    if not any(len(word) >= 4 or word in _SHORT for word in kept):
        return ""
    return " ".join(kept)


def repeats(text: str, *others: str) -> bool:
    """Whether one of `others` already says `text`, as a whole word or sentence."""
    wanted = fold(text)
    return any(_within(wanted, fold(other)) for other in others if other)


def _within(wanted: str, whole: str) -> bool:
    start = whole.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        before = start == 0 or not whole[start - 1].isalnum()
        if before and (end == len(whole) or not whole[end].isalnum()):
            return True
        start = whole.find(wanted, start + 1)
    return False
