"""Several items of a list selected at once, as under Android's ActionMode."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from phoneagent.virtualphone.ui.screen import Screen

K = TypeVar("K", bound=Hashable)


class Selection(Generic[K]):
    """What is selected of a list that a screen shows.

    Args:
        screen: shows the list.
        keys: of everything that can be selected now.

    Attributes:
        chosen: the keys of what is selected.
    """

    def __init__(self, screen: Screen, keys: Callable[[], Iterable[K]]) -> None:
        self.screen = screen
        self.chosen: frozenset[K] = frozenset()
        self._keys = keys

    @property
    def active(self) -> bool:
        return bool(self.chosen)

    def toggle(self, key: K) -> None:
        """Select an item, or no longer."""
        self._choose(self.chosen ^ {key})

    def select_all(self) -> None:
        """Select everything there is."""
        self._choose(frozenset(self._keys()))

    def clear(self) -> None:
        """End the selection."""
        self._choose(frozenset())

    def _choose(self, chosen: frozenset[K]) -> None:
        self.chosen = chosen
        self.screen.invalidate()
