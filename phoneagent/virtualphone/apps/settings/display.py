"""Display: brightness, dark theme, screen timeout, rotation, font size."""

from __future__ import annotations

from collections.abc import Sequence

from phoneagent.virtualphone.apps.settings.page import Page, choice_rows
from phoneagent.virtualphone.ui.controls import SeekBar
from phoneagent.virtualphone.ui.layer import Layer, Room
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.lists import ListRow, SwitchRow
from phoneagent.virtualphone.ui.node import Node, Rect
from phoneagent.virtualphone.ui.views import Heading, Icon, Row

_MAX_BRIGHTNESS = 255
_TIMEOUTS = (
    ("15000", "15 seconds"),
    ("30000", "30 seconds"),
    ("60000", "1 minute"),
    ("120000", "2 minutes"),
    ("300000", "5 minutes"),
    ("600000", "10 minutes"),
    ("1800000", "30 minutes"),
)
_FONT_SIZES = (("0.85", "Small"), ("1.0", "Default"), ("1.15", "Large"), ("1.3", "Largest"))


class DisplayPage(Page):
    """Display."""

    title = "Display"
    finds = ("Brightness level", "Dark theme", "Auto-rotate screen", "Night Light")

    def rows(self) -> Sequence[Node | None]:
        settings = self.phone.settings
        dark = settings.number("secure", "ui_night_mode", 1) == 2
        adaptive = settings.on("system", "screen_brightness_mode")
        timeout = settings.get("system", "screen_off_timeout") or ""
        size = settings.get("system", "font_scale") or "1.0"
        return (
            Heading("Brightness"),
            ListRow("Brightness level", self._percent(), on_click=self._open_brightness),
            self.link(AdaptiveBrightnessPage, "On" if adaptive else "Off"),
            Heading("Lock display"),
            self.link(
                ScreenTimeoutPage,
                f"After {dict(_TIMEOUTS).get(timeout, 'a while')} of inactivity",
            ),
            Heading("Appearance"),
            SwitchRow("Dark theme", dark, self._set_dark, "On" if dark else "Off"),
            self.link(FontSizePage, dict(_FONT_SIZES).get(size, size)),
            Heading("Color"),
            self.stored_switch("Night Light", "secure", "night_display_activated"),
            Heading("Other display controls"),
            self.stored_switch("Auto-rotate screen", "system", "accelerometer_rotation"),
            self.stored_switch(
                "Stay awake",
                "global",
                "stay_on_while_plugged_in",
                "Screen will never sleep while charging",
                on="7",
            ),
        )

    def _percent(self) -> str:
        level = self.phone.settings.number("system", "screen_brightness", 102)
        return f"{round((level - 1) * 100 / (_MAX_BRIGHTNESS - 1))}%"

    def _set_dark(self, on: bool) -> None:
        self.phone.settings.put("secure", "ui_night_mode", 2 if on else 1)

    def _open_brightness(self) -> None:
        self.show(BrightnessDialog(self))


class BrightnessDialog(Layer):
    """The slider that Android opens at the top of the screen."""

    kind = "dialog"
    dims = True
    package = "com.android.systemui"

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._settings = page.phone.settings

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        free, margin = room.content, layout.px(16)
        top = free.top + margin
        return Rect(free.left + margin, top, free.right - margin, top + layout.px(72))

    def view(self) -> Node:
        level = self._settings.number("system", "screen_brightness", 102)
        return Row(
            Icon("brightness"),
            SeekBar(
                (level - 1) / (_MAX_BRIGHTNESS - 1),
                self._seek,
                id="slider",
                desc="Display brightness",
                weight=1,
            ),
            id="brightness_mirror_container",
            class_name="android.widget.FrameLayout",
            background="surface_mid",
            radius=28,
            elevation=3,
            height=72,
            pad=(20, 0, 16, 0),
            gap=12,
        )

    def _seek(self, value: float) -> None:
        self._settings.put("system", "screen_brightness", 1 + round(value * (_MAX_BRIGHTNESS - 1)))

    def on_outside(self) -> None:
        self.close()

    def on_back(self) -> bool:
        self.close()
        return True


class AdaptiveBrightnessPage(Page):
    """Adaptive brightness."""

    title = "Adaptive brightness"

    def rows(self) -> Sequence[Node | None]:
        settings = self.phone.settings
        return (
            self.main_switch(
                "Use adaptive brightness",
                settings.on("system", "screen_brightness_mode"),
                lambda on: settings.put("system", "screen_brightness_mode", on),
            ),
            self.note("Your screen brightness will adjust to your environment."),
        )


class ScreenTimeoutPage(Page):
    """After how long the screen goes off."""

    title = "Screen timeout"

    def rows(self) -> Sequence[Node | None]:
        settings = self.phone.settings
        return choice_rows(
            _TIMEOUTS,
            settings.get("system", "screen_off_timeout") or "",
            lambda value: settings.put("system", "screen_off_timeout", value),
        )


class FontSizePage(Page):
    """How large text is."""

    title = "Font size"

    def rows(self) -> Sequence[Node | None]:
        settings = self.phone.settings
        return choice_rows(
            _FONT_SIZES,
            settings.get("system", "font_scale") or "1.0",
            lambda value: settings.put("system", "font_scale", value),
        )
