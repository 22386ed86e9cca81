"""Keyboards: installed with their package, driven by broadcasts, stored in the settings."""

from __future__ import annotations

import base64

import pytest

from phoneagent.virtualphone.system.ime import ADB_KEYBOARD, LATIN, U2_KEYBOARD
from phoneagent.virtualphone.system.intents import Intent

TEXT = "Grüße, 你好 🙂"


@pytest.fixture
def field(phone, hands):
    """The drawer's search field, focused, and what it holds."""
    hands.tap("Search", id="search_container_hotseat")
    return lambda: hands.find(id="fallback_search_view").field.edit.text


def b64(text):
    return base64.b64encode(text.encode()).decode()


def choose(phone, package, ime):
    phone.packages.install(package)
    assert not phone.ime.set(ime)
    assert phone.ime.enable(ime)
    assert phone.ime.set(ime)


def test_a_keyboard_exists_while_its_package_does(phone):
    assert phone.ime.installed() == [LATIN]
    assert not phone.ime.enable(U2_KEYBOARD)
    choose(phone, "com.github.uiautomator", U2_KEYBOARD)
    assert phone.settings.get("secure", "default_input_method") == U2_KEYBOARD
    phone.uninstall("com.github.uiautomator")
    assert phone.ime.default == LATIN
    assert phone.ime.enabled() == [LATIN]


def test_uiautomators_keyboard(phone, field):
    choose(phone, "com.github.uiautomator", U2_KEYBOARD)
    intent = Intent("ADB_KEYBOARD_INPUT_TEXT", extras={"text": b64(TEXT)})
    result = phone.broadcast(intent)
    assert (result.code, result.data) == (-1, "success")
    assert field() == TEXT
    phone.broadcast(Intent("ADB_KEYBOARD_SET_TEXT", extras={"text": b64("new")}))
    assert field() == "new"
    phone.broadcast(Intent("ADB_KEYBOARD_CLEAR_TEXT"))
    assert field() == ""


def test_adb_keyboard(phone, field):
    choose(phone, "com.android.adbkeyboard", ADB_KEYBOARD)
    assert phone.broadcast(Intent("ADB_INPUT_B64", extras={"msg": b64(TEXT)})).code == 0
    assert field() == TEXT
    phone.broadcast(Intent("ADB_CLEAR_TEXT"))
    phone.broadcast(Intent("ADB_INPUT_TEXT", extras={"msg": "plain"}))
    phone.broadcast(Intent("ADB_INPUT_CODE", extras={"code": 67}))
    assert field() == "plai"


def test_a_keyboard_that_is_not_chosen_stays_silent(phone, field):
    phone.packages.install("com.github.uiautomator")
    phone.broadcast(Intent("ADB_KEYBOARD_INPUT_TEXT", extras={"text": b64("no")}))
    assert field() == ""


def test_shown_means_keys_or_a_field(phone, hands, field):
    assert phone.ime.shown
    assert hands.sees("Space") or hands.sees(class_name="Key")
    phone.key(4)
    assert not phone.ime.shown
    phone.key(4)
    choose(phone, "com.github.uiautomator", U2_KEYBOARD)
    assert not phone.ime.shown
    hands.tap("Search", id="search_container_hotseat")
    assert phone.ime.shown


def test_input_text_knows_ascii_only(phone, field):
    phone.type_text("ab c")
    assert field() == "ab c"
    with pytest.raises(ValueError, match="ü"):
        phone.type_text("ü")


def test_paste_and_commit(phone, field):
    phone.clipboard.set(TEXT)
    assert phone.paste()
    assert phone.commit_text("!")
    assert field() == TEXT + "!"
    phone.key(3)
    assert not phone.commit_text("nowhere")
