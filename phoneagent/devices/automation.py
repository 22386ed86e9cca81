"""The automation server on the phone: brought up by uiautomator2, called over the fast line.

Reads are repeated through a restart of the server. Acts are sent once: when the line breaks after
an act has left, nobody can know whether it happened, and `Uncertain` says so.
"""

from __future__ import annotations

import logging
import socket
import threading
from typing import TYPE_CHECKING, Any

from phoneagent.devices.adb import Adb
from phoneagent.devices.channel import CallBroken, CallRefused, Channel, Line
from phoneagent.errors import ActionError, DeviceError, DeviceLost

if TYPE_CHECKING:
    import uiautomator2

_log = logging.getLogger(__name__)
_PORT = 9008
_READ_S = 20.0
_ATTEMPTS = 3


class Uncertain(DeviceLost):
    """The line broke after an act was sent: it may or may not have happened."""


class Automation:
    """u2.jar's JSON-RPC server on one phone.

    Two lines: tree and acts use the first, screenshots the second, so that both travel side by
    side. When the server is up but they cannot reach it, every call goes through uiautomator2's own
    client, which is slower.

    Args:
        adb: the phone.
        fast: False uses uiautomator2's own client from the start.

    Attributes:
        slow_because: why uiautomator2's own client is used; "" when it is not.
    """

    def __init__(self, adb: Adb, *, fast: bool = True) -> None:
        self._adb = adb
        self._u2: uiautomator2.Device | None = None
        self._revival = threading.Lock()
        self._deaths = 0
        self.slow_because = ""
        self._front: Line = Channel(self._dial)
        self._side: Line = Channel(self._dial)
        if not fast:
            self._slow_down("asked for")
        if not self._answers():
            self._start()
            if not self._answers():
                self._slow_down("uiautomator2's server runs, but not for our own connection")

    def read(self, method: str, *params: Any) -> Any:
        """The result of a call that may be repeated; it is, when the line or the server fails.

        Raises:
            DeviceLost: the server cannot be brought back.
            ActionError: the server understood and said no.
        """
        return self._read(self._front, method, list(params))

    def read_beside(self, method: str, *params: Any) -> Any:
        """Like `read`, on the second line: may run while another thread reads."""
        return self._read(self._side, method, list(params))

    def act(self, method: str, *params: Any, timeout_s: float = 20.0) -> Any:
        """The result of a call that changes something; sent at most once.

        Raises:
            Uncertain: the line broke after the call was sent.
            DeviceLost: the server could not be reached, nothing was sent.
            ActionError: the server said no.
        """
        for _ in range(_ATTEMPTS):
            deaths = self._deaths
            try:
                return self._line(self._front).call(method, list(params), timeout_s=timeout_s)
            except CallBroken as error:
                if error.sent:
                    raise Uncertain(f"the connection broke during {method}: {error}") from error
                self._revive(deaths, str(error))
            except CallRefused as error:
                if error.dead:
                    self._revive(deaths, str(error))
                raise ActionError(f"The phone refused {method}: {error}") from error
        raise DeviceLost(f"{self._adb.serial}: the automation server cannot be reached.")

    @property
    def u2(self) -> uiautomator2.Device:
        """uiautomator2's own client, for everything rare; its constructor brings the server up."""
        if self._u2 is None:
            import adbutils
            import uiautomator2
            from uiautomator2.exceptions import BaseException as U2Error

            try:
                self._u2 = uiautomator2.Device(self._adb.stock)
            except (U2Error, adbutils.AdbError, OSError) as error:
                raise _will_not_start(self._adb.serial, error) from error
        return self._u2

    def close(self) -> None:
        """Hang up, and stop the server if this process started it."""
        self._front.close()
        self._side.close()
        if self._u2 is not None:
            self._u2.stop_uiautomator(wait=False)
            self._u2 = None

    def _read(self, line: Line, method: str, params: list[Any]) -> Any:
        why = ""
        for _ in range(_ATTEMPTS):
            deaths = self._deaths
            try:
                return self._line(line).call(method, params, timeout_s=_READ_S)
            except CallBroken as error:
                why = str(error)
                self._revive(deaths, why)
            except CallRefused as error:
                if not error.dead:
                    raise ActionError(f"The phone refused {method}: {error}") from error
                why = str(error)
                self._revive(deaths, why, restart=True)
        raise DeviceLost(f"{self._adb.serial}: {method} failed {_ATTEMPTS} times: {why}")

    def _line(self, line: Line) -> Line:
        """The line itself, or the slow one since both were replaced."""
        return self._front if self.slow_because else line

    def _slow_down(self, why: str) -> None:
        """Use uiautomator2's own client from now on."""
        _log.warning("%s: using slow calls: %s", self._adb.serial, why)
        self.slow_because = why
        self._front = self._side = StockLine(self._adb)

    def _dial(self) -> socket.socket:
        try:
            return self._adb.dial(f"tcp:{_PORT}")
        except DeviceError as error:
            raise ConnectionError(str(error)) from error

    def _answers(self) -> bool:
        try:
            self._line(self._front).call("deviceInfo", [], timeout_s=5.0)
        except (CallBroken, CallRefused):
            return False
        return True

    def _revive(self, deaths_seen: int, why: str, *, restart: bool = False) -> None:
        """Bring the server back, once, whichever of the two lines noticed first."""
        with self._revival:
            if self._deaths != deaths_seen:
                return
            self._deaths += 1
            self._adb.attach()
            if not restart and self._answers():
                return
            _log.warning("%s: starting the automation server again (%s)", self._adb.serial, why)
            self._start()

    def _start(self) -> None:
        import adbutils
        from uiautomator2.exceptions import BaseException as U2Error

        self._adb.attach()
        if self._u2 is None:
            _ = self.u2
            return
        try:
            self._u2.stop_uiautomator()
            self._u2.start_uiautomator()
        except (U2Error, adbutils.AdbError, OSError) as error:
            raise _will_not_start(self._adb.serial, error) from error


class StockLine:
    """A `Line` through uiautomator2's own client: a new connection to the adb server per call."""

    def __init__(self, adb: Adb) -> None:
        self._adb = adb

    def call(self, method: str, params: list[Any], *, timeout_s: float) -> Any:
        import adbutils
        from uiautomator2 import core, exceptions

        device = self._adb.stock
        try:
            return core._jsonrpc_call(device, _PORT, method, params or {}, timeout_s, False)
        except exceptions.UiAutomationNotConnectedError as error:
            raise CallRefused(str(error), dead=True) from error
        except exceptions.RPCError as error:
            raise CallRefused(str(error), dead=False) from error
        except exceptions.HTTPError as error:
            raise CallBroken(str(error), sent="Unable to connect" not in str(error)) from error
        except (adbutils.AdbError, OSError, EOFError) as error:
            raise CallBroken(str(error) or type(error).__name__, sent=True) from error

    def close(self) -> None:
        """Nothing is kept open."""


def _will_not_start(serial: str, error: Exception) -> DeviceError:
    text = str(error)
    hint = "Unlock the phone, and look at `adb logcat` for com.wetest.uia2."
    if "already registered" in text:
        hint = "Another automation tool (Appium, Espresso, uiautomator) holds the phone: stop it."
    return DeviceError(f"{serial}: uiautomator2's server does not start: {text[:300]}", hint=hint)
