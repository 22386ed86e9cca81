"""The protocols between the rooms: Device, Memory, Gate, Shots, Human and one per role."""

from __future__ import annotations

from typing import Protocol

from phoneagent.core.lessons import Learned, Lessons
from phoneagent.core.plan import Decision, Subgoal
from phoneagent.core.result import Verification
from phoneagent.core.run import Run
from phoneagent.core.screen import Capture, Observation
from phoneagent.core.steps import Choice, Intention, Noted, Outcome, Receipt, Ruling


class Device(Protocol):
    """A phone. `look` and `perform` raise DeviceError when it cannot be reached any more."""

    @property
    def spec(self) -> str: ...
    @property
    def serial(self) -> str: ...
    def describe(self) -> dict[str, str]:
        """spec, serial, android, model: what the result shows."""
        ...

    def look(self) -> Capture:
        """A settled screen: screenshot and hierarchy, fetched side by side."""
        ...

    def perform(self, intention: Intention) -> Receipt:
        """Do one action, at most once; targets are found again on a fresh hierarchy."""
        ...

    def label_of(self, package: str) -> str:
        """The launcher label of a package, or ""."""
        ...

    def app_labels(self) -> tuple[str, ...]:
        """The labels of every app that can be launched, sorted.

        Raises:
            ActionError: something lies over the launcher and does not go away.
        """
        ...

    def forward(self, port: int) -> int:
        """A port of this machine that leads to a TCP port of the phone until `close`."""
        ...

    def close(self) -> None:
        """Give everything back: keyboard, forwards, servers this device started."""
        ...


class Shots(Protocol):
    """Where the bytes of screens lie, by content hash."""

    def put_image(self, data: bytes) -> str: ...
    def put_tree(self, xml: str) -> str: ...
    def image(self, sha: str) -> bytes:
        """The encoded image, or b"" when it is not there."""
        ...

    def tree(self, sha: str) -> str: ...


class Memory(Protocol):
    """What past runs taught.

    `learn` never fails a run that is over: what cannot be kept is logged and lost.
    """

    @property
    def learns(self) -> bool:
        """Whether `learn` keeps anything."""
        ...

    def recall(self, goal: str, subgoal: Subgoal | None, seen: Observation) -> Lessons: ...
    def learn(self, run: Run, learned: Learned) -> None: ...
    def close(self) -> None: ...


class Gate(Protocol):
    """Stands between choosing and acting; trusts nothing a model or a screen said."""

    def check(self, run: Run) -> Ruling: ...


class Human(Protocol):
    """A person who may answer; None means nobody did."""

    def ask(self, question: str) -> str | None: ...
    def confirm(self, question: str) -> bool | None: ...


class Manager(Protocol):
    def plan(self, run: Run) -> Decision: ...


class Perceptor(Protocol):
    def perceive(self, device: Device) -> Observation: ...


class Operator(Protocol):
    def choose(self, run: Run) -> Choice: ...


class Reflector(Protocol):
    def judge(self, run: Run) -> Outcome: ...
    def verify(self, run: Run) -> Verification: ...


class Notetaker(Protocol):
    def note(self, run: Run) -> Noted: ...


class Curator(Protocol):
    def distil(self, run: Run) -> Learned: ...


class Crew(Protocol):
    """The roles that make up one agent."""

    @property
    def name(self) -> str: ...
    @property
    def manager(self) -> Manager: ...
    @property
    def perceptor(self) -> Perceptor: ...
    @property
    def operator(self) -> Operator: ...
    @property
    def reflector(self) -> Reflector: ...
    @property
    def notetaker(self) -> Notetaker: ...
    @property
    def curator(self) -> Curator: ...
