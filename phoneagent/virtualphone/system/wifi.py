"""Wi-Fi networks in reach, which are saved and which one the phone is connected to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypedDict

from phoneagent.virtualphone.system.changes import Changes
from phoneagent.virtualphone.system.files import Files
from phoneagent.virtualphone.system.radios import Radios

_STORE = "/data/misc/wifi/networks.json"
MIN_PASSWORD_LENGTH = 8


@dataclass(frozen=True)
class Network:
    """A network in the air."""

    ssid: str
    secured: bool = True


_IN_REACH = (
    Network("AndroidWifi", secured=False),
    Network("Home 5G"),
    Network("Cafe Guest", secured=False),
    Network("Office"),
)


class _Stored(TypedDict):
    saved: list[str]
    current: str


class Wifi:
    """Networks; what is saved lies in a file and survives a reboot."""

    def __init__(self, changes: Changes, files: Files, radios: Radios) -> None:
        self._changes = changes
        self._files = files
        self._radios = radios

    def in_reach(self) -> list[Network]:
        """Networks around, the connected one first; none while Wi-Fi is off."""
        if not self._radios.wifi:
            return []
        return sorted(_IN_REACH, key=lambda network: network.ssid != self.current)

    @property
    def current(self) -> str:
        """The connected network's name; empty while there is none."""
        return self._read()["current"] if self._radios.wifi else ""

    @property
    def saved(self) -> list[str]:
        return self._read()["saved"]

    def connect(self, network: Network, password: str = "") -> bool:
        """Join a network and remember it; False when it wants a longer password."""
        known = network.ssid in self.saved
        if network.secured and not known and len(password) < MIN_PASSWORD_LENGTH:
            return False
        self._write(list(dict.fromkeys([*self.saved, network.ssid])), network.ssid)
        return True

    def disconnect(self) -> None:
        """Leave the network but remember it."""
        self._write(self.saved, "")

    def forget(self, ssid: str) -> None:
        """Leave a network and remember it no more."""
        current = self._read()["current"]
        self._write([s for s in self.saved if s != ssid], "" if current == ssid else current)

    def _read(self) -> _Stored:
        if not self._files.exists(_STORE):
            return {"saved": [_IN_REACH[0].ssid], "current": _IN_REACH[0].ssid}
        stored: _Stored = json.loads(self._files.read_text(_STORE))
        return stored

    def _write(self, saved: list[str], current: str) -> None:
        self._files.write_text(_STORE, json.dumps({"saved": saved, "current": current}))
        self._changes.note()
