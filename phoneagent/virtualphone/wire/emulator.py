"""The emulator's gRPC controller, as far as android_env uses it.

Methods and field numbers are those of AOSP's emulator_controller.proto; everything else ends in
UNIMPLEMENTED, as on an emulator that is too old, and in the phone's list of the unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import grpc

from phoneagent.virtualphone.wire.forwarding import Forwarding
from phoneagent.virtualphone.wire.protobuf import BadMessage, fields, message, numbers

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_CONTROLLER = "/android.emulation.control.EmulatorController/"
_PNG, _RGBA8888, _RGB888 = 0, 1, 2
_KEY_UP = 1
_DOM_KEYS = {
    "GoBack": 4,
    "GoHome": 3,
    "AppSwitch": 187,
    "Enter": 66,
    "Backspace": 67,
    "Tab": 61,
    "Power": 26,
}


class EmulatorGrpc:
    """Serves one phone on a loopback port, with local credentials as the emulator does.

    Args:
        phone: what the calls act on.
        port: 0 for any free one; android_env expects 8554.

    Attributes:
        port: where it listens.

    Raises:
        OSError: the port is taken.
    """

    def __init__(self, phone: VirtualPhone, port: int = 0) -> None:
        self._phone = phone
        self._finger_down = False
        self._server = grpc.server(
            ThreadPoolExecutor(4),
            handlers=(_Methods(self),),
            options=(("grpc.so_reuseport", 0),),  # two phones never share a port
        )
        credentials = grpc.local_server_credentials()
        try:
            self.port = self._server.add_secure_port(f"localhost:{port}", credentials)
        except RuntimeError as error:
            raise OSError(f"gRPC port {port}: {error}") from None
        self._forwarding = Forwarding(phone)

    def start(self) -> None:
        self._server.start()
        self._forwarding.start()

    def stop(self) -> None:
        self._forwarding.stop()
        self._server.stop(None).wait()

    def answer(self, method: str, request: bytes) -> bytes:
        """Carry out one call and return the encoded reply.

        Raises:
            LookupError: no such method.
            BadMessage: the request is none.
        """
        calls: dict[str, Callable[[bytes], bytes]] = {
            "getStatus": self._status,
            "getScreenshot": self._screenshot,
            "sendTouch": self._touch,
            "sendKey": self._key,
            "sendSms": self._sms,
        }
        with self._phone.lock:
            if method not in calls:
                self._phone.unknown.append(f"gRPC {method}")
                raise LookupError(method)
            return calls[method](request)

    def _status(self, request: bytes) -> bytes:
        return message([(1, "virtual"), (2, self._phone.clock.uptime_ms()), (3, True)])

    def _screenshot(self, request: bytes) -> bytes:
        kind = numbers(request).get(1, _PNG)
        image = self._phone.screenshot()
        if kind == _PNG:
            pixels = self._phone.png()
        else:
            pixels = image.convert("RGBA" if kind == _RGBA8888 else "RGB").tobytes()
        width_px, height_px = image.size
        about = message([(1, kind), (3, width_px), (4, height_px)])
        return message([(1, about), (4, pixels)])

    def _touch(self, request: bytes) -> bytes:
        """One finger: the first of the touches; pressure 0 lifts it."""
        touches = [value for number, value in fields(request) if number == 1]
        if not touches or not isinstance(touches[0], bytes):
            return b""
        touch = numbers(touches[0])
        x, y, pressure = touch.get(1, 0), touch.get(2, 0), touch.get(4, 0)
        if pressure:
            self._phone.touch("move" if self._finger_down else "down", x, y)
        elif self._finger_down:
            self._phone.touch("up", x, y)
        self._finger_down = bool(pressure)
        return b""

    def _key(self, request: bytes) -> bytes:
        """A key named as in the DOM's UI Events, or one character; codes are not translated."""
        asked = dict(fields(request))
        name = asked.get(4, b"")
        if not isinstance(name, bytes) or not name:
            self._phone.unknown.append(f"gRPC sendKey code {asked.get(3)!r}")
        elif asked.get(2) != _KEY_UP:
            text = name.decode("utf-8", errors="replace")
            if text in _DOM_KEYS:
                self._phone.key(_DOM_KEYS[text])
            else:
                self._phone.type_text(text)
        return b""

    def _sms(self, request: bytes) -> bytes:
        said = {number: value for number, value in fields(request) if isinstance(value, bytes)}
        sender, text = (said.get(n, b"").decode("utf-8", errors="replace") for n in (1, 2))
        self._phone.receive_sms(sender, text)
        return b""


class _Methods:
    """Finds the method of a call by its path; messages stay bytes."""

    def __init__(self, emulator: EmulatorGrpc) -> None:
        self._emulator = emulator

    def service(self, call: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler | None:
        if not call.method.startswith(_CONTROLLER):
            return None
        method = call.method.removeprefix(_CONTROLLER)

        def serve(request: bytes, about: grpc.ServicerContext) -> bytes:
            try:
                return self._emulator.answer(method, request)
            except LookupError:
                about.abort(grpc.StatusCode.UNIMPLEMENTED, f"{method} is not implemented")
            except BadMessage as error:
                about.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))
            return b""

        return grpc.unary_unary_rpc_method_handler(serve)
