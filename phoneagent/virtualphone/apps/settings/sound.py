"""Sound & vibration: volumes, Do Not Disturb, vibration, system sounds."""

from __future__ import annotations

from collections.abc import Sequence

from phoneagent.virtualphone.apps.settings.page import Page
from phoneagent.virtualphone.ui.lists import SwitchRow
from phoneagent.virtualphone.ui.node import Node
from phoneagent.virtualphone.ui.views import Heading

_VOLUMES = (
    ("Media volume", "music", "volume_music", 15),
    ("Call volume", "call", "volume_voice", 8),
    ("Ring volume", "volume", "volume_ring", 7),
    ("Notification volume", "notifications", "volume_notification", 7),
    ("Alarm volume", "alarm", "volume_alarm", 7),
)


class SoundPage(Page):
    """Sound & vibration."""

    title = "Sound & vibration"
    finds = (*(name for name, *_ in _VOLUMES), "Touch sounds", "Screen locking sound")

    def rows(self) -> Sequence[Node | None]:
        quiet = self.phone.settings.on("global", "zen_mode")
        return (
            *(self._volume(*volume) for volume in _VOLUMES),
            self.link(DoNotDisturbPage, "On" if quiet else "Off"),
            self.link(VibrationPage, "On"),
            Heading("System sounds"),
            self.stored_switch("Dial pad tones", "system", "dtmf_tone"),
            self.stored_switch("Screen locking sound", "system", "lockscreen_sounds_enabled"),
            self.stored_switch("Charging sounds", "secure", "charging_sounds_enabled"),
            self.stored_switch("Touch sounds", "system", "sound_effects_enabled"),
        )

    def _volume(self, title: str, icon: str, key: str, steps: int) -> Node:
        settings = self.phone.settings
        return self.slider(
            title,
            icon,
            settings.number("system", key) / steps,
            lambda value: settings.put("system", key, round(value * steps)),
        )


class DoNotDisturbPage(Page):
    """Do Not Disturb."""

    title = "Do Not Disturb"
    finds = ("Silence the phone",)

    def rows(self) -> Sequence[Node | None]:
        settings = self.phone.settings
        quiet = settings.on("global", "zen_mode")
        return (
            self.main_switch(
                "Use Do Not Disturb", quiet, lambda on: settings.put("global", "zen_mode", on)
            ),
            Heading("What can interrupt Do Not Disturb"),
            self.stored_switch("Calls", "global", "zen_allow_calls", "From starred contacts"),
            self.stored_switch("Messages", "global", "zen_allow_messages", "From starred contacts"),
            self.stored_switch("Alarms & other interruptions", "global", "zen_allow_alarms"),
        )


class VibrationPage(Page):
    """Vibration & haptics."""

    title = "Vibration & haptics"
    finds = ("Vibrate for calls", "Touch feedback")

    def rows(self) -> Sequence[Node | None]:
        settings = self.phone.settings
        on = settings.get("system", "vibrate_on") != "0"
        return (
            self.main_switch(
                "Use vibration & haptics",
                on,
                lambda wanted: settings.put("system", "vibrate_on", wanted),
            ),
            Heading("Calls"),
            SwitchRow(
                "Vibrate for calls",
                settings.on("system", "vibrate_when_ringing"),
                lambda wanted: settings.put("system", "vibrate_when_ringing", wanted),
                enabled=on,
            ),
            Heading("Interactive haptics"),
            SwitchRow(
                "Touch feedback",
                settings.on("system", "haptic_feedback_enabled"),
                lambda wanted: settings.put("system", "haptic_feedback_enabled", wanted),
                enabled=on,
            ),
        )
