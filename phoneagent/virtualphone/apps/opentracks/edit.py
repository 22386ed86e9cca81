"""Name, kind and description of a track: changed later, or given when it was recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from phoneagent.virtualphone.apps.opentracks.figures import figure
from phoneagent.virtualphone.apps.opentracks.model import Track, TrackStore
from phoneagent.virtualphone.apps.opentracks.session import session_of
from phoneagent.virtualphone.apps.opentracks.sports import SPORTS, has_speed, icon_of
from phoneagent.virtualphone.apps.opentracks.units import time_text, units_of
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Button,
    Column,
    DialogButton,
    EditText,
    Grid,
    Icon,
    ImageButton,
    Node,
    RoundButton,
    Row,
    Screen,
    Scroll,
    Spacer,
    Text,
    Toolbar,
)

_NAME, _KIND, _DESCRIPTION = (
    "track_edit_name",
    "track_edit_activity_type",
    "track_edit_description",
)


class EditScreen(Screen):
    """The intent's `track_id` says which track."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store = TrackStore(app.phone)
        self.track = self.store.get(intent.number("track_id")) or Track()
        self.kind = self.track.category

    def view(self) -> Node:
        return Column(
            Toolbar("Edit", on_up=self.finish),
            Scroll(*self._fields(), weight=1, height=FILL, pad=(16, 8, 16, 16)),
            Row(
                Button("Cancel", self.finish, style="text", id="track_edit_cancel", weight=1),
                Button("Save", self._save, style="text", id="track_edit_save", weight=1),
                pad=(16, 8, 16, 12),
            ),
            height=FILL,
        )

    def _fields(self) -> list[Node]:
        pick = ImageButton(
            icon_of(self.text_of(_KIND) or self.kind),
            self._show_kinds,
            id="track_edit_activity_type_icon",
        )
        gap = (0, 8, 0, 8)
        return [
            EditText(self.track.name, id=_NAME, hint="Name", floats=True, margin=gap),
            Row(
                EditText(self.kind, id=_KIND, hint="Activity type", floats=True, weight=1),
                pick,
                gap=8,
                margin=gap,
            ),
            EditText(
                self.track.description,
                id=_DESCRIPTION,
                hint="Description",
                floats=True,
                input_type="multiline",
                margin=gap,
            ),
        ]

    def _show_kinds(self) -> None:
        """The kinds of activities with their icons."""

        def content() -> Node:
            cells = [self._kind(kind, dialog) for kind in SPORTS]
            return Scroll(
                Grid(*cells, columns=3, gap=4),
                id="choose_activity_type_grid_view",
                height=420,
                pad=(16, 0, 16, 0),
            )

        dialog = AlertDialog("Activity type", content=content, negative=DialogButton("Cancel"))
        self.show(dialog)

    def _kind(self, kind: str, dialog: AlertDialog) -> Node:
        return Column(
            Icon(icon_of(kind), size=28, width=48, height=40),
            Text(kind, size=12, text_align="center", max_lines=2),
            align="center",
            pad=4,
            min_height=84,
            focusable=True,
            on_click=partial(self._pick, kind, dialog),
        )

    def _pick(self, kind: str, dialog: AlertDialog) -> None:
        dialog.close()
        self.kind = kind
        self.set_text(_KIND, kind)

    def changed(self) -> Track:
        """The track as it is written in the fields now."""
        return replace(
            self.store.get(self.track.id) or self.track,
            name=self.text_of(_NAME).strip() or self.track.name,
            category=self.text_of(_KIND).strip(),
            description=self.text_of(_DESCRIPTION).strip(),
        )

    def _save(self) -> None:
        self.store.put(self.changed())
        self.finish()


class StoppedScreen(EditScreen):
    """What follows a recording: discard it, record on, or keep it."""

    def view(self) -> Node:
        track, units = self.track, units_of(self.phone)
        speed = has_speed(self.kind)
        return Column(
            Scroll(
                *self._fields(),
                Row(
                    figure("Total time", time_text(track.total_ms), id="time"),
                    figure("Distance", *units.distance(track.distance_m), id="distance"),
                    figure(
                        "Speed" if speed else "Pace",
                        *units.rate(track.moving_speed_mps, as_speed=speed),
                        id="speed",
                    ),
                ),
                weight=1,
                height=FILL,
                pad=(16, 24, 16, 16),
            ),
            Row(
                self._button("delete", "Discard", "discard_button", self._ask_to_discard),
                Spacer(1),
                self._button("record", "Record", "resume_button", self._resume),
                Spacer(1),
                self._button("stop", "Stop", "finish_button", self._save),
                pad=(32, 8, 32, 16),
            ),
            height=FILL,
        )

    def _button(self, icon: str, desc: str, id: str, act: Callable[[], object]) -> Node:
        colors = {"color": "on_surface", "background": "surface_high"}
        return RoundButton(icon, act, dp=64, size=32, desc=desc, id=id, **colors)

    def _ask_to_discard(self) -> None:
        self.show(
            AlertDialog(
                "Discard track?",
                positive=DialogButton("OK", self._discard),
                negative=DialogButton("Cancel"),
            )
        )

    def _discard(self) -> None:
        self.store.delete([self.track.id])
        self.finish()

    def _resume(self) -> None:
        track = self.changed()
        self.store.put(track)
        session_of(self.app).resume(track)
        self.finish("resumed")

    def on_back(self) -> bool:
        self.toast("Click back again to cancel")
        return False
