"""Drafts to words: what a person calls a thing, what else it says, what a field holds."""

from __future__ import annotations

import re

from phoneagent.core.hierarchy import Node
from phoneagent.core.text import fold
from phoneagent.perception.things import Draft, Piece
from phoneagent.perception.words import clean, local_id, name_from_id, repeats

_TITLE_ID = re.compile(r"(^|_)(title|name|text1|primary|headline|subject|label)$|title$|Title$")
_NUMBER = re.compile(r"^-?\d+(?:[.,]\d+)?$")
_BADGE = re.compile(r"^\d{1,3}\+?$")
_KEY_LETTERS = re.compile(r"^[A-Z]{3,4}$")
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"\w")
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s*[%％]")
# Descriptions that say only that there is a picture.
_SAYS_PICTURE = re.compile(
    r"^(?:icon|image|photo|picture|avatar|logo|thumbnail|arrow|chevron|img|null|divider)$",
    re.IGNORECASE,
)
_TAB_OF = re.compile(r"^(?:tab )?\d+ of \d+$", re.IGNORECASE)
_LONGEST_DESCRIPTION = 40


def name(draft: Draft) -> None:
    """Fill in label, detail, value and hint of `draft` from its pieces and its node."""
    if draft.role == "field":
        _name_field(draft)
    elif draft.role == "slider":
        _name_slider(draft)
    else:
        _name_thing(draft)


def _name_thing(draft: Draft) -> None:
    spoken, described = _sorted_pieces(draft)
    title = next((p for p in spoken if _TITLE_ID.search(local_id(p.view.node.resource_id))), None)
    if title is None:
        title = _first_name(spoken)
    desc = clean(draft.view.node.desc)
    if title and desc and _names_badge(title.text, desc):
        draft.label, draft.detail = desc, title.text
        return
    if title is None:
        return
    draft.label = title.text
    rest = [p.text for p in spoken if p is not title]
    rest += [p.text for p in described if _worth_reading(p.text)]
    draft.detail = ", ".join(_without_repeats(draft.label, rest)) or _of_number(draft)


def _of_number(draft: Draft) -> str:
    """What a bare number is: the hour of "Hour 8 o'clock", the `minutes` of a picker's id."""
    node = draft.view.node
    if not _NUMBER.match(draft.label) or draft.role == "text":
        return ""
    if _DIGITS.findall(node.desc) == [draft.label] and node.desc != draft.label:
        return clean(node.desc)
    return name_from_id(node.resource_id)


def _first_name(spoken: list[Piece]) -> Piece | None:
    """The first text, unless it is a badge or a symbol before the real name."""
    if len(spoken) > 1:
        first, second = spoken[0].text, spoken[1].text
        badge = _BADGE.match(first) and not _KEY_LETTERS.match(second) and not second[0].isdigit()
        if badge or not _LETTER.search(first):
            return next((p for p in spoken[1:] if _LETTER.search(p.text)), spoken[0])
    return spoken[0] if spoken else None


def _sorted_pieces(draft: Draft) -> tuple[list[Piece], list[Piece]]:
    """Texts and descriptions; descriptions that repeat the texts are left out."""
    spoken: list[Piece] = []
    described: list[Piece] = []
    for piece in draft.pieces:
        if not _TAB_OF.match(piece.text):
            (described if piece.described else spoken).append(piece)
    if not spoken:  # toolkits that draw their own text say everything in descriptions
        return [p for p in described if not _SAYS_PICTURE.match(p.text)], []
    told = [piece.text for piece in spoken]
    return spoken, [p for p in described if not _covers(p, told)]


def _covers(piece: Piece, told: list[str]) -> bool:
    """Whether a description only strings together what the texts say."""
    whole = fold(piece.text)
    return all(fold(text) in whole for text in told) or repeats(piece.text, *told)


def _names_badge(text: str, desc: str) -> bool:
    """Whether the only text is a badge or a day's number and the description the real name."""
    return _NUMBER.match(text) is not None and not _NUMBER.match(desc) and not repeats(text, desc)


def _worth_reading(text: str) -> bool:
    return len(text) <= _LONGEST_DESCRIPTION and not _SAYS_PICTURE.match(text)


def _without_repeats(label: str, texts: list[str]) -> list[str]:
    kept: list[str] = []
    for text in texts:
        if _LETTER.search(text) and not repeats(text, label, *kept):
            kept.append(text)
    return kept


def _name_field(draft: Draft) -> None:
    node = draft.view.node
    text, hint = clean(node.text), clean(node.hint)
    draft.hint = hint
    draft.value = "" if text and text == hint else node.text
    inside = [piece.text for piece in draft.pieces if piece.view is not draft.view]
    draft.label = hint or clean(node.desc) or (inside[0] if inside else "")
    if draft.label and draft.label == draft.value:
        draft.label = ""


def _name_slider(draft: Draft) -> None:
    node = draft.view.node
    draft.label = clean(node.desc)
    draft.value = _slider_value(node)


def _slider_value(node: Node) -> str:
    """Where it stands: a percentage when the phone says one, else the bare number or words."""
    for text in (node.text, node.desc):
        found = _PERCENT.search(text)
        if found:
            return found.group().replace(" ", "").replace("％", "%")
    text = clean(node.text)
    return text.removesuffix(".0") if _NUMBER.match(text) else text
