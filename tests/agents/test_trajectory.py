"""Alarms: what repetition looks like, and what only looks like it."""

from phoneagent.agents import trajectory
from phoneagent.core.actions import Press, Scroll, Tap
from phoneagent.core.base import Rect
from phoneagent.core.plan import Plan, Subgoal
from phoneagent.core.run import Limits, Run
from phoneagent.core.screen import Locator
from phoneagent.core.steps import Outcome, ScreenRef, Step

PLAN = Plan(subgoals=(Subgoal(id=1, text="do it", status="active"),))


def step(n, action, verdict="succeeded", before="a", after="a", tree="", label=""):
    anchors = {"target": Locator(label=label, bounds=Rect(0, 0, 1, 1))} if label else {}
    return Step(
        n=n,
        subgoal=1,
        action=action,
        anchors=anchors,
        outcome=Outcome(verdict=verdict, why="nothing happened"),
        before=ScreenRef(page=before),
        after=ScreenRef(page=after, tree=tree or f"tree {after}"),
    )


def kinds(steps, **limits):
    run = Run(id="r", goal="g", plan=PLAN, steps=tuple(steps[:-1]), limits=Limits(**limits))
    return {alarm.kind for alarm in trajectory.alarms(run, steps[-1])}


def test_the_same_tap_three_times_is_noticed_whatever_number_the_element_has():
    taps = [step(n, Tap(target=n), "no_change", label="Save") for n in (1, 2, 3)]
    assert "same_action" in kinds(taps)
    other = [*taps[:2], step(3, Tap(target=3), "no_change", label="Cancel")]
    assert "same_action" not in kinds(other)


def test_scrolling_through_new_content_is_no_repetition():
    scrolls = [step(n, Scroll(direction="down"), tree=f"t{n}") for n in (1, 2, 3)]
    assert kinds(scrolls) == set()
    stuck = [step(n, Scroll(direction="down"), "no_change") for n in (1, 2, 3)]
    assert "same_action" in kinds(stuck)


def test_back_and_forth():
    steps = [
        step(1, Tap(target=1), after="b", label="Apps"),
        step(2, Press(key="back"), before="b", after="a"),
        step(3, Tap(target=1), after="b", label="Apps"),
        step(4, Press(key="back"), before="b", after="a"),
    ]
    assert "ping_pong" in kinds(steps)
    assert "ping_pong" not in kinds(steps[:3])


def test_three_bad_outcomes_in_a_row():
    steps = [step(n, Tap(target=n), "failed", label=str(n)) for n in (1, 2, 3)]
    assert {"bad_streak", "same_screen"} <= kinds(steps)
    steps[1] = step(2, Tap(target=2), "succeeded", label="2")
    assert "bad_streak" not in kinds(steps)


def test_half_of_the_budget_without_a_finished_subgoal():
    steps = [step(n, Tap(target=n), after=f"p{n}", label=str(n)) for n in range(1, 5)]
    wrong = step(5, Tap(target=5), "wrong_page", after="p5", label="5")
    assert "half_budget" in kinds([*steps, wrong], max_steps=10)
    assert "half_budget" not in kinds([*steps, wrong], max_steps=20)


def test_half_of_the_budget_is_no_alarm_while_all_goes_well():
    steps = [step(n, Tap(target=n), after=f"p{n}", label=str(n)) for n in range(1, 6)]
    assert kinds(steps, max_steps=10) == set()
