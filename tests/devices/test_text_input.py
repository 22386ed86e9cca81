"""The text ladder: every script, every way, read back; the keyboard always comes back."""

from __future__ import annotations

import subprocess
import sys

import pytest

from phoneagent.core.actions import Clear, Tap, Type
from phoneagent.devices import android
from phoneagent.devices.android import AndroidDevice
from phoneagent.devices.keyboard import OURS
from phoneagent.devices.text_input import WAYS
from phoneagent.errors import ActionError
from phoneagent.virtualphone.chaos import UnreliablePhone
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer
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


ASCII = 'Ann\'s 100% plan: a & b | c; $HOME `x` \\ "q" %s'


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", [ASCII, "two\nlines"])
def test_every_way_types(device: AndroidDevice, show: Show, way: str, text: str) -> None:
    screen = show(Form)
    driver = Driver(device)
    driver.do(Tap(target=1), target=driver.anchor(hint="Note"))
    device.hands.text.enter("was here", None, append=False)
    assert device.hands.text.enter(text, None, append=False, ways=(way,)) == way
    assert screen.text_of("note") == text
    device.hands.text.enter("+1", None, append=True, ways=(way,))
    assert screen.text_of("note") == text + "+1"


@pytest.mark.parametrize("way", WAYS[1:3])
def test_a_way_without_setting_nodes_types_any_script(
    device: AndroidDevice, show: Show, way: str
) -> None:
    screen = show(Form)
    driver = Driver(device)
    driver.do(Tap(target=1), target=driver.anchor(hint="Name"))
    for text in TEXTS[1:5]:
        device.hands.text.enter(text, None, append=False, ways=(way,))
        assert screen.text_of("name") == text


def test_a_text_that_arrives_in_part_is_not_called_typed(
    device: AndroidDevice, phone: UnreliablePhone, show: Show
) -> None:
    show(Form)
    driver = Driver(device)
    driver.do(Tap(target=1), target=driver.anchor(hint="Name"))
    with phone.lock:
        phone.plan_faults("partial_text:3")
    with pytest.raises(ActionError, match="the field holds 'hel'"):
        device.hands.text.enter("hello", None, append=False, ways=WAYS[3:])


def test_the_clipboard_is_as_it_was(device: AndroidDevice, phone: VirtualPhone, show: Show) -> None:
    show(Form)
    phone.clipboard.set("the user's own")
    driver = Driver(device)
    driver.do(Tap(target=1), target=driver.anchor(hint="Name"))
    device.hands.text.enter("pasted", None, append=False, ways=("pasted",))
    assert phone.clipboard.text == "the user's own"


def test_the_keyboard_is_given_back_after_typing(
    device: AndroidDevice, phone: VirtualPhone, show: Show
) -> None:
    show(Form)
    driver = Driver(device)
    driver.do(Tap(target=1), target=driver.anchor(hint="Name"))
    device.hands.text.enter("ключ", None, append=False, ways=(WAYS[2],))
    assert phone.ime.default == LATIN
    assert phone.ime.enabled() == [LATIN]


def test_the_keyboard_is_given_back_after_a_kill(
    server: PhoneServer, phone: VirtualPhone, private_world: object
) -> None:
    borrow = (
        "import sys, time; from phoneagent.devices import android\n"
        "device = android.build(sys.argv[1])\n"
        "with device.hands.text.keyboard.borrowed():\n"
        "    print('borrowed', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", borrow, server.serial], stdout=subprocess.PIPE
    ) as client:
        assert client.stdout is not None
        assert client.stdout.readline() == b"borrowed\n"
        assert phone.ime.default == OURS
        client.kill()
    assert phone.ime.default == OURS
    with android.build(server.serial):
        assert phone.ime.default == LATIN


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
