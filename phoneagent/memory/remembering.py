"""The memory in a file: recalls for every step, learns after every run."""

from __future__ import annotations

from phoneagent.core.lessons import Learned, Lessons
from phoneagent.core.plan import Subgoal
from phoneagent.core.run import Run
from phoneagent.core.screen import Observation
from phoneagent.errors import StoreError
from phoneagent.log import logger
from phoneagent.memory.learning import learn
from phoneagent.memory.pages import signature
from phoneagent.memory.recall import recall
from phoneagent.memory.store import Store
from phoneagent.memory.texts import Search


class FileMemory:
    """Implements `core.protocols.Memory`.

    Args:
        store: the open file.
        learns: whether runs change it.
    """

    def __init__(self, store: Store, *, learns: bool) -> None:
        self._store = store
        self._learns = learns
        self._search = Search(store.connection)
        # What the pages of this run look like: the Curator sees steps, not layouts.
        self._signatures: dict[str, str] = {}

    @property
    def learns(self) -> bool:
        return self._learns

    def recall(self, goal: str, subgoal: Subgoal | None, seen: Observation) -> Lessons:
        """Lessons for this goal on this page: at most 5 tips, 6 shortcuts and 3 pages."""
        layout = signature(seen)
        if seen.page:
            self._signatures[seen.page] = layout
        wanted = (subgoal.text, goal) if subgoal else (goal,)
        with self._store.reading():
            return recall(self._search, wanted, seen, layout)

    def learn(self, run: Run, learned: Learned) -> None:
        """Keep the trajectory and what it taught; nothing when learning is off.

        What cannot be kept (a full disk, a file that somebody else holds) is logged: the run is
        over, and its result stands.
        """
        if self._learns:
            try:
                with self._store.change(f"run {run.id}") as change:
                    learn(change, run, learned, self._signatures)
            except (OSError, StoreError) as error:
                logger.warning("Run %s is not remembered: %s", run.id, error)
        self._signatures.clear()

    def close(self) -> None:
        self._store.close()
