"""What is seen: Capture (raw), Locator, Element and Observation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from phoneagent.core.base import Fact, Rect
from phoneagent.core.hierarchy import Node
from phoneagent.core.text import fold


@dataclass(frozen=True, slots=True)
class Capture:
    """One raw look at the phone: a screenshot and the hierarchy, fetched side by side.

    Attributes:
        image: encoded screenshot (JPEG or PNG); empty when the phone refused one.
        xml: the dump as it came.
        package, activity: what is in front; activity is the full class name.
        toasts: transient texts seen since the last capture.
        problems: "black", "secure", "poor_tree", "no_image", "stale_tree", "unsettled" ...
        taken_at_s: seconds since the epoch.
        waited_ms: how long settling took.
    """

    image: bytes
    xml: str
    root: Node
    package: str
    activity: str
    size_px: tuple[int, int]
    keyboard_shown: bool = False
    toasts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    taken_at_s: float = 0.0
    waited_ms: float = 0.0
    device_ms: float = 0.0
    extra: dict[str, str] = field(default_factory=dict)


class Locator(Fact):
    """How to find an element again on a later screen; every part is optional evidence."""

    resource_id: str = ""
    cls: str = ""
    text: str = ""
    desc: str = ""
    label: str = ""  # what a person calls it, also when the words stand in a child or a neighbour
    path: tuple[int, ...] = ()  # child indexes from the root
    package: str = ""
    bounds: Rect = Rect(0, 0, 0, 0)
    size_px: tuple[int, int] = (0, 0)  # screen size, so that bounds can be read as fractions

    def describe(self) -> str:
        name = self.label or self.text or self.desc or self.resource_id.rpartition("/")[2]
        return f"{self.cls.rpartition('.')[2]} {name!r}" if name else self.cls.rpartition(".")[2]


ElementRole = Literal[
    "button",
    "field",
    "switch",
    "checkbox",
    "radio",
    "slider",
    "tab",
    "row",
    "image",
    "text",
    "list",
    "other",
]


class Element(Fact):
    """One thing on the screen that a person would point at.

    Attributes:
        index: its number on this observation, from 1; what a model writes.
        label: what a person calls it: own text, or its children's, or its description.
        detail: secondary text of the same row.
        value: what a field holds, where a slider stands; "" when none.
        states: only what is not default: "on", "off", "checked", "selected", "disabled", "focused".
        actions: what it takes: "tap", "long_press", "type", "scroll".
    """

    index: int
    role: ElementRole
    label: str = ""
    detail: str = ""
    value: str = ""
    hint: str = ""
    states: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    bounds: Rect
    locator: Locator
    password: bool = False

    @property
    def is_on(self) -> bool | None:
        """Whether a switch, box or tab is on, checked or selected; None for anything else."""
        if {"on", "checked", "selected"} & set(self.states):
            return True
        return False if {"off", "unchecked", "unselected"} & set(self.states) else None

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text a person can read on it."""
        return tuple(t for t in (self.label, self.detail, self.value, self.hint) if t)


Need = Literal["tree", "tree+image", "marks", "image"]


class Observation(Fact):
    """What the agent knows about the present screen.

    Attributes:
        page: the page key: same layout and purpose, same key, whatever the volatile text says.
        text: the compact text, one line per thing, as models read it.
        shot, tree: content hashes; the bytes lie in the run folder.
        look: coarse fingerprint of the picture, only where the tree tells too little.
        needs: what a model must be shown to act on this screen.
        warnings: "black", "secure", "poor_tree", "dialog", "unsettled" ...
    """

    package: str = ""
    activity: str = ""
    app: str = ""  # the launcher label of the package, as people say it
    page: str = ""
    title: str = ""
    elements: tuple[Element, ...] = ()
    text: str = ""
    shot: str = ""
    tree: str = ""
    look: str = ""
    size_px: tuple[int, int] = (0, 0)
    keyboard_shown: bool = False
    toasts: tuple[str, ...] = ()
    needs: Need = "tree"
    warnings: tuple[str, ...] = ()
    taken_at_s: float = 0.0
    waited_ms: float = 0.0
    device_ms: float = 0.0

    def element(self, index: int) -> Element | None:
        """The element with that number, or None."""
        return next((e for e in self.elements if e.index == index), None)

    def called(self, label: str, role: str = "") -> Element | None:
        """The element a person calls that: the exact label first, then one that contains it."""
        wanted = fold(label)
        fits = [e for e in self.elements if not role or e.role == role]
        named = [e for e in fits if wanted in (fold(e.label), fold(e.hint))]
        exact = [e for e in fits if wanted in map(fold, e.texts)]
        partly = [e for e in fits if any(wanted in fold(t) for t in e.texts)]
        found = next(iter((*named, *exact, *partly)), None)
        return self._field_beside(label) if found is None and role == "field" else found

    def _field_beside(self, label: str) -> Element | None:
        """The field that follows the words: many forms write a name above or before each field."""
        said = self.called(label)
        after = self.elements[self.elements.index(said) + 1 :] if said else ()
        return after[0] if after and after[0].role == "field" else None

    @property
    def covered(self) -> bool:
        """A dialog or a menu hides what lies below it."""
        return bool({"dialog", "menu"} & set(self.warnings))

    def says(self, text: str) -> bool:
        """Whether a person could read `text` now (see `fold`), also in a passing message."""
        return self.holds(text) or any(fold(text) in fold(toast) for toast in self.toasts)

    def tells(self, text: str) -> bool:
        """Whether the app itself says `text` now; what somebody typed into a field is not it."""
        wanted = fold(text)
        said = (t for e in self.elements for t in _told(e))
        return any(wanted in fold(t) for t in (*said, *self.toasts, self.title))

    def holds(self, text: str) -> bool:
        """Whether `text` stands on the screen itself, passing messages aside."""
        wanted = fold(text)
        return any(wanted in fold(t) for e in self.elements for t in e.texts) or (
            wanted in fold(self.title)
        )


def _told(element: Element) -> tuple[str, ...]:
    if element.role == "field":
        return (element.label, element.hint)
    return element.texts
