"""The settings provider's store: three namespaces of strings, with listeners."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, get_args

from phoneagent.virtualphone.system.changes import Changes

Namespace = Literal["system", "secure", "global"]
NAMESPACES: tuple[Namespace, ...] = get_args(Namespace)
Listener = Callable[[Namespace, str, str | None], None]

_DEFAULTS: Mapping[Namespace, Mapping[str, str]] = {
    "system": {
        "accelerometer_rotation": "0",
        "alarm_alert_set": "1",
        "font_scale": "1.0",
        "haptic_feedback_enabled": "1",
        "lockscreen_sounds_enabled": "1",
        "notification_light_pulse": "1",
        "pointer_location": "0",
        "screen_brightness": "102",
        "screen_brightness_mode": "0",
        "screen_off_timeout": "60000",
        "show_touches": "0",
        "sound_effects_enabled": "1",
        "time_12_24": "12",
        "user_rotation": "0",
        "vibrate_when_ringing": "0",
        "volume_alarm": "6",
        "volume_music": "5",
        "volume_notification": "5",
        "volume_ring": "5",
        "volume_voice": "4",
    },
    "secure": {
        "accessibility_enabled": "0",
        "android_id": "8f4d2a7c1b3e5096",
        "bluetooth_name": "Virtual Phone",
        "enabled_accessibility_services": "",
        "install_non_market_apps": "1",
        "location_mode": "3",
        "lockscreen.disabled": "0",
        "night_display_activated": "0",
        "show_ime_with_hard_keyboard": "1",
        "sms_default_application": "com.google.android.apps.messaging",
        "ui_night_mode": "1",
        "user_setup_complete": "1",
    },
    "global": {
        "adb_enabled": "1",
        "airplane_mode_on": "0",
        "airplane_mode_radios": "cell,bluetooth,wifi,nfc,wimax",
        "animator_duration_scale": "1.0",
        "auto_time": "1",
        "auto_time_zone": "1",
        "bluetooth_on": "1",
        "data_roaming": "0",
        "development_settings_enabled": "1",
        "device_name": "Virtual Phone",
        "device_provisioned": "1",
        "heads_up_notifications_enabled": "1",
        "low_power": "0",
        "mobile_data": "1",
        "stay_on_while_plugged_in": "0",
        "transition_animation_scale": "1.0",
        "wifi_on": "1",
        "window_animation_scale": "1.0",
        "zen_mode": "0",
    },
}


def namespace(name: str) -> Namespace:
    """Check a namespace that came from outside.

    Raises:
        ValueError: not one of system, secure, global.
    """
    for known in NAMESPACES:
        if known == name:
            return known
    raise ValueError(f"Invalid namespace '{name}'")


class Settings:
    """What `settings get|put|delete|list` sees; whoever shows or obeys a value listens to it."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._listeners: list[Listener] = []
        self._values = _fresh()

    def listen(self, listener: Listener) -> None:
        """Be told (namespace, key, new value or None) after every change of a value."""
        self._listeners.append(listener)

    def get(self, space: Namespace, key: str) -> str | None:
        return self._values[space].get(key)

    def number(self, space: Namespace, key: str, default: int = 0) -> int:
        """The value as an integer; `default` when it is missing or not one."""
        try:
            return int(self._values[space].get(key, default))
        except ValueError:
            return default

    def on(self, space: Namespace, key: str) -> bool:
        """Whether a switch-like value is set: anything but missing, empty or 0."""
        return self._values[space].get(key, "0") not in ("", "0", "false")

    def put(self, space: Namespace, key: str, value: str | float) -> None:
        """Store a value and tell the listeners if it differs; booleans become 1 and 0."""
        text = str(int(value)) if isinstance(value, bool) else str(value)
        if self._values[space].get(key) == text:
            return
        self._values[space][key] = text
        self._tell(space, key, text)

    def delete(self, space: Namespace, key: str) -> bool:
        """Forget a value; False when there was none."""
        if self._values[space].pop(key, None) is None:
            return False
        self._tell(space, key, None)
        return True

    def list(self, space: Namespace) -> list[tuple[str, str]]:
        """All (key, value) of a namespace, sorted by key."""
        return sorted(self._values[space].items())

    def _tell(self, space: Namespace, key: str, value: str | None) -> None:
        self._changes.note()
        for listener in self._listeners:
            listener(space, key, value)

    def save(self) -> dict[str, dict[str, str]]:
        """A copy of every value, as JSON can hold it."""
        return {space: dict(values) for space, values in self._values.items()}

    def load(self, saved: Mapping[str, Mapping[str, str]] | None) -> None:
        """Take over saved values, or the defaults for None, without telling the listeners."""
        fresh = _fresh()
        self._values = {s: dict(saved[s]) if saved else fresh[s] for s in NAMESPACES}
        self._changes.note()


def _fresh() -> dict[Namespace, dict[str, str]]:
    return {space: dict(values) for space, values in _DEFAULTS.items()}
