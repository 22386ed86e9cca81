"""What a finished run leaves: its trajectory, new and merged items, wins and losses."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Callable, Mapping
from typing import Any

from phoneagent.core.lessons import Learned, PageCard, PageElement, Shortcut, ShortcutStep, Tip
from phoneagent.core.run import Run
from phoneagent.core.screen import Locator
from phoneagent.core.shortcuts import problems
from phoneagent.core.steps import Step
from phoneagent.core.text import fold
from phoneagent.memory.masking import mask_json, masker
from phoneagent.memory.pages import index_page, signature_of
from phoneagent.memory.personal import personal_texts
from phoneagent.memory.records import page_of, page_row, shortcut_of, shortcut_row, tip_of, tip_row
from phoneagent.memory.store import Change, Kind
from phoneagent.memory.texts import query_words, ranked

Mask = Callable[[str], str]
LOSSES_UNTIL_QUARANTINE = 3
_SAME_TIP = 0.8
_MAX_ELEMENTS, _MAX_ROUTES = 60, 5
_LOCATOR_TEXTS = ("text", "desc", "label")


def learn(change: Change, run: Run, learned: Learned, signatures: Mapping[str, str]) -> None:
    """Keep what a run taught, with personal data masked.

    Args:
        change: the transaction to write in.
        run: the finished run.
        learned: what the Curator proposes.
        signatures: layout signatures of the pages seen in the run, by page key.
    """
    mask = masker(personal_texts(run))
    _keep_trajectory(change.connection, run, mask)
    for tip in learned.tips:
        add_tip(change, tip.but(text=mask(tip.text)))
    for shortcut in learned.shortcuts:
        clean = _without_personal(shortcut, mask)
        if clean is not None:
            add_shortcut(change, clean)
    for page in learned.pages:
        if not _is_of_data(page, mask):
            known = signatures.get(page.key, page.signature)
            add_page(change, _masked_page(page, mask).but(signature=known))
    for name in learned.worked:
        _count(change, name, won=True)
    for name in learned.failed:
        _count(change, name, won=False)


# ---- items -----------------------------------------------------------------------------------


def add_tip(change: Change, tip: Tip) -> str:
    """Add a tip, or strengthen one that says the same; the id it has."""
    words = query_words(tip.text)
    near = ranked(change.connection, "tips", words)
    for number, _ in near.most_common(8):
        row = change.connection.execute("SELECT * FROM tips WHERE n = ?", (number,)).fetchone()
        same_place = (row["scope"], row["about"]) == (tip.scope, tip.about)
        if same_place and _alike(words, query_words(row["text"])):
            known = tip_of(row)
            merged = known.but(uses=known.uses + tip.uses, wins=known.wins + max(1, tip.wins))
            change.put("tip", tip_row(merged, row["streak"]))
            return known.id
    change.put("tip", tip_row(tip.but(created_at_s=tip.created_at_s or time.time())))
    return tip.id


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    both, either = set(one) & set(other), set(one) | set(other)
    return bool(either) and len(both) / len(either) >= _SAME_TIP


def add_shortcut(change: Change, shortcut: Shortcut) -> str:
    """Add a shortcut; one that came with the package or from a person is never replaced.

    Returns:
        The name it has now: with a number when the name was taken by another one.
    """
    if next(problems(shortcut), None):
        return ""
    name, number = shortcut.name, 1
    while (row := change.get("shortcut", name)) is not None:
        known = shortcut_of(row)
        if _same_doing(known, shortcut):
            return name
        if known.origin not in ("seed", "person"):
            break
        number += 1
        name = f"{shortcut.name}_{number}"
    change.put("shortcut", shortcut_row(shortcut.but(name=name)))
    return name


def _same_doing(one: Shortcut, other: Shortcut) -> bool:
    fields = ("kind", "arguments", "uri", "steps", "precondition", "postcondition", "app")
    return all(getattr(one, field) == getattr(other, field) for field in fields)


def add_page(change: Change, page: PageCard) -> None:
    """Add a page, or merge what was seen of it into what is known."""
    row = change.get("page", page.key)
    merged = _merged(page_of(row), page) if row else page
    if not merged.signature:
        locators = [e.locator for e in merged.elements if e.locator]
        merged = merged.but(signature=signature_of(locators))
    number = change.put("page", page_row(merged))
    index_page(change.connection, number, merged.package, merged.signature)


def _merged(known: PageCard, fresh: PageCard) -> PageCard:
    elements: dict[tuple[str, str], PageElement] = {
        (fold(e.label), e.role): e for e in known.elements
    }
    for element in fresh.elements:
        key = (fold(element.label), element.role)
        old = elements.get(key)
        elements[key] = element if old is None else _merged_element(old, element)
    most_seen = sorted(elements.values(), key=lambda e: (bool(e.leads_to), e.seen), reverse=True)
    return known.but(
        elements=tuple(most_seen[:_MAX_ELEMENTS]),
        version=fresh.version or known.version,
        title=known.title or fresh.title,
        function=known.function or fresh.function,
        signature=fresh.signature or known.signature,
        routes=tuple(dict.fromkeys((*known.routes, *fresh.routes)))[-_MAX_ROUTES:],
        seen=known.seen + fresh.seen,
    )


def _merged_element(known: PageElement, fresh: PageElement) -> PageElement:
    return known.but(
        locator=fresh.locator or known.locator,
        leads_to=fresh.leads_to or known.leads_to,
        seen=known.seen + fresh.seen,
    )


def _count(change: Change, name: str, *, won: bool) -> None:
    """Count a use. A shortcut that lost three times in a row is quarantined."""
    kinds: tuple[Kind, ...] = ("shortcut", "tip")
    for kind in kinds:
        row = change.get(kind, name)
        if row is None:
            continue
        row["uses"] += 1
        row["wins" if won else "losses"] += 1
        row["streak"] = 0 if won else row["streak"] + 1
        if kind == "shortcut" and row["streak"] >= LOSSES_UNTIL_QUARANTINE:
            row["state"] = "quarantined"
        if kind == "tip":
            row["used_at_s"] = time.time()
        change.put(kind, row)
        return


# ---- masking ---------------------------------------------------------------------------------


def _is_of_data(page: PageCard, mask: Mask) -> bool:
    """Whether a page is somebody's note or contact rather than a page of the app."""
    return mask(page.title) != page.title or _masked_key(page.key, mask) != page.key


