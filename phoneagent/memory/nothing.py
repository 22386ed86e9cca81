"""The memory that is switched off."""

from __future__ import annotations

from phoneagent.core.lessons import Learned, Lessons
from phoneagent.core.plan import Subgoal
from phoneagent.core.run import Run
from phoneagent.core.screen import Observation


class NoMemory:
    """Implements `core.protocols.Memory` without knowing or keeping anything."""

    @property
    def learns(self) -> bool:
        return False

    def recall(self, goal: str, subgoal: Subgoal | None, seen: Observation) -> Lessons:
        return Lessons()

    def learn(self, run: Run, learned: Learned) -> None:
        return None

    def close(self) -> None:
        return None
