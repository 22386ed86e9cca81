"""Remembers what each role's last prompt made of the model, to read only what is new."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class KeysValues(Protocol):
    """What a model keeps of what it read; see `cache.RoomyCache`."""

    def keep(self, length: int) -> None: ...


@dataclass
class Read:
    """What a model has read so far.

    Attributes:
        marks: what was read, token by token (see `Prompt.marks`).
        keys_values: what the model keeps of it; as many tokens long.
    """

    keys_values: KeysValues
    marks: list[int] = field(default_factory=list)

    def cut(self, length: int) -> None:
        """Forget what came after the first `length` tokens."""
        self.keys_values.keep(length)
        del self.marks[length:]


class Prefixes:
    """The last reading of each role; the least recently used is forgotten.

    Args:
        new: makes an empty cache.
        room: how many readings are kept; with 0 nothing is ever reused.
    """

    def __init__(self, new: Callable[[], KeysValues], room: int) -> None:
        self._new = new
        self._room = room
        self._kept: OrderedDict[str, Read] = OrderedDict()

    def take(self, role: str, marks: Sequence[int]) -> Read:
        """The reading that shares most of the beginning of `marks`, cut to what is shared.

        It leaves the memory; whoever goes on reading gives it back whole with `keep`, or drops it
        when something went wrong halfway. At least one token of `marks` is left to read.
        """
        own = self._kept.pop(role, None)
        if own is None:
            return Read(self._new())
        own.cut(min(shared(own.marks, marks), len(marks) - 1))
        return own

    def keep(self, role: str, reading: Read) -> None:
        """Remember a whole reading for the role's next prompt."""
        self._kept[role] = reading
        while len(self._kept) > self._room:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()


def shared(one: Sequence[int], other: Sequence[int]) -> int:
    """How many tokens both begin with."""
    for n, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return n
    return min(len(one), len(other))
