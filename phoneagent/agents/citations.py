"""Checks a quote against the screen it is said to stand on; what is not there is no evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from phoneagent.core.base import Rect
from phoneagent.core.hierarchy import parse_hierarchy
from phoneagent.core.protocols import Shots
from phoneagent.core.result import Evidence
from phoneagent.core.run import Run
from phoneagent.core.screen import Observation
from phoneagent.core.text import fold
from phoneagent.errors import ReplyError


def check(quote: object, run: Run, shots: Shots) -> Evidence:
    """The evidence a quote `{"at": "now" | step, "text": "..."}` points at.

    Raises:
        ReplyError: the words do not stand there.
    """
    if isinstance(quote, Mapping) and quote.get("gone"):
        return _absent(str(quote["gone"]).strip(), run)
    if not isinstance(quote, Mapping) or not str(quote.get("text") or "").strip():
        raise ReplyError('a quote is an object such as {"at": "now", "text": "Saved"}')
    text, at = str(quote["text"]).strip(), quote.get("at", "now")
    found = on_screen(text, run) if at == "now" else _then(text, _step_number(at), run, shots)
    if found is None:
        where = "the present screen" if at == "now" else f"the screen after step {at}"
        raise ReplyError(f"{text!r} does not stand on {where}; quote word for word, or say null")
    return found


def _absent(text: str, run: Run) -> Evidence:
    """That words do not stand on the present screen, checked."""
    if run.seen is None or run.seen.covered or run.seen.holds(text):
        raise ReplyError(f"it cannot be seen now that {text!r} is gone")
    words = f'no "{text}" on {run.seen.title or run.seen.app}'
    return Evidence(step=len(run.steps), kind="element", text=words, shot=run.seen.shot)


def _step_number(at: object) -> int:
    try:
        return int(str(at).removeprefix("step").strip())
    except ValueError as error:
        raise ReplyError('"at" is "now" or the number of a step') from error


def on_screen(text: str, run: Run) -> Evidence | None:
    """Where `text` stands on the present screen, or None."""
    seen = run.seen
    if seen is None:
        return None
    n, wanted = len(run.steps), _plain(text)
    for element in seen.elements:
        words = _plain(" ".join((*element.texts, *(f"[{state}]" for state in element.states))))
        plain = _plain(" ".join((*element.texts, *element.states)))
        if wanted in words or wanted in plain:
            return Evidence(
                step=n,
                kind="element",
                text=", ".join((*element.texts, *element.states)),
                bounds=element.bounds,
                shot=seen.shot,
            )
    if any(wanted in _plain(toast) for toast in seen.toasts):
        return Evidence(step=n, kind="toast", text=text, shot=seen.shot)
    if _in_compact_text(wanted, seen):
        return Evidence(step=n, kind="element", text=text, shot=seen.shot)
    return None


def _in_compact_text(wanted: str, seen: Observation) -> bool:
    """Also a whole line of the screen text may be quoted, number and all."""
    return wanted in _plain(seen.text)


def _then(text: str, number: int, run: Run, shots: Shots) -> Evidence | None:
    step = next((s for s in run.steps if s.n == number), None)
    if step is None:
        raise ReplyError(f"there is no step {number}")
    wanted = _plain(text)
    for shown in step.outcome.shown:
        if wanted in _plain(shown):
            return Evidence(step=number, kind="element", text=shown, shot=step.after.shot)
    xml = shots.tree(step.after.tree)
    for words, bounds in _texts(xml):
        if wanted in _plain(words):
            return Evidence(
                step=number, kind="element", text=words, bounds=bounds, shot=step.after.shot
            )
    return None


def _texts(xml: str) -> Iterator[tuple[str, Rect]]:
    if not xml:
        return
    for node in parse_hierarchy(xml).walk():
        for words in (node.text, node.desc):
            if words:
                yield words, node.bounds


def _plain(text: str) -> str:
    """A line break may be quoted as one, as a backslash and n, or as a space."""
    return fold(text.replace("\\n", " "))
