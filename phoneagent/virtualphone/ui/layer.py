"""A layer: something with a view and a window of its own, such as a screen, a dialog or a popup."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from phoneagent.virtualphone.ui.bind import Binder
from phoneagent.virtualphone.ui.editing import TextEdit
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import Node, Rect
from phoneagent.virtualphone.ui.state import WidgetStates


@dataclass(frozen=True, slots=True)
class Room:
    """The places a window can take, in px."""

    display: Rect
    """The whole screen."""
    content: Rect
    """What the bars and the keyboard leave free."""


@dataclass(frozen=True, slots=True)
class Window:
    """A laid-out layer on the screen."""

    layer: Layer
    root: Node
    fields: tuple[Node, ...]
    """Its text fields in reading order, also those scrolled away."""

    @property
    def package(self) -> str:
        return self.root.package


class Layer:
    """Base of everything that owns a window.

    Attributes:
        kind: application, dialog, popup, input_method, system or toast.
        modal: takes all touches, also those outside, and hides the windows below from the tree.
        touchable: a toast is not.
        dims: darkens what lies below.
        package: the package its nodes belong to; empty for that of the layer it is shown on.
        parent: the layer it is shown on; a screen or a layer of the system has none.
        wide: the display lies on its side, so a view had better grow sideways.
    """

    kind = "application"
    modal = True
    touchable = True
    dims = False
    package = ""

    def __init__(self) -> None:
        self.states = WidgetStates()
        self._built: tuple[Hashable, Window] | None = None
        self.parent: Layer | None = None
        self.wide = False

    # what a layer is -------------------------------------------------------------------

    def view(self) -> Node:
        """Build the tree from the current state."""
        raise NotImplementedError

    def compose(self, room: Room, layout: Layout) -> Node:
        """Return the window's whole tree: the view in whatever surrounds it."""
        return self.view()

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        """Return where the window lies."""
        return room.content

    def signature(self) -> Hashable:
        """Return all that the view depends on, to reuse its window; None to build it anew."""
        return None

    def on_outside(self) -> None:
        """Handle a tap outside a modal window."""

    def on_back(self) -> bool:
        """Handle the back key; False hands it on to whoever is below."""
        return False

    # what a layer can do -----------------------------------------------------------------

    def invalidate(self) -> None:
        """Say that the view must be built anew."""
        if self.parent:
            self.parent.invalidate()

    def show(self, layer: Layer) -> None:
        """Open a dialog or menu above everything the app shows."""
        if self.parent:
            self.parent.show(layer)

    def dismiss(self, layer: Layer) -> None:
        """Take a dialog or menu off the screen."""
        if self.parent:
            self.parent.dismiss(layer)

    def close(self) -> None:
        """Take this layer off the screen."""
        self.dismiss(self)

    # what a layer remembers --------------------------------------------------------------

    def text_of(self, key: str) -> str:
        """Return what a text field holds, by its key or declared id."""
        return self.states.field_of(key).edit.text

    def set_text(self, key: str, text: str) -> None:
        """Replace what a text field holds."""
        self.states.field_of(key).edit = TextEdit(text)
        self.invalidate()

    def focus(self, key: str) -> None:
        """Put the cursor into a text field; an empty key takes it away."""
        self.states.focus, self.states.wants_keyboard = key, True
        self.invalidate()

    def scroll_to(self, key: str, offset_px: int) -> None:
        """Scroll a list to an offset from its top."""
        self.states.scroll_of(key).offset_px = offset_px
        self.invalidate()

    def build(self, room: Room, layout: Layout) -> Window:
        """Build, bind and lay out the view, or return the window that is still right."""
        signature = self.signature()
        if signature is not None:
            signature = (signature, room.display)
            if self._built and self._built[0] == signature:
                return self._built[1]
        window = self._build(room, layout)
        self._built = (signature, window)
        return window

    def _build(self, room: Room, layout: Layout) -> Window:
        self.wide = room.display.width > room.display.height
        root = self.compose(room, layout)
        binder = Binder(self.states, self.package or "android")
        binder.bind(root)
        binder.settle_focus()
        layout.run(root, self.area(root, room, layout))
        return Window(self, root, tuple(binder.fields))
