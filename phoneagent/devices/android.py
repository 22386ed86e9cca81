"""`AndroidDevice`: the one Device for phones, emulators and the virtual phone."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Self

from phoneagent.core.actions import Spot
from phoneagent.core.base import Rect
from phoneagent.core.screen import Capture
from phoneagent.core.steps import Intention, Receipt
from phoneagent.devices.adb import Adb, client
from phoneagent.devices.anchor import Covered, Gone, locate
from phoneagent.devices.apps import Apps
from phoneagent.devices.automation import Automation, Uncertain
from phoneagent.devices.eyes import Eyes
from phoneagent.devices.hands import PhoneHands
from phoneagent.errors import ActionError, DeviceError

_log = logging.getLogger(__name__)
_FIRST_ATTACH_S = 3.0  # a phone that was never there is probably misspelt
_APPEAR_S = 1.5  # an element that was there a moment ago may be redrawn just now


class AndroidDevice:
    """A phone reached by adb.

    Args:
        adb: the attached phone.
        spec: what `--device` said, for the result.
        fast: False uses uiautomator2's own, slower client.
        on_close: what else to give back at the end (a virtual phone, a lease).

    Attributes:
        adb: the connection, for whoever thinks in shell commands.
        hands: single touches and keys, for whoever needs no journal.
        eyes: single looks.
    """

    def __init__(
        self,
        adb: Adb,
        *,
        spec: str = "",
        fast: bool = True,
        on_close: Callable[[], None] | None = None,
    ) -> None:
        self.adb = adb
        self._spec = spec or adb.serial
        self._on_close = [on_close] if on_close else []
        self._forwards: dict[int, int] = {}
        self._closed = False
        adb.attach(min(adb.patience_s, _FIRST_ATTACH_S))
        self._automation = Automation(adb, fast=fast)
        self.eyes = Eyes(adb, self._automation)
        self._apps = Apps(adb, self._automation, self.eyes)
        self.hands = PhoneHands(adb, self._automation, self.eyes, self._apps)
        self._described: dict[str, str] = {}

    @property
    def spec(self) -> str:
        return self._spec

    @property
    def serial(self) -> str:
        return self.adb.serial

    def describe(self) -> dict[str, str]:
        """spec, serial, android, model; "slow" says why the fast line is not used, if it is not."""
        if not self._described:
            self._described = {
                "spec": self.spec,
                "serial": self.serial,
                "android": self._property("ro.build.version.release"),
                "model": self._property("ro.product.model"),
            }
        slow = self._automation.slow_because
        return self._described | ({"slow": slow} if slow else {})

    def look(self) -> Capture:
        """A settled screen.

        Raises:
            DeviceError: the phone cannot be reached any more.
        """
        return self.eyes.look()

    def perform(self, intention: Intention) -> Receipt:
        """Do one action, at most once.

        Raises:
            DeviceError: the phone cannot be reached; nothing was sent.
        """
        action = intention.action
        started_s = time.monotonic()
        self.hands.said.clear()
        self.eyes.done(action.kind)
        error, uncertain = "", False
        try:
            action.perform(self.hands, self._spots(intention))
        except ActionError as refusal:
            error = str(refusal)
        except DeviceError as loss:
            if not (isinstance(loss, Uncertain) or self.hands.said):
                raise  # nothing has touched the phone
            error, uncertain = str(loss), True
        finally:
            self.eyes.finished()
        return Receipt(
            ok=not error,
            error=error,
            uncertain=uncertain,
            how="; ".join(self.hands.said),
            device_ms=(time.monotonic() - started_s) * 1000,
        )

    def label_of(self, package: str) -> str:
        """The launcher label of a package as far as it is known, or ""."""
        return self._apps.label_of(package)

    def app_labels(self) -> tuple[str, ...]:
        """The labels of every app that can be launched, sorted; read from the launcher once.

        Raises:
            ActionError: something lies over the launcher and does not go away.
        """
        return self._apps.labels(self.hands)

    def reset_app(self, name: str) -> None:
        """End an app and clear its data, as `pm clear` does.

        Raises:
            ActionError: no app is called that, or the phone refuses.
        """
        package = self._apps.package_of(name, self.hands)
        self.eyes.done("open_app")
        said = self.adb.shell("pm", "clear", package)
        if "Success" not in said:
            raise ActionError(f"{package} cannot be cleared: {said.strip()[:200]}")

    def forward(self, port: int) -> int:
        """A port of this machine that leads to a TCP port of the phone, as `adb forward` does.

        For programs that must dial an address themselves. It is taken back by `close`.

        Raises:
            DeviceError: the phone cannot be reached.
        """
        if port not in self._forwards:
            self._forwards[port] = self.adb.forward(port)
        return self._forwards[port]

    def close(self) -> None:
        """Give the keyboard, the server and what `on_close` names back; may be called twice."""
        if self._closed:
            return
        self._closed = True
        try:
            self.hands.restore()
        except DeviceError as error:
            _log.warning("%s: %s", self.serial, error)
        finally:
            self._automation.close()
            self.eyes.close()
            self._take_forwards_back()
            self.adb.detach()
            for give_back in self._on_close:
                give_back()

    def _take_forwards_back(self) -> None:
        for local in self._forwards.values():
            try:
                self.adb.forget_forward(local)
            except DeviceError as error:
                _log.warning("%s", error)
        self._forwards.clear()

    def on_close(self, give_back: Callable[[], None]) -> None:
        """Have something else given back at the end."""
        self._on_close.append(give_back)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _spots(self, intention: Intention) -> dict[str, Spot]:
        """Where each target is right now."""
        spots = {}
        for name in intention.action.targets:
            target = getattr(intention.action, name)
            if isinstance(target, tuple):
                x, y = target
                spots[name] = Spot(bounds=Rect(x, y, x + 1, y + 1))
            elif target is not None:
                spots[name] = self._find(intention, name)
        return spots

    def _find(self, intention: Intention, name: str) -> Spot:
        """The anchored element, waiting a moment for one that is being redrawn.

        Raises:
            ActionError: it is no longer on the screen, or nothing says which element is meant.
        """
        anchor = intention.anchors.get(name)
        if anchor is None:
            raise ActionError(f"nothing says which element {name!r} is: the action has no anchor")
        gone, keyboard_may_go = Gone(""), True
        for seen in self.eyes.looks(_APPEAR_S):
            try:
                return locate(seen.root, anchor)
            except Covered as error:
                gone = error
                if keyboard_may_go and error.package == self.hands.text.keyboard.package():
                    self.hands.press("back")  # only puts the keyboard away
                    keyboard_may_go = False
            except Gone as error:
                gone = error
        raise gone

    def _property(self, name: str) -> str:
        return self.adb.shell("getprop", name).strip()


def build(
    address: str,
    *,
    server_port: int | None = None,
    fast: bool = True,
    spec: str = "",
    patience_s: float = 10.0,
) -> AndroidDevice:
    """The phone with that serial.

    Args:
        address: an adb serial; "host:port" is connected first.
        server_port: of the adb server; by default the environment's.
        fast: False uses uiautomator2's own, slower client.
        spec: what the user called it; the address when left out.
        patience_s: how long to wait for a phone that is away.

    Raises:
        DeviceNotFound: it is not attached.
    """
    adb = Adb(address, client(server_port), patience_s=patience_s)
    return AndroidDevice(adb, spec=spec or address, fast=fast)
