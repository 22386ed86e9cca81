"""The app's settings: how to record and how to call it, the trash, how much there is."""

from __future__ import annotations

from collections.abc import Sequence

from phoneagent.virtualphone.apps.audiorecorder.parts import length_text
from phoneagent.virtualphone.apps.audiorecorder.store import FORMATS, Store
from phoneagent.virtualphone.apps.audiorecorder.trash import TrashScreen
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Button,
    Chips,
    Column,
    Heading,
    ImageButton,
    ListRow,
    Node,
    RecyclerView,
    Row,
    Screen,
    SwitchRow,
    Text,
)

_RATES_HZ = (8000, 16000, 22050, 32000, 44100, 48000)
_RATE_TEXTS = ("8 kHz", "16 kHz", "22.05 kHz", "32 kHz", "44.1 kHz", "48 kHz")
_CHANNELS = (2, 1)
_FORMAT, _RATE, _CHANNEL = (
    "setting_key_recording_format",
    "setting_key_sample_rate",
    "setting_key_channels",
)


class SettingsScreen(Screen):
    """Changes count for the next recording."""

    def view(self) -> Node:
        return Column(
            Row(
                ImageButton("back", self.finish, id="btnBack"),
                Text("Settings", size=20, bold=True, weight=1),
                id="toolbar",
                height=64,
                pad=(4, 0, 4, 0),
            ),
            RecyclerView(
                *self._app_rows(),
                *self._recording_rows(),
                *self._totals(),
                weight=1,
                height=FILL,
            ),
            height=FILL,
        )

    @property
    def _store(self) -> Store:
        return Store(self.phone)

    def _app_rows(self) -> Sequence[Node]:
        return (
            ListRow(
                "Trash",
                id="btnTrash",
                icon="delete",
                on_click=lambda: self.start(TrashScreen(self.app, Intent())),
            ),
            self._switch("Keep screen ON while recording", "pref_keep_screen_on", default=False),
            self._switch(
                "Show rename dialog after recording is completed",
                "pref_ask_to_rename",
                default=True,
            ),
        )

    def _switch(self, title: str, key: str, *, default: bool) -> Node:
        prefs = self._store.prefs
        return SwitchRow(title, prefs.get(key, default), lambda on: prefs.put(key, on))

    def _recording_rows(self) -> Sequence[Node]:
        prefs = self._store.prefs
        formats = tuple(FORMATS)

        def choose(key: str, values: Sequence[str | int], number: int) -> None:
            prefs.put(key, values[number])

        def chips(key: str, values: Sequence[str | int], texts: Sequence[str], now: int) -> Node:
            return Chips(
                texts, frozenset({now}), lambda number: choose(key, values, number), id=key
            )

        kind = formats.index(prefs.get(_FORMAT, formats[0]))
        rate = _RATES_HZ.index(prefs.get(_RATE, 44100))
        channels = _CHANNELS.index(prefs.get(_CHANNEL, 2))
        reset = Button("Reset", self._reset, style="outlined", id="btnReset", width=-2.0)
        return (
            Heading("Recording format:"),
            chips(_FORMAT, formats, list(FORMATS.values()), kind),
            Heading("Sample rate:"),
            chips(_RATE, _RATES_HZ, _RATE_TEXTS, rate),
            Heading("Channels:"),
            chips(_CHANNEL, _CHANNELS, ("Stereo", "Mono"), channels),
            Row(reset, pad=(16, 8, 16, 8)),
        )

    def _reset(self) -> None:
        for key in (_FORMAT, _RATE, _CHANNEL):
            self._store.prefs.remove(key)

    def _totals(self) -> Sequence[Node]:
        recordings = self._store.recordings()
        total_ms = sum(recording.duration_ms for recording in recordings)
        lines = (
            ("txt_records_count", f"Total records count: {len(recordings)}"),
            ("txt_total_duration", f"Total recorded duration: {length_text(total_ms)}"),
        )
        return [
            Text(text, id=id, color="muted", pad=(20, 6, 20, 6), text_align="center")
            for id, text in lines
        ]
