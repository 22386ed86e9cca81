"""Audio Recorder: record, pause, name, play, share, throw away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phoneagent.virtualphone.apps.audiorecorder.main import MainScreen
from phoneagent.virtualphone.apps.audiorecorder.recorder import (
    ACTION_PAUSE,
    ACTION_STOP,
    RecorderApp,
)
from phoneagent.virtualphone.apps.audiorecorder.records import RecordsScreen
from phoneagent.virtualphone.apps.audiorecorder.settings import SettingsScreen
from phoneagent.virtualphone.apps.audiorecorder.store import RECORDS, Store
from phoneagent.virtualphone.apps.audiorecorder.trash import TrashScreen
from phoneagent.virtualphone.system.app import BroadcastResult
from phoneagent.virtualphone.system.intents import Intent

_APP = "com.dimowner.audiorecorder.app"


class AudioRecorderApp(RecorderApp):
    """Recordings are files of silence in the app's own folder on shared storage.

    The fixture's "recordings" is a list of {"name": "Talk.m4a", "seconds": 12, "minutes_ago": 5}.
    """

    package = "com.dimowner.audiorecorder"
    label = "Audio Recorder"
    version = "0.9.26"
    version_code = 926
    icon = "mic"
    color = "#37474f"
    system = False
    launcher = f"{_APP}.welcome.WelcomeActivity"
    activities = {
        launcher: MainScreen,
        f"{_APP}.main.MainActivity": MainScreen,
        f"{_APP}.records.RecordsActivity": RecordsScreen,
        f"{_APP}.settings.SettingsActivity": SettingsScreen,
        f"{_APP}.trash.TrashActivity": TrashScreen,
    }
    receives = frozenset({ACTION_PAUSE, ACTION_STOP})
    permissions = ("android.permission.RECORD_AUDIO",)

    def seed(self, state: Mapping[str, Any]) -> None:
        self.phone.files.make_folder(RECORDS)
        store = Store(self.phone)
        for facts in state.get("recordings", []):
            store.add(facts["name"], facts["seconds"], facts.get("minutes_ago", 0))

    def on_broadcast(self, intent: Intent) -> BroadcastResult | None:
        """A button of the notification that shows while it records."""
        if intent.action == ACTION_STOP:
            self.recorder.stop()
        else:
            self.recorder.toggle()
        return BroadcastResult(-1)
