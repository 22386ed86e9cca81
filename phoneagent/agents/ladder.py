"""The rungs of the Reflector's ladder that code decides: device, difference, expectation."""

from __future__ import annotations

from phoneagent import perception
from phoneagent.core.actions import Action, Scroll, Slide, Type, Wait
from phoneagent.core.protocols import Shots
from phoneagent.core.run import Run
from phoneagent.core.screen import Observation
from phoneagent.core.steps import Outcome
from phoneagent.core.text import fold

TROUBLE = {"crash", "anr", "permission", "secure", "black"}
LOW_CONFIDENCE = 0.5
MOST_SHOWN = 9


def judge(run: Run, shots: Shots) -> Outcome:
    """The verdict of code on the step under way; `unknown` when only a mind could say.

    Rungs: a. the phone reports an error; b. nothing changed though a change was due;
    c. the expectation, where code can check it, and nothing unexpected appeared.

    Args:
        run: with the intention, what the phone said to it, and the screens before and after.
        shots: where the pictures of both screens lie.
    """
    before, after, intention, receipt = run.before, run.seen, run.intention, run.receipt
    assert after is not None
    assert intention is not None
    assert receipt is not None
    shown = perception.appeared(before, after)
    if before is not None:
        shown = (*perception.changes(before, after).states, *shown)[:MOST_SHOWN]
    expected = intention.expect.holds(after, before) if intention.expect else None
    if expected and before is not None and intention.expect and intention.expect.holds(before):
        expected = None  # it held before: that says nothing about this action
    if not receipt.ok and not receipt.uncertain:
        return Outcome(verdict="failed", why=receipt.error, by="device")
    changed = before is None or perception.differs(before, after) or _slid(run, shots)
    if receipt.uncertain:
        return _uncertain(expected or _typed(run), changed, receipt.error, shown)
    trouble = _trouble(before, after)
    if (expected or _in_sight(intention.action, after)) and not trouble:
        return Outcome(verdict="succeeded", why="as expected", by="expectation", shown=shown)
    if not changed and not isinstance(intention.action, Wait | Type):
        return Outcome(verdict="no_change", why="nothing changed on the screen", by="difference")
    if trouble:
        return Outcome(
            verdict="unknown", why=f"unexpected: {trouble}", by="difference", shown=shown
        )
    if expected is False and intention.expect:
        why = f"not as expected: {intention.expect.unmet(after)} does not hold"
        return Outcome(verdict="unknown", why=why, by="expectation", shown=shown)
    if intention.confidence < LOW_CONFIDENCE:
        return Outcome(verdict="unknown", why="the Operator was not sure", by="rule", shown=shown)
    return Outcome(verdict="succeeded", why="the screen changed", by="difference", shown=shown)


def _in_sight(action: Action, after: Observation) -> bool:
    """Whether what was scrolled for is on the screen, even if it was there before."""
    return isinstance(action, Scroll) and bool(action.until) and after.holds(action.until)


def _slid(run: Run, shots: Shots) -> bool:
    """Whether a slider looks different now: hierarchies do not say where a slider stands.

    The status bar does not count: its clock may have gone on meanwhile.
    """
    assert run.intention is not None
    before, after = run.before, run.seen
    if not isinstance(run.intention.action, Slide) or before is None or after is None:
        return False
    if before.shot == after.shot:
        return False
    one, other = shots.image(before.shot), shots.image(after.shot)
    return bool(one and other) and perception.difference(one, other) > 0


def _uncertain(expected: bool | None, changed: bool, error: str, shown: tuple[str, ...]) -> Outcome:
    """The connection broke or the run was killed half-way: believe only the screen."""
    if expected:
        return Outcome(verdict="succeeded", why="as expected", by="expectation", shown=shown)
    if not changed:
        why = f"{error or 'interrupted'}; the screen is as it was before"
        return Outcome(verdict="no_change", why=why, by="difference")
    why = f"{error or 'interrupted'}; check whether it happened before doing it again"
    return Outcome(verdict="unknown", why=why, by="device", shown=shown)


def _typed(run: Run) -> bool:
    """Whether the text that was to be typed stands in a field now, and did not before."""
    intention, before, after = run.intention, run.before, run.seen
    if intention is None or after is None or not isinstance(intention.action, Type):
        return False
    text = fold(intention.action.text)

    def stands(seen: Observation | None) -> bool:
        fields = [e for e in seen.elements if e.role == "field"] if seen else []
        return any(text in fold(field.value) for field in fields)

    return stands(after) and not stands(before)


def _trouble(before: Observation | None, after: Observation) -> str:
    """A crash, a permission question or a black screen that was not there before."""
    new = set(after.warnings) - set(before.warnings if before else ())
    return ", ".join(sorted(new & TROUBLE))


def needs_a_mind(run: Run, outcome: Outcome) -> bool:
    """Whether the verdict of code is not enough: it cannot tell, or the action cannot be undone.

    An action the gate had a rule for (send, delete, pay ...) is looked at by the model, unless it
    only opened a question, or what it was to bring about stands on the screen.
    """
    if outcome.verdict == "unknown":
        return True
    if outcome.verdict != "succeeded" or not (run.ruling and run.ruling.rule):
        return False
    assert run.seen is not None
    assert run.intention is not None
    expect = run.intention.expect if outcome.by == "expectation" else None
    return not (run.seen.covered or (expect and expect.positive))
