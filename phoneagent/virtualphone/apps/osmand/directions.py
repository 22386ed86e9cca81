"""Directions: the shortest way along the drawn roads, and its sheet."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from phoneagent.virtualphone.apps.osmand import land
from phoneagent.virtualphone.apps.osmand.geo import (
    GeoPoint,
    distance_m,
    distance_text,
    length_m,
)
from phoneagent.virtualphone.apps.osmand.panel import sheet
from phoneagent.virtualphone.apps.osmand.places import Place
from phoneagent.virtualphone.ui import FILL, Button, Column, Divider, Icon, ImageButton, Node, Row
from phoneagent.virtualphone.ui import Text as Label

_SPEED_M_PER_MIN = 50_000 / 60
Graph = dict[GeoPoint, dict[GeoPoint, float]]


@dataclass(frozen=True, slots=True)
class Directions:
    """A wish to get somewhere; what is missing is still to be chosen."""

    start: Place | None = None
    goal: Place | None = None

    @property
    def way(self) -> tuple[GeoPoint, ...]:
        """The route; empty while one end is missing."""
        if self.start is None or self.goal is None:
            return ()
        return route(self.start.point, self.goal.point)

    @property
    def swapped(self) -> Directions:
        return Directions(self.goal, self.start)


@lru_cache(maxsize=1)
def _graph() -> Graph:
    """The roads as a graph; two roads meet where they share a point. Motorways have no exits."""
    graph: Graph = {}
    for road in land.ROADS:
        for a, b in pairwise(road.points):
            if road.rank > 0:
                graph.setdefault(a, {})[b] = graph.setdefault(b, {})[a] = distance_m(a, b)
    return graph


@lru_cache(maxsize=32)
def route(start: GeoPoint, goal: GeoPoint) -> tuple[GeoPoint, ...]:
    """The shortest way on roads (Dijkstra), straight to and from the nearest road point."""
    graph = _graph()
    first = min(graph, key=lambda p: distance_m(p, start))
    last = min(graph, key=lambda p: distance_m(p, goal))
    before: dict[GeoPoint, GeoPoint] = {}
    best = {first: 0.0}
    queue = [(0.0, first)]
    while queue:
        so_far, point = heapq.heappop(queue)
        if point == last:
            break
        for neighbour, metres in graph[point].items():
            length = so_far + metres
            if length < best.get(neighbour, float("inf")):
                best[neighbour], before[neighbour] = length, point
                heapq.heappush(queue, (length, neighbour))
    way = [last]
    while way[-1] in before:
        way.append(before[way[-1]])
    ends = way[::-1] if way[-1] == first else []
    return (start, *ends, goal)


def duration_text(metres: float) -> str:
    """How long a car takes."""
    minutes = max(1, round(metres / _SPEED_M_PER_MIN))
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours else f"{rest} min"


def directions_panel(
    directions: Directions,
    choose: Callable[[str], object],
    swap: Callable[[], object],
    cancel: Callable[[], object],
) -> Node:
    """The sheet; `choose` is told which end, "start" or "goal", is to be searched for."""
    way = directions.way
    metres = length_m(list(way))
    summary = f"{distance_text(metres)}, {duration_text(metres)}" if way else "Set both ends"
    start = directions.start.name if directions.start else "Select starting point"
    goal = directions.goal.name if directions.goal else "Set destination"
    return sheet(
        Row(
            Column(
                _end("From", start, "from", lambda: choose("start")),
                Divider(),
                _end("To", goal, "to", lambda: choose("goal")),
                weight=1,
            ),
            ImageButton("swap", swap, desc="Swap", id="FromToSwap"),
            pad=(0, 8, 8, 4),
        ),
        Divider(),
        Row(
            Icon("directions", color="primary"),
            Label(summary, id="route_info_summary", size=16, weight=1, bold=bool(way)),
            pad=(20, 14, 20, 14),
            gap=16,
        ),
        Row(
            Button("Cancel", cancel, style="soft", id="cancel_button", weight=1, radius=8),
            pad=(16, 4, 16, 12),
            width=FILL,
        ),
        id="route_menu_container",
    )


def _end(label: str, name: str, key: str, on_click: Callable[[], object]) -> Node:
    return Row(
        Icon("location"),
        Column(
            Label(label, size=12, color="muted"),
            Label(name, id=f"{key}_text", size=16, max_lines=1),
            weight=1,
            align="start",
        ),
        id=f"{key}_layout",
        min_height=56,
        pad=(20, 6, 12, 6),
        gap=16,
        focusable=True,
        on_click=on_click,
    )
