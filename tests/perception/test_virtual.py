"""Perception over the screens of the virtual phone: every row named, every page told apart."""

from __future__ import annotations

import pytest

from phoneagent.core.hierarchy import parse_hierarchy
from phoneagent.core.screen import Capture, Observation
from phoneagent.perception import observe
from phoneagent.virtualphone.phone import VirtualPhone

SETTINGS = "com.android.settings"
PAGES = ("Network & internet", "Connected devices", "Apps", "Notifications", "Battery", "Display")


@pytest.fixture
def phone():
    phone = VirtualPhone()
    yield phone
    phone.close()


def look(phone: VirtualPhone, package: str = SETTINGS) -> Observation:
    xml = phone.dump_xml()
    size = (phone.width_px, phone.height_px)
    return observe(Capture(phone.jpeg(), xml, parse_hierarchy(xml), package, "", size))


def tap(phone: VirtualPhone, seen: Observation, label: str) -> Observation:
    element = seen.called(label)
    assert element is not None, f"{label} is not on: {seen.text}"
    phone.tap(*element.bounds.centre)
    return look(phone)


def open_settings(phone: VirtualPhone) -> Observation:
    phone.key(3)
    return tap(phone, look(phone, "launcher"), "Settings")


def test_pages_of_one_app_have_keys_of_their_own_and_come_back_to_them(phone: VirtualPhone):
    home = open_settings(phone)
    seen = {}
    for title in PAGES:
        page = tap(phone, home, title)
        assert page.title == title
        assert page.needs == "tree"
        seen[title] = page.page
        phone.key(4)
        assert look(phone).page == home.page
    assert len({home.page, *seen.values()}) == len(PAGES) + 1


def test_every_thing_has_a_name_and_takes_about_six_tokens(phone: VirtualPhone):
    home = open_settings(phone)
    for title in PAGES:
        page = tap(phone, home, title)
        assert all(element.label for element in page.elements), page.text
        assert len(page.text) / 4 <= 40 + 8 * len(page.elements), page.text
        phone.key(4)


def test_a_switch_changes_its_state_and_not_the_page(phone: VirtualPhone):
    before = tap(phone, open_settings(phone), "Network & internet")
    assert before.called("Airplane mode").states == ("off",)
    after = tap(phone, before, "Airplane mode")
    assert after.called("Airplane mode").states == ("on",)
    assert after.page == before.page
    tap(phone, after, "Airplane mode")


def test_typing_shows_the_keyboard_and_keeps_the_page(phone: VirtualPhone):
    home = open_settings(phone)
    search = tap(phone, home, "Search settings")
    field = next(element for element in search.elements if element.role == "field")
    phone.tap(*field.bounds.centre)
    typing = look(phone)
    assert typing.keyboard_shown
    phone.type_text("wifi")
    typed = look(phone)
    assert next(e for e in typed.elements if e.role == "field").value == "wifi"
    assert typed.page == typing.page
    assert not any(element.label in ("q", "Q") for element in typed.elements)
