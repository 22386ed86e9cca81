"""The stage: which windows are on the screen, and what they look like to eyes and to programs.

It composes the top screen with its dialogs, the system's layers, the keyboard, the bars and the
toast. All is cached until the phone's generation, the minute or a visible timer moves on.
"""

from __future__ import annotations

from collections.abc import Hashable

from PIL import Image

from phoneagent.virtualphone.ui.dump import dump
from phoneagent.virtualphone.ui.fieldtext import reveal, settle_text
from phoneagent.virtualphone.ui.host import Host, HostClipboard
from phoneagent.virtualphone.ui.keyboard import Keyboard, keyboard_height_px
from phoneagent.virtualphone.ui.layer import Layer, Room, Window
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.motion import Motion
from phoneagent.virtualphone.ui.node import Node, Rect
from phoneagent.virtualphone.ui.render import Painter
from phoneagent.virtualphone.ui.screen import Screen
from phoneagent.virtualphone.ui.selection import SelectionBar
from phoneagent.virtualphone.ui.sysbars import (
    NAVIGATION_BAR_DP,
    STATUS_BAR_DP,
    NavigationBar,
    StatusBar,
    ToastLayer,
)
from phoneagent.virtualphone.ui.textinput import TextInput
from phoneagent.virtualphone.ui.theme import DARK, LIGHT


