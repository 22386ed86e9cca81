"""The control socket of a running phone: reset, faults, messages, drift alarm; needs a token."""

from __future__ import annotations

import hmac
import json
import secrets
import socket
from collections.abc import Callable, Mapping
from typing import Any

from phoneagent.virtualphone.chaos import UnreliablePhone
from phoneagent.virtualphone.faultplan import BadSpec
from phoneagent.virtualphone.lineserver import LineServer
from phoneagent.virtualphone.phone import VirtualPhone

_MAX_LINE = 16 * 1024 * 1024


class ControlError(Exception):
    """A request that cannot be carried out."""


class Control(LineServer):
    """Answers lines of JSON on a loopback port.

    A request is `{"token": T, "do": NAME, ...}`, its reply `{"ok": true, ...}` or
    `{"ok": false, "error": TEXT}`. Names: `status`, `reset` (with `state`, a fixture), `chaos`
    (with `spec`), `sms` (`number`, `text`), `advance` (`seconds`), `snapshot` and `restore`
    (with `name`), `stop`.

    Args:
        phone: what is controlled.
        facts: what `status` adds, for example the serial.
        on_stop: what `stop` does.
    """

    def __init__(
        self,
        phone: VirtualPhone,
        facts: Mapping[str, Any] | None = None,
        on_stop: Callable[[], None] | None = None,
    ) -> None:
        self.token = secrets.token_urlsafe(18)
        self._phone = phone
        self._facts = dict(facts or {})
        self._on_stop = on_stop
        self._snapshots: dict[str, bytes] = {}
        super().__init__("control", max_line=_MAX_LINE)
        self._verbs: dict[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
            "status": self._status,
            "reset": self._reset,
            "chaos": self._chaos,
            "sms": self._sms,
            "advance": self._advance,
            "snapshot": self._snapshot,
            "restore": self._restore,
            "stop": self._stop,
        }

    def reply(self, line: bytes) -> bytes:
        return json.dumps(self.answer(line)).encode() + b"\n"

    def answer(self, line: bytes) -> Mapping[str, Any]:
        """Answer one request."""
        try:
            asked = json.loads(line)
        except (ValueError, RecursionError):
            return {"ok": False, "error": "not JSON"}
        if not isinstance(asked, dict) or not hmac.compare_digest(
            str(asked.get("token", "")).encode(), self.token.encode()
        ):
            return {"ok": False, "error": "wrong token"}
        verb = self._verbs.get(str(asked.get("do")))
        if verb is None:
            return {"ok": False, "error": f"unknown request; known: {', '.join(self._verbs)}"}
        try:
            with self._phone.lock:
                return {"ok": True, **verb(asked)}
        except (ControlError, BadSpec, KeyError, TypeError, ValueError) as error:
            return {"ok": False, "error": f"{type(error).__name__}: {error}"}

    def _status(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        package, activity = self._phone.activities.top()
        return {
            **self._facts,
            "unknown": list(self._phone.unknown),
            "generation": self._phone.generation,
            "now": self._phone.clock.now().isoformat(),
            "package": package,
            "activity": activity,
            "struck": self._phone.plan.struck if isinstance(self._phone, UnreliablePhone) else [],
        }

    def _reset(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        self._phone.reset(asked.get("state"))
        return {}

    def _chaos(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        if not isinstance(self._phone, UnreliablePhone):
            raise ControlError("this phone was not made for faults")
        self._phone.plan_faults(str(asked.get("spec", "")))
        return {}

    def _sms(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        message_id = self._phone.receive_sms(str(asked["number"]), str(asked["text"]))
        self._phone.changes.note()
        return {"id": message_id}

    def _advance(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        self._phone.clock.advance(float(asked["seconds"]))
        return {"now": self._phone.clock.now().isoformat()}

    def _snapshot(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        self._snapshots[str(asked.get("name", ""))] = self._phone.snapshot()
        return {}

    def _restore(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        self._phone.restore(self._snapshots[str(asked.get("name", ""))])
        return {}

    def _stop(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        if self._on_stop is None:
            raise ControlError("this phone cannot be stopped from outside")
        self._on_stop()
        return {}


class ControlClient:
    """Talks to a control socket.

    Args:
        port: of the control socket on the loopback interface.
        token: as the phone printed it.
    """

    def __init__(self, port: int, token: str) -> None:
        self._token = token
        self._sock = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._lines = self._sock.makefile("rb")

    def ask(self, do: str, **values: Any) -> Mapping[str, Any]:
        """Send one request and return its reply.

        Raises:
            ControlError: the phone says no, or is gone.
        """
        request = {"token": self._token, "do": do, **values}
        self._sock.sendall(json.dumps(request).encode() + b"\n")
        line = self._lines.readline()
        reply: Mapping[str, Any] = json.loads(line) if line else {"ok": False, "error": "gone"}
        if not reply["ok"]:
            raise ControlError(str(reply.get("error")))
        return reply

    def close(self) -> None:
        self._lines.close()
        self._sock.close()

    def __enter__(self) -> ControlClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
