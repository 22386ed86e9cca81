"""The compact text of a screen: one short line per thing, as models and people read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from phoneagent.core.screen import Element
from phoneagent.perception.scrolls import Scroll
from phoneagent.perception.words import clean, shorten

_LABEL_CHARS, _DETAIL_CHARS, _TEXT_CHARS, _TITLE_CHARS = 80, 80, 240, 60
NEW_LINE = "\\n"  # as a model has to write it, too
_SPOKEN_WARNINGS = {
    "black": "the picture is black",
    "secure": "the app forbids pictures of this screen",
    "poor_tree": "most of this screen is drawn; few of its parts are listed",
    "permission": "the system asks for a permission",
    "crash": "the system says that an app has stopped or hangs",
    "unsettled": "the screen was still changing",
    "stale_tree": "the list may be older than the picture",
}
# Roles that are said because the label alone would not tell what to do with the thing.
_SAID = {"slider": "slider", "tab": "tab", "image": "image"}


def header(app: str, package: str, activity: str, title: str) -> str:
    """`Settings · Network & internet`; the component stands in for an app without a name."""
    component = f"{package}/{short_activity(package, activity)}" if activity else package
    shown = shorten(title, _TITLE_CHARS)
    return " · ".join(part for part in (app or component, shown if shown != app else "") if part)


def short_activity(package: str, activity: str) -> str:
    """The activity without the package it repeats: `.Settings`; other packages' last word."""
    if activity.startswith(f"{package}."):
        return activity[len(package) :]
    return activity.rpartition(".")[2] if "." in activity.lstrip(".") else activity


def element_line(element: Element, searchy: bool = False) -> str:
    """One line: number, role where it matters, label, detail, value, states."""
    number, role = element.index, element.role
    states = "".join(f" [{state}]" for state in element.states if state != "password")
    if role == "field":
        return f"{number} {_field(element, searchy)}{states}"
    read = role == "text" and element.locator.text
    label = shorten(element.label, _TEXT_CHARS if read else _LABEL_CHARS)
    if role == "text":
        words = f'"{label}"'
    elif role == "list":
        words = f'list "{label}"' if label else "list"
    elif role in _SAID:
        words = f"{_SAID[role]} {label}".rstrip()
    else:
        words = label or ("unnamed" if element.detail else f"unnamed, {_place(element)}")
    said = element.detail.casefold() in element.states  # "Off" beside a switch that is off
    detail = f" — {shorten(element.detail, _DETAIL_CHARS)}" if element.detail and not said else ""
    value = f" = {element.value}" if element.value else ""
    return f"{number} {words}{value}{detail}{states}"


def _place(element: Element) -> str:
    """Where a thing without a name stands: `top right`."""
    (width, height), (x, y) = element.locator.size_px, element.bounds.centre
    down = ("top", "middle", "bottom")[min(2, 3 * y // max(1, height))]
    across = ("left", "centre", "right")[min(2, 3 * x // max(1, width))]
    return f"{down} {across}"


def _field(element: Element, searchy: bool) -> str:
    word = "password" if element.password else "search" if searchy else "field"
    label = f' "{shorten(element.label, _LABEL_CHARS)}"' if element.label else ""
    lines = (clean(line) for line in element.value.splitlines())
    value = f' = "{shorten(NEW_LINE.join(lines), _TEXT_CHARS)}"' if element.value else ""
    return word + label + value


def warning_lines(warnings: Sequence[str]) -> Iterator[str]:
    """A line for each warning that a reader must know to act well."""
    for warning in warnings:
        if warning in _SPOKEN_WARNINGS:
            yield f"! {_SPOKEN_WARNINGS[warning]}"


def with_edges(lines: list[tuple[Element, str]], scrolls: Sequence[Scroll]) -> Iterator[str]:
    """Element lines with a line before and after where the main list goes on."""
    main = [scroll for scroll in scrolls if scroll.axis == "vertical"]
    if len(main) != 1:
        yield from (line for _, line in lines)
        return
    scroll, inside = main[0], [n for n, (e, _) in enumerate(lines) if _inside(e, main[0])]
    first, last = (inside[0], inside[-1]) if inside else (len(lines), len(lines) - 1)
    for number, (_, line) in enumerate(lines):
        if number == first and scroll.above:
            yield "↑ more above"
        yield line
        if number == last and scroll.below:
            yield "↓ more below"
    if not inside and scroll.below:
        yield "↓ more below"


def _inside(element: Element, scroll: Scroll) -> bool:
    depth = len(scroll.view.path)
    return element.locator.path[:depth] == scroll.view.path and element.locator.path != (
        scroll.view.path
    )
