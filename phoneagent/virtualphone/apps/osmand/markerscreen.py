"""Map markers: the active ones and those already passed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.osmand.geo import GeoPoint, distance_m, distance_text
from phoneagent.virtualphone.apps.osmand.markers import COLORS, Marker, Markers
from phoneagent.virtualphone.apps.osmand.memory import Memory
from phoneagent.virtualphone.apps.osmand.saving import SaveTrackSheet
from phoneagent.virtualphone.apps.osmand.tracks import Tracks
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    BottomNavigation,
    Column,
    DialogButton,
    Empty,
    Icon,
    ImageButton,
    ListRow,
    LongList,
    MenuItem,
    NameDialog,
    Node,
    PopupMenu,
    Screen,
    Toolbar,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.system.app import App

_ACTIVE, _HISTORY = 0, 1


class MarkersScreen(Screen):
    """The lists of markers; a tap shows one on the map.

    Args:
        app, intent: as every screen has them.
        near: distances are counted from here.
    """

    def __init__(self, app: App, intent: Intent, near: GeoPoint) -> None:
        super().__init__(app, intent)
        self.near = near
        self.tab = _ACTIVE
        self.markers = Markers(self.phone)

    def view(self) -> Node:
        shown = self._shown()
        rows = [partial(self._row, marker) for marker in shown]
        nothing = "There are no markers yet" if self.tab == _ACTIVE else "The history is empty"
        return Column(
            Toolbar("Map markers", on_up=self.finish, on_more=self._menu),
            LongList(rows, id="list", key=f"list{self.tab}", weight=1)
            if rows
            else Empty(nothing, "flag", weight=1),
            BottomNavigation((("Markers", "flag"), ("History", "clock")), self.tab, self._turn),
            height=FILL,
        )

    def _shown(self) -> list[Marker]:
        return self.markers.active() if self.tab == _ACTIVE else self.markers.history()

    def _row(self, marker: Marker) -> Node:
        distance = distance_text(distance_m(self.near, marker.point))
        if self.tab == _ACTIVE:
            option = ImageButton(
                "check", lambda: self.markers.pass_by([marker]), desc="Mark passed"
            )
        else:
            option = ImageButton("undo", lambda: self.markers.restore(marker), desc="Make active")
        return ListRow(
            marker.name,
            distance,
            leading=Icon("flag", color=COLORS[marker.color]),
            trailing=option,
            on_click=lambda: self.finish(marker),
            on_long_click=lambda: self._ask_what(marker),
        )

    def _ask_what(self, marker: Marker) -> None:
        def rename(name: str) -> str:
            self.markers.rename(marker, name)
            return ""

        dialog = NameDialog("Edit marker", marker.name, "Save", rename)
        self.show(
            PopupMenu(
                [
                    MenuItem("Rename", lambda: self.show(dialog)),
                    MenuItem("Delete", lambda: self._ask_delete([marker])),
                ]
            )
        )

    def _menu(self) -> None:
        shown = self._shown()
        some = bool(shown)
        if self.tab == _ACTIVE:
            lines = [
                MenuItem("Save as track", self._ask_track_name, some),
                MenuItem("Move all to history", lambda: self.markers.pass_by(shown), some),
                MenuItem("Delete all", lambda: self._ask_delete(shown), some),
            ]
        else:
            lines = [MenuItem("Clear history", lambda: self._ask_delete(shown), some)]
        self.show(PopupMenu(lines))

    def _ask_track_name(self) -> None:
        self.show(SaveTrackSheet(Tracks(self.phone), "", self._save_track))

    def _save_track(self, name: str, on_map: bool) -> None:
        """The markers in the order in which they were set."""
        points = [marker.point for marker in reversed(self.markers.active())]
        Tracks(self.phone).save(name, points)
        if on_map:
            memory = Memory(self.phone)
            memory.shown_tracks |= {name}
        self.toast(f"Track saved: {name}")

    def _ask_delete(self, gone: list[Marker]) -> None:
        text = gone[0].name if len(gone) == 1 else f"{len(gone)} markers"
        self.show(
            AlertDialog(
                "Delete?",
                text,
                positive=DialogButton("Delete", lambda: self.markers.remove(gone)),
                negative=DialogButton("Cancel"),
            )
        )

    def _turn(self, tab: int) -> None:
        self.tab = tab
