"""The launcher: home, drawer with search, overview."""

from __future__ import annotations

SETTINGS = "com.android.settings"


def test_swipe_up_opens_the_drawer_and_an_icon_starts_its_app(phone, hands):
    assert not hands.sees(id="apps_list_view")
    phone.swipe(540, 1500, 540, 600)
    assert hands.sees(id="apps_list_view")
    hands.tap("Settings", id="icon")
    assert phone.activities.top() == (SETTINGS, f"{SETTINGS}.Settings")


def test_back_and_home_close_the_drawer(phone, hands):
    for keycode in (4, 3):
        phone.swipe(540, 1500, 540, 600)
        phone.key(keycode)
        assert not hands.sees(id="apps_list_view")
        assert hands.sees(id="hotseat")


def test_drawer_search_narrows_and_enter_opens_the_first(phone, hands):
    hands.tap("Search", id="search_container_hotseat")
    phone.type_text("xyzzy")
    assert hands.sees('No apps found matching "xyzzy"')
    for _ in range(5):
        phone.key(67)
    phone.type_text("sett")
    phone.key(66)
    assert phone.activities.top()[0] == SETTINGS


def test_a_disabled_app_has_no_icon(phone, hands):
    phone.packages.set_enabled(SETTINGS, enabled=False)
    phone.swipe(540, 1500, 540, 600)
    assert not hands.sees("Settings")


def test_overview_returns_to_an_app_and_clears_all(phone, hands):
    hands.tap("Search", id="search_container_hotseat")
    phone.key(4)
    hands.tap("Settings", id="icon")
    hands.tap("Display")
    phone.key(187)
    hands.tap("Settings", id="task")
    assert hands.sees("Display", id="collapsing_toolbar")
    phone.key(187)
    hands.tap("Dismiss Settings.")
    assert hands.sees("No recent items")
    assert phone.activities.recents() == []


def test_swipe_down_on_home_pulls_the_shade(phone, hands):
    phone.swipe(540, 700, 540, 1500)
    assert hands.sees(id="notification_panel")
    phone.key(4)
    assert not hands.sees(id="notification_panel")
