"""The main screen: the recording under way or the latest one, and the buttons for it."""

from __future__ import annotations

from phoneagent.virtualphone.apps.audiorecorder.menu import show_menu
from phoneagent.virtualphone.apps.audiorecorder.parts import (
    NameDialog,
    ask,
    facts_text,
    length_text,
    waveform,
)
from phoneagent.virtualphone.apps.audiorecorder.recorder import process_of
from phoneagent.virtualphone.apps.audiorecorder.records import RecordsScreen
from phoneagent.virtualphone.apps.audiorecorder.settings import SettingsScreen
from phoneagent.virtualphone.apps.audiorecorder.store import Recording, Store
from phoneagent.virtualphone.apps.systemui.permission import ask_permission
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Frame,
    Icon,
    ImageButton,
    Node,
    RoundButton,
    Row,
    Screen,
    SeekBar,
    Spacer,
    Text,
)

_RED = "#e53935"


class MainScreen(Screen):
    """Most of its icons have no description, as in the real app."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        process = process_of(app)
        self.recorder, self.player = process.recorder, process.player
        self.store = Store(app.phone)

    @property
    def refresh_ms(self) -> int:  # type: ignore[override]
        return 500 if self.recorder.running or self.player.playing else 0

    def view(self) -> Node:
        recording = None if self.recorder.active else self.store.active()
        sound, rest = self._middle(recording), (self._progress(recording), self._buttons())
        if self.wide:
            foot = Row(sound, Column(*rest, weight=1), weight=1, align="fill")
            return Column(self._toolbar(recording), foot, height=FILL)
        return Column(self._toolbar(recording), sound, *rest, height=FILL)

    def _toolbar(self, recording: Recording | None) -> Node:
        more = ImageButton(
            "more", lambda: show_menu(self, recording) if recording else None, id="btn_share"
        )
        return Row(
            Spacer(0, width=48),
            Text("Audio Recorder", size=20, bold=True, weight=1, text_align="center"),
            more if recording else Spacer(0, width=48),
            id="toolbar",
            height=64,
            pad=(8, 0, 8, 0),
        )

    def _middle(self, recording: Recording | None) -> Node:
        if self.recorder.active:
            seed = f"recording {self.recorder.length_ms // 500}"
            return Frame(waveform(seed, 1, id="recording_view", height=FILL), weight=1)
        if recording is None:
            mic = Icon("mic", size=120, color="outline", id="placeholder", at="center_center")
            return Frame(mic, weight=1)
        share = self._share(recording)
        playing = self.player.playing and self.player.path == recording.path
        play = RoundButton(
            "pause" if playing else "play",
            lambda: self.player.toggle(recording.path),
            id="btn_play",
            dp=72,
            size=40,
        )
        stop = ImageButton("stop", self.player.stop, id="btn_stop", width=56, height=56)
        started = self.player.path == recording.path
        return Column(
            waveform(recording.path, share, id="record", weight=1),
            Row(play, stop if started else None, justify="center", gap=16, pad=(0, 16, 0, 16)),
            weight=1,
        )

    def _share(self, recording: Recording) -> float:
        if self.player.path != recording.path or not recording.duration_ms:
            return 0.0
        return min(1.0, self.player.position_ms / recording.duration_ms)

    def _progress(self, recording: Recording | None) -> Node:
        if self.recorder.active:
            name = "Recording\u2026" if self.recorder.running else "Paused"
            return Column(
                _big_time(self.recorder.length_ms),
                Text(name, id="txt_name", size=16, color="muted"),
                align="center",
                pad=(16, 8, 16, 32),
                gap=6,
            )
        if recording is None:
            return Column(_big_time(0), align="center", pad=(16, 8, 16, 24 if self.wide else 64))
        position_ms = self.player.position_ms if self.player.path == recording.path else 0
        return Column(
            _big_time(position_ms),
            Row(
                Text(recording.name, id="txt_name", size=16, max_lines=1, shrinks=True),
                Icon("edit", width=16, height=16, size=16),
                on_click=lambda: self.show(NameDialog(self, recording.path)),
                focusable=True,
                width=-2.0,
                min_height=40,
                gap=8,
            ),
            Text(facts_text(recording), id="txt_record_info", size=13, color="muted"),
            SeekBar(self._share(recording), self._seek, id="play_progress"),
            Row(
                Text("00:00", id="txt_zero_time", size=13, color="muted"),
                Spacer(1),
                Text(length_text(recording.duration_ms), id="txt_duration", size=13, color="muted"),
            ),
            align="center",
            pad=(16, 8, 16, 8),
        )

    def _seek(self, share: float) -> None:
        recording = self.store.active()
        if recording and self.player.path == recording.path:
            self.player.seek(share)

    def _buttons(self) -> Node:
        active = self.recorder.active
        icon = "pause" if self.recorder.running else "record"
        gap = Spacer(0, width=48)
        return Row(
            ImageButton("settings", self._open_settings, desc="Settings", id="btn_settings"),
            Spacer(1),
            ImageButton("close", self._ask_cancel, desc="Delete", id="btn_record_delete")
            if active
            else gap,
            ImageButton(
                icon,
                self._record,
                desc="Recording: %s",  # the real app forgot to fill it in
                id="btn_record",
                width=80,
                height=80,
                size=44,
                radius=40,
                background="surface_high",
                color=_RED,
            ),
            ImageButton("stop", self._stop, id="btn_record_stop") if active else gap,
            Spacer(1),
            ImageButton("list", self._open_records, id="btn_records_list"),
            pad=(20, 8, 20, 8 if self.wide else 28),
            gap=12,
        )

    def _record(self) -> None:
        self.player.stop()
        ask_permission(self, "android.permission.RECORD_AUDIO", self._allowed)

    def _allowed(self, granted: bool) -> None:
        if granted:
            self.recorder.toggle()

    def _stop(self) -> None:
        path = self.recorder.stop()
        if self.store.prefs.get("pref_ask_to_rename", True):
            self.show(NameDialog(self, path, fresh=True))

    def _ask_cancel(self) -> None:
        if self.recorder.running:
            self.recorder.toggle()
        ask(self, "Delete this record?", self.recorder.cancel)

    def _open_settings(self) -> None:
        self.start(SettingsScreen(self.app, Intent()))

    def _open_records(self) -> None:
        self.start(RecordsScreen(self.app, Intent()))


def _big_time(length_ms: int) -> Node:
    return Text(length_text(length_ms), id="txt_progress", size=44)
