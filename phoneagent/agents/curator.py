"""The Curator: a finished run becomes tips, shortcuts and page cards; only what its steps prove."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from phoneagent.agents import lines, replies
from phoneagent.agents.base import Question, Role
from phoneagent.core.actions import Type
from phoneagent.core.lessons import (
    Argument,
    Learned,
    PageCard,
    PageElement,
    Shortcut,
    ShortcutStep,
    Tip,
)
from phoneagent.core.plan import Subgoal
from phoneagent.core.run import Run
from phoneagent.core.steps import ScreenRef, Step
from phoneagent.core.text import fold
from phoneagent.errors import ModelError, ReplyError
from phoneagent.log import logger

MAX_TIPS = 2
MIN_SCRIPT_STEPS = 2


@dataclass(frozen=True)
class Curator:
    """Pages and scripts by code; advice by the model, and only when something went wrong."""

    role: Role | None = None

    def distil(self, run: Run) -> Learned:
        """What to keep; nothing that the run did not show.

        The run is over: a model that cannot be reached costs its tips, not its result.
        """
        learned = Learned(
            pages=pages(run.steps), shortcuts=tuple(scripts(run)), **worked_and_failed(run)
        )
        if self.role is None or all(step.good for step in run.steps) or not run.steps:
            return learned
        try:
            said = self.role.ask(_question(run))
        except ModelError as error:
            logger.warning("No tips from run %s: %s", run.id, error)
            return learned
        return learned.but(tips=said.value or (), usage=said.usage)


def _question(run: Run) -> Question[tuple[Tip, ...]]:
    return Question(
        prompt="curator/distil",
        system="",
        system_values={},
        values={
            "goal": run.goal,
            "ending": f"{run.ending.status}: {run.ending.reason}" if run.ending else "",
            "history": lines.history(run.steps, last=40, shown=True),
            "ledger": lines.ledger(run),
            "tips": lines.tips(run.lessons),
        },
        reply_schema=replies.TIPS,
        read=lambda reply: _tips(reply, run),
        max_tokens=300,
    )


def _tips(reply: Mapping[str, Any], run: Run) -> tuple[Tip, ...]:
    items = reply.get("tips")
    if not isinstance(items, list):
        raise ReplyError('"tips" must be a list')
    packages = {fold(s.after.app): s.after.package for s in run.steps if s.after.app}
    tips = []
    for n, item in enumerate(items[:MAX_TIPS]):
        if not isinstance(item, Mapping) or not str(item.get("text") or "").strip():
            raise ReplyError('each tip is an object with "text"')
        about = packages.get(fold(str(item.get("app") or "")), "")
        scope = "app" if about else "global"
        fields = {"id": f"{run.id}-{n + 1}", "text": str(item["text"]).strip(), "scope": scope}
        tips.append(Tip.model_validate(fields | {"about": about, "origin": run.id}))
    return tuple(tips)


def pages(steps: Iterable[Step]) -> tuple[PageCard, ...]:
    """One card per page that was seen, with what its elements led to."""
    cards: dict[str, PageCard] = {}
    for step in steps:
        for seen in (step.before, step.after):
            if seen.page and seen.page not in cards:
                cards[seen.page] = _card(seen)
        if step.good and step.before.page and step.after.page != step.before.page:
            card = cards[step.before.page]
            elements = tuple(_led(step))
            cards[card.key] = card.but(elements=(*card.elements, *elements))
    return tuple(cards.values())


def _card(seen: ScreenRef) -> PageCard:
    return PageCard(
        key=seen.page,
        package=seen.package,
        activity=seen.activity,
        title=seen.title,
        origin="run",
    )


def _led(step: Step) -> Iterable[PageElement]:
    for anchor in step.anchors.values():
        if anchor.label or anchor.resource_id:
            yield PageElement(
                label=anchor.label or anchor.describe(), locator=anchor, leads_to=step.after.page
            )


def scripts(run: Run) -> Iterable[Shortcut]:
    """One script per form that was filled in a proved run; typed texts become its arguments.

    What was tapped must be the app's own words: a script that taps a number key or somebody's name
    would do this goal again, not one like it. Without anything typed there is nothing to vary.
    """
    if run.verification is None or run.verification.verdict != "proved":
        return
    for subgoal in run.plan.subgoals:
        steps = [s for s in run.steps if s.subgoal == subgoal.id]
        if subgoal.status != "done" or len(steps) < MIN_SCRIPT_STEPS:
            continue
        typed = [s for s in steps if isinstance(s.action, Type)]
        if typed and all(_repeatable(s, run.goal) for s in steps):
            yield _script(subgoal, steps)


def _repeatable(step: Step, goal: str) -> bool:
    if not step.good or step.action is None or step.shortcut:
        return False
    if isinstance(step.action, Type):
        return True
    labels = [fold(anchor.label or anchor.text) for anchor in step.anchors.values()]
    return not any(label in fold(goal) or re.search(r"\d", label) for label in labels if label)


def _script(subgoal: Subgoal, steps: list[Step]) -> Shortcut:
    arguments: dict[str, Argument] = {}
    moves = []
    for step in steps:
        assert step.action is not None
        action, fill = step.action, {}
        if isinstance(action, Type):
            name = _argument_name(step, arguments)
            arguments[name] = Argument(name=name, description=f"text for {name}")
            # The typed text is personal: it becomes a hole, the literal is not kept.
            action, fill = action.but(text=""), {"text": name}
        moves.append(
            ShortcutStep(action=action, anchors=step.anchors, fill=fill, expect=step.expect)
        )
    description = _without(subgoal.text, steps)
    words = re.findall(r"[^\W\d_]+", description.casefold())
    return Shortcut(
        name="_".join(words[:6]) or "script",
        description=description,
        kind="script",
        arguments=tuple(arguments.values()),
        steps=tuple(moves),
        app=steps[-1].after.package,
        origin="run",
    )


def _argument_name(step: Step, taken: Mapping[str, Argument]) -> str:
    label = next((a.label or a.text for a in step.anchors.values()), "") or "text"
    name = re.sub(r"\W+", "_", label.casefold()).strip("_") or "text"
    return name if name not in taken else f"{name}_{len(taken) + 1}"


def _without(text: str, steps: Iterable[Step]) -> str:
    """The subgoal's words without what was typed for it."""
    for step in steps:
        if isinstance(step.action, Type) and step.action.text:
            hole = f"<{_argument_name(step, {})}>"
            text = re.sub(re.escape(step.action.text), hole, text, flags=re.IGNORECASE)
    return re.sub(r"[\"\u201c\u201d](<\w+>)[\"\u201c\u201d]", r"\1", text)


def worked_and_failed(run: Run) -> dict[str, tuple[str, ...]]:
    """Which shortcuts were used, by how they went."""
    used = [s for s in run.steps if s.shortcut]
    bad = {s.shortcut for s in used if not s.good}
    return {
        "worked": tuple(sorted({s.shortcut for s in used} - bad)),
        "failed": tuple(sorted(bad)),
    }
