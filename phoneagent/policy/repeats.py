"""What cannot be taken back is not done twice in one run without a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from phoneagent.core.actions import Type
from phoneagent.core.run import Run
from phoneagent.core.screen import Locator
from phoneagent.core.steps import Step

# Verbs that do the same harm again when they are done again.
ONCE = frozenset({"send", "post", "pay", "buy", "order", "transfer", "call"})


def done_before(run: Run) -> Step | None:
    """The earlier step that did on the same page, with the same words, what is wanted now.

    An interrupted step counts, since it may have happened; one that the screen shows to have
    changed nothing does not.
    """
    wanted, seen = run.intention, run.seen
    if wanted is None or seen is None:
        return None
    words = _words(wanted.action, run.steps)
    for at, step in enumerate(run.steps):
        if (
            _may_have_happened(step)
            and type(step.action) is type(wanted.action)
            and (step.before.package, step.before.title) == (seen.package, seen.title)
            and _names(step.anchors) == _names(wanted.anchors)
            and _words(step.action, run.steps[:at]) == words
        ):
            return step
    return None


def _may_have_happened(step: Step) -> bool:
    if step.receipt is None or not (step.receipt.ok or step.receipt.uncertain):
        return False
    return (step.outcome.verdict, step.outcome.by) != ("no_change", "difference")


def _words(action: object, earlier: Sequence[Step]) -> str:
    """The text that goes with an action: its own, or the one typed last before it."""
    actions = [action, *(step.action for step in reversed(earlier))]
    return next((a.text for a in actions if isinstance(a, Type)), "")


def _names(anchors: Mapping[str, Locator]) -> list[tuple[str, str]]:
    return [(a.resource_id, a.label or a.text or a.desc) for a in anchors.values()]
