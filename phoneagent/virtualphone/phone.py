"""The virtual phone: everything behind its screen, the screen itself, fingers and keys."""

from __future__ import annotations

import io
import random
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image

from phoneagent.virtualphone import fingers, keycodes
from phoneagent.virtualphone.apps import discover
from phoneagent.virtualphone.apps.systemui import SystemUi, status_of
from phoneagent.virtualphone.system import snapshot
from phoneagent.virtualphone.system import state as fixture
from phoneagent.virtualphone.system.files import temporary_folder
from phoneagent.virtualphone.system.system import System
from phoneagent.virtualphone.ui.display import Display
from phoneagent.virtualphone.ui.host import Status
from phoneagent.virtualphone.ui.node import Node


class VirtualPhone(System):
    """One phone. Synchronous; whoever calls from several threads holds `lock` around each call.

    Nothing here waits or starts threads. What is due (an alarm, the next minute, the end of a
    toast) happens at the next call.

    Attributes:
        unknown: every shell command or RPC that nobody here knows; tests expect it empty.
        rotation: quarter turns of the display, 0 to 3.
    """

    def __init__(  # noqa: PLR0913 - a phone has that many properties
        self,
        *,
        root: Path | None = None,
        seed: int = 0,
        now: datetime | None = None,
        state: Mapping[str, Any] | None = None,
        animations: bool = False,
        width_px: int = 1080,
        height_px: int = 2400,
        density_dpi: int = 420,
    ) -> None:
        """Switch a phone on, at its home screen.

        Args:
            root: host folder for the device's storage; a private temporary one, removed by
                `close`, when left out.
            seed: of everything random on this phone.
            now: the time the clock starts at; the host's time when left out.
            state: a fixture as `system/state.py` describes it.
            animations: whether window changes take a few frames.
            width_px: of the panel, upright.
            height_px: of the panel, upright.
            density_dpi: of the screen.
        """
        self.lock = threading.RLock()
        self._temporary = temporary_folder() if root is None else None
        place = root or Path(self._temporary.name if self._temporary else "")
        super().__init__(place, now, discover(), lambda app: app(self), self.look)
        self.width_px = width_px
        self.height_px = height_px
        self.density_dpi = density_dpi
        self.animations = animations
        self.rotation = 0
        self.seed = seed
        self.random = random.Random(seed)
        self.unknown: list[str] = []
        self._encoded: dict[str, tuple[Image.Image, bytes]] = {}
        self.display = Display(self)
        self.system_ui = SystemUi(self)
        self._boot(state)

    def _boot(self, state: Mapping[str, Any] | None) -> None:
        self.settings.put("secure", "sms_default_application", self.telephony.default_app())
        fixture.furnish(self, state or {})
        self.activities.home()

    # What is on the screen

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the display as it is turned now."""
        panel = (self.width_px, self.height_px)
        return panel if self.rotation % 2 == 0 else panel[::-1]

    @property
    def animation_scale(self) -> float:
        """How slowly windows move, by the settings; 0 on a phone without animations."""
        scale = self.settings.get("global", "transition_animation_scale") or "1"
        try:
            return float(scale) if self.animations else 0.0
        except ValueError:
            return 1.0

    @property
    def generation(self) -> int:
        """Grows with every visible change; caches key on it."""
        self.settle()
        return self.changes.generation

    def look(self) -> Display:
        """The display, brought up to date with everything behind it."""
        self.settle()
        self.display.screen = self.activities.top_screen()
        self.display.overlays = self.system_ui.overlays()
        self.display.allow_keyboard = self.ime.draws_keys
        return self.display

    def windows(self) -> list[Node]:
        """The laid-out windows, bottom to top."""
        return self.look().roots()

    def dump_xml(self, *, u2: bool = True, compressed: bool = False, max_depth: int = 50) -> str:
        """The accessibility tree as XML, as uiautomator2 or `uiautomator dump` writes it."""
        return self.look().dump_xml(
            u2=u2, compressed=compressed, max_depth=max_depth, rotation=self.rotation
        )

    def screenshot(self) -> Image.Image:
        """The screen (RGB). Do not draw on it: the same object is returned while it lasts."""
        if not self.power.screen_on:
            return self._black()
        return self.look().image()

    def png(self) -> bytes:
        """The screenshot as PNG."""
        return self._encode("png", compress_level=1)

    def jpeg(self, quality: int = 80) -> bytes:
        """The screenshot as JPEG."""
        return self._encode("jpeg", quality=quality)

    def _encode(self, kind: str, **options: int) -> bytes:
        image = self.screenshot()
        key = f"{kind}{options}"
        known = self._encoded.get(key)
        if known is None or known[0] is not image:
            stream = io.BytesIO()
            image.save(stream, kind, **options)
            known = self._encoded[key] = (image, stream.getvalue())
        return known[1]

    def _black(self) -> Image.Image:
        return Image.new("RGB", self.size_px)

    def status(self) -> Status:
        """What the status bar shows."""
        return status_of(self)

    # Fingers

    def touch(self, kind: str, x: float, y: float, at_ms: int | None = None) -> None:
        """One touch event: down, move, up or cancel, at a time since boot (now when left out).

        The only real input; every gesture below is made of it.
        """
        if self.power.screen_on:
            self.look().touch(kind, x, y, at_ms)

    def tap(self, x: float, y: float) -> None:
        self._perform(fingers.tap(x, y))

    def long_press(self, x: float, y: float, ms: int = 600) -> None:
        """Hold a finger on a point."""
        self._perform(fingers.swipe((x, y), (x, y), ms))

    def swipe(self, x1: float, y1: float, x2: float, y2: float, duration_ms: int = 300) -> None:
        """Draw a finger in a straight line, evenly; without movement it is a press."""
        self._perform(fingers.swipe((x1, y1), (x2, y2), duration_ms))

    def drag(self, x1: float, y1: float, x2: float, y2: float, duration_ms: int = 500) -> None:
        """Hold long enough to pick something up, then move it."""
        self._perform(fingers.drag((x1, y1), (x2, y2), duration_ms))

    def _perform(self, gesture: list[fingers.Touch]) -> None:
        start_ms = self.clock.uptime_ms()
        for event in gesture:
            self.touch(event.kind, event.x, event.y, start_ms + event.after_ms)

    # Keys

    def key(self, keycode: int, *, long: bool = False, meta: int = 0) -> None:
        """Press an Android key. `long` holds it; `meta` is the state of Shift, Ctrl and so on."""
        if keycode in keycodes.POWER_KEYS:
            self._power_key(keycode)
        elif not self.power.screen_on:
            if keycode in keycodes.WAKING_KEYS:
                self.power.wake()
        elif not self.power.locked:
            self._act_on_key(keycode, meta)
        elif keycode == keycodes.MENU:
            self.power.unlock()
        self.changes.note()

    def _power_key(self, keycode: int) -> None:
        if keycode == keycodes.POWER:
            self.power.toggle()
        elif keycode == keycodes.WAKEUP:
            self.power.wake()
        else:
            self.power.sleep()
        self.system_ui.close_shade()

    def _act_on_key(self, keycode: int, meta: int) -> None:
        display = self.look()
        if keycode == keycodes.BACK:
            if not display.back():
                self.activities.back()
        elif keycode == keycodes.HOME:
            self.system_ui.close_shade()
            self.activities.home()
        elif keycode == keycodes.APP_SWITCH:
            self.system_ui.close_shade()
            self.activities.overview()
        elif keycode == keycodes.NOTIFICATION:
            self.open_notifications()
        elif keycode in keycodes.VOLUME_STEPS:
            self.system_ui.step_volume(keycodes.VOLUME_STEPS[keycode])
        else:
            display.key(keycode, meta)

    def type_text(self, text: str) -> None:
        """What `input text` does: key events into the focused field.

        Raises:
            ValueError: a character that no key of the virtual keyboard types, as on Android.
        """
        if not text.isascii():
            raise ValueError(f"no key types {next(c for c in text if not c.isascii())!r}")
        for char in text:
            if char in keycodes.OF_CONTROL:
                self.key(keycodes.OF_CONTROL[char])
            else:
                self.look().typing.commit(char)

    def commit_text(self, text: str) -> bool:
        """What a keyboard does: any Unicode into the focused field; False without one."""
        self.look()
        return self.ime.commit_text(text)

    def paste(self) -> bool:
        """Put the clipboard's text into the focused field; False without one."""
        return self.look().typing.paste()

    # The system's panels

    def open_notifications(self) -> None:
        """Pull down the notification shade."""
        self.system_ui.open_shade()

    def open_quick_settings(self) -> None:
        """Pull down the shade to its quick settings."""
        self.system_ui.open_shade(expanded=True)

    def close_panels(self) -> None:
        """Push the shade up again."""
        self.system_ui.close_shade()

    # Starting over

    def snapshot(self) -> bytes:
        """Everything that survives a reboot: storage, settings, packages, alarms, clock."""
        return snapshot.take(self)

    def restore(self, saved: bytes) -> None:
        """Bring a snapshot back; the phone then shows its home screen, as after a reboot."""
        self.wipe()
        self.system_ui.close_shade()
        snapshot.put_back(self, saved)
        self.activities.home()

    def reset(self, state: Mapping[str, Any] | None = None) -> None:
        """A fresh phone in place: connections to it live on. `state` is a fixture."""
        self.wipe()
        self.system_ui.close_shade()
        self.unknown.clear()
        self.rotation = 0
        self.random = random.Random(self.seed)
        self._boot(state)

    def close(self) -> None:
        """Remove the temporary storage; storage at a given root stays."""
        if self._temporary is not None:
            self._temporary.cleanup()

    def __enter__(self) -> VirtualPhone:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
