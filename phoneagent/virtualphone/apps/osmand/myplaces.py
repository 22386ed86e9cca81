"""My Places: the favourites by group, and the tracks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.osmand import places
from phoneagent.virtualphone.apps.osmand.favorites import DEFAULT_GROUP, Favorites
from phoneagent.virtualphone.apps.osmand.geo import GeoPoint, distance_m, distance_text
from phoneagent.virtualphone.apps.osmand.gpx import Waypoint
from phoneagent.virtualphone.apps.osmand.memory import Memory
from phoneagent.virtualphone.apps.osmand.panel import ChoiceSheet, Line
from phoneagent.virtualphone.apps.osmand.planscreen import PlanScreen
from phoneagent.virtualphone.apps.osmand.tracks import TrackFile, Tracks, name_problem
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    Empty,
    Heading,
    ImageButton,
    ListRow,
    LongList,
    MenuItem,
    NameDialog,
    Node,
    PopupMenu,
    Row,
    Screen,
    Tabs,
    Toolbar,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.system.app import App

_FAVORITES = 0
Rows = list[Callable[[], Node]]


@dataclass(frozen=True, slots=True)
class ShowTrack:
    """The wish to see a track on the map."""

    name: str


class MyPlacesScreen(Screen):
    """What the user has stored; a tap shows it on the map.

    Args:
        app, intent: as every screen has them.
        near: distances are counted from here.
    """

    def __init__(self, app: App, intent: Intent, near: GeoPoint) -> None:
        super().__init__(app, intent)
        self.near = near
        self.tab = _FAVORITES
        self.by_name = True
        self.searching = False
        self.selected: set[object] = set()
        self.favorites = Favorites(self.phone)
        self.tracks = Tracks(self.phone)
        self.memory = Memory(self.phone)

    def view(self) -> Node:
        rows = list(self._favorite_rows()) if self.tab == _FAVORITES else self._track_rows()
        nothing = "No favorites yet" if self.tab == _FAVORITES else "You don't have tracks yet"
        empty = Empty("Nothing found" if self.searching else nothing, "folder", weight=1)
        body = LongList(rows, id="list", key=f"list{self.tab}", weight=1) if rows else empty
        tabs = Tabs(("Favorites", "Tracks"), self.tab, self._turn, id="sliding_tabs")
        return Column(self._bar(), tabs, body, height=FILL)

    def _bar(self) -> Node:
        if self.selected:
            return Toolbar(
                f"{len(self.selected)} selected",
                ImageButton("delete", self._ask_delete, desc="Delete", id="action_delete"),
                on_up=self._unselect,
                on_more=self._selection_menu,
            )
        if self.searching:
            return Row(
                ImageButton("back", self._stop_search, desc="Navigate up"),
                EditText(hint="Search", id="searchEditText", weight=1, autofocus=True),
                height=64,
                pad=(4, 0, 12, 0),
            )
        return Toolbar(
            "My Places",
            ImageButton("search", self._search, desc="Search", id="action_search"),
            on_up=self.finish,
            on_more=self._menu,
        )

    # the lists -----------------------------------------------------------------------------

    def _wanted(self, name: str) -> bool:
        return not self.searching or places.fold(self.text_of("searchEditText")) in places.fold(
            name
        )

    def _found_favorites(self) -> list[Waypoint]:
        found = [w for w in self.favorites.all() if self._wanted(w.name)]
        if self.by_name:
            return sorted(found, key=lambda w: (w.group.casefold(), places.fold(w.name)))
        return sorted(found, key=lambda w: (w.group.casefold(), distance_m(self.near, w.point)))

    def _favorite_rows(self) -> Iterator[Callable[[], Node]]:
        group: str | None = None
        for waypoint in self._found_favorites():
            if waypoint.group != group:
                group = waypoint.group
                yield partial(Heading, group or DEFAULT_GROUP)
            yield partial(self._favorite_row, waypoint)

    def _favorite_row(self, waypoint: Waypoint) -> Node:
        distance = distance_text(distance_m(self.near, waypoint.point))
        summary = f"{distance} \u2022 {waypoint.address}" if waypoint.address else distance
        return self._row(waypoint, waypoint.name, summary, "star", lambda: self.finish(waypoint))

    def _track_rows(self) -> Rows:
        found = [track for track in self.tracks.all() if self._wanted(track.name)]
        return [partial(self._track_row, track) for track in found]

    def _track_row(self, track: TrackFile) -> Node:
        gpx = self.tracks.read(track.name)
        day = datetime.fromtimestamp(track.modified_s, self.phone.clock.now().tzinfo)
        summary = (
            f"{distance_text(gpx.length_m)} \u2022 points: {len(gpx.points)} \u2022 "
            f"{day:%b} {day.day}, {day.year}"
        )
        return self._row(track.name, track.name, summary, "route", lambda: self._ask(track.name))

    def _row(
        self, item: object, title: str, summary: str, icon: str, on_click: Callable[[], object]
    ) -> Node:
        chosen = item in self.selected

        def tapped() -> None:
            if self.selected:
                self.selected ^= {item}
            else:
                on_click()

        def held() -> None:
            self.selected ^= {item}

        return ListRow(
            title,
            summary,
            icon="check" if chosen else icon,
            on_click=tapped,
            on_long_click=held,
            selected=chosen,
            background="primary_soft" if chosen else "",
        )

    # one track -----------------------------------------------------------------------------

    def _ask(self, name: str) -> None:
        shown = name in self.memory.shown_tracks
        self.show(
            ChoiceSheet(
                name,
                [
                    Line("Show on map", "map", lambda: self._show_track(name)),
                    *([Line("Hide from map", "visibility_off", lambda: self._hide(name))] * shown),
                    Line("Edit in Plan a route", "edit", lambda: self._edit(name)),
                    Line("Rename", "edit", lambda: self._ask_rename(name)),
                    Line("Delete", "delete", lambda: self._select_and_delete(name)),
                ],
            )
        )

    def _show_track(self, name: str) -> None:
        self.memory.shown_tracks |= {name}
        self.finish(ShowTrack(name))

    def _hide(self, name: str) -> None:
        self.memory.shown_tracks -= {name}

    def _edit(self, name: str) -> None:
        points = self.tracks.read(name).points
        self.start(PlanScreen(self.app, Intent(), points, name))

    def _ask_rename(self, name: str) -> None:
        def rename(new: str) -> str:
            if new != name and self.tracks.exists(new):
                return "There is already a file with this name"
            problem = name_problem(new)
            if not problem:
                self.tracks.rename(name, new)
                if name in self.memory.shown_tracks:
                    self.memory.shown_tracks = self.memory.shown_tracks - {name} | {new}
            return problem

        self.show(NameDialog("Rename track", name, "Save", rename, hint="File name"))

    def _select_and_delete(self, name: str) -> None:
        self.selected = {name}
        self._ask_delete()

    # the bar -------------------------------------------------------------------------------

    def _menu(self) -> None:
        by_name = MenuItem("Sort by name", lambda: self._sort(True), checked=self.by_name)
        nearest = MenuItem("Sort by distance", lambda: self._sort(False), checked=not self.by_name)
        lines = [by_name, nearest] if self.tab == _FAVORITES else []
        select = MenuItem("Select all", self._select_all, enabled=bool(self._everything()))
        self.show(PopupMenu([*lines, select]))

    def _selection_menu(self) -> None:
        self.show(PopupMenu([MenuItem("Select all", self._select_all)]))

    def _everything(self) -> list[object]:
        if self.tab == _FAVORITES:
            return list(self._found_favorites())
        return [track.name for track in self.tracks.all() if self._wanted(track.name)]

    def _select_all(self) -> None:
        self.selected = set(self._everything())

    def _unselect(self) -> None:
        self.selected = set()

    def _sort(self, by_name: bool) -> None:
        self.by_name = by_name

    def _turn(self, tab: int) -> None:
        self.tab, self.searching = tab, False
        self._unselect()

    def _search(self) -> None:
        self.set_text("searchEditText", "")
        self.searching = True

    def _stop_search(self) -> None:
        self.searching = False

    def _ask_delete(self) -> None:
        count = len(self.selected)
        what = "favorites" if self.tab == _FAVORITES else "tracks"
        self.show(
            AlertDialog(
                "Delete?",
                f"You are going to delete {count} {what if count > 1 else what[:-1]}.",
                positive=DialogButton("Delete", self._delete),
                negative=DialogButton("Cancel"),
            )
        )

    def _delete(self) -> None:
        self.favorites.remove([item for item in self.selected if isinstance(item, Waypoint)])
        names = {item for item in self.selected if isinstance(item, str)}
        self.tracks.remove(names)
        self.memory.shown_tracks -= names
        self._unselect()

    def on_back(self) -> bool:
        used = bool(self.selected) or self.searching
        self._unselect()
        self._stop_search()
        return used
