"""OpenTracks: recorded activities, their statistics, recording a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phoneagent.virtualphone.apps.opentracks.aggregated import AggregatedScreen
from phoneagent.virtualphone.apps.opentracks.model import TrackStore
from phoneagent.virtualphone.apps.opentracks.recording import RecordingScreen
from phoneagent.virtualphone.apps.opentracks.session import TracksApp
from phoneagent.virtualphone.apps.opentracks.settings import SettingsScreen
from phoneagent.virtualphone.apps.opentracks.track import TrackScreen
from phoneagent.virtualphone.apps.opentracks.tracklist import TrackListScreen


class OpenTracksApp(TracksApp):
    """Tracks are rows of `databases/database.db`; the phone lies still, so new ones stay at 0 m.

    The fixture's "tracks" is a list of {"name": "Morning run", "category": "running",
    "description": "", "start": "2026-03-01T07:30", "minutes": 32, "distance_m": 5200,
    "gain_m": 40, "loss_m": 40}; all but the name may be left out.
    """

    package = "de.dennisguse.opentracks"
    label = "OpenTracks"
    version = "4.11.3"
    version_code = 5705
    icon = "run"
    color = "#c62828"
    system = False
    launcher = ".TrackListActivity"
    activities = {
        launcher: TrackListScreen,
        ".TrackRecordedActivity": TrackScreen,
        ".TrackRecordingActivity": RecordingScreen,
        ".ui.aggregatedStatistics.AggregatedStatisticsActivity": AggregatedScreen,
        ".settings.SettingsActivity": SettingsScreen,
    }
    permissions = ("android.permission.ACCESS_FINE_LOCATION",)

    def seed(self, state: Mapping[str, Any]) -> None:
        TrackStore(self.phone).seed(state.get("tracks", []))
