"""The panel under the list that plays a recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.audiorecorder.parts import length_text, waveform
from phoneagent.virtualphone.apps.audiorecorder.store import Recording
from phoneagent.virtualphone.ui import (
    Column,
    ImageButton,
    Node,
    RoundButton,
    Row,
    SeekBar,
    Spacer,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.audiorecorder.records import RecordsScreen


def play_panel(screen: RecordsScreen, recording: Recording) -> Node:
    """Position, waveform, name and buttons of the recording that is open."""
    player = screen.player
    share = player.position_ms / recording.duration_ms if recording.duration_ms else 0.0
    return Column(
        Row(
            Spacer(0, width=48),
            Text(
                length_text(player.position_ms),
                id="txt_progress",
                size=28,
                weight=1,
                text_align="center",
            ),
            ImageButton("close", screen.close_panel, id="btn_stop"),
        ),
        waveform(recording.path, share, id="record", height=72),
        Row(
            Text("00:00", size=13, color="muted"),
            Text(
                recording.name, id="txt_name", size=16, max_lines=1, weight=1, text_align="center"
            ),
            Text(length_text(recording.duration_ms), id="txt_duration", size=13, color="muted"),
            gap=12,
        ),
        SeekBar(min(share, 1.0), player.seek, id="play_progress"),
        _buttons(screen, recording),
        id="touch_layout",
        background="surface_mid",
        pad=(16, 8, 16, 16),
        gap=4,
    )


def _buttons(screen: RecordsScreen, recording: Recording) -> Node:
    player = screen.player
    return Row(
        ImageButton("previous", lambda: screen.step(-1), id="btn_prev"),
        RoundButton(
            "pause" if player.playing else "play",
            lambda: player.toggle(recording.path),
            id="btn_play",
            dp=64,
        ),
        ImageButton("next", lambda: screen.step(1), id="btn_next"),
        justify="center",
        gap=28,
    )
