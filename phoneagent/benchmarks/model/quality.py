"""What quantised weights lose: perplexity, and how often the action is that of whole weights."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence

from phoneagent.benchmarks.model.in_process import LocalSubject
from phoneagent.benchmarks.model.recorded import Data, Recorded
from phoneagent.benchmarks.model.spoken import actions_of
from phoneagent.core.actions import BaseAction
from phoneagent.core.base import Fact
from phoneagent.core.chat import Picture
from phoneagent.errors import ReplyError
from phoneagent.models.coordinates import Size, span_of

# Taps count as the same when they are this close, as a share of the screen: Android in the Wild
# (arXiv:2307.10088), "Action matching".
_NEAR = 0.14
Tell = Callable[[str], None]


class Quality(Fact):
    """How one quantisation did; None where there is nothing to judge by.

    Attributes:
        text_tokens, perplexity: of the given texts.
        same_token: share of these tokens for which the likeliest one is that of the reference.
        requests: how many were put.
        valid_share: replies made of actions that exist.
        same_action: share of the requests in which the first action is that of the reference, of
            those in which the reference chose one.
        same_kind: the same, but whatever the action is done to.
        same_as_recorded: share in which it is what was recorded, of those that were answered.
        packing_error: how far the weights are off, relative to their size: mean over the layers.
        worst_layer, worst_error: the layer that is off most.
    """

    quant: str
    dtype: str = ""
    text_tokens: int = 0
    perplexity: float | None = None
    same_token: float | None = None
    requests: int = 0
    valid_share: float | None = None
    same_action: float | None = None
    same_kind: float | None = None
    same_as_recorded: float | None = None
    packing_error: float | None = None
    worst_layer: str = ""
    worst_error: float | None = None


class Judge:
    """Judges one subject after the other; those with whole weights are what others are compared
    with, and come first.

    Args:
        data: what they are judged on.
        tell: gets a line of progress now and then.
    """

    def __init__(self, data: Data, tell: Tell) -> None:
        self._data = data
        self._tell = tell
        self._reference: list[BaseAction | None] | None = None
        self._likeliest: tuple[int, ...] = ()

    def judge(self, subject: LocalSubject) -> Quality:
        """How this subject does.

        Raises:
            ModelError: the model fails.
        """
        setup = subject.setup
        loss = subject.loss(self._data.texts)
        chosen = [self._choose(subject, n, one) for n, one in enumerate(self._data.requests, 1)]
        spans = [_span(subject, one) for one in self._data.requests]
        if setup.quant == "none":
            self._reference, self._likeliest = chosen, loss.likeliest
        reference = self._reference or [None] * len(chosen)
        recorded = [_first(one.reply, one.form) for one in self._data.requests]
        errors = subject.packing_errors()
        worst = max(errors, key=errors.__getitem__, default="")
        return Quality(
            quant=setup.quant,
            dtype=setup.dtype,
            text_tokens=loss.tokens,
            perplexity=math.exp(min(loss.nats / loss.tokens, 700)) if loss.tokens else None,
            same_token=_share(
                [a == b for a, b in zip(self._likeliest, loss.likeliest, strict=False)]
            ),
            requests=len(chosen),
            valid_share=_share([one is not None for one in chosen]),
            same_action=_agreement(reference, chosen, spans),
            same_kind=_share(
                [_kind(a) == _kind(b) for a, b in zip(reference, chosen, strict=True) if a]
            ),
            same_as_recorded=_agreement(recorded, chosen, spans),
            packing_error=statistics.fmean(errors.values()) if errors else None,
            worst_layer=worst,
            worst_error=errors.get(worst),
        )

    def _choose(self, subject: LocalSubject, number: int, one: Recorded) -> BaseAction | None:
        answer = subject.ask(one.request)
        action = _first(answer.text, one.form)
        count, setup = len(self._data.requests), subject.setup
        said = action.describe() if action else "not valid"
        self._tell(f"{setup.quant}: request {number}/{count}: {said}")
        return action


def same_action(one: BaseAction, other: BaseAction, span: Size | None = None) -> bool:
    """Whether two actions are the same; points may be a little apart.

    Args:
        one: with points on the model's own scale.
        other: likewise.
        span: how long that scale is along each side; None demands equal points.
    """
    if type(one) is not type(other):
        return False
    mine, theirs = one.model_dump(), other.model_dump()
    return all(_alike(mine[name], theirs[name], span) for name in mine)


def _alike(one: object, other: object, span: Size | None) -> bool:
    points = _points(one), _points(other)
    if span is None or not points[0] or len(points[0]) != len(points[1]):
        return one == other
    width, height = span
    return all(
        math.hypot((a[0] - b[0]) / width, (a[1] - b[1]) / height) <= _NEAR
        for a, b in zip(*points, strict=True)
    )


def _points(value: object) -> list[tuple[float, float]]:
    """The points in a value: two numbers are one, four are two."""
    if not isinstance(value, list | tuple) or len(value) not in (2, 4):
        return []
    if not all(isinstance(part, int | float) for part in value):
        return []
    return [(value[n], value[n + 1]) for n in range(0, len(value), 2)]


def _agreement(
    wanted: Sequence[BaseAction | None],
    chosen: Sequence[BaseAction | None],
    spans: Sequence[Size | None],
) -> float | None:
    return _share(
        [
            found is not None and same_action(right, found, span)
            for right, found, span in zip(wanted, chosen, spans, strict=True)
            if right is not None
        ]
    )


def _share(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None


def _kind(action: BaseAction | None) -> str:
    return action.wire if action else ""


def _first(text: str, form: str) -> BaseAction | None:
    try:
        return next(iter(actions_of(text, form)), None)
    except ReplyError:
        return None


def _span(subject: LocalSubject, one: Recorded) -> Size | None:
    """The scale of the points that are asked for: that of the last picture."""
    parts = [part for message in one.request.messages for part in message.parts]
    sizes = [part.size_px for part in parts if isinstance(part, Picture)]
    return span_of(subject.profile, sizes[-1]) if sizes else None
