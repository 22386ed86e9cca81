"""What an intention would touch, and what stands around it: facts, not what a model said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from phoneagent.core.actions import DoubleTap, Drag, LongPress, OpenLink, Press, Slide, Tap, Type
from phoneagent.core.base import Rect
from phoneagent.core.run import Run
from phoneagent.core.screen import Element, Locator, Observation

_BUTTON_CLASS = re.compile(r"button|image", re.IGNORECASE)
_KEYBOARD_PACKAGE = re.compile(
    r"inputmethod|keyboard|swiftkey|swype|honeyboard|\.ime\b|gboard|adbkeyboard", re.IGNORECASE
)
# Shares of the screen that tell a dialog or a sheet from a page.
_MARGIN, _BELOW_BARS, _SHEET = 0.02, 0.1, 0.4
_CARD = 0.6  # a higher one is the page


@dataclass(frozen=True)
class Touch:
    """One target of an action.

    Attributes:
        labels: every text that names it.
        role: the element's role, or what its class suggests.
        is_key: it is a key of the on-screen keyboard.
        commits: the touch is meant to set something off (a tap, not a long press).
    """

    labels: tuple[str, ...]
    resource_id: str
    role: str
    package: str
    bounds: Rect
    element: Element | None
    is_key: bool = False
    commits: bool = True

    @property
    def is_button(self) -> bool:
        return self.role in ("button", "image", "other")

    @property
    def label(self) -> str:
        return self.labels[0] if self.labels else self.resource_id.rpartition("/")[2]


@dataclass(frozen=True)
class Link:
    """Where a link leads: its schemes, intent actions and package."""

    schemes: tuple[str, ...]
    actions: tuple[str, ...]
    packages: tuple[str, ...]
    data: str


def touches(run: Run) -> tuple[Touch, ...]:
    """Every target of the intention, also for bare points and for the keyboard's action key."""
    seen, intention = run.seen, run.intention
    if seen is None or intention is None:
        return ()
    action = intention.action
    commits = isinstance(action, Tap | DoubleTap | Drag)
    found = [
        _touch(locator, _element_of(locator, seen), seen, commits)
        for locator in intention.anchors.values()
    ]
    for name in action.targets:
        value = getattr(action, name)
        if isinstance(value, tuple) and name not in intention.anchors:
            element = _element_at(value, seen)
            if element is not None:
                found.append(_touch(element.locator, element, seen, commits))
    if isinstance(action, LongPress | Slide):
        return tuple(found)
    if (isinstance(action, Type) and action.enter) or _is_enter(action):
        found += [_touch(e.locator, e, seen, True) for e in seen.elements if _is_control(e)]
    return tuple(found)


def presses_enter(run: Run) -> bool:
    """Whether the intention presses the keyboard's action key."""
    action = run.intention.action if run.intention else None
    return (isinstance(action, Type) and action.enter) or _is_enter(action)


def link_of(run: Run) -> Link | None:
    """What an `open_link` would open; None for other actions."""
    action = run.intention.action if run.intention else None
    return parse_link(action.uri) if isinstance(action, OpenLink) else None


def parse_link(uri: str) -> Link:
    """Take a URI or an Android intent URI apart (the form of `Intent.toUri`)."""
    scheme = urlsplit(uri.strip()).scheme.casefold()
    if scheme not in ("intent", "android-app") and "#Intent;" not in uri:
        return Link((scheme,), ("android.intent.action.VIEW",), (), unquote(uri.partition(":")[2]))
    body, _, tail = uri.partition("#Intent;")
    pairs = [part.partition("=")[::2] for part in tail.split(";")]
    values = {key: [unquote(v) for k, v in pairs if k == key] for key, _ in pairs}
    packages = values.get("package", [])
    packages += [component.partition("/")[0] for component in values.get("component", [])]
    schemes = [s.casefold() for s in values.get("scheme", [])] or [scheme]
    return Link(
        tuple(schemes),
        tuple(values.get("action", ["android.intent.action.VIEW"])),
        tuple(packages),
        unquote(body.partition(":")[2]).removeprefix("//"),
    )


def beside(touch: Touch, seen: Observation) -> tuple[Element, ...]:
    """Other elements in the same row of a list: their middle is at the height of the target."""
    box = touch.bounds
    return tuple(
        e
        for e in seen.elements
        if e is not touch.element
        and box.top <= e.bounds.centre.y < box.bottom
        and e.role not in ("button", "list", "tab", "field")
        and e.texts
    )


def around(touch: Touch, seen: Observation) -> Element | None:
    """The card of a list that a control lies in: the smallest row that encloses it."""
    cards = [
        e
        for e in seen.elements
        if e is not touch.element
        and e.role == "row"
        and e.texts
        and e.bounds != touch.bounds
        and e.bounds.encloses(touch.bounds)
        and e.bounds.height_px < _CARD * seen.size_px[1]
    ]
    return min(cards, key=lambda e: e.bounds.area_px, default=None)


def is_dialog(seen: Observation) -> bool:
    """Whether the screen is a small window in front of something: nothing reaches its edges."""
    width, height = seen.size_px
    boxes = [e.bounds for e in seen.elements]
    if "dialog" in seen.warnings or not boxes or not height:
        return "dialog" in seen.warnings
    top = min(box.top for box in boxes)
    inside = all(_MARGIN * width < b.left and b.right < (1 - _MARGIN) * width for b in boxes)
    return (inside and top > _BELOW_BARS * height) or top > _SHEET * height


def _is_enter(action: object) -> bool:
    return isinstance(action, Press) and action.key == "enter"


def _is_control(element: Element) -> bool:
    return element.role in ("button", "image") and "disabled" not in element.states


def _touch(locator: Locator, element: Element | None, seen: Observation, commits: bool) -> Touch:
    package = locator.package or seen.package
    is_key = package != seen.package and bool(_KEYBOARD_PACKAGE.search(package))
    is_key = is_key or locator.cls.endswith("Keyboard$Key")
    texts = [locator.label, locator.text, locator.desc, element.label if element else ""]
    return Touch(
        labels=tuple(dict.fromkeys(text for text in texts if text)),
        resource_id=locator.resource_id,
        role=element.role if element else _role_of(locator),
        package=package,
        bounds=element.bounds if element else locator.bounds,
        element=element,
        is_key=is_key,
        commits=commits,
    )


def _role_of(locator: Locator) -> str:
    return "button" if _BUTTON_CLASS.search(locator.cls) else "other"


def _element_of(locator: Locator, seen: Observation) -> Element | None:
    exact = next((e for e in seen.elements if e.locator == locator), None)
    if exact is not None or not locator.bounds.area_px:
        return exact
    return next((e for e in seen.elements if e.bounds == locator.bounds), None)


def _element_at(point: tuple[int, int], seen: Observation) -> Element | None:
    """The smallest element under a point: tapping by coordinates hides nothing from the rules."""
    under = [e for e in seen.elements if e.bounds.contains(*point) and e.role != "list"]
    return min(under, key=lambda e: e.bounds.area_px, default=None)


def texts_of(elements: tuple[Element, ...]) -> Iterator[str]:
    """Every text on these elements."""
    for element in elements:
        yield from element.texts
