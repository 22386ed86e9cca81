"""What switches set off: airplane mode takes the radios down, automatic time sets the clock."""

from __future__ import annotations

from phoneagent.virtualphone.system.clock import Clock
from phoneagent.virtualphone.system.settings import Namespace, Settings

_WIFI_OFF, _WIFI_ON, _WIFI_ON_IN_FLIGHT, _WIFI_OFF_BY_FLIGHT = 0, 1, 2, 3


class Radios:
    """Wi-Fi, Bluetooth, mobile data and airplane mode, kept in the global settings.

    `wifi_on` has Android's four values: 0 off, 1 on, 2 on in spite of airplane mode, 3 off because
    of it (back on when it ends). Bluetooth is remembered the same way.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._bluetooth_before = False
        settings.listen(self._obey)

    @property
    def airplane(self) -> bool:
        return self._settings.on("global", "airplane_mode_on")

    @property
    def wifi(self) -> bool:
        return self._settings.number("global", "wifi_on") in (_WIFI_ON, _WIFI_ON_IN_FLIGHT)

    @property
    def bluetooth(self) -> bool:
        return self._settings.on("global", "bluetooth_on")

    @property
    def mobile_data(self) -> bool:
        """Whether the cell network carries data now."""
        return self._settings.on("global", "mobile_data") and not self.airplane

    @property
    def online(self) -> bool:
        return self.wifi or self.mobile_data

    def set_wifi(self, on: bool) -> None:
        state = (_WIFI_ON_IN_FLIGHT if self.airplane else _WIFI_ON) if on else _WIFI_OFF
        self._settings.put("global", "wifi_on", state)

    def set_bluetooth(self, on: bool) -> None:
        self._settings.put("global", "bluetooth_on", on)

    def set_mobile_data(self, on: bool) -> None:
        self._settings.put("global", "mobile_data", on)

    def set_airplane(self, on: bool) -> None:
        self._settings.put("global", "airplane_mode_on", on)

    def _obey(self, space: Namespace, key: str, value: str | None) -> None:
        if (space, key) == ("global", "airplane_mode_on"):
            self._fly() if value == "1" else self._land()
        elif (space, key, value) == ("global", "auto_time", "1"):
            self._clock.synchronise()

    def _fly(self) -> None:
        self._bluetooth_before = self.bluetooth
        if self.wifi:
            self._settings.put("global", "wifi_on", _WIFI_OFF_BY_FLIGHT)
        self.set_bluetooth(False)

    def _land(self) -> None:
        wifi = self._settings.number("global", "wifi_on")
        if wifi in (_WIFI_OFF_BY_FLIGHT, _WIFI_ON_IN_FLIGHT):
            self._settings.put("global", "wifi_on", _WIFI_ON)
        if self._bluetooth_before:
            self.set_bluetooth(True)
            self._bluetooth_before = False
