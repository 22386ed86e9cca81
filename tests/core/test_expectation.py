"""What code can and cannot say about a screen."""

import pytest

from phoneagent.core.expectation import Expectation
from tests.core.builders import element, screen

SEEN = screen(
    element(1, "Wi-Fi", role="switch", states=("on",), detail="HomeNet"),
    element(2, "Bluetooth", role="switch", states=("off",)),
    element(3, "Name", role="field", value="Ann Lee", hint="Name"),
    element(4, "Delete", role="button"),
    toasts=("Contact saved",),
)


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        ({"text": "homenet"}, True),
        ({"text": "contact  SAVED"}, True),
        ({"text": "Cancel"}, False),
        ({"gone": "Cancel"}, True),
        ({"gone": "Delete"}, False),
        ({"app": "sample"}, True),
        ({"app": "org.sample"}, True),
        ({"app": "Clock"}, False),
        ({"on": "Wi-Fi"}, True),
        ({"off": "Wi-Fi"}, False),
        ({"off": "bluetooth"}, True),
        ({"on": "Delete"}, None),
        ({"on": "Airplane mode"}, None),
        ({"field": "Name", "value": "ann lee"}, True),
        ({"field": "Name", "value": "Bob"}, False),
        ({"field": "Phone", "value": "5"}, None),
        ({"field": "Name"}, True),
        ({"field": "Name", "value": ""}, False),
        ({"text": "Ann Lee"}, False),  # typed, not said by the app
        ({"text": "HomeNet", "on": "Delete"}, None),
        ({"text": "Cancel", "on": "Delete"}, False),
        ({}, None),
    ],
)
def test_holds(wanted, holds):
    assert Expectation(**wanted).holds(SEEN) is holds


def test_gone_is_not_decided_by_what_a_menu_hides_nor_by_a_passing_message():
    gone = Expectation(gone="Ann Lee")
    menu = screen(element(1, "Share"), warnings=("menu",))
    assert gone.holds(menu) is None
    told = screen(element(1, "Bob"), toasts=("Ann Lee deleted",))
    assert gone.holds(told) is True
    assert Expectation(text="Ann Lee deleted").holds(told) is True


def test_an_empty_field_holds_nothing():
    form = screen(element(1, "Message", role="field", hint="Message"))
    assert Expectation(field="Message", value="").holds(form) is True


def test_it_names_the_part_that_is_missing():
    assert Expectation(text="HomeNet", off="Wi-Fi").unmet(SEEN) == '"Wi-Fi" is off'


def test_changes_needs_a_before():
    assert Expectation(changes=True).holds(SEEN) is None
    assert Expectation(changes=True).holds(SEEN, SEEN) is False
    assert Expectation(changes=False).holds(SEEN, SEEN) is True


def test_it_says_itself_in_words():
    words = Expectation(text="Saved", off="Wi-Fi").describe()
    assert words == 'it shows "Saved" and "Wi-Fi" is off'
    assert Expectation().describe() == ""