class Stage:
    """All windows of one phone.

    Attributes:
        screen: the activity in front; the phone sets it whenever the back stack changes.
        overlays: layers of the system above the app, bottom to top (shade, lock screen, ...).
        allow_keyboard: False keeps the soft keyboard away (another IME is chosen).
        typing: what types into the focused field.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self.density = host.density_dpi / 160
        self.screen: Screen | None = None
        self.overlays: list[Layer] = []
        self.allow_keyboard = True
        self.typing = TextInput(self)
        self._keyboard = Keyboard(self.typing, self._field)
        self._selection = SelectionBar(self.typing)
        self._status = StatusBar(host)
        self._navigation = NavigationBar(host)
        self._toast = ToastLayer(host)
        self._layout = Layout(self.density)
        self._painter = Painter(self.density)
        self._motion = Motion(self.density)
        self._windows: list[Window] = []
        self._built_for: Hashable = None
        self._had_focus: tuple[int, str] | None = None
        self._dumps: dict[Hashable, str] = {}
        self._image: tuple[Hashable, Image.Image] | None = None

    # what is on the screen ---------------------------------------------------------------

    def windows(self) -> list[Window]:
        """Return the windows, laid out, bottom to top."""
        if self.stamp() != self._built_for:
            self._build()
            self._dumps.clear()
            self._built_for = self.stamp()
        return self._windows

    def roots(self) -> list[Node]:
        """Return the windows' trees, bottom to top."""
        return [window.root for window in self.windows()]

    def active(self) -> Window | None:
        """Return the topmost window that takes all touches: what `uiautomator dump` writes."""
        return _active(self.windows())

    def _seen(self) -> list[Window]:
        """Return the windows as eyes see them: a new one is late while animations are on."""
        return self._motion.seen(self.windows(), self._host.clock.uptime_ms())

    @property
    def keyboard(self) -> Keyboard:
        """The soft keyboard, as it is now."""
        self.windows()
        return self._keyboard

    def dump_xml(
        self, *, u2: bool = True, compressed: bool = False, max_depth: int = 50, rotation: int = 0
    ) -> str:
        """Write the tree: the active window, for uiautomator2 followed by all others."""
        windows = self._seen()
        active = _active(windows)
        asked = (u2, compressed, max_depth, rotation)
        if asked not in self._dumps:
            shown = [active] if active else []
            if u2:
                others = reversed(_reported(windows))
                shown += [window for window in others if window is not active]
            self._dumps[asked] = dump(
                [window.root for window in shown],
                u2=u2,
                compressed=compressed,
                max_depth=max_depth,
                rotation=rotation,
            )
        return self._dumps[asked]

    def image(self) -> Image.Image:
        """Draw the screen (RGB); one object while nothing changes, so do not draw on it."""
        windows = self._seen()
        if self._image is None or self._image[0] != self._built_for:
            theme = DARK if self._host.status().dark else LIGHT
            self._image = (
                self._built_for,
                self._painter.paint(windows, self._host.size_px, theme),
            )
        return self._image[1]

    def stamp(self) -> Hashable:
        """Return a value that differs whenever the screen may look different."""
        clock, screen = self._host.clock, self.screen
        uptime_ms = clock.uptime_ms()
        beat = uptime_ms // screen.refresh_ms if screen and screen.refresh_ms else 0
        return (
            self._host.changes.generation,
            id(screen),
            f"{clock.now():%d%H%M}",
            beat,
            bool(screen and screen.snack and uptime_ms < screen.snack.until_ms),
            self._host.toasts.showing(),
            tuple(map(id, self.overlays)),
            self.allow_keyboard,
            self._motion.frame(uptime_ms),
        )

    # typing --------------------------------------------------------------------------------

    @property
    def clipboard(self) -> HostClipboard:
        return self._host.clipboard

    def changed(self) -> None:
        """Say that something visible has changed."""
        self._host.changes.note()

    def focused(self) -> tuple[Window, Node] | None:
        """Return the field that has the cursor, with its window."""
        self.windows()
        return self._field()

    def show_keyboard(self) -> None:
        """Bring the keyboard up, if a field has the cursor."""
        self._want_keyboard(True)

    def hide_keyboard(self) -> None:
        """Take the keyboard down; the field keeps the cursor."""
        self._want_keyboard(False)

    def _want_keyboard(self, wanted: bool) -> None:
        focus = self.focused()
        if focus is not None:
            focus[0].layer.states.wants_keyboard = wanted
            self.changed()

    def _field(self) -> tuple[Window, Node] | None:
        """Return the focused field of the topmost window that is not just a menu."""
        for window in reversed(self._windows):
            if window.layer.kind == "popup":
                continue
            found = [node for node in window.fields if node.focused]
            if found or window.layer.modal:
                return (window, found[0]) if found else None
        return None

    # building ----------------------------------------------------------------------------

    def _build(self) -> None:
        layers, before = self._layers(), self._windows
        self._lay_out(layers)
        focus = self._field()
        wanted = bool(focus and self.allow_keyboard and _wants_keys(*focus))
        if wanted != self._keyboard.shown:
            self._keyboard.turn(wanted)
            self._had_focus = None
            self._lay_out(layers)
            focus = self._field()
        mark = (id(focus[0].layer), focus[1].key) if focus else None
        if mark != self._had_focus:
            self._had_focus = mark
            if focus and reveal(focus[0].root, focus[1]):
                self._lay_out(layers)
        now_ms = self._host.clock.uptime_ms()
        moving = [*layers, self._keyboard] if self._keyboard.shown else layers
        self._motion.follow(moving, before, self._host.animation_scale, now_ms)
        self._motion.displace(self._windows, now_ms)

    def _layers(self) -> list[Layer]:
        """Return the app's and the system's layers, bottom to top, without what surrounds them."""
        layers: list[Layer] = [self.screen, *self.screen.layers] if self.screen else []
        return layers + self.overlays

    def _lay_out(self, layers: list[Layer]) -> None:
        room = self._room()
        self._windows = [layer.build(room, self._layout) for layer in layers]
        for window in self._windows:
            for node in window.fields:
                settle_text(node, self._layout)
        chrome: list[Layer] = [self._selection] if self._selection.follow(self._field()) else []
        chrome += [self._keyboard] if self._keyboard.shown else []
        chrome += [self._toast] if self._host.toasts.showing() else []
        chrome += [self._status, self._navigation]
        self._windows += [layer.build(room, self._layout) for layer in chrome]

    def _room(self) -> Room:
        width, height = self._host.size_px
        bottom = height - self._layout.px(NAVIGATION_BAR_DP)
        if self._keyboard.shown:
            bottom -= keyboard_height_px(self._layout, height)
        content = Rect(0, self._layout.px(STATUS_BAR_DP), width, bottom)
        return Room(Rect(0, 0, width, height), content)


def _active(windows: list[Window]) -> Window | None:
    """Return the topmost window that takes all touches."""
    return next((window for window in reversed(windows) if window.layer.modal), None)


def _reported(windows: list[Window]) -> list[Window]:
    """Leave out the windows that a modal one hides from accessibility, and toasts."""
    modal = [i for i, window in enumerate(windows) if window.layer.modal]
    lowest = modal[-1] if modal else 0
    return [window for window in windows[lowest:] if window.layer.touchable]


def _wants_keys(window: Window, field: Node) -> bool:
    """Whether a focused field calls for the soft keyboard; one with keys of its own never does."""
    return window.layer.states.wants_keyboard and field.input_type != "none"
