"""One dump of the hierarchy, parsed when first asked for, and how two dumps differ."""

from __future__ import annotations

from functools import cached_property

from phoneagent.core.base import Rect
from phoneagent.core.hierarchy import Node, parse_hierarchy
from phoneagent.errors import DeviceError

SYSTEM_UI = "com.android.systemui"
Path = tuple[int, ...]

_MOVES_BY_ITSELF = ("ProgressBar", "SeekBar")
_CANVASES = ("SurfaceView", "GLSurfaceView", "TextureView", "WebView")
_FEW = 2


class Dump:
    """What `dumpWindowHierarchy` answered once.

    Attributes:
        at_s: when it was fetched, on the monotonic clock.
    """

    def __init__(self, xml: str, at_s: float = 0.0) -> None:
        self.xml = xml
        self.at_s = at_s

    @cached_property
    def root(self) -> Node:
        """The tree; its children are the windows, the active one first.

        Raises:
            DeviceError: the text is no hierarchy.
        """
        try:
            return parse_hierarchy(self.xml)
        except ValueError as error:
            raise DeviceError(f"The phone sent a hierarchy that cannot be read: {error}") from error

    @cached_property
    def is_poor(self) -> bool:
        """Whether the tree says so little that only a picture tells what is on the screen."""
        nodes = [n for n in self.root.walk() if n.visible and n.package != SYSTEM_UI and n.cls]
        telling = [n for n in nodes if n.text or n.desc or (n.clickable and n.resource_id)]
        if len(telling) < _FEW:
            return True
        screen = max((n.bounds.area_px for n in nodes), default=0)
        canvases = (n for n in nodes if n.cls.endswith(_CANVASES) and not n.children)
        largest = max((n.bounds.area_px for n in canvases), default=0)
        return largest * 2 > screen and len(telling) < _FEW * 3

    @cached_property
    def is_loading(self) -> bool:
        """Whether something that turns while one waits is on the screen."""
        return any(
            n.cls.endswith("ProgressBar") and n.visible and not n.text for n in self.root.walk()
        )

    def is_same_but_for_status(self, before: Dump) -> bool:
        """Whether nothing differs but words of the status bar: the time, the battery."""
        if self.xml == before.xml:
            self.root = before.root
            return True
        changed = text_changes(before.root, self.root)
        windows = self.root.children
        return changed is not None and all(
            p and windows[p[0]].package == SYSTEM_UI for p in changed
        )

    def says(self, text: str) -> bool:
        """Whether a person could read `text` on this screen (case and spacing do not matter)."""
        wanted = " ".join(text.split()).casefold()
        nodes = (n for n in self.root.walk() if n.visible and n.bounds.area_px)
        return any(
            wanted in " ".join(said.split()).casefold()
            for n in nodes
            for said in (n.text, n.desc)
            if said
        )

    @property
    def active(self) -> Node | None:
        """The active window."""
        return self.root.children[0] if self.root.children else None

    @property
    def screen(self) -> Rect:
        """The smallest box around all windows."""
        boxes = [window.bounds for window in self.root.children] or [Rect(0, 0, 0, 0)]
        return Rect(0, 0, max(b.right for b in boxes), max(b.bottom for b in boxes))


def text_changes(before: Node, after: Node, at: Path = ()) -> set[Path] | None:
    """The paths of nodes that differ in words only; None when more than words changed."""
    if _frame(before) != _frame(after) or len(before.children) != len(after.children):
        return None
    changed: set[Path] = set()
    if (before.text, before.desc, before.bounds) != (after.text, after.desc, after.bounds):
        changed.add(at)
    for index, (old, new) in enumerate(zip(before.children, after.children, strict=True)):
        if old == new:
            continue
        below = text_changes(old, new, (*at, index))
        if below is None:
            return None
        changed |= below
    return changed


def _frame(node: Node) -> tuple[object, ...]:
    """Everything about a node that does not tick by itself."""
    bounds = None if node.cls.endswith(_MOVES_BY_ITSELF) else node.bounds
    return (
        *(node.cls, node.resource_id, node.package, bounds, node.checked, node.enabled),
        *(node.focused, node.selected, node.scrollable, node.visible, node.clickable),
    )
