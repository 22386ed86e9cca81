"""The display: which windows are on the screen, what they look like, and where input goes.

It composes the top screen with its dialogs, the system's layers, the keyboard, the bars and the
toast. All is cached until the phone's generation, the minute or a visible timer moves on.
"""

from __future__ import annotations

from collections.abc import Hashable

from PIL import Image

from phoneagent.virtualphone.ui.dump import dump
from phoneagent.virtualphone.ui.fieldtext import offset_at, reveal, settle_text
from phoneagent.virtualphone.ui.gestures import Gestures
from phoneagent.virtualphone.ui.host import Host, HostClipboard
from phoneagent.virtualphone.ui.keyboard import HEIGHT_DP, Keyboard
from phoneagent.virtualphone.ui.layer import Layer, Room, Window
from phoneagent.virtualphone.ui.layout import Layout
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


class Display:
    """All windows of one phone.

    Attributes:
        screen: the activity in front; the phone sets it whenever the back stack changes.
        overlays: layers of the system above the app, bottom to top (shade, lock screen, ...).
        keyboard: the soft keyboard; `allow_keyboard` False keeps it away (another IME is chosen).
        typing: what types into the focused field.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self.density = host.density_dpi / 160
        self.screen: Screen | None = None
        self.overlays: list[Layer] = []
        self.allow_keyboard = True
        self.typing = TextInput(self)
        self.keyboard = Keyboard(self.typing, self._field)
        self._layout = Layout(self.density)
        self._painter = Painter(self.density)
        self._selection = SelectionBar(self.typing)
        self._gestures = Gestures(self, self.density)
        self._status = StatusBar(host)
        self._navigation = NavigationBar(host)
        self._toast = ToastLayer(host)
        self._windows: list[Window] = []
        self._built_for: Hashable = None
        self._had_focus: tuple[int, str] = (0, "")
        self._dumps: dict[Hashable, str] = {}
        self._image: tuple[Hashable, Image.Image] | None = None

    # what is on the screen ---------------------------------------------------------------

    def stamp(self) -> Hashable:
        """Return a value that differs whenever the screen may look different."""
        clock = self._host.clock
        toast = self._host.toasts.showing()
        screen = self.screen
        uptime_ms = clock.uptime_ms()
        beat = uptime_ms // screen.refresh_ms if screen and screen.refresh_ms else 0
        snack = bool(screen and screen.snack and uptime_ms < screen.snack.until_ms)
        return (
            self._host.changes.generation,
            id(screen),
            f"{clock.now():%d%H%M}",
            beat,
            snack,
            toast,
            len(self.overlays),
            self.keyboard.shown,
        )

    def windows(self) -> list[Window]:
        """Return the windows, laid out, bottom to top."""
        stamp = self.stamp()
        if stamp != self._built_for:
            self._build()
            self._dumps.clear()
            self._built_for = self.stamp()
        return self._windows

    def roots(self) -> list[Node]:
        """Return the windows' trees, bottom to top."""
        return [window.root for window in self.windows()]

    def active(self) -> Window | None:
        """Return the window that has the input focus."""
        self.windows()
        return self._active()

    def dump_xml(
        self, *, u2: bool = True, compressed: bool = False, max_depth: int = 50, rotation: int = 0
    ) -> str:
        """Write the tree: the active window, for uiautomator2 followed by all others."""
        windows = self.windows()
        asked = (u2, compressed, max_depth, rotation)
        if asked not in self._dumps:
            active = self._active()
            shown = [active] if active else []
            if u2:
                others = reversed(self._reported(windows))
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
        windows = self.windows()
        if self._image is None or self._image[0] != self._built_for:
            theme = DARK if self._host.status().dark else LIGHT
            size = (self._host.width_px, self._host.height_px)
            self._image = (self._built_for, self._painter.paint(windows, size, theme))
        return self._image[1]

    def _reported(self, windows: list[Window]) -> list[Window]:
        """Leave out the windows that a modal one hides from accessibility, and toasts."""
        lowest = max((i for i, window in enumerate(windows) if window.layer.modal), default=0)
        return [window for window in windows[lowest:] if window.layer.touchable]

    def _active(self) -> Window | None:
        modal = [window for window in self._windows if window.layer.modal]
        return modal[-1] if modal else None

    # building ----------------------------------------------------------------------------

    def _build(self) -> None:
        layers = self._layers()
        self._windows = self._lay_out(layers)
        focus = self._field()
        mark = (id(focus[0].layer), focus[1].key) if focus else (0, "")
        if mark != self._had_focus:
            self._had_focus = mark
            wanted = focus is not None and self.allow_keyboard
            if wanted != self.keyboard.shown:
                self.keyboard.open() if wanted else self.keyboard.hide()
                self._windows = self._lay_out(layers)
            if self._reveal_focus():
                self._windows = self._lay_out(layers)

    def _layers(self) -> list[Layer]:
        layers: list[Layer] = [self.screen, *self.screen.layers] if self.screen else []
        return layers + self.overlays

    def _lay_out(self, layers: list[Layer]) -> list[Window]:
        room = self._room()
        windows = [layer.build(room, self._layout) for layer in layers]
        self._windows = windows
        for window in windows:
            for node in window.fields:
                settle_text(node, self._layout)
        chrome: list[Layer] = [self._selection] if self._selection.follow(self._field()) else []
        chrome += [self.keyboard] if self.keyboard.shown else []
        chrome += [self._toast] if self._host.toasts.showing() else []
        chrome += [self._status, self._navigation]
        return windows + [layer.build(room, self._layout) for layer in chrome]

    def _room(self) -> Room:
        width, height = self._host.width_px, self._host.height_px
        top = self._layout.px(STATUS_BAR_DP)
        bottom = height - self._layout.px(NAVIGATION_BAR_DP)
        if self.keyboard.shown:
            bottom -= self._layout.px(HEIGHT_DP)
        return Room(Rect(0, 0, width, height), Rect(0, top, width, bottom))

    def _reveal_focus(self) -> bool:
        """Scroll so that the focused field can be seen; True when something moved."""
        focus = self._field()
        if focus is None:
            return False
        return reveal(focus[0].root, focus[1])

    # input -------------------------------------------------------------------------------

    @property
    def clipboard(self) -> HostClipboard:
        return self._host.clipboard

    def changed(self) -> None:
        self._host.changes.note()

    def touch(self, kind: str, x: float, y: float, at_ms: int | None = None) -> None:
        """Take a touch event; `at_ms` is its time, now when left out."""
        self._gestures.touch(kind, x, y, self._host.clock.uptime_ms() if at_ms is None else at_ms)

    def key(self, keycode: int, meta: int = 0) -> bool:
        """Offer a key event to the focused field; False when nobody used it."""
        return self.typing.key(keycode, meta)

    def back(self) -> bool:
        """Press back: keyboard, menu, dialog, screen; False leaves it to the activity stack."""
        self.windows()
        if self.keyboard.shown:
            self.hide_keyboard()
            return True
        for layer in reversed(self._layers()):
            if layer.on_back():
                self.changed()
                return True
            if layer.modal:
                return False
        return False

    def focused(self) -> tuple[Window, Node] | None:
        """Return the active window and its focused field."""
        self.windows()
        return self._field()

    def _field(self) -> tuple[Window, Node] | None:
        active = self._active()
        if active is None:
            return None
        for node in active.fields:
            if node.focused:
                return active, node
        return None

    def show_keyboard(self) -> None:
        if self.allow_keyboard and self.focused():
            self.keyboard.open()
            self.changed()

    def hide_keyboard(self) -> None:
        self.keyboard.hide()
        self.changed()

    # gestures ------------------------------------------------------------------------------

    def on_tap(self, window: Window, node: Node | None, x: float, y: float) -> None:
        if window.layer is not self._selection:
            self._selection.field = None
        if node is None:
            self.changed()
            return
        if node.editable:
            self._touch_field(window, node, x, y)
        if node.on_click:
            node.on_click()
        self.changed()

    def on_double_tap(self, window: Window, node: Node, x: float, y: float) -> None:
        if node.on_double_click:
            node.on_double_click()
        else:
            self._select_word(window, node, x, y)
        self.changed()

    def on_long_press(self, window: Window, node: Node, x: float, y: float) -> None:
        if node.on_long_click:
            node.on_long_click()
        else:
            self._select_word(window, node, x, y)
        self.changed()

    def on_outside(self, window: Window) -> None:
        window.layer.on_outside()
        self.changed()

    def on_scrolled(self, window: Window) -> None:
        self.changed()

    def _select_word(self, window: Window, node: Node, x: float, y: float) -> None:
        """Focus a field, select the word under the finger and offer cut, copy and paste."""
        self._touch_field(window, node, x, y)
        if node.field:
            node.field.edit = node.field.edit.select_word(node.field.edit.cursor)
            self._selection.field, self._selection.owner = node, window.layer

    def _touch_field(self, window: Window, node: Node, x: float, y: float) -> None:
        """Focus a field, put the cursor under the finger and bring the keyboard up."""
        window.layer.states.focus = node.key
        if node.field:
            node.field.edit = node.field.edit.move(offset_at(node, x, y, self._layout))
        self.show_keyboard()
