"""Recording: it goes on in the app's process, whatever is on the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.opentracks.model import Track, TrackStore
from phoneagent.virtualphone.apps.opentracks.units import PACKAGE
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Component, Intent
from phoneagent.virtualphone.system.notifications import Notification
from phoneagent.virtualphone.system.preferences import Preferences

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_TAG = "recording"


class Session:
    """The track that is being recorded, if any. The phone lies still: only time passes."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self._store = TrackStore(phone)
        self._before_ms = 0
        self._since_ms = 0
        self.track_id = 0

    @property
    def active(self) -> bool:
        return self.track_id != 0

    @property
    def length_ms(self) -> int:
        """How long it has been recorded."""
        now_ms = self._phone.clock.uptime_ms()
        return self._before_ms + now_ms - self._since_ms if self.active else 0

    def start(self) -> int:
        """Begin a new track, named after the moment; returns its id."""
        now = self._phone.clock.now()
        category = Preferences(self._phone.files, PACKAGE).get("defaultActivity", "unknown")
        offset = f"{now:%z}"[:3] if now.utcoffset() else "Z"
        name = f"{now:%Y-%m-%dT%H:%M}{offset}"
        start_ms = self._phone.clock.epoch_ms()
        track = Track(name=name, category=category, start_ms=start_ms, stop_ms=start_ms)
        self._go(self._store.add(track), 0)
        return self.track_id

    def resume(self, track: Track) -> None:
        """Record on into a track."""
        self._go(track.id, track.total_ms)

    def _go(self, track_id: int, before_ms: int) -> None:
        self.track_id, self._before_ms = track_id, before_ms
        self._since_ms = self._phone.clock.uptime_ms()
        component = Component(PACKAGE, f"{PACKAGE}.TrackRecordingActivity")
        self._phone.notifications.post(
            Notification(
                PACKAGE,
                _TAG,
                "OpenTracks",
                "OpenTracks is recording without GPS data.",
                Intent(component=component),
                ongoing=True,
                auto_cancel=False,
            )
        )

    def stop(self) -> int:
        """End the recording; returns the track's id, 0 when there was none."""
        track, track_id = self._store.get(self.track_id), self.track_id
        if track is not None:
            stop_ms = self._phone.clock.epoch_ms()
            self._store.put(replace(track, stop_ms=stop_ms, total_ms=self.length_ms))
        self.track_id = 0
        self._phone.notifications.cancel(PACKAGE, _TAG)
        return track_id


class TracksApp(App):
    """An app whose process holds a recording."""

    def __init__(self, phone: VirtualPhone) -> None:
        super().__init__(phone)
        self.session = Session(phone)


def session_of(app: App) -> Session:
    """The recording in an app's process, for its screens."""
    assert isinstance(app, TracksApp)
    return app.session
