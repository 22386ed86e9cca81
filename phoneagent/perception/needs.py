"""What a model must be shown to act on a screen, and what it must be warned of."""

from __future__ import annotations

import re

from phoneagent.core.screen import Capture, Need
from phoneagent.perception.elements import Scene
from phoneagent.perception.roles import is_blank_class
from phoneagent.perception.views import View
from phoneagent.perception.windows import Front
from phoneagent.perception.words import local_id

_CRASH_IDS = ("aerr_close", "aerr_restart", "aerr_wait", "aerr_app_info", "aerr_report")
_PERMISSION = ("permissioncontroller", "packageinstaller")
_PAINTS = re.compile(r"surface|texture|canvas|camera|video|web_?view|map_?view|game", re.I)
_BLANK_SHARE = 0.3
_POOR_SHARE = 0.5
_FEW = 3
_DARK = ("black", "secure")


def warnings_of(capture: Capture, front: Front, scene: Scene) -> tuple[str, ...]:
    """Warnings, most urgent first: what the capture reported, then what the screen shows."""
    found: list[str] = []
    if front.kind == "dialog":
        found.append("crash" if _is_crash(front) else "dialog")
        if any(part in front.package for part in _PERMISSION):
            found.append("permission")
    elif front.kind == "menu":
        found.append("menu")
    found += capture.problems
    if "black" not in found and "secure" not in found and _looks_black(capture):
        found.append("secure" if len(scene.elements) >= _FEW else "black")
    if is_poor(front, scene):
        found.append("poor_tree")
    return tuple(dict.fromkeys(found))


def needs_of(capture: Capture, scene: Scene, warnings: tuple[str, ...], front: Front) -> Need:
    """The least that lets a model act here."""
    if not capture.image or any(dark in warnings for dark in _DARK):
        return "tree"
    operable = [element for element in scene.elements if element.actions]
    nameless = [e for e in operable if not e.label and e.role != "list"]
    if "poor_tree" in warnings:
        return "marks" if operable else "image"
    if len(nameless) >= _FEW or (nameless and 2 * len(nameless) >= len(operable)):
        return "marks"
    if nameless or _drawn_share(front) >= _BLANK_SHARE:
        return "tree+image"
    return "tree"


def is_poor(front: Front, scene: Scene) -> bool:
    """Whether the hierarchy says little about a screen that probably shows more.

    So it is with games, canvases, maps, players, and web pages without accessibility nodes: one
    large view without children, and hardly anything with words beside it.
    """
    if not front.views:
        return True
    named = [e for e in scene.elements if e.label and e.role != "list"]
    if front.kind != "screen" or any(element.role == "slider" for element in named):
        return not named  # a panel over a dimmed page is mostly blank and says what it is
    return not named or (len(named) < 2 * _FEW and _drawn_share(front) >= _POOR_SHARE)


def _drawn_share(front: Front) -> float:
    """The share of the screen that the largest childless drawing surface takes."""
    largest = max(
        (view.box.area_px for top in front.views for view in top.walk() if _is_drawn(view)),
        default=0,
    )
    return largest / max(1, front.screen.area_px)


def _is_drawn(view: View) -> bool:
    """A view without children whose class or id says that it paints, or a picture without words."""
    node = view.node
    if view.children:
        return False
    if is_blank_class(node.cls) or _PAINTS.search(local_id(node.resource_id)):
        return True
    return node.cls.endswith("ImageView") and not (node.text or node.desc)


def _is_crash(front: Front) -> bool:
    return any(local_id(v.node.resource_id) in _CRASH_IDS for v in front.views[0].walk())


def _looks_black(capture: Capture) -> bool:
    from phoneagent.perception.images import may_be_black

    return may_be_black(capture.image, capture.size_px)
