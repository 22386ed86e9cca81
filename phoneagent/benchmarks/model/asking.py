"""Puts one moment of a walk to a model, just as the crew's Operator would, and judges the reply."""

from __future__ import annotations

from phoneagent.agents import ROLES
from phoneagent.agents.crew import build
from phoneagent.benchmarks.model.energy import Meter
from phoneagent.benchmarks.model.figures import Sample
from phoneagent.benchmarks.model.spoken import is_valid
from phoneagent.benchmarks.model.subjects import Subject
from phoneagent.benchmarks.model.walk import Album
from phoneagent.core.chat import ChatReply, ChatRequest
from phoneagent.core.run import Run
from phoneagent.errors import ConfigError, ReplyError


def ask_operator(subject: Subject, run: Run, album: Album, meter: Meter) -> Sample:
    """Have the Operator choose at this moment with this model, and measure its one request.

    Raises:
        ModelError: the model fails.
        ConfigError: a native model is to be asked without a picture.
    """
    model = _Measured(subject, meter)
    assert run.seen is not None
    if model.sees_images and run.seen.needs == "tree":
        run = run.see(run.seen.but(needs="tree+image"))  # the costly case is what is measured
    choice = build(dict.fromkeys(ROLES, model), album).operator.choose(run)
    if model.sample is None:
        raise ConfigError(f"{model.name} was not asked: {choice.problem}")
    valid = is_valid(model.text, subject.profile.action_format)
    return model.sample.but(valid=valid, usable=valid and not choice.problem)


class _Measured:
    """A chat model that asks a subject once; the crew's second attempt at a reply is not made."""

    def __init__(self, subject: Subject, meter: Meter) -> None:
        self._subject = subject
        self._meter = meter
        self.profile = subject.profile
        self.text = ""
        self.sample: Sample | None = None

    @property
    def name(self) -> str:
        return self._subject.setup.model

    @property
    def sees_images(self) -> bool:
        return self._subject.sees_images

    def chat(self, request: ChatRequest) -> ChatReply:
        """The subject's reply; measured.

        Raises:
            ReplyError: it was asked before, or there is no usable text.
        """
        if self.sample is not None:
            raise ReplyError("one attempt is measured")
        self.sample = Sample()
        self._meter.since_last()
        answer = self._subject.ask(request)
        self.sample = answer.sample.but(energy_j=self._meter.since_last())
        self.text = answer.text
        return ChatReply(text=answer.text)

    def close(self) -> None:
        """The subject stays open."""
