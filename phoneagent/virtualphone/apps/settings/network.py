"""Network & internet and its pages."""

from __future__ import annotations

from collections.abc import Sequence

from phoneagent.virtualphone.apps.settings.page import WIFI, Page
from phoneagent.virtualphone.system.wifi import MIN_PASSWORD_LENGTH, Network
from phoneagent.virtualphone.ui.controls import EditText
from phoneagent.virtualphone.ui.dialogs import AlertDialog, DialogButton
from phoneagent.virtualphone.ui.lists import ListRow, SwitchRow
from phoneagent.virtualphone.ui.node import Node
from phoneagent.virtualphone.ui.views import Button, Column, Divider, Heading, Icon, Row, Text

_PASSWORD_ID = "password"  # noqa: S105


class NetworkPage(Page):
    """Network & internet."""

    title = "Network & internet"
    finds = ("Airplane mode", "Data Saver", "Hotspot & tethering")

    def rows(self) -> Sequence[Node | None]:
        radios = self.phone.radios
        return (
            self.link(InternetPage, internet_summary(self), icon="wifi"),
            self.link(SimsPage, "Virtual Mobile", icon="sim"),
            SwitchRow("Airplane mode", radios.airplane, radios.set_airplane, icon="airplane"),
            self.link(HotspotPage, "Off", icon="hotspot"),
            self.link(DataSaverPage, self._saver(), icon="refresh"),
            self.link(PrivateDnsPage, "Automatic"),
        )

    def _saver(self) -> str:
        return "On" if self.phone.settings.on("global", "data_saver_on") else "Off"


def internet_summary(page: Page) -> str:
    """What the phone is connected to."""
    phone = page.phone
    if phone.wifi.current:
        return phone.wifi.current
    if phone.radios.airplane and not phone.radios.wifi:
        return "Airplane mode is on"
    if phone.radios.mobile_data:
        return "Virtual Mobile"
    return "Networks available" if phone.radios.wifi else "Not connected"


class InternetPage(Page):
    """Internet: mobile network, Wi-Fi switch, networks in reach."""

    title = "Internet"
    finds = (WIFI, "Add network", "Network preferences", "Saved networks")

    def rows(self) -> Sequence[Node | None]:
        radios, wifi = self.phone.radios, self.phone.wifi
        state = "Connected" if radios.mobile_data and not wifi.current else "Not in use"
        return (
            None
            if radios.airplane
            else ListRow("Virtual Mobile", state, icon="signal", on_click=self._open_sims),
            SwitchRow(WIFI, radios.wifi, radios.set_wifi),
            *(self._network(network) for network in wifi.in_reach()),
            ListRow("Add network", icon="add", on_click=self._add) if radios.wifi else None,
            Divider(),
            self.link(NetworkPreferencesPage),
            self.link(SavedNetworksPage, f"{len(wifi.saved)} network{'s'[: len(wifi.saved) != 1]}"),
        )

    def _open_sims(self) -> None:
        self.open(SimsPage)

    def _network(self, network: Network) -> Node:
        wifi = self.phone.wifi
        connected = wifi.current == network.ssid
        summary = "Connected" if connected else "Saved" if network.ssid in wifi.saved else ""

        def tapped() -> None:
            if connected:
                self.open(NetworkDetailsPage, ssid=network.ssid)
            elif network.secured and network.ssid not in wifi.saved:
                self.show(_password_dialog(self, network))
            else:
                wifi.connect(network)

        return ListRow(
            network.ssid,
            summary,
            icon="wifi",
            trailing=Icon("lock", size=18) if network.secured else None,
            on_click=tapped,
            desc=f"{network.ssid},{summary + ',' if summary else ''}Wifi signal full.,"
            f"{'Secure' if network.secured else 'Open'} network",
        )

    def _add(self) -> None:
        self.show(_AddNetworkDialog(self))


def _password_dialog(page: Page, network: Network) -> AlertDialog:
    """Asks for the password of a secured network."""

    def connect() -> None:
        if not page.phone.wifi.connect(network, dialog.text_of(_PASSWORD_ID)):
            page.toast(f"Passwords have at least {MIN_PASSWORD_LENGTH} characters")

    def content() -> Node:
        return Column(
            Text("Password", color="muted"),
            EditText(id=_PASSWORD_ID, password=True, autofocus=True, on_submit=connect),
            gap=8,
            pad=(24, 8, 24, 0),
        )

    dialog = AlertDialog(
        network.ssid,
        content=content,
        positive=DialogButton("Connect", connect),
        negative=DialogButton("Cancel"),
    )
    return dialog


