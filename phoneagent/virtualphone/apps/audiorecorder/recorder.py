"""What the app's process does while no screen of it may be shown: recording and playing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.audiorecorder.store import PACKAGE, Store
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent, launch
from phoneagent.virtualphone.system.notifications import Notification, NotificationAction

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

ACTION_PAUSE, ACTION_STOP = "ACTION_PAUSE_RECORDING", "ACTION_STOP_RECORDING"
_TAG = "recording"


class Stopwatch:
    """A length of time that runs with the phone's clock and can be paused."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self._kept_ms = 0
        self._since_ms: int | None = None

    @property
    def running(self) -> bool:
        return self._since_ms is not None

    @property
    def length_ms(self) -> int:
        running_ms = 0
        if self._since_ms is not None:
            running_ms = self._phone.clock.uptime_ms() - self._since_ms
        return self._kept_ms + running_ms

    def start(self) -> None:
        self._since_ms = self._phone.clock.uptime_ms()

    def pause(self) -> None:
        self._kept_ms, self._since_ms = self.length_ms, None

    def put(self, length_ms: int) -> None:
        """Go to a length; it runs on if it ran."""
        self._kept_ms = max(0, length_ms)
        if self.running:
            self.start()


class Recorder:
    """Records on, also behind other apps, until it is stopped or the process dies."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self._watch: Stopwatch | None = None

    @property
    def active(self) -> bool:
        """Whether there is a recording, running or paused."""
        return self._watch is not None

    @property
    def running(self) -> bool:
        return self._watch is not None and self._watch.running

    @property
    def length_ms(self) -> int:
        return self._watch.length_ms if self._watch else 0

    def toggle(self) -> None:
        """Start to record; pause; go on."""
        if self._watch is None:
            self._watch = Stopwatch(self._phone)
        if self._watch.running:
            self._watch.pause()
        else:
            self._watch.start()
        self._notify()

    def stop(self) -> str:
        """End the recording and store it; returns its path, empty when there was none."""
        if self._watch is None:
            return ""
        path = Store(self._phone).write(self._watch.length_ms)
        self.cancel()
        return path

    def cancel(self) -> None:
        """End the recording and keep nothing."""
        self._watch = None
        self._phone.notifications.cancel(PACKAGE, _TAG)

    def _notify(self) -> None:
        pause = Intent(ACTION_PAUSE, package=PACKAGE)
        stop = Intent(ACTION_STOP, package=PACKAGE)
        package = self._phone.packages.get(PACKAGE)
        self._phone.notifications.post(
            Notification(
                PACKAGE,
                _TAG,
                "Recording is ON" if self.running else "Paused",
                "Audio Recorder",
                launch(package.launcher) if package and package.launcher else None,
                (
                    NotificationAction("Pause" if self.running else "Resume", pause),
                    NotificationAction("Stop", stop),
                ),
                ongoing=True,
                auto_cancel=False,
            )
        )


class Player:
    """Plays one recording."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self._watch = Stopwatch(phone)
        self.path = ""
        self._duration_ms = 0

    @property
    def playing(self) -> bool:
        """Whether sound comes out now; a recording that is over stops by itself."""
        if self._watch.running and self._watch.length_ms >= self._duration_ms:
            self._watch.pause()
            self._watch.put(0)
        return self._watch.running

    @property
    def position_ms(self) -> int:
        return self._watch.length_ms if self.playing or self.path else 0

    def toggle(self, path: str) -> None:
        """Play a recording, pause it, go on with it."""
        if path != self.path:
            self.stop()
        recording = Store(self._phone).get(path)
        if recording is None:
            return
        self.path, self._duration_ms = path, recording.duration_ms
        if self.playing:
            self._watch.pause()
        else:
            self._watch.start()

    def seek(self, share: float) -> None:
        """Go to a share (0..1) of the recording."""
        self._watch.put(round(share * self._duration_ms))

    def stop(self) -> None:
        """Stop, at the beginning."""
        self._watch = Stopwatch(self._phone)
        self.path = ""


class RecorderApp(App):
    """An app whose process holds a recorder and a player."""

    def __init__(self, phone: VirtualPhone) -> None:
        super().__init__(phone)
        self.recorder = Recorder(phone)
        self.player = Player(phone)


def process_of(app: App) -> RecorderApp:
    """The app as what it is, for its screens."""
    assert isinstance(app, RecorderApp)
    return app
