"""About phone: names, numbers, versions."""

from __future__ import annotations

from collections.abc import Sequence

from phoneagent.virtualphone.apps.settings.forms import rename_dialog
from phoneagent.virtualphone.apps.settings.page import Page
from phoneagent.virtualphone.ui.dialogs import AlertDialog, DialogButton
from phoneagent.virtualphone.ui.lists import ListRow
from phoneagent.virtualphone.ui.node import Node
from phoneagent.virtualphone.ui.views import Heading

_TAPS_TO_DEVELOP = 7


class AboutPage(Page):
    """About phone."""

    title = "About phone"
    finds = ("Device name", "Build number", "Android version", "Model", "IMEI", "IP address")

    build_taps = 0

    def rows(self) -> Sequence[Node | None]:
        props, phone = self.phone.props, self.phone
        bluetooth = phone.radios.bluetooth
        return (
            Heading("Basic info"),
            ListRow(
                "Device name",
                phone.settings.get("global", "device_name") or "",
                on_click=self._rename,
            ),
            ListRow("Phone number", "+1 555\u2011521\u20115554"),
            Heading("Device details"),
            ListRow("Model", props["ro.product.model"], on_click=self._show_model),
            ListRow("IMEI", "358240051111110"),
            self.link(AndroidVersionPage, props["ro.build.version.release"]),
            Heading("Device identifiers"),
            ListRow("IP address", "10.0.2.16" if phone.radios.online else "Unavailable"),
            ListRow("Device Wi\u2011Fi MAC address", "02:15:b2:00:00:00"),
            ListRow("Bluetooth address", "02:15:b2:00:00:01" if bluetooth else "Unavailable"),
            ListRow("Up time", _span(phone.clock.uptime_ms())),
            ListRow("Build number", props["ro.build.display.id"], on_click=self._tap_build),
        )

    def _rename(self) -> None:
        self.show(rename_dialog(self, "Device name", "global", "device_name"))

    def _show_model(self) -> None:
        props = self.phone.props
        text = f"Model: {props['ro.product.model']}\nSerial number: {props['ro.serialno']}"
        self.show(AlertDialog("Model", text, positive=DialogButton("OK")))

    def _tap_build(self) -> None:
        self.build_taps += 1
        left = _TAPS_TO_DEVELOP - self.build_taps
        if left <= 0:
            self.phone.settings.put("global", "development_settings_enabled", 1)
            self.toast("You are now a developer!")
        elif left <= 4:
            steps = "1 step" if left == 1 else f"{left} steps"
            self.toast(f"You are now {steps} away from being a developer.")


class AndroidVersionPage(Page):
    """Versions of the system."""

    title = "Android version"
    finds = ("Android security update", "Kernel version")

    def rows(self) -> Sequence[Node | None]:
        props = self.phone.props
        return (
            ListRow("Android version", props["ro.build.version.release"]),
            ListRow("Android security update", props["ro.build.version.security_patch"]),
            ListRow("Build number", props["ro.build.display.id"]),
        )


def _span(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
