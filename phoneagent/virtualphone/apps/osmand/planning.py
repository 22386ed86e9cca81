"""A route that is being planned: its points, with undo and redo."""

from __future__ import annotations

from phoneagent.virtualphone.apps.osmand.geo import GeoPoint, length_m

Points = tuple[GeoPoint, ...]


class RoutePlan:
    """Points in order; every change can be taken back."""

    def __init__(self, points: list[GeoPoint]) -> None:
        self._saved: Points = ()
        self._past: list[Points] = []
        self._future: list[Points] = []
        self.points: Points = tuple(points)

    def change(self, points: Points) -> None:
        """Have other points from now on."""
        self._past.append(self.points)
        self._future.clear()
        self.points = points

    def add(self, point: GeoPoint) -> None:
        self.change((*self.points, point))

    def remove(self, number: int) -> None:
        self.change(self.points[:number] + self.points[number + 1 :])

    def reverse(self) -> None:
        self.change(self.points[::-1])

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def undo(self) -> None:
        if self._past:
            self._future.append(self.points)
            self.points = self._past.pop()

    def redo(self) -> None:
        if self._future:
            self._past.append(self.points)
            self.points = self._future.pop()

    @property
    def is_saved(self) -> bool:
        """Whether nothing would be lost."""
        return self.points == self._saved

    def mark_saved(self) -> None:
        self._saved = self.points

    @property
    def length_m(self) -> float:
        return length_m(list(self.points))
