"""The base of every noun: a frozen, strictly checked record."""

from __future__ import annotations

from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict


class Fact(BaseModel):
    """A record that never changes; `fact.but(x=1)` is a checked copy with one thing different."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")

    def but(self, **changes: object) -> Self:
        """A copy with `changes`, validated again."""
        known = type(self).model_fields
        for name in changes:
            if name not in known:
                raise TypeError(f"{type(self).__name__} has no field {name!r}")
        values = {name: getattr(self, name) for name in known} | changes
        return type(self)(**values)


class Point(NamedTuple):
    """A place on the screen in device pixels."""

    x: int
    y: int


class Rect(NamedTuple):
    """A box on the screen in device pixels; right and bottom are exclusive, as in Android."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width_px(self) -> int:
        return max(0, self.right - self.left)

    @property
    def height_px(self) -> int:
        return max(0, self.bottom - self.top)

    @property
    def area_px(self) -> int:
        return max(0, self.right - self.left) * max(0, self.bottom - self.top)

    @property
    def centre(self) -> Point:
        return Point((self.left + self.right) // 2, (self.top + self.bottom) // 2)

    def contains(self, x: int, y: int) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom

    def encloses(self, other: Rect) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def clipped_to(self, other: Rect) -> Rect:
        """The part of this box that lies inside `other`; empty boxes have no area."""
        return Rect(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )
