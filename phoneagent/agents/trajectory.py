"""Patterns in the trajectory that say something is wrong; plain rules, immediate feedback."""

from __future__ import annotations

from phoneagent.core.run import Run
from phoneagent.core.steps import Alarm, Step

REPEATS = 3


def alarms(run: Run, latest: Step) -> tuple[Alarm, ...]:
    """What the step that just ended makes of the trajectory. Each kind fires once per pattern.

    The rules: the same action three times on the same screen, A-B-A-B, the same screen three times
    without a good step, three bad outcomes in a row, half of the budget without a finished subgoal
    while things go wrong.
    """
    steps = (*run.steps[run.planned_at :], latest)
    found = []
    for kind, text in (
        ("same_action", _same_action(steps)),
        ("ping_pong", _ping_pong(steps)),
        ("same_screen", _same_screen(steps)),
        ("bad_streak", _bad_streak(steps)),
        ("half_budget", _half_budget(run, steps)),
    ):
        if text:
            found.append(Alarm.model_validate({"kind": kind, "text": text, "step": latest.n}))
    return tuple(found)


def _key(step: Step) -> tuple[str, str]:
    """What was done to what, on which page; numbers alone would change with the screen."""
    if step.action is None:
        return "", step.before.page
    targets = [anchor.describe() for anchor in step.anchors.values()]
    return step.action.wire + str(targets or step.action.describe()), step.before.page


def _same_action(steps: tuple[Step, ...]) -> str:
    tail = steps[-REPEATS:]
    if len(tail) < REPEATS or len({_key(s) for s in tail}) > 1 or _moving(tail):
        return ""
    what = tail[-1].action.describe() if tail[-1].action else "an unusable reply"
    return f"{what} was done {REPEATS} times in a row"


def _moving(tail: tuple[Step, ...]) -> bool:
    """Scrolling on and on through new content is no repetition, nor is a stepper that moves."""
    return all(s.good for s in tail) and len({s.after.tree for s in tail}) == len(tail)


def _ping_pong(steps: tuple[Step, ...]) -> str:
    tail = steps[-4:]
    if len(tail) < 4:
        return ""
    a, b, c, d = ((s.after.page, _key(s)) for s in tail)
    if a == c and b == d and a != b:
        return "the last four steps went back and forth between two screens"
    return ""


def _same_screen(steps: tuple[Step, ...]) -> str:
    tail = steps[-REPEATS:]
    trees = {s.after.tree for s in tail}
    if len(tail) == REPEATS and len(trees) == 1 and not any(s.good for s in tail):
        return f"{REPEATS} steps left the screen as it was"
    return ""


def _bad_streak(steps: tuple[Step, ...]) -> str:
    tail = steps[-REPEATS:]
    if len(tail) == REPEATS and not any(s.good for s in tail):
        return f"{REPEATS} steps in a row failed; last: {tail[-1].outcome.why}"
    return ""


def _half_budget(run: Run, steps: tuple[Step, ...]) -> str:
    """Half-way without a finished subgoal, unless the last steps went as they should."""
    if steps[-1].n != max(4, run.limits.max_steps // 2) or all(s.good for s in steps[-REPEATS:]):
        return ""
    if any(s.status == "done" for s in run.plan.subgoals):
        return ""
    return "half of the steps are used up and no subgoal is finished"
