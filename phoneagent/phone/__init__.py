"""`Phone`: what a person or a test holds: open, do, ask, expect, tap, type, swipe, press."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pydantic import BaseModel

from phoneagent import config as settings
from phoneagent import devices
from phoneagent.core.base import Fact
from phoneagent.core.protocols import Device
from phoneagent.core.result import Result, Verification
from phoneagent.core.run import Run
from phoneagent.errors import ConfigError, ExpectationFailed, ReplyError
from phoneagent.phone.by_hand import ByHand
from phoneagent.session import Session, open_models

if TYPE_CHECKING:
    from phoneagent.agents.crew import ModelCrew
    from phoneagent.agents.reading import Reading

M = TypeVar("M", bound=BaseModel)
OnEvent = Callable[[str, Run], None]
AskHuman = Callable[[str], str | None]


class Undecided(ExpectationFailed):
    """A model looked for evidence and found none either way."""


class Found(Fact):
    """What `expect` saw when it was satisfied."""

    text: str
    verification: Verification | None = None


class Phone(ByHand):
    """One phone, open. Use as a context manager, or call `close`.

    Deterministic calls (`open tap type swipe press expect screenshot`) need no model. `do`, `ask`
    and `expect("a sentence")` use the configured one; on the virtual phone `do` works without any.

    Example:
        with Phone.connect("virtual") as phone:
            phone.open("Contacts")
            result = phone.do("add a contact named Ann Lee with number 555-0100")
            phone.expect(text="Ann Lee", within=5)

    Attributes:
        config: the settings in force.
        results: what every `do` gave, oldest first.
    """

    def __init__(self, device: Device, config: settings.Config) -> None:
        super().__init__(device)
        self.config = config
        self.results: list[Result] = []

    @classmethod
    def connect(cls, device: str = "", **options: Any) -> Self:
        """Open a phone.

        Args:
            device: a device spec as on the command line; default: the only attached phone, else
                a virtual one.
            **options: any setting (`model`, `crew`, `memory`, `runs_dir` ...), see Config.

        Raises:
            DeviceNotFound: there is no such phone.
            ConfigError: an option is unknown or does not fit.
        """
        config = settings.load({"device": device or None, **options})
        return cls(devices.connect(config.device), config)

    def close(self) -> None:
        """Give the phone back: its keyboard, its forwards, and a virtual phone that was started."""
        self.device.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def do(
        self,
        goal: str,
        *,
        on_event: OnEvent | None = None,
        ask_human: AskHuman | None = None,
        **options: Any,
    ) -> Result:
        """Pursue a goal with the agent and verify it.

        Args:
            goal: a sentence.
            on_event: called after every node of the loop.
            ask_human: answers questions; confirmations too ("yes" counts). None: nobody is there.
            **options: settings for this goal only: `max_steps`, `policy`, `secrets`, `memory` ...

        Returns:
            The result; look at `status` and `evidence`. It does not raise when the goal is missed.
        """
        config = settings.load(self._given() | options)
        human = _Answers(ask_human) if ask_human else None
        session = Session(config, self.device, human=human, on_event=on_event)
        try:
            result = session.run(goal)
        finally:
            session.close()
        self.results.append(result)
        return result

    def _given(self) -> dict[str, Any]:
        return {name: getattr(self.config, name) for name in self.config.model_fields_set}

    def expect(self, claim: str = "", *, within: float = 5.0, **wanted: Any) -> Found:
        """Wait until something is true of the screen.

        Args:
            claim: a sentence that a model judges on the present screen, citing evidence; or
            **wanted: checked by code without a model: `text`, `gone`, `app`, `on`, `off`,
                `field` with `value`. All given ones must hold.
            within: seconds to wait; a claim is judged once.

        Raises:
            ExpectationFailed: it was not met in time, or evidence refutes the claim.
            Undecided: a model found no evidence either way.
        """
        __tracebackhide__ = True  # pytest shows the line of the test instead
        if claim:
            return self._judged(claim)
        return Found(text=self.wait_for(within, **wanted))

    def ask(self, form: type[M]) -> M:
        """Fill a pydantic model from the present screen; one model call.

        Every value must be quoted from the screen; one that is not is None (or the field's
        default), never a guess.

        Args:
            form: a pydantic model; its docstring and field descriptions say what is wanted.

        Raises:
            Undecided: a field that does not allow None is not on the screen.
            ReplyError: the model gave no usable reply, also after one repair.
        """
        reading = self.read(form)
        if reading.value is None:
            raise Undecided(
                f"The screen does not show: {', '.join(reading.missing)}.",
                hint=f"Let these fields of {form.__name__} be None, or show another screen.",
            )
        return reading.value

    def read(self, form: type[M]) -> Reading[M]:
        """Like `ask`, with the evidence: where on the screen each field's value stands."""
        from phoneagent.agents import reading

        with self._crew("Reading a record") as crew:
            seen = crew.perceptor.perceive(self.device)
            notetaker = crew.notetaker
            said = reading.read(notetaker.role, form, seen, notetaker.pictures.of(seen))
        if said.value is None:
            raise ReplyError(f"The model filled no {form.__name__}: {said.problem}.")
        return said.value

    def _judged(self, claim: str) -> Found:
        with self._crew("Judging a sentence") as crew:
            seen = crew.perceptor.perceive(self.device)
            verdict = crew.reflector.verify(Run(id="expect", goal=claim, seen=seen))
        if verdict.verdict == "proved":
            return Found(text=verdict.reason or claim, verification=verdict)
        error = ExpectationFailed if verdict.verdict == "refuted" else Undecided
        raise error(f"{claim}: {verdict.verdict}. {verdict.reason}")

    @contextmanager
    def _crew(self, what: str) -> Iterator[ModelCrew]:
        """The roles with the configured models, for one question about the present screen."""
        from phoneagent.agents import crew

        if not self.config.model:
            raise ConfigError(
                f"{what} needs a model.",
                hint='Give one: Phone.connect(model="openai:NAME"). expect(text=...) needs none.',
            )
        models = open_models(self.config, self.device)
        try:
            yield crew.build(models, _KeptShots())
        finally:
            for model in set(models.values()):
                model.close()


class _KeptShots:
    """Screens kept in memory, for one judgement that needs no run folder."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put_image(self, data: bytes) -> str:
        sha = hashlib.sha256(data).hexdigest()[:24]
        self._kept[sha] = data
        return sha

    def put_tree(self, xml: str) -> str:
        return self.put_image(xml.encode())

    def image(self, sha: str) -> bytes:
        return self._kept.get(sha, b"")

    def tree(self, sha: str) -> str:
        return self.image(sha).decode()


class _Answers:
    """A person behind a plain function."""

    def __init__(self, ask: AskHuman) -> None:
        self._ask = ask

    def ask(self, question: str) -> str | None:
        return self._ask(question)

    def confirm(self, question: str) -> bool | None:
        answer = self._ask(question)
        return None if answer is None else answer.strip().casefold() in ("y", "yes", "true")
