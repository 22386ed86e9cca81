"""The launcher's drawer: the one place on every phone where the names of all apps stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from phoneagent.core.base import Point
from phoneagent.core.hierarchy import Node
from phoneagent.devices.anchor import is_editable
from phoneagent.devices.automation import Automation
from phoneagent.devices.dump import Dump
from phoneagent.devices.eyes import Eyes
from phoneagent.devices.scroll import container, content, way
from phoneagent.devices.settle import PATIENCE
from phoneagent.errors import ActionError

_BACK, _HOME = 4, 3
_MOST_PAGES = 40
_MOST_STARTS = 3
_LONGEST_LABEL = 60
_Found = TypeVar("_Found")
_LISTS = ("RecyclerView", "ListView", "GridView", "ViewPager")


class Fingers(Protocol):
    """What reading a drawer needs of the hands."""

    def tap(self, at: Point) -> None: ...
    def swipe(self, start: Point, end: Point, duration_ms: int) -> None: ...
    def push(self, start: Point, end: Point) -> None: ...


class Obscured(ActionError):
    """A window of somebody else lies over the launcher."""


class Drawer:
    """Opens the drawer, pages through it, goes home again.

    Args:
        automation, eyes: the phone.
        launchers: asks for the packages that answer the home button.
    """

    def __init__(
        self, automation: Automation, eyes: Eyes, launchers: Callable[[], frozenset[str]]
    ) -> None:
        self._launchers = launchers
        self._automation = automation
        self._eyes = eyes

    def labels(self, fingers: Fingers) -> list[str]:
        """Every name under an icon, in the launcher's order.

        Raises:
            ActionError: something lies over the launcher and does not go away.
        """

        def read() -> list[str]:
            found: dict[str, None] = {}
            for page in self._pages(fingers):
                found |= dict.fromkeys(label for label, _ in icons(page))
            return list(found)

        found = self._undisturbed(read)
        self._press(_HOME)
        return found

    def tap(self, label: str, fingers: Fingers) -> str:
        """Tap an icon; the launcher's package.

        Raises:
            ActionError: the icon is nowhere, or something lies over the launcher.
        """

        def find() -> Node:
            for page in self._pages(fingers):
                for name, node in icons(page):
                    if name == label:
                        return node
            raise ActionError(f"the launcher shows no {label!r}")

        node = self._undisturbed(find)
        fingers.tap(node.bounds.centre)
        return node.package

    def _undisturbed(self, walk: Callable[[], _Found]) -> _Found:
        """Walk through the drawer; start again when something came up that Back puts away."""
        for _ in range(_MOST_STARTS - 1):
            try:
                return walk()
            except Obscured:
                self._press(_BACK)
        return walk()

    def _clear(self, page: Dump) -> Dump:
        """The page itself.

        Raises:
            Obscured: a window of somebody else is in front of it.
        """
        front = page.active.package if page.active else ""
        launchers = self._launchers()
        if launchers and front not in launchers:
            raise Obscured(f"the launcher cannot be read: a window of {front} is in front of it")
        return page

    def _pages(self, fingers: Fingers) -> Iterator[Dump]:
        """The drawer page by page; the home screens when the launcher has no drawer."""
        home = self._go_home()
        page = self._open(home, fingers)
        yield page
        for direction in ("down", "right"):
            turned = self._turn(page, direction, fingers)
            if turned is not None:
                break
        for _ in range(_MOST_PAGES):
            if turned is None:
                return
            yield turned
            turned = self._turn(turned, direction, fingers)

    def _open(self, home: Dump, fingers: Fingers) -> Dump:
        box = home.screen
        middle = box.right // 2
        start, end = Point(middle, box.bottom * 7 // 10), Point(middle, box.bottom * 15 // 100)
        fingers.swipe(start, end, 120)
        return self._clear(self._eyes.settled(PATIENCE["swipe"], before=home))

    def _turn(self, page: Dump, direction: str, fingers: Fingers) -> Dump | None:
        """The next page, None when there is none."""
        try:
            box = container(page, None, direction)
        except ActionError:  # everything fits on one page
            return None
        fingers.push(*way(box, direction))
        turned = self._clear(self._eyes.settled(PATIENCE["scroll"], before=page))
        return None if content(turned, box) == content(page, box) else turned

    def _go_home(self) -> Dump:
        return self._clear(self._press(_HOME))

    def _press(self, key: int) -> Dump:
        before = self._eyes.dump()
        self._automation.act("pressKeyCode", key)
        return self._eyes.settled(PATIENCE["press"], before=before)


def icons(page: Dump) -> list[tuple[str, Node]]:
    """The icons of a launcher page with their names: what can be tapped in the list of apps."""
    window = page.root.children[0] if page.root.children else page.root
    lists = [n for n in window.walk() if n.visible and (n.scrollable or n.cls.endswith(_LISTS))]
    inside = max(lists, key=lambda n: n.bounds.area_px) if lists else window
    found = []
    for node in inside.walk():
        label = (node.text or node.desc).strip()
        tappable = node.clickable and not is_editable(node) and node.bounds.area_px
        if tappable and label and len(label) <= _LONGEST_LABEL:
            found.append((label, node))
    return found
