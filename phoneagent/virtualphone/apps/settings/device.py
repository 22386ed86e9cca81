"""Battery, storage, notifications, security, location and accessibility."""

from __future__ import annotations

from collections.abc import Sequence

from phoneagent.virtualphone.apps.settings.page import Page, choice_rows
from phoneagent.virtualphone.system.files import SHARED_STORAGE
from phoneagent.virtualphone.ui.controls import Progress
from phoneagent.virtualphone.ui.lists import ListRow, SwitchRow
from phoneagent.virtualphone.ui.node import Node
from phoneagent.virtualphone.ui.views import Column, Heading, Text

_TOTAL_BYTES = 128_000_000_000
_SYSTEM_BYTES = 14_000_000_000
_FOLDERS = (
    ("Images", "DCIM", "image"),
    ("Pictures", "Pictures", "image"),
    ("Videos", "Movies", "video"),
    ("Audio", "Music", "music"),
    ("Documents", "Documents", "file"),
    ("Downloads", "Download", "download"),
)


class BatteryPage(Page):
    """Battery."""

    title = "Battery"
    finds = ("Battery percentage",)

    def rows(self) -> Sequence[Node | None]:
        percent = self.phone.status().battery_percent
        saver = self.phone.settings.on("global", "low_power")
        return (
            Text(f"{percent}%", id="usage_summary", size=44, pad=(24, 0, 24, 8)),
            Column(Progress(percent / 100), pad=(24, 0, 24, 16)),
            self.link(BatterySaverPage, "On" if saver else "Off"),
            self.stored_switch(
                "Battery percentage",
                "system",
                "status_bar_show_battery_percent",
                "Show battery percentage in status bar",
            ),
            self.stored_switch("Adaptive Battery", "global", "adaptive_battery_management_enabled"),
        )


class BatterySaverPage(Page):
    """Battery Saver."""

    title = "Battery Saver"

    def rows(self) -> Sequence[Node | None]:
        settings = self.phone.settings
        return (
            self.main_switch(
                "Use Battery Saver",
                settings.on("global", "low_power"),
                lambda on: settings.put("global", "low_power", on),
            ),
            self.note("Battery Saver turns on Dark theme and limits background activity."),
        )


class StoragePage(Page):
    """Storage: what lies on shared storage, by folder."""

    title = "Storage"
    finds = ("Free up space",)

    def rows(self) -> Sequence[Node | None]:
        sizes = {folder: self._size(folder) for _, folder, _ in _FOLDERS}
        used = _SYSTEM_BYTES + sum(sizes.values())
        return (
            Text(f"{used / 1e9:.1f} GB", size=36, pad=(24, 0, 24, 0)),
            Text(f"used of {_TOTAL_BYTES / 1e9:.0f} GB", color="muted", pad=(24, 0, 24, 8)),
            Column(Progress(used / _TOTAL_BYTES), pad=(24, 0, 24, 16)),
            *(ListRow(title, _bytes(sizes[folder]), icon=icon) for title, folder, icon in _FOLDERS),
            ListRow("System", _bytes(_SYSTEM_BYTES), icon="android"),
        )

    def _size(self, folder: str) -> int:
        top = self.phone.files.host(f"{SHARED_STORAGE}/{folder}")
        return sum(file.stat().st_size for file in top.rglob("*") if file.is_file())


def _bytes(count: int) -> str:
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} B"


class NotificationsPage(Page):
    """Notifications."""

    title = "Notifications"
    finds = ("Notification history", "Allow notification dots", "Notifications on lock screen")

    def rows(self) -> Sequence[Node | None]:
        return (
            Heading("Manage"),
            self.stored_switch("Notification history", "secure", "notification_history_enabled"),
            Heading("Privacy"),
            self.stored_switch(
                "Notifications on lock screen", "secure", "lock_screen_show_notifications"
            ),
            self.stored_switch(
                "Sensitive notifications",
                "secure",
                "lock_screen_allow_private_notifications",
                "Show sensitive content when locked",
            ),
            Heading("General"),
            self.stored_switch("Pop-up notifications", "global", "heads_up_notifications_enabled"),
            self.stored_switch("Notification dot on app icon", "secure", "notification_badging"),
        )


class SecurityPage(Page):
    """Security & privacy: the screen lock, privacy switches."""

    title = "Security & privacy"
    finds = ("Camera access", "Microphone access", "Show clipboard access")

    def rows(self) -> Sequence[Node | None]:
        swipe = not self.phone.settings.on("secure", "lockscreen.disabled")
        return (
            Heading("Security"),
            self.link(ScreenLockPage, "Swipe" if swipe else "None", icon="lock"),
            Heading("Privacy"),
            self.stored_switch("Camera access", "secure", "camera_access", "For all apps"),
            self.stored_switch("Microphone access", "secure", "mic_access", "For all apps"),
            self.stored_switch(
                "Show clipboard access", "secure", "clipboard_show_access_notifications"
            ),
        )


class ScreenLockPage(Page):
    """What has to be done to unlock."""

    title = "Choose a screen lock"
    finds = ("Screen lock",)

    def rows(self) -> Sequence[Node | None]:
        settings = self.phone.settings
        return choice_rows(
            (("1", "None"), ("0", "Swipe")),
            settings.get("secure", "lockscreen.disabled") or "0",
            lambda value: settings.put("secure", "lockscreen.disabled", value),
        )


class LocationPage(Page):
    """Location."""

    title = "Location"
    finds = ("Use location",)

    def rows(self) -> Sequence[Node | None]:
        settings = self.phone.settings
        return (
            self.main_switch(
                "Use location",
                settings.on("secure", "location_mode"),
                lambda on: settings.put("secure", "location_mode", 3 if on else 0),
            ),
            self.note("Location may use sources like GPS, Wi\u2011Fi and mobile networks."),
        )


class AccessibilityPage(Page):
    """Accessibility."""

    title = "Accessibility"
    finds = ("Color correction", "Color inversion", "Remove animations", "High contrast text")

    def rows(self) -> Sequence[Node | None]:
        settings = self.phone.settings
        still = settings.get("global", "animator_duration_scale") in ("0", "0.0")
        return (
            Heading("Display"),
            self.stored_switch("High contrast text", "secure", "high_text_contrast_enabled"),
            self.stored_switch(
                "Color correction", "secure", "accessibility_display_daltonizer_enabled"
            ),
            self.stored_switch(
                "Color inversion", "secure", "accessibility_display_inversion_enabled"
            ),
            SwitchRow("Remove animations", still, self._set_still),
            Heading("Audio"),
            self.stored_switch("Mono audio", "system", "master_mono"),
        )

    def _set_still(self, still: bool) -> None:
        for key in ("animator_duration", "transition_animation", "window_animation"):
            self.phone.settings.put("global", f"{key}_scale", "0" if still else "1.0")
