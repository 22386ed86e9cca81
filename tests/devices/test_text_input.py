"""The text ladder: every script, every way, read back; the keyboard always comes back."""

from __future__ import annotations

import pytest

from phoneagent.core.actions import Clear, Type
from phoneagent.core.screen import Locator
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.ime import LATIN
from tests.devices.conftest import Driver, Show
from tests.devices.screens import Counter, Form

TEXTS = [
    "plain words",
    "Grüße, naïve café",
    "مرحبا بالعالم",
    "你好，世界",
    "😀👩‍👩‍👧 family",
    "tabs & \"quotes\" 'single' $HOME `ls` \\ % %s; rm",
    " ",
]


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_arrives_whole(driver: Driver, show: Show, text: str) -> None:
    screen = show(Form)
    receipt = driver.do(Type(text=text, into=1), into=driver.anchor(hint="Name"))
    assert receipt.ok, receipt.error
    assert screen.text_of("name") == text


def test_several_lines(driver: Driver, show: Show) -> None:
    screen = show(Form)
    assert driver.do(Type(text="one\ntwo\n三", into=1), into=driver.anchor(hint="Note")).ok
    assert screen.text_of("note") == "one\ntwo\n三"


def test_typing_replaces_or_appends(driver: Driver, show: Show) -> None:
    screen = show(Form)
    field = driver.anchor(hint="Name")
    assert driver.do(Type(text="first", into=1), into=field).ok
    assert driver.do(Type(text="second", into=1), into=field).ok
    assert screen.text_of("name") == "second"
    assert driver.do(Type(text=" third", append=True)).ok
    assert screen.text_of("name") == "second third"
    assert driver.do(Clear(target=1), target=field).ok
    assert screen.text_of("name") == ""


def test_a_password_is_counted(driver: Driver, show: Show) -> None:
    screen = show(Form)
    field = driver.anchor(hint="Password")
    receipt = driver.do(Type(text="s3cret!", into=1), into=field)
    assert receipt.ok
    assert "s3cret" not in receipt.how
    assert screen.text_of("secret") == "s3cret!"
    assert driver.do(Type(text="99", into=1, append=True), into=field).ok
    assert screen.text_of("secret") == "s3cret!99"


def test_without_a_focused_field_typing_is_refused(driver: Driver, show: Show) -> None:
    show(Counter)
    receipt = driver.do(Type(text="lost"))
    assert not receipt.ok
    assert "no field has the focus" in receipt.error


def test_what_takes_no_text_says_so(driver: Driver, show: Show) -> None:
    show(Counter)
    receipt = driver.do(Type(text="lost", into=1), into=driver.anchor(text="Tap me"))
    assert not receipt.ok
    assert "takes no text" in receipt.error