def _masked_key(key: str, mask: Mask) -> str:
    """A page key without personal words: `org.notes/.Edit#ann-lee:3fa9` has some in its middle."""
    place, hash_, rest = key.partition("#")
    words, colon, sum_ = rest.rpartition(":")
    said = words.replace("-", " ")
    return key if mask(said) == said else f"{place}{hash_}<typed>{colon}{sum_}"


def _masked_page(page: PageCard, mask: Mask) -> PageCard:
    elements = tuple(
        e.but(
            label=mask(e.label),
            locator=_cleared(e.locator, mask) if e.locator else None,
            leads_to=_masked_key(e.leads_to, mask),
        )
        for e in page.elements
    )
    return page.but(
        function=mask(page.function),
        routes=tuple(map(mask, page.routes)),
        elements=elements,
    )


def _cleared(locator: Locator, mask: Mask) -> Locator:
    """A locator without texts that hold personal data; it must do with its other parts."""
    texts = {name: getattr(locator, name) for name in _LOCATOR_TEXTS}
    return locator.but(**{name: text if mask(text) == text else "" for name, text in texts.items()})


def _without_personal(shortcut: Shortcut, mask: Mask) -> Shortcut | None:
    """The shortcut without personal data; None when it cannot do without."""
    steps = []
    for step in shortcut.steps:
        action = step.action.model_dump(mode="json")
        if mask_json(action, mask) != action:
            return None
        anchors = {name: _cleared(locator, mask) for name, locator in step.anchors.items()}
        if not all(_findable(locator) for locator in anchors.values()):
            return None
        steps.append(
            ShortcutStep(
                action=step.action, anchors=anchors, fill=step.fill, expect=_expect(step, mask)
            )
        )
    arguments = tuple(
        a.but(default=a.default if a.default is None or mask(a.default) == a.default else None)
        for a in shortcut.arguments
    )
    name, said = shortcut.name, shortcut.name.replace("_", " ")
    if mask(said) != said:
        name = re.sub(r"\W+", "_", re.sub(r"<\w+>", "", mask(said))).strip("_") or "shortcut"
    return shortcut.but(
        name=name,
        steps=tuple(steps),
        arguments=arguments,
        description=mask(shortcut.description),
    )


def _expect(step: ShortcutStep, mask: Mask) -> Any:
    """An expectation that names personal data would never hold again."""
    if step.expect is None:
        return None
    data = step.expect.model_dump(mode="json")
    return step.expect if mask_json(data, mask) == data else None


def _findable(locator: Locator) -> bool:
    return bool(locator.resource_id or locator.label or locator.text or locator.desc)


# ---- trajectories ----------------------------------------------------------------------------


def _keep_trajectory(connection: sqlite3.Connection, run: Run, mask: Mask) -> None:
    """Every run is kept, also those that failed."""
    ending = run.ending
    plan = mask_json(run.plan.model_dump(mode="json"), mask)
    apps = list(dict.fromkeys(step.after.package for step in run.steps if step.after.package))
    connection.execute(
        "INSERT OR REPLACE INTO runs"
        " (run_id, goal, status, reason, answer, apps, plan, started_at_s, steps)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run.id,
            mask(run.goal),
            ending.status if ending else "",
            mask(ending.reason) if ending else "",
            mask(run.answer),
            json.dumps(apps),
            json.dumps(plan, ensure_ascii=False),
            run.started_at_s,
            len(run.steps),
        ),
    )
    connection.execute("DELETE FROM steps WHERE run_id = ?", (run.id,))
    connection.executemany(
        f"INSERT INTO steps VALUES ({','.join('?' * 15)})",  # noqa: S608 - only marks
        [_step_row(run.id, step, mask) for step in run.steps],
    )


def _step_row(run_id: str, step: Step, mask: Mask) -> tuple[Any, ...]:
    def text(value: Any) -> str:
        return json.dumps(mask_json(value, mask), ensure_ascii=False)

    data = step.model_dump(mode="json")
    return (
        run_id,
        step.n,
        step.subgoal,
        _masked_key(step.before.page, mask),
        step.before.package,
        text(data["action"]),
        text(data["anchors"]),
        text(data["expect"]),
        step.outcome.verdict,
        mask(step.outcome.why),
        step.by,
        step.shortcut,
        _masked_key(step.after.page, mask),
        step.before.shot,
        step.before.tree,
    )
