"""The part of CSS that plain pages live on: simple selectors, colours, sizes, boxes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PIL import ImageColor

from phoneagent.virtualphone.apps.chrome.web.dom import Document, Element

Style = Mapping[str, str]

INHERITED = ("color", "font-size", "font-weight", "font-style", "text-align", "white-space")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
    ]
)
_HIDDEN = frozenset(
    [
        "head",
        "title",
        "style",
        "script",
        "meta",
        "link",
        "base",
        "template",
        "noscript",
        "iframe",
        "audio",
        "video",
        "datalist",
    ]
)
_BROWSER: dict[str, dict[str, str]] = {
    "body": {"margin": "8px"},
    "h1": {"font-size": "2em", "font-weight": "bold", "margin": "0.67em 0"},
    "h2": {"font-size": "1.5em", "font-weight": "bold", "margin": "0.83em 0"},
    "h3": {"font-size": "1.17em", "font-weight": "bold", "margin": "1em 0"},
    "h4": {"font-weight": "bold", "margin": "1.33em 0"},
    "h5": {"font-size": "0.83em", "font-weight": "bold", "margin": "1.67em 0"},
    "h6": {"font-size": "0.67em", "font-weight": "bold", "margin": "2.33em 0"},
    "p": {"margin": "1em 0"},
    "ul": {"margin": "1em 0", "padding": "0 0 0 24px"},
    "ol": {"margin": "1em 0", "padding": "0 0 0 24px"},
    "dl": {"margin": "1em 0"},
    "dd": {"margin": "0 0 0 40px"},
    "blockquote": {"margin": "1em 40px"},
    "pre": {"white-space": "pre", "margin": "1em 0"},
    "b": {"font-weight": "bold"},
    "strong": {"font-weight": "bold"},
    "th": {"font-weight": "bold", "text-align": "center"},
    "dt": {"font-weight": "bold"},
    "a": {"color": "#1a56c4"},
    "small": {"font-size": "0.83em"},
    "center": {"text-align": "center"},
    "button": {"text-align": "center"},
    "fieldset": {"border": "1px solid #999999", "padding": "8px", "margin": "0 2px"},
    "legend": {"font-weight": "bold"},
}
"""The browser's own style sheet (HTML Living Standard, 15.3), as far as it is drawn."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_COMPOUND = re.compile(r"([#.]?)([\w-]+|\*)")


@dataclass(frozen=True)
class Rule:
    """One selector with its declarations; a chain of compounds, the innermost last."""

    chain: tuple[str, ...]
    weight: tuple[int, int, int, int]
    declarations: dict[str, str]


class Styles:
    """Everything that styles the elements of one document."""

    def __init__(self, document: Document) -> None:
        self._rules = sorted(rules_in(document.styles), key=lambda rule: rule.weight)

    def of(self, element: Element, above: list[Element], inherited: Style) -> dict[str, str]:
        """The declarations that hold for an element.

        Args:
            element: which.
            above: the elements it lies in, outermost first.
            inherited: what holds for its parent.
        """
        own = dict(_BROWSER.get(element.tag, {}))
        for rule in self._rules:
            if _matches(rule.chain, element, above):
                own |= rule.declarations
        own |= declarations_in(element.get("style"))
        if "hidden" in element.attrs:
            own["display"] = "none"
        base_px = length_px(inherited.get("font-size", "16px"), 16, 16)
        if "font-size" in own:
            own["font-size"] = f"{length_px(own['font-size'], base_px, base_px)}px"
        style = {name: inherited[name] for name in INHERITED if name in inherited}
        return style | own


def display_of(element: Element, style: Style) -> str:
    """How an element takes part in the layout: none, block, flex, inline-block or inline."""
    if element.tag in _HIDDEN:
        return "none"
    default = "block" if element.tag in _BLOCKS else "inline"
    return style.get("display", default)


def rules_in(text: str) -> list[Rule]:
    """The rules of a style sheet; those for other media and of unknown shape are left out."""
    found: list[Rule] = []
    for selectors, body in _RULE.findall(_AT_RULE.sub("", _COMMENT.sub("", text))):
        declarations = declarations_in(body)
        for selector in selectors.split(","):
            chain = tuple(selector.replace(">", " ").split())
            if chain and not any(mark in selector for mark in ":[+~"):
                found.append(Rule(chain, _weight(chain, len(found)), declarations))
    return found


def _weight(chain: tuple[str, ...], place: int) -> tuple[int, int, int, int]:
    """The specificity of a selector, then its place in the sheet."""
    marks = [mark for compound in chain for mark, _ in _COMPOUND.findall(compound)]
    return marks.count("#"), marks.count("."), marks.count(""), place


@lru_cache(maxsize=1024)
def _parsed(text: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            pairs.append((name.strip().lower(), value.replace("!important", "").strip()))
    return tuple(pairs)


def declarations_in(text: str) -> dict[str, str]:
    """`a: b; c: d` as a dictionary; `background` counts as its colour."""
    found = dict(_parsed(text))
    if "background" in found:
        found["background-color"] = found.pop("background").split(" ")[0]
    return found


def _matches(chain: tuple[str, ...], element: Element, above: list[Element]) -> bool:
    if not _fits(chain[-1], element):
        return False
    rest = list(chain[:-1])
    for outer in reversed(above):
        if rest and _fits(rest[-1], outer):
            rest.pop()
    return not rest


def _fits(compound: str, element: Element) -> bool:
    for mark, name in _COMPOUND.findall(compound):
        if mark == "#" and element.id != name:
            return False
        if mark == "." and name not in element.classes:
            return False
        if mark == "" and name not in ("*", element.tag):
            return False
    return True


def length_px(text: str, font_px: float, whole_px: float) -> float:
    """A length in CSS pixels; 0 when it is none (`auto`)."""
    found = re.fullmatch(r"\s*(-?[\d.]+)(px|em|rem|%|pt|vw|vh)?\s*", text)
    if not found:
        return {"small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0}.get(text, 0.0)
    number, unit = float(found[1]), found[2]
    factor = {"em": font_px, "rem": 16.0, "%": whole_px / 100, "pt": 4 / 3}
    return number * factor.get(unit, whole_px / 100 if unit in ("vw", "vh") else 1.0)


def sides_px(text: str, font_px: float, whole_px: float = 0) -> tuple[float, float, float, float]:
    """A margin or padding as left, top, right, bottom."""
    parts = [length_px(part, font_px, whole_px) for part in text.split()] or [0.0]
    top = parts[0]
    right = parts[1] if len(parts) > 1 else top
    bottom = parts[2] if len(parts) > 2 else top
    left = parts[3] if len(parts) > 3 else right
    return left, top, right, bottom


@lru_cache(maxsize=1024)
def color_of(text: str) -> str:
    """A CSS colour as `#rrggbb`; empty for none and for transparent."""
    try:
        red, green, blue, *alpha = ImageColor.getrgb(text)
    except ValueError:
        return ""
    return "" if alpha and alpha[0] == 0 else f"#{red:02x}{green:02x}{blue:02x}"
