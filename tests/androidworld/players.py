"""Who plays: the scripted person, or nobody."""

from __future__ import annotations

from phoneagent.benchmarks.androidworld.episode import Attempt, Task
from phoneagent.devices.android import AndroidDevice
from tests.androidworld.person import EXPERTS, Lost, Person


class Nobody:
    """Says "done" at once."""

    def play(self, task: Task) -> Attempt:
        return Attempt(done=True)


class ExpertPlayer:
    """The expert of each task."""

    def __init__(self, device: AndroidDevice) -> None:
        from tests.androidworld import experts  # noqa: F401 - they enter themselves

        self._device = device

    def play(self, task: Task) -> Attempt:
        expert = EXPERTS.get(task.name)
        if expert is None:
            return Attempt(done=False, reason="no expert")
        person = Person(self._device)
        try:
            answer = expert(person, task)
        except Lost as error:
            return Attempt(done=False, steps=person.steps, reason=str(error))
        screen = "; ".join(person.texts())
        return Attempt(done=True, answer=answer, steps=person.steps, reason=screen)
