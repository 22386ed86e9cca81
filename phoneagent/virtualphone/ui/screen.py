"""A screen: one activity instance on the back stack, and the dialogs and menus above it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from phoneagent.virtualphone.ui.bars import SnackbarView, make_room_for_snackbar
from phoneagent.virtualphone.ui.layer import Layer, Room
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import FILL, Node, Rect

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone
    from phoneagent.virtualphone.system.app import App
    from phoneagent.virtualphone.system.intents import Intent

SNACKBAR_MS = 4000


@dataclass(frozen=True, slots=True)
class Snackbar:
    """A message at the foot of a screen, maybe with one action, gone after a while."""

    text: str
    action: str
    on_action: Callable[[], object] | None
    until_ms: int


class Screen(Layer):
    """Base class of every app screen. Override `view`, and `on_...` where needed.

    Attributes:
        refresh_ms: rebuild the view at least this often while it is shown (a running stopwatch);
            0 for a view that changes only through `invalidate`.
        fullscreen: the view reaches under the status and navigation bars.
    """

    refresh_ms = 0
    fullscreen = False

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__()
        self.app = app
        self.phone: VirtualPhone = app.phone
        self.intent = intent
        self.package = app.package
        self.layers: list[Layer] = []
        self.snack: Snackbar | None = None

    # what an app overrides ---------------------------------------------------------------

    def view(self) -> Node:
        """Build the declarative tree from the current state."""
        raise NotImplementedError

    def on_back(self) -> bool:
        """Handle the back key; True when it was used (left search mode, closed a panel)."""
        return False

    def on_resume(self) -> None:
        """The screen has come to the front."""

    def on_pause(self) -> None:
        """The screen is no longer in front."""

    def on_result(self, result: Any) -> None:
        """The screen this one started has finished with a result."""

    # what an app calls -------------------------------------------------------------------

    def invalidate(self) -> None:
        """Say that the view must be built anew."""
        self.phone.changes.note()

    def start(self, target: Intent | Screen) -> None:
        """Open another screen: an intent, or a screen of the same app."""
        self.phone.activities.start(target, caller=self)

    def finish(self, result: Any = None) -> None:
        """Close this screen and hand a result to the one below."""
        self.phone.activities.finish(self, result)

    def show(self, layer: Layer) -> None:
        """Open a dialog or menu above this screen."""
        layer.package = layer.package or self.package
        layer.parent = self
        self.layers.append(layer)
        self.invalidate()

    def dismiss(self, layer: Layer) -> None:
        """Close a dialog or menu."""
        if layer in self.layers:
            self.layers.remove(layer)
            self.invalidate()

    def toast(self, text: str) -> None:
        """Show a short text that vanishes by itself."""
        self.phone.toasts.show(text, self.package)

    def snackbar(
        self, text: str, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Show a message at the foot of the screen, with an action such as Undo."""
        until_ms = self.phone.clock.uptime_ms() + SNACKBAR_MS
        self.snack = Snackbar(text, action, on_action, until_ms)
        self.invalidate()

    # the toolkit's side ------------------------------------------------------------------

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        return room.display

    def compose(self, room: Room, layout: Layout) -> Node:
        """Wrap the view the way an activity's window does: decor, content, the app's view."""
        area = room.display if self.fullscreen else room.content
        body = [self.view()]
        if self.snack and self.phone.clock.uptime_ms() < self.snack.until_ms:
            lift = make_room_for_snackbar(body[0])
            snackbar = self._snack_view(self.snack)
            snackbar.margin = (0, 0, 0, lift)
            body.append(snackbar)
        insets = (
            0.0,
            (area.top - room.display.top) / layout.density,
            0.0,
            (room.display.bottom - area.bottom) / layout.density,
        )
        content = Node(id="android:id/content", width=FILL, height=FILL, children=body)
        middle = Node(
            class_name="android.widget.LinearLayout",
            width=FILL,
            height=FILL,
            pad=insets,
            children=[content],
        )
        return Node(width=FILL, height=FILL, children=[middle])

    def _snack_view(self, snack: Snackbar) -> Node:
        def act() -> None:
            self.snack = None
            if snack.on_action:
                snack.on_action()

        return SnackbarView(snack.text, snack.action, act)
