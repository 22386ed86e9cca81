"""Shade, quick settings, heads-up, reply, lock screen, volume keys, toasts."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.apps.systemui.permission import ask_permission
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.notifications import Notification
from phoneagent.virtualphone.system.providers.contacts import Contact, Labelled

NUMBER = "+15550100123"
CONTACTS = "android.permission.READ_CONTACTS"
PERMISSIONS = "com.android.permissioncontroller"


@pytest.fixture
def text_from_ann(phone):
    phone.contacts.add(Contact("Ann", "Lee", (Labelled(NUMBER),)))
    phone.receive_sms(NUMBER, "Lunch?")


def test_a_text_pops_up_and_lies_in_the_inbox(phone, hands, text_from_ann):
    assert hands.sees("Ann Lee", id="android:id/title")
    assert hands.sees("Lunch?")
    assert phone.messages.unread() == 1
    phone.clock.advance(6)
    assert not hands.sees("Lunch?")  # the pop-up is gone, the notification stays
    phone.open_notifications()
    assert hands.sees("Lunch?")


def test_no_pop_up_when_they_are_switched_off(phone, hands):
    phone.settings.put("global", "heads_up_notifications_enabled", 0)
    phone.receive_sms(NUMBER, "quiet")
    assert not hands.sees("quiet")
    assert len(phone.notifications.active()) == 1


def test_replying_in_the_shade_sends_the_text(phone, hands, text_from_ann):
    phone.swipe(540, 10, 540, 900)
    hands.tap("Reply")
    phone.commit_text("Gerne, um 12 Uhr – à bientôt")
    hands.tap("Send")
    rows = phone.providers.query("content://sms/sent")
    assert [(row["address"], row["body"]) for row in rows] == [
        (NUMBER, "Gerne, um 12 Uhr – à bientôt")
    ]
    assert phone.messages.unread() == 0
    assert hands.sees("No notifications")


def test_quick_settings_are_the_settings(phone, hands):
    phone.open_notifications()
    hands.tap("Internet")
    assert not phone.radios.wifi
    assert not hands.sees("Dark theme")
    phone.open_quick_settings()
    hands.tap("Dark theme")
    assert phone.settings.get("secure", "ui_night_mode") == "2"
    hands.slide("Display brightness", 1.0)
    assert phone.settings.get("system", "screen_brightness") == "255"


def test_clear_all_leaves_what_is_ongoing(phone, hands):
    for tag, ongoing in (("a", False), ("b", True)):
        phone.notifications.post(Notification("com.android.settings", tag, tag, ongoing=ongoing))
    phone.open_notifications()
    hands.tap("Clear all")
    assert [n.tag for n in phone.notifications.active()] == ["b"]
    assert not phone.system_ui.shade_open


def test_a_tap_opens_what_the_notification_is_about(phone, hands):
    intent = Intent("android.settings.WIFI_SETTINGS")
    phone.notifications.post(Notification("com.android.settings", "w", "Networks", intent=intent))
    phone.open_notifications()
    hands.tap("Networks")
    assert hands.sees("Internet", id="collapsing_toolbar")
    assert phone.notifications.active() == []


def test_the_lock_screen_needs_a_swipe(phone, hands):
    phone.key(26)
    assert not phone.power.screen_on
    assert phone.screenshot().getbbox() is None  # black
    phone.tap(540, 1200)  # a dark screen feels nothing
    phone.key(224)
    assert hands.sees("Swipe up to open")
    phone.key(3)
    assert phone.power.locked
    phone.swipe(540, 1800, 540, 1700)
    assert phone.power.locked
    phone.swipe(540, 1800, 540, 800)
    assert not phone.power.locked
    assert hands.sees(id="hotseat")


def test_volume_keys(phone, hands):
    phone.key(24)
    assert phone.settings.get("system", "volume_music") == "6"
    assert hands.sees("Media volume")
    phone.clock.advance(4)
    assert not hands.sees("Media volume")
    phone.key(164)
    assert phone.settings.get("system", "volume_music") == "0"


def test_toasts_vanish_but_are_remembered(phone):
    phone.toasts.show("Saved", "org.x")
    assert phone.toasts.showing().text == "Saved"
    phone.clock.advance(3)
    assert phone.toasts.showing() is None
    assert phone.toasts.last.text == "Saved"
    phone.toasts.forget()
    assert phone.toasts.last is None


def test_swipes_dismiss(phone, hands, text_from_ann):
    x, y = hands.need("Lunch?").bounds.center
    phone.swipe(x, y, x, y - 250)
    assert not hands.sees("Lunch?")
    assert len(phone.notifications.active()) == 1
    phone.open_notifications()
    x, y = hands.need("Lunch?").bounds.center
    phone.swipe(x, y, x + 500, y)
    assert phone.notifications.active() == []


@pytest.mark.parametrize(("label", "granted"), [("Allow", True), ("Don\u2019t allow", False)])
def test_the_permission_dialog_keeps_the_answer(phone, hands, label, granted):
    answers = []
    phone.activities.start(Intent("android.settings.SETTINGS"))
    ask_permission(phone.activities.top_screen(), CONTACTS, answers.append)
    assert hands.find("Allow Settings to access your contacts?").package == PERMISSIONS
    phone.key(4)
    hands.tap(label)
    assert answers == [granted]
    assert (CONTACTS in phone.packages.get("com.android.settings").granted) is granted
    assert not hands.sees(label)
    ask_permission(phone.activities.top_screen(), CONTACTS, answers.append)
    assert len(answers) == 1 + granted
