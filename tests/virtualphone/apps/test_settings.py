"""The Settings app: every switch, slider and picker is the real setting, in both directions."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.system.intents import Intent

WIFI = "Wi\u2011Fi"


def show(phone, action, data=""):
    assert phone.activities.start(Intent(f"android.settings.{action}", data=data)).ok


def test_wifi_is_turned_off_from_the_main_page(phone, hands):
    show(phone, "SETTINGS")
    hands.tap("Network & internet")
    hands.tap("Internet")
    hands.tap(WIFI)
    assert phone.settings.get("global", "wifi_on") == "0"
    assert not hands.sees("Cafe Guest")
    assert not hands.sees("Wifi signal full.")  # the status bar


def test_a_setting_changed_elsewhere_moves_the_switch(phone, hands):
    show(phone, "WIFI_SETTINGS")
    assert hands.switch_beside(WIFI).checked
    phone.settings.put("global", "wifi_on", 0)
    assert not hands.switch_beside(WIFI).checked


def test_airplane_mode_takes_the_radios_down_and_brings_them_back(phone, hands):
    show(phone, "AIRPLANE_MODE_SETTINGS")
    hands.tap("Airplane mode")
    assert phone.settings.get("global", "airplane_mode_on") == "1"
    assert not phone.radios.wifi
    assert not phone.radios.bluetooth
    assert hands.sees("Airplane mode.")
    hands.tap("Airplane mode")
    assert phone.radios.wifi
    assert phone.radios.bluetooth


def test_a_secured_network_wants_its_password(phone, hands):
    show(phone, "WIFI_SETTINGS")
    hands.tap("Home 5G")
    phone.type_text("short")
    hands.tap("Connect")
    assert phone.wifi.current == "AndroidWifi"
    hands.tap("Home 5G")
    phone.type_text("long enough")
    hands.tap("Connect")
    assert phone.wifi.current == "Home 5G"
    hands.tap("Home 5G")
    hands.tap("Forget")
    assert phone.wifi.saved == ["AndroidWifi"]
    assert hands.sees("Internet")


def test_bluetooth_page(phone, hands):
    show(phone, "BLUETOOTH_SETTINGS")
    hands.tap("Use Bluetooth")
    assert phone.settings.get("global", "bluetooth_on") == "0"
    assert not hands.sees("Device name")


@pytest.mark.parametrize(("position", "value"), [(1.0, "255"), (0.0, "1")])
def test_brightness_slider_reaches_both_ends(phone, hands, position, value):
    show(phone, "DISPLAY_SETTINGS")
    hands.tap("Brightness level")
    assert hands.find("Display brightness").package == "com.android.systemui"
    hands.slide("Display brightness", position)
    assert phone.settings.get("system", "screen_brightness") == value
    phone.key(4)
    assert hands.sees("100%" if value == "255" else "0%")


def test_dark_theme_is_seen(phone, hands):
    show(phone, "DISPLAY_SETTINGS")
    before = phone.screenshot().getpixel((540, 1200))
    hands.tap("Dark theme")
    assert sum(phone.screenshot().getpixel((540, 1200))) < sum(before) / 2


def test_screen_timeout_is_one_of_several(phone, hands):
    show(phone, "DISPLAY_SETTINGS")
    hands.tap("Screen timeout")
    hands.tap("10 minutes")
    assert phone.settings.get("system", "screen_off_timeout") == "600000"
    hands.tap("Navigate up")
    assert hands.sees("After 10 minutes of inactivity")


def test_volume_slider(phone, hands):
    show(phone, "SOUND_SETTINGS")
    hands.slide("Alarm volume", 1.0)
    assert phone.settings.get("system", "volume_alarm") == "7"


def test_do_not_disturb_is_seen_in_the_status_bar(phone, hands):
    show(phone, "SOUND_SETTINGS")
    hands.tap("Do Not Disturb")
    hands.tap("Use Do Not Disturb")
    assert phone.settings.get("global", "zen_mode") == "1"
    assert hands.sees("Ringer silent.")


def test_date_and_time_are_set_by_hand(phone, hands):
    show(phone, "DATE_SETTINGS")
    hands.tap("Date")
    assert not hands.sees("OK")  # automatic: the row is dead
    hands.tap("Set time automatically")
    hands.tap("Date")
    hands.tap("17 March 2026")
    hands.tap("OK")
    assert phone.clock.now().date().isoformat() == "2026-03-17"
    hands.tap("Use 24\u2011hour format")
    assert phone.settings.get("system", "time_12_24") == "24"


def test_time_zone_is_found_by_its_city(phone, hands):
    show(phone, "DATE_SETTINGS")
    hands.tap("Set automatically")
    hands.tap("Time zone")
    phone.type_text("tokyo")
    hands.tap("Tokyo")
    assert phone.clock.timezone == "Asia/Tokyo"
    assert f"{phone.clock.now():%H}" == "21"


def test_search_finds_and_opens_a_page(phone, hands):
    show(phone, "SETTINGS")
    hands.tap("Search settings")
    phone.type_text("dark th")
    hands.tap("Dark theme")
    assert hands.sees("Display", id="collapsing_toolbar")
    phone.key(4)
    hands.tap("Clear text")
    phone.type_text("zzz")
    assert hands.sees("No results")


def test_app_info_stops_and_uninstalls(phone, hands):
    phone.packages.install("org.example.gone", label="Gone")
    show(phone, "APPLICATION_DETAILS_SETTINGS", "package:org.example.gone")
    assert not hands.find("Open").enabled  # no screen of its own
    hands.tap("Uninstall")
    hands.tap("Cancel")
    assert phone.packages.get("org.example.gone")
    hands.tap("Uninstall")
    hands.tap("OK")
    assert phone.packages.get("org.example.gone") is None


def test_force_stop_asks_first(phone, hands):
    show(phone, "SETTINGS")
    phone.activities.home()
    show(phone, "APPLICATION_DETAILS_SETTINGS", "package:com.android.settings")
    hands.tap("Force stop")
    assert hands.sees("Force stop?")
    hands.tap("OK")
    assert phone.activities.top()[0] == "com.google.android.apps.nexuslauncher"
    assert phone.processes.get("com.android.settings") is None


def test_all_apps_can_show_the_system_and_be_searched(phone, hands):
    show(phone, "MANAGE_APPLICATIONS_SETTINGS")
    assert not hands.sees("Shell")
    hands.tap("Show system")
    hands.tap("Search apps")
    phone.type_text("shell")
    assert hands.sees("Shell")
    assert not hands.sees("Settings")


def test_device_name_is_renamed(phone, hands):
    show(phone, "DEVICE_INFO_SETTINGS")
    hands.tap("Device name")
    phone.key(29, meta=0x1000)  # Ctrl+A
    phone.type_text("Pocket")
    hands.tap("OK")
    assert phone.settings.get("global", "device_name") == "Pocket"
    assert phone.props["ro.product.model"] == "Pocket"


@pytest.mark.parametrize(
    ("action", "heading"),
    [
        ("WIRELESS_SETTINGS", "Network & internet"),
        ("WIFI_SETTINGS", "Internet"),
        ("BLUETOOTH_SETTINGS", "Bluetooth"),
        ("DISPLAY_SETTINGS", "Display"),
        ("SOUND_SETTINGS", "Sound & vibration"),
        ("DATE_SETTINGS", "Date & time"),
        ("LOCALE_SETTINGS", "Languages"),
        ("INPUT_METHOD_SETTINGS", "On-screen keyboard"),
        ("MANAGE_APPLICATIONS_SETTINGS", "All apps"),
        ("INTERNAL_STORAGE_SETTINGS", "Storage"),
        ("LOCATION_SOURCE_SETTINGS", "Location"),
        ("SECURITY_SETTINGS", "Security & privacy"),
        ("ACCESSIBILITY_SETTINGS", "Accessibility"),
        ("BATTERY_SAVER_SETTINGS", "Battery Saver"),
        ("DEVICE_INFO_SETTINGS", "About phone"),
        ("ZEN_MODE_SETTINGS", "Do Not Disturb"),
        ("TETHER_SETTINGS", "Hotspot & tethering"),
    ],
)
def test_intents_open_their_page(phone, hands, action, heading):
    show(phone, action)
    assert phone.activities.top()[0] == "com.android.settings"
    assert hands.sees(heading, id="collapsing_toolbar")


def test_every_row_of_the_first_page_opens_a_page_that_lists_something(phone, hands):
    from phoneagent.virtualphone.apps.settings.main import _DEEPER, _TOP

    show(phone, "SETTINGS")
    main = phone.activities.top_screen()
    for page in [page for page, *_ in _TOP] + list(_DEEPER):
        main.start(page(main.app, Intent()))
        assert hands.sees(page.title, id="collapsing_toolbar")
        assert len(hands.texts()) > 2, page.title
        phone.key(4)
        assert phone.activities.top_screen() is main
