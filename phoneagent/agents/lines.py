"""Facts as the short lines a prompt shows; one function per kind of fact."""

from __future__ import annotations

from collections.abc import Sequence

from phoneagent.core.lessons import Lessons, PageCard, Shortcut
from phoneagent.core.run import Run
from phoneagent.core.screen import Locator, Observation
from phoneagent.core.steps import Intention, Step


def screen(seen: Observation | None) -> str:
    """The compact text of the screen."""
    return seen.text if seen else ""


def ledger(run: Run) -> str:
    """Every subgoal with its id, status, and what showed it or will show it."""
    lines = []
    for subgoal in run.plan.subgoals:
        where = f" in {subgoal.app}" if subgoal.app else ""
        wanted = subgoal.done_when.describe() if subgoal.done_when else ""
        shown = f" ({subgoal.evidence})" if subgoal.evidence else ""
        if wanted and subgoal.status in ("active", "pending"):
            shown = f" (done when {wanted})"
        lines.append(f"{subgoal.id} {subgoal.status}{where}: {subgoal.text}{shown}")
    return "\n".join(lines)


def facts(run: Run) -> str:
    """`name = value`, with what was said by the person marked."""
    return "\n".join(
        f"{note.name} = {note.value}" + (" (the person said)" if note.kind == "told" else "")
        for note in run.notes
    )


def alarms(run: Run) -> str:
    """What the Manager has not heard yet, and why the last steps failed."""
    told = [alarm.text for alarm in run.alarms]
    if run.bad_streak and run.steps:
        told.append(f"{run.bad_streak} steps failed, the last: {run.steps[-1].outcome.why}")
    return "\n".join(dict.fromkeys(told))


def history(steps: Sequence[Step], last: int = 6, *, shown: bool = False) -> str:
    """The last steps: number, action, verdict, why it failed or where it led.

    Args:
        steps: oldest first.
        last: how many.
        shown: say also which texts appeared; needed only where the screen itself is not given.
    """
    return "\n".join(step_line(step, shown=shown) for step in steps[-last:])


def step_line(step: Step, *, shown: bool) -> str:
    action = step.action.describe() if step.action else "(no usable action)"
    target = ", ".join(name(anchor) for anchor in step.anchors.values())
    head = f"{step.n} {action}" + (f" = {target}" if target else "")
    if not step.good:
        return f"{head}: {step.outcome.verdict}, {step.outcome.why}"
    place = step.after.title or step.after.app
    led = f", now on {place}" if place and place != step.before.title else ""
    texts = "; ".join(text.replace("\n", "\\n") for text in step.outcome.shown) if shown else ""
    return f"{head}: ok{led}" + (f", then appeared: {texts}" if texts else "")


def name(anchor: Locator) -> str:
    """What a person calls the element, in quotes."""
    words = anchor.label or anchor.text or anchor.desc
    return f'"{words}"' if words else anchor.describe()


def tips(lessons: Lessons) -> str:
    return "\n".join(f"- {tip.text}" for tip in lessons.tips)


def shortcuts(lessons: Lessons) -> str:
    return "\n".join(shortcut_line(s) for s in lessons.shortcuts)


def shortcut_line(shortcut: Shortcut) -> str:
    names = [a.name if a.default is None else f"{a.name}?" for a in shortcut.arguments]
    return f"- {shortcut.name}({', '.join(names)}): {shortcut.description}"


def pages(lessons: Lessons) -> str:
    return "\n".join(page_line(page) for page in lessons.pages)


def page_line(page: PageCard) -> str:
    leads = "; ".join(f"{e.label} -> {e.leads_to}" for e in page.elements if e.leads_to)
    what = page.function or page.title
    return f"- {page.title or page.key}: {what}" + (f" ({leads})" if leads else "")


def intention_line(intention: Intention) -> str:
    """The action with what its numbers stand for."""
    targets = ", ".join(name(anchor) for anchor in intention.anchors.values())
    return intention.action.describe() + (f" = {targets}" if targets else "")
