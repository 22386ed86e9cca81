"""A virtual phone inside the test's process, so that tests can see what really arrived there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from phoneagent.core.actions import BaseAction
from phoneagent.core.hierarchy import Node
from phoneagent.core.screen import Capture, Locator
from phoneagent.core.steps import Intention, Receipt
from phoneagent.devices import android
from phoneagent.devices.android import AndroidDevice
from phoneagent.virtualphone.chaos import UnreliablePhone
from phoneagent.virtualphone.server import PhoneServer
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import Screen

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
Show = Callable[[type[Screen]], Screen]


@pytest.fixture
def phone() -> Iterator[UnreliablePhone]:
    """A phone that fails when it is told to, and only then."""
    with UnreliablePhone(now=NOW) as phone:
        yield phone
        assert phone.unknown == []


@pytest.fixture
def server(phone: UnreliablePhone) -> Iterator[PhoneServer]:
    with PhoneServer(phone, like_the_jar=True) as server:
        yield server


@pytest.fixture
def device(server: PhoneServer, private_world: object) -> Iterator[AndroidDevice]:
    with android.build(server.serial) as device:
        yield device


@pytest.fixture
def show(phone: UnreliablePhone) -> Show:
    """Puts a screen of the test in front, as a page of the Settings app."""

    def put(kind: type[Screen]) -> Screen:
        with phone.lock:
            phone.activities.start(Intent("android.settings.SETTINGS"))
            below = phone.activities.top_screen()
            assert below is not None
            screen = kind(below.app, Intent(""))
            below.start(screen)
            return screen

    return put


class Driver:
    """Performs actions on a device, with anchors taken from what it sees."""

    def __init__(self, device: AndroidDevice) -> None:
        self.device = device
        self._steps = 0

    def see(self, **wanted: object) -> tuple[Capture, Node, tuple[int, ...]]:
        """The first node with these attributes, and its path."""
        capture = self.device.look()
        for node, path in _walk(capture.root):
            if all(getattr(node, name) == value for name, value in wanted.items()):
                return capture, node, path
        raise AssertionError(f"{wanted} is not on the screen")

    def anchor(self, **wanted: object) -> Locator:
        capture, node, path = self.see(**wanted)
        return Locator(
            resource_id=node.resource_id,
            cls=node.cls,
            text=node.text,
            desc=node.desc,
            path=path,
            package=node.package,
            bounds=node.bounds,
            size_px=capture.size_px,
        )

    def do(self, action: BaseAction, **anchors: Locator) -> Receipt:
        self._steps += 1
        intention = Intention(n=self._steps, subgoal=0, action=action, anchors=anchors)
        return self.device.perform(intention)


def _walk(node: Node, path: tuple[int, ...] = ()) -> Iterator[tuple[Node, tuple[int, ...]]]:
    yield node, path
    for index, child in enumerate(node.children):
        yield from _walk(child, (*path, index))


@pytest.fixture
def driver(device: AndroidDevice) -> Driver:
    return Driver(device)
