"""The Settings app, laid out as in Android 14; every switch is a real setting."""

from __future__ import annotations

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
from phoneagent.virtualphone.apps.settings.main import MainScreen, SearchPage
from phoneagent.virtualphone.apps.settings.page import Page
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import IntentFilter, answers

# Activity, page, and the actions that open it, each android.settings.NAME_SETTINGS
# (https://developer.android.com/reference/android/provider/Settings).
_Entry = tuple[str, type[Page], str]
_PAGES: tuple[_Entry, ...] = (
    ("NetworkDashboardActivity", network.NetworkPage, "WIRELESS AIRPLANE_MODE"),
    ("WifiSettingsActivity", network.InternetPage, "WIFI WIFI_IP"),
    ("MobileNetworkActivity", network.SimsPage, "NETWORK_OPERATOR DATA_ROAMING"),
    ("TetherSettingsActivity", network.HotspotPage, "TETHER"),
    ("DataSaverSummaryActivity", network.DataSaverPage, "DATA_SAVER"),
    ("ConnectedDeviceDashboardActivity", connected.ConnectedDevicesPage, "NFC"),
    ("BluetoothSettingsActivity", connected.BluetoothPage, "BLUETOOTH"),
    ("DisplaySettingsActivity", display.DisplayPage, "DISPLAY DARK_THEME"),
    ("ScreenTimeoutActivity", display.ScreenTimeoutPage, "SCREEN_TIMEOUT"),
    ("SoundSettingsActivity", sound.SoundPage, "SOUND"),
    ("ZenModeSettingsActivity", sound.DoNotDisturbPage, "ZEN_MODE"),
    ("SystemDashboardActivity", system.SystemPage, ""),
    ("DateTimeSettingsActivity", system.DateTimePage, "DATE"),
    ("LocaleSettingsActivity", system.LanguagesPage, "LOCALE"),
    ("AvailableVirtualKeyboardActivity", system.KeyboardPage, "INPUT_METHOD"),
    ("ResetSettingsActivity", system.ResetPage, ""),
    ("AppDashboardActivity", apps.AppsPage, ""),
    (
        "ManageApplicationsActivity",
        apps.AllAppsPage,
        "MANAGE_APPLICATIONS MANAGE_ALL_APPLICATIONS APPLICATION",
    ),
    ("ManageDefaultAppsActivity", apps.DefaultAppsPage, "MANAGE_DEFAULT_APPS HOME"),
    ("ConfigureNotificationSettingsActivity", device.NotificationsPage, "NOTIFICATION"),
    ("PowerUsageSummaryActivity", device.BatteryPage, ""),
    ("BatterySaverSettingsActivity", device.BatterySaverPage, "BATTERY_SAVER"),
    ("StorageDashboardActivity", device.StoragePage, "INTERNAL_STORAGE MEMORY_CARD"),
    ("SecurityDashboardActivity", device.SecurityPage, "SECURITY PRIVACY"),
    ("LocationSettingsActivity", device.LocationPage, "LOCATION_SOURCE"),
    ("AccessibilitySettingsActivity", device.AccessibilityPage, "ACCESSIBILITY"),
    ("MyDeviceInfoActivity", about.AboutPage, "DEVICE_INFO"),
)
_APP_INFO = ".applications.InstalledAppDetails"
_MAIN = ".Settings"


def _filters() -> tuple[IntentFilter, ...]:
    by_page = (
        answers(f".Settings${name}", *(f"android.settings.{w}_SETTINGS" for w in words.split()))
        for name, _, words in _PAGES
    )
    return (
        answers(_MAIN, "android.settings.SETTINGS"),
        answers(".Settings$PowerUsageSummaryActivity", "android.intent.action.POWER_USAGE_SUMMARY"),
        answers(
            _APP_INFO,
            "android.settings.APPLICATION_DETAILS_SETTINGS",
            schemes=("package",),
        ),
        answers(".SubSettings", "android.settings.APP_SEARCH_SETTINGS"),
        answers(
            ".Settings$WifiSettingsActivity",
            "android.settings.panel.action.INTERNET_CONNECTIVITY",
            "android.settings.panel.action.WIFI",
        ),
        answers(".Settings$SoundSettingsActivity", "android.settings.panel.action.VOLUME"),
        *by_page,
    )


class SettingsApp(App):
    """Settings."""

    package = "com.android.settings"
    label = "Settings"
    version = "14"
    version_code = 34
    icon = "settings"
    color = "#5f6368"
    launcher = _MAIN
    activities = {
        _MAIN: MainScreen,
        ".SubSettings": SearchPage,
        _APP_INFO: apps.AppInfoPage,
        **{f".Settings${activity}": page for activity, page, _ in _PAGES},
    }
    filters = _filters()
