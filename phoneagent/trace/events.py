"""What the journal says about each node of the loop."""

from __future__ import annotations

from typing import Any

from phoneagent.core.base import Fact
from phoneagent.core.run import Run
from phoneagent.core.screen import Observation
from phoneagent.core.steps import Intention, Receipt, Ruling, ScreenRef
from phoneagent.trace.compact import compact

# Which role a node asks; its spending stands in the node's events.
ROLE_OF = {
    "plan": "manager",
    "choose": "operator",
    "reflect": "reflector",
    "note": "notetaker",
    "verify": "reflector",
    "learn": "curator",
}


def event_data(node: str, run: Run) -> dict[str, Any]:
    """The data of the event that follows `node`.

    Always has `steps`, how many steps there are now; `spent`, what the node's role has cost so far.
    A "reflect" event has the `n` of its step, by which a resumed run knows that it is finished.
    """
    data: dict[str, Any] = {"steps": len(run.steps)}
    role = ROLE_OF.get(node)
    if role in run.spent:
        data["spent"] = _dump(run.spent[role])
    return data | _TELLERS.get(node, _nothing)(run)


def _nothing(_run: Run) -> dict[str, Any]:
    return {}


def _seen(run: Run) -> dict[str, Any]:
    seen: Observation | None = run.seen
    if seen is None:
        return {}
    return {
        "screen": _dump(ScreenRef.of(seen)),
        "elements": len(seen.elements),
        "needs": seen.needs,
        "warnings": list(seen.warnings),
        "toasts": list(seen.toasts),
        "waited_ms": round(seen.waited_ms, 1),
        "device_ms": round(seen.device_ms, 1),
    }


def _lessons(run: Run) -> dict[str, Any]:
    lessons = run.lessons
    return {
        "tips": [tip.id for tip in lessons.tips],
        "shortcuts": [shortcut.name for shortcut in lessons.shortcuts],
        "pages": [page.key for page in lessons.pages],
    }


def _planned(run: Run) -> dict[str, Any]:
    decision = _dump(run.decision)
    decision.pop("usage", None)
    return {"decision": decision, "plan": _dump(run.plan)}


def _chosen(run: Run) -> dict[str, Any]:
    intention: Intention | None = run.intention
    if intention is not None:
        return {"intention": _dump(intention)}
    return {"step": _dump(run.steps[-1])} if run.steps else {}


def _ruled(run: Run) -> dict[str, Any]:
    ruling: Ruling | None = run.ruling
    return {"ruling": _dump(ruling)}


def _done(run: Run) -> dict[str, Any]:
    receipt: Receipt | None = run.receipt
    return {"receipt": _dump(receipt)}


def _judged(run: Run) -> dict[str, Any]:
    step = run.steps[-1] if run.steps else None
    return {"n": step.n if step else 0, "step": _dump(step)}


def _noted(run: Run) -> dict[str, Any]:
    return {"notes": [_dump(note) for note in run.notes], "dropped": list(run.dropped_notes)}


def _verified(run: Run) -> dict[str, Any]:
    return {"verification": _dump(run.verification), "checks": run.checks}


def _dump(fact: Fact | None) -> dict[str, Any]:
    short: dict[str, Any] = compact(fact) if fact else {}
    return short


_TELLERS = {
    "perceive": _seen,
    "recall": _lessons,
    "plan": _planned,
    "choose": _chosen,
    "guard": _ruled,
    "act": _done,
    "reflect": _judged,
    "note": _noted,
    "verify": _verified,
}
