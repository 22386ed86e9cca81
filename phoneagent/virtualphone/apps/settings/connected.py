"""Connected devices: Bluetooth, pairing, printing."""

from __future__ import annotations

from collections.abc import Sequence

from phoneagent.virtualphone.apps.settings.forms import rename_dialog
from phoneagent.virtualphone.apps.settings.page import Page
from phoneagent.virtualphone.ui.lists import ListRow
from phoneagent.virtualphone.ui.node import Node
from phoneagent.virtualphone.ui.views import Heading


class ConnectedDevicesPage(Page):
    """Connected devices."""

    title = "Connected devices"
    finds = ("Pair new device",)

    def rows(self) -> Sequence[Node | None]:
        on = self.phone.radios.bluetooth
        name = self.phone.settings.get("secure", "bluetooth_name") or ""
        return (
            ListRow(
                "Pair new device",
                "" if on else "Bluetooth will turn on to pair",
                icon="add",
                on_click=lambda: self.open(PairPage),
            ),
            self.link(ConnectionPreferencesPage, "Bluetooth, printing", icon="apps"),
            self.note(f"Visible as \u201c{name}\u201d" if on else "Bluetooth is off"),
        )


class ConnectionPreferencesPage(Page):
    """Bluetooth and printing."""

    title = "Connection preferences"
    finds = ("Printing",)

    def rows(self) -> Sequence[Node | None]:
        on = self.phone.radios.bluetooth
        return (
            self.link(BluetoothPage, "On" if on else "Off", icon="bluetooth"),
            self.stored_switch("Printing", "secure", "print_service_on", "Default Print Service"),
        )


class BluetoothPage(Page):
    """The Bluetooth switch."""

    title = "Bluetooth"
    finds = ("Use Bluetooth", "Device name")

    def rows(self) -> Sequence[Node | None]:
        radios = self.phone.radios
        name = self.phone.settings.get("secure", "bluetooth_name") or ""
        return (
            self.main_switch("Use Bluetooth", radios.bluetooth, radios.set_bluetooth),
            ListRow("Device name", name, on_click=self._rename) if radios.bluetooth else None,
            ListRow("Pair new device", icon="add", on_click=lambda: self.open(PairPage))
            if radios.bluetooth
            else None,
            self.note("When Bluetooth is turned on, your phone can talk to devices nearby."),
        )

    def _rename(self) -> None:
        self.show(rename_dialog(self, "Rename this device", "secure", "bluetooth_name"))


class PairPage(Page):
    """Looking for devices; opening it turns Bluetooth on, as on Android."""

    title = "Pair new device"

    def on_resume(self) -> None:
        self.phone.radios.set_bluetooth(True)

    def rows(self) -> Sequence[Node | None]:
        name = self.phone.settings.get("secure", "bluetooth_name") or ""
        return (
            ListRow("Device name", name),
            Heading("Available devices"),
            ListRow("Searching for devices\u2026", enabled=False),
        )
