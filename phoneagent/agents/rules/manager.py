"""The Manager without a model: clauses become subgoals, each with the app it happens in."""

from __future__ import annotations

from dataclasses import dataclass

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.goal import KINDS, MAX_CHARS, Clause, read_goal
from phoneagent.agents.rules.words import best_likeness, likeness, same_text, vocabulary
from phoneagent.core.plan import Decision, Subgoal
from phoneagent.core.run import Run

MAX_STEPS = 30
_MOST_CIRCLES = 2
_MAX_GOAL_SHOWN = 200


@dataclass(frozen=True)
class RulesManager:
    """Reads the goal once; afterwards the plan stands, and what failed is said plainly."""

    def plan(self, run: Run) -> Decision:
        """The first plan, or what an event makes of the present one."""
        if not run.plan.subgoals:
            return _first_plan(run)
        if any(alarm.kind == "refuted" for alarm in run.alarms):
            return _again(run)
        failed = next((s for s in run.plan.subgoals if s.status == "failed"), None)
        if failed:
            return Decision(give_up=f"{failed.text}: {failed.evidence}")
        active = run.plan.active
        if active and active.steps >= active.max_steps:
            return Decision(give_up=f"{active.text}: {active.steps} steps were not enough")
        if active and (circles := _circles(run, active)):
            return Decision(give_up=f"{active.text}: {circles}")
        still_open = (s for s in run.plan.subgoals if s.status in ("active", "pending"))
        return Decision(thought="the plan stands", subgoals=tuple(still_open))


def _circles(run: Run, active: Subgoal) -> str:
    """What the trajectory has said twice about a subgoal that goes back and forth, or ""."""
    back_and_forth = [
        alarm.text
        for step in run.steps
        if step.subgoal == active.id
        for alarm in step.outcome.alarms
        if alarm.kind == "ping_pong"
    ]
    return back_and_forth[-1] if len(back_and_forth) >= _MOST_CIRCLES else ""


def _first_plan(run: Run) -> Decision:
    clauses = read_goal(run.goal, run.apps)
    unclear = [clause.text for clause in clauses if clause.intent is None]
    if unclear or not clauses:
        return Decision(give_up=_not_understood("; ".join(unclear)))
    subgoals: list[Subgoal] = []
    for n, clause in enumerate(clauses, start=1):
        app, why = _app_for(clause, run.apps, subgoals[-1].app if subgoals else "")
        if why:
            return Decision(give_up=why)
        subgoals.append(_subgoal(n, clause, app))
    return Decision(
        thought="one subgoal per clause",
        clauses=tuple(clause.text for clause in clauses),
        subgoals=tuple(subgoals),
    )


def _not_understood(said: str) -> str:
    shown = said[:_MAX_GOAL_SHOWN] or "an empty sentence"
    why = f"not understood: {shown!r}"
    if len(said) > MAX_CHARS:
        why += f" ... (longer than {MAX_CHARS} characters; put long texts into quotes)"
    return f"{why}. Without a model I understand English sentences of these kinds: {KINDS}."


def _subgoal(number: int, clause: Clause, app: str) -> Subgoal:
    assert clause.intent is not None
    # A slider may not say where it stands: then the claim is made, and ends as unverified.
    silent = isinstance(clause.intent, i.Adjust) and clause.intent.percent is not None
    return Subgoal(
        id=number,
        text=clause.intent.but(app="").says(),
        app=app,
        yields=() if silent else (f"proof_{number}",),
        max_steps=MAX_STEPS,
    )


def _again(run: Run) -> Decision:
    """The last subgoal once more, after the check at the end refuted it.

    It keeps its number, so that what was done for it is known: nothing is sent twice.
    """
    again = run.plan.subgoals[-1].but(status="pending", steps=0, evidence="")
    return Decision(thought="the check refuted it", subgoals=(again,))


def _app_for(clause: Clause, apps: tuple[str, ...], before: str) -> tuple[str, str]:
    """The app a clause happens in, or why there is none."""
    intent = clause.intent
    assert intent is not None
    if intent.app:
        label = _label_like((intent.app,), apps)
        if label and isinstance(intent, i.Open) and same_text(label, intent.what):
            return "", ""
        return label, "" if label else _no_app(f"called {intent.app!r}", apps)
    if isinstance(intent, i.ShowApps | i.GoHome):
        return "", ""
    if isinstance(intent, i.Open):
        return _app_to_open(intent, apps, before)
    words = _words_for(intent)
    if not words:
        return (before, "") if before else ("", _no_app(f"named for {clause.text!r}", apps))
    label = _label_like(words, apps)
    return label, "" if label else _no_app(f"for {clause.text!r}", apps)


def _words_for(intent: i.Intent) -> tuple[str, ...]:
    """What the app that an intent happens in may be called."""
    if isinstance(intent, i.Toggle | i.Adjust) or (
        isinstance(intent, i.Question) and intent.form in ("state", "value")
    ):
        return vocabulary().apps["settings"]
    thing = intent.thing_name
    return (*vocabulary().things[thing].apps, thing) if thing else ()


def _app_to_open(intent: i.Open, apps: tuple[str, ...], before: str) -> tuple[str, str]:
    """An app by its label; else a page, in the app before or in the settings."""
    if any(same_text(app, intent.what) for app in apps):
        return "", ""
    if before:
        return before, ""
    if vocabulary().leads_to_settings(intent.what):
        label = _label_like(vocabulary().apps["settings"], apps)
        return label, "" if label else _no_app("for settings", apps)
    return "", _no_app(f"called {intent.what!r}", apps)


def _label_like(words: tuple[str, ...], apps: tuple[str, ...]) -> str:
    """The launcher label that fits best, earlier words before later ones; "" when none fits."""
    for word in words:
        exact = next((app for app in apps if likeness(word, app) == 1), "")
        if exact:
            return exact
    scored = [(best_likeness(words, app), app) for app in apps]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= 0.6 else ""


def _no_app(what: str, apps: tuple[str, ...]) -> str:
    if not apps:
        return (
            f"no app {what} is known: the launcher could not be read. Put away what lies over it, "
            "then run the goal again"
        )
    return f"there is no app {what} on this phone; there are: {', '.join(apps)}"
