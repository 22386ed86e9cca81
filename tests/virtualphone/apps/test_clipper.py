"""Clipper: the clipboard over adb while the app is in front; and by hand in any text field."""

from __future__ import annotations

import pytest

from tests.virtualphone.shell.test_language import sh

START = "am start -W -n ca.zgrs.clipper/ca.zgrs.clipper.Main"
BACK, HOME = 4, 3


def broadcast(phone, *words):
    """The last line of `am broadcast`."""
    out, _, code = sh(phone, " ".join(["am broadcast -a", *words]))
    assert code == 0
    return out.splitlines()[-1]


@pytest.mark.parametrize("text", ["1234 Elm St, Springfield, IL", "Jane's Shop", "a=b; 'c' $d"])
def test_the_clipboard_is_filled_and_read_over_adb(phone, hands, text):
    sh(phone, START)
    quoted = text.replace("'", "'\"'\"'")
    answer = broadcast(phone, "clipper.set", "-e text", f"'{quoted}'")
    assert answer == 'Broadcast completed: result=-1, data="Text is copied into clipboard."'
    assert phone.clipboard.text == text
    assert hands.sees(text, id="clipboard")
    answer = broadcast(phone, "clipper.get")
    assert answer == f'Broadcast completed: result=-1, data="{text}"'


def test_out_of_front_it_has_no_clipboard(phone):
    phone.clipboard.set("secret")
    assert broadcast(phone, "clipper.get") == "Broadcast completed: result=0"
    sh(phone, START)
    phone.key(HOME)
    assert broadcast(phone, "clipper.get") == "Broadcast completed: result=0"
    assert broadcast(phone, "clipper.set", "-e text x") == "Broadcast completed: result=0"
    assert phone.clipboard.text == "secret"


def test_a_text_is_needed_to_fill_it(phone):
    sh(phone, START)
    assert broadcast(phone, "clipper.set").startswith("Broadcast completed: result=0, data=")


def test_the_service_is_stopped_and_started(phone, hands):
    sh(phone, START)
    hands.tap("Stop service")
    assert broadcast(phone, "clipper.get") == "Broadcast completed: result=0"
    hands.tap("Start service")
    assert broadcast(phone, "clipper.get") == 'Broadcast completed: result=-1, data=""'


def test_text_is_copied_by_hand_and_read_over_adb(phone, hands):
    hands.tap("Search", id="search_container_hotseat")
    phone.type_text("Invoice #98765")
    hands.press("Invoice #98765")
    hands.tap("Select all")
    assert not hands.sees("Select all")  # there is nothing more to select
    hands.tap("Copy")
    assert not hands.sees("Copy")
    sh(phone, START)
    answer = broadcast(phone, "clipper.get")
    assert answer == 'Broadcast completed: result=-1, data="Invoice #98765"'


def test_text_is_pasted_by_hand_into_an_empty_field(phone, hands):
    phone.clipboard.set("Clock")
    hands.tap("Search", id="search_container_hotseat")
    phone.long_press(*hands.find(id="fallback_search_view").bounds.center)
    hands.tap("Paste")
    assert hands.find(id="fallback_search_view").text == "Clock"


def test_an_empty_field_with_an_empty_clipboard_offers_nothing(phone, hands):
    hands.tap("Search", id="search_container_hotseat")
    field = hands.find(id="fallback_search_view")
    phone.long_press(*field.bounds.center)
    assert not hands.sees("Paste")
    assert not hands.sees("Select all")
