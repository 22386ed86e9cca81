"""The first page of Settings and its search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from phoneagent.virtualphone.apps.settings import (
    about,
    apps,
    connected,
    device,
    display,
    network,
    sound,
    system,
)
from phoneagent.virtualphone.apps.settings.page import SUB_SETTINGS, Page
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui.controls import EditText
from phoneagent.virtualphone.ui.lists import ListRow, RecyclerView
from phoneagent.virtualphone.ui.node import FILL, Node
from phoneagent.virtualphone.ui.screen import Screen
from phoneagent.virtualphone.ui.views import Column, Empty, Icon, ImageButton, Row, Text

_TOP: Sequence[tuple[type[Page], str, str]] = (
    (network.NetworkPage, "wifi", "Mobile, Wi\u2011Fi, hotspot"),
    (connected.ConnectedDevicesPage, "bluetooth", "Bluetooth, pairing"),
    (apps.AppsPage, "apps", "Recent apps, default apps"),
    (device.NotificationsPage, "notifications", "Notification history, conversations"),
    (device.BatteryPage, "battery", "100%"),
    (device.StoragePage, "storage", "Files on this phone"),
    (sound.SoundPage, "volume", "Volume, haptics, Do Not Disturb"),
    (display.DisplayPage, "brightness", "Dark theme, font size, brightness"),
    (device.AccessibilityPage, "accessibility", "Display, audio"),
    (device.SecurityPage, "lock", "Screen lock, permissions"),
    (device.LocationPage, "location", ""),
    (system.SystemPage, "info", "Languages, time, reset"),
    (about.AboutPage, "android", ""),
)
# Pages the search knows, with the page a person would come from.
_DEEPER: Mapping[type[Page], str] = {
    network.InternetPage: "Network & internet",
    network.SimsPage: "Network & internet",
    network.HotspotPage: "Network & internet",
    network.DataSaverPage: "Network & internet",
    network.NetworkPreferencesPage: "Network & internet > Internet",
    network.SavedNetworksPage: "Network & internet > Internet",
    connected.ConnectionPreferencesPage: "Connected devices",
    connected.BluetoothPage: "Connected devices > Connection preferences",
    connected.PairPage: "Connected devices",
    apps.AllAppsPage: "Apps",
    apps.DefaultAppsPage: "Apps",
    device.BatterySaverPage: "Battery",
    device.ScreenLockPage: "Security & privacy",
    sound.DoNotDisturbPage: "Sound & vibration",
    sound.VibrationPage: "Sound & vibration",
    display.AdaptiveBrightnessPage: "Display",
    display.ScreenTimeoutPage: "Display",
    display.FontSizePage: "Display",
    system.LanguagesPage: "System",
    system.KeyboardPage: "System",
    system.DateTimePage: "System",
    system.ResetPage: "System",
    about.AndroidVersionPage: "About phone",
}
_SEARCH_ID = "android:id/search_src_text"


class MainScreen(Screen):
    """Settings: the search bar and the top level."""

    def view(self) -> Node:
        return RecyclerView(
            Text("Settings", id="homepage_title", size=34, pad=(24, 48, 24, 16)),
            self._search_bar(),
            *(self._entry(page, icon, summary) for page, icon, summary in _TOP),
            id="settings_homepage_container",
            pad=(4, 0, 4, 24),
        )

    def _search_bar(self) -> Node:
        return Row(
            Icon("search"),
            Text("Search settings", id="search_action_bar_title", size=16, color="muted"),
            id="search_action_bar",
            class_name="android.view.ViewGroup",
            on_click=lambda: self._open(SearchPage),
            focusable=True,
            background="surface_high",
            radius=28,
            height=56,
            gap=16,
            margin=(16, 0, 16, 12),
            pad=(20, 0, 20, 0),
        )

    def _entry(self, page: type[Page], icon: str, summary: str) -> Node:
        live = {
            device.BatteryPage: f"{self.phone.status().battery_percent}%",
            device.LocationPage: "On"
            if self.phone.settings.on("secure", "location_mode")
            else "Off",
            about.AboutPage: self.phone.settings.get("global", "device_name") or "",
        }
        return ListRow(
            page.title, live.get(page, summary), icon=icon, on_click=lambda: self._open(page)
        )

    def _open(self, page: type[Screen]) -> None:
        self.start(page(self.app, Intent(component=SUB_SETTINGS)))


class SearchPage(Screen):
    """Search over the titles of pages and of what stands on them."""

    def view(self) -> Node:
        wanted = self.text_of(_SEARCH_ID).strip()
        hits = find(wanted) if wanted else []
        return Column(
            Row(
                ImageButton("back", self.finish, desc="Navigate up"),
                EditText(
                    id=_SEARCH_ID,
                    hint="Search settings",
                    autofocus=True,
                    ime_action="search",
                    on_change=lambda text: self.invalidate(),
                    background="",
                    weight=1,
                ),
                ImageButton("close", self._clear, desc="Clear text", id="search_close_btn")
                if wanted
                else None,
                height=64,
                pad=(4, 0, 4, 0),
            ),
            Empty("No results", "search", height=320)
            if wanted and not hits
            else RecyclerView(*(self._row(*hit) for hit in hits), id="list_results", weight=1),
            height=FILL,
        )

    def _row(self, name: str, page: type[Page], place: str) -> Node:
        def open_page() -> None:
            self.start(page(self.app, Intent(component=SUB_SETTINGS)))

        return ListRow(name, place, icon="search", on_click=open_page)

    def _clear(self) -> None:
        self.set_text(_SEARCH_ID, "")


def find(wanted: str) -> list[tuple[str, type[Page], str]]:
    """What the search shows: (name, page it stands on, place), names that start so first."""
    words = _plain(wanted).split()
    places = {**{page: "" for page, *_ in _TOP}, **_DEEPER}
    hits = [
        (name, page, " > ".join(part for part in (place, page.title) if part and part != name))
        for page, place in places.items()
        for name in dict.fromkeys((page.title, *page.finds))
        if all(word in _plain(name) for word in words)
    ]
    return sorted(hits, key=lambda hit: not _plain(hit[0]).startswith(words[0]))


def _plain(text: str) -> str:
    return text.casefold().replace("\u2011", "-").replace("wifi", "wi-fi")