class _AddNetworkDialog(AlertDialog):
    """Asks for the name and the password of a hidden network."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            "Add network",
            content=self._fields,
            positive=DialogButton("Save", self._save),
            negative=DialogButton("Cancel"),
        )
        self._page = page

    def _fields(self) -> Node:
        return Column(
            Text("Network name", color="muted"),
            EditText(id="ssid", hint="Enter the SSID", autofocus=True),
            Text("Password", color="muted"),
            EditText(id=_PASSWORD_ID, password=True),
            gap=8,
            pad=(24, 8, 24, 0),
        )

    def _save(self) -> None:
        ssid, password = self.text_of("ssid").strip(), self.text_of(_PASSWORD_ID)
        if not ssid:
            self._page.toast("Enter the SSID")
        elif not self._page.phone.wifi.connect(Network(ssid, bool(password)), password):
            self._page.toast(f"Passwords have at least {MIN_PASSWORD_LENGTH} characters")


class NetworkDetailsPage(Page):
    """One connected network."""

    title = "Network details"

    def heading(self) -> str:
        return self.intent.text("ssid")

    def rows(self) -> Sequence[Node | None]:
        return (
            Row(
                Button("Forget", self._forget, style="soft", weight=1),
                Button("Disconnect", self._disconnect, style="soft", weight=1),
                gap=12,
                pad=(20, 0, 20, 12),
            ),
            ListRow("Signal strength", "Excellent"),
            ListRow("Frequency", "5 GHz"),
            ListRow("Security", "None" if self.heading() == "AndroidWifi" else "WPA2-Personal"),
            Heading("Network details"),
            ListRow("IP address", "10.0.2.16"),
            ListRow("Gateway", "10.0.2.2"),
            ListRow("Subnet mask", "255.255.255.0"),
        )

    def _forget(self) -> None:
        self.phone.wifi.forget(self.heading())
        self.finish()

    def _disconnect(self) -> None:
        self.phone.wifi.disconnect()
        self.finish()


class NetworkPreferencesPage(Page):
    """What Wi-Fi does by itself."""

    title = "Network preferences"
    finds = (f"Turn on {WIFI} automatically", "Notify for public networks")

    def rows(self) -> Sequence[Node | None]:
        return (
            self.stored_switch(
                f"Turn on {WIFI} automatically",
                "global",
                "wifi_wakeup_enabled",
                f"{WIFI} will turn back on near high\u2011quality saved networks",
            ),
            self.stored_switch(
                "Notify for public networks",
                "global",
                "wifi_networks_available_notification_on",
                "Notify when a high\u2011quality public network is available",
            ),
        )


class SavedNetworksPage(Page):
    """Networks the phone remembers."""

    title = "Saved networks"

    def rows(self) -> Sequence[Node | None]:
        return [
            ListRow(ssid, icon="wifi", on_click=lambda ssid=ssid: self._details(ssid))
            for ssid in self.phone.wifi.saved
        ]

    def _details(self, ssid: str) -> None:
        self.open(NetworkDetailsPage, ssid=ssid)


class SimsPage(Page):
    """The SIM: mobile data and roaming."""

    title = "SIMs"
    finds = ("Mobile data", "Roaming", "Mobile network")

    def rows(self) -> Sequence[Node | None]:
        radios = self.phone.radios
        on = self.phone.settings.on("global", "mobile_data")
        return (
            ListRow("Virtual Mobile", "Off" if radios.airplane else "Active", icon="sim"),
            SwitchRow(
                "Mobile data",
                on,
                radios.set_mobile_data,
                "Access data using mobile network",
                enabled=not radios.airplane,
            ),
            self.stored_switch(
                "Roaming", "global", "data_roaming", "Connect to data services when roaming"
            ),
        )


class HotspotPage(Page):
    """Sharing the connection."""

    title = "Hotspot & tethering"

    def rows(self) -> Sequence[Node | None]:
        return (
            self.stored_switch(f"{WIFI} hotspot", "global", "wifi_ap_on"),
            self.stored_switch("Bluetooth tethering", "global", "bluetooth_tethering_on"),
        )


class DataSaverPage(Page):
    """Data Saver."""

    title = "Data Saver"

    def rows(self) -> Sequence[Node | None]:
        settings = self.phone.settings
        return (
            self.main_switch(
                "Use Data Saver",
                settings.on("global", "data_saver_on"),
                lambda on: settings.put("global", "data_saver_on", on),
            ),
            self.note("To help reduce data usage, some apps may not use data in the background."),
        )


class PrivateDnsPage(Page):
    """Private DNS, as far as this phone goes."""

    title = "Private DNS"

    def rows(self) -> Sequence[Node | None]:
        return (
            self.stored_switch(
                "Automatic", "global", "private_dns_mode", on="opportunistic", off="off"
            ),
        )
