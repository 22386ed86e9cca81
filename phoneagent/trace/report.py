"""The report of a run: one HTML page that opens from disk and loads nothing from elsewhere."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phoneagent.core.base import Rect
from phoneagent.core.chat import Usage
from phoneagent.core.result import Evidence, Result
from phoneagent.core.run import Run
from phoneagent.core.steps import Step
from phoneagent.trace.journal import Event
from phoneagent.trace.runfolder import RunFolder

if TYPE_CHECKING:
    from jinja2 import Template

_EXCERPT_CHARS = 600
_CROP_MARGIN_PX = 90
_FALLBACK_SIZE_PX = (1080, 2400)


@dataclass(frozen=True)
class Box:
    """A box on a screenshot, in percent of its width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Crop:
    """A full-width strip of a screenshot; `ratio` is width to height, `shift` percent of width."""

    ratio: float
    shift: float
    box: Box


@dataclass(frozen=True)
class Proof:
    """One piece of evidence and the part of the screen that shows it."""

    evidence: Evidence
    image: str
    crop: Crop | None


@dataclass(frozen=True)
class Line:
    """One event of the journal, shortened."""

    kind: str
    after_s: float
    text: str


@dataclass(frozen=True)
class Card:
    """One step with what belongs to it."""

    step: Step
    before: str
    after: str
    boxes: tuple[Box, ...]
    gate: str
    seconds: float
    usage: tuple[tuple[str, Usage], ...]
    lines: tuple[Line, ...]


def render_report(folder: RunFolder, run: Run, result: Result) -> str:
    """The whole page.

    Args:
        folder: where the journal and the screenshots lie; the page refers to them by relative path.
        run: how the run stood at its end.
        result: how it ended.
    """
    size_px = run.seen.size_px if run.seen and run.seen.size_px[0] else _FALLBACK_SIZE_PX
    cards, rest = _cards(folder, run, size_px)
    return _template().render(
        run=run,
        result=result,
        manifest=folder.manifest,
        proofs=[_proof(folder, run, evidence, size_px) for evidence in result.evidence],
        requirements=run.verification.requirements if run.verification else (),
        cards=cards,
        rest=rest,
        started=time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(run.started_at_s)),
        ratio=size_px[0] / size_px[1],
        last_image=folder.image_name(run.seen.shot) if run.seen else "",
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")


def _proof(folder: RunFolder, run: Run, evidence: Evidence, size_px: tuple[int, int]) -> Proof:
    image = folder.image_name(evidence.shot)
    crop = _crop(evidence.bounds, size_px) if evidence.bounds and image else None
    return Proof(evidence, image, crop)


def _crop(bounds: Rect, size_px: tuple[int, int]) -> Crop:
    """A strip around `bounds`, with some of what stands above and below."""
    width, height = size_px
    top = max(0, bounds.top - _CROP_MARGIN_PX)
    bottom = min(height, bounds.bottom + _CROP_MARGIN_PX)
    high = max(1, bottom - top)
    box = Box(
        100 * bounds.left / width,
        100 * (bounds.top - top) / high,
        100 * bounds.width_px / width,
        100 * bounds.height_px / high,
    )
    return Crop(width / high, 100 * top / width, box)


def _boxes(step: Step, size_px: tuple[int, int]) -> Iterator[Box]:
    """Where the step's targets are: the boxes of its anchors, or a small one around a point."""
    for locator in step.anchors.values():
        width, height = locator.size_px if locator.size_px[0] else size_px
        bounds = locator.bounds
        if bounds.area_px:
            yield Box(
                100 * bounds.left / width,
                100 * bounds.top / height,
                100 * bounds.width_px / width,
                100 * bounds.height_px / height,
            )
    target = getattr(step.action, "target", None)
    if isinstance(target, tuple) and not step.anchors:
        x, y = target
        yield Box(100 * x / size_px[0] - 3, 100 * y / size_px[1] - 1.5, 6, 3)


def _cards(
    folder: RunFolder, run: Run, size_px: tuple[int, int]
) -> tuple[list[Card], tuple[Line, ...]]:
    """One card per step, and the events after the last step."""
    chapters = _chapters(folder.events())
    first = next((events[0].at_s for events, _ in chapters.values() if events), 0.0)
    cards = []
    for step in run.steps:
        events, spent = chapters.pop(step.n, ([], {}))
        seconds = events[-1].at_s - events[0].at_s if events else 0.0
        cards.append(
            Card(
                step=step,
                before=folder.image_name(step.before.shot),
                after=folder.image_name(step.after.shot),
                boxes=tuple(_boxes(step, size_px)),
                gate=_gate(events),
                seconds=seconds,
                usage=tuple((role, use) for role, use in spent.items() if use.calls),
                lines=tuple(_line(event, first) for event in events),
            )
        )
    left = [event for events, _ in chapters.values() for event in events]
    return cards, tuple(_line(event, first) for event in left)


def _chapters(events: Iterator[Event]) -> dict[int, tuple[list[Event], dict[str, Usage]]]:
    """Events and spending by the number of the step they led to."""
    from phoneagent.trace.events import ROLE_OF

    chapters: dict[int, tuple[list[Event], dict[str, Usage]]] = {}
    spent: dict[str, Usage] = {}
    waiting: list[Event] = []
    fresh: dict[str, Usage] = {}
    steps = 0
    for event in events:
        waiting.append(event)
        data = event.data if isinstance(event.data, dict) else {}
        role = ROLE_OF.get(event.kind)
        if role and "spent" in data:
            now = Usage(**data["spent"])
            fresh[role] = fresh.get(role, Usage()) + _less(now, spent.get(role, Usage()))
            spent[role] = now
        if data.get("steps", 0) > steps:
            steps = data["steps"]
            chapters[steps] = (waiting, fresh)
            waiting, fresh = [], {}
    chapters[steps + 1] = (waiting, fresh)
    return chapters


def _less(now: Usage, before: Usage) -> Usage:
    return Usage(
        **{name: max(0, getattr(now, name) - getattr(before, name)) for name in Usage.model_fields}
    )


def _gate(events: list[Event]) -> str:
    """What the gate said, when a rule had anything to say."""
    for event in reversed(events):
        if event.kind == "guard" and isinstance(event.data, dict):
            ruling = event.data.get("ruling", {})
            said = (ruling.get("verdict"), ruling.get("rule"), ruling.get("why"))
            return ": ".join(str(part) for part in said if part) if ruling.get("rule") else ""
    return ""


def _line(event: Event, started_at_s: float) -> Line:
    data: Any = event.data
    if isinstance(data, dict):
        data = {k: v for k, v in data.items() if k not in ("steps", "spent")}
    text = json.dumps(data, ensure_ascii=False) if data else ""
    if len(text) > _EXCERPT_CHARS:
        text = text[:_EXCERPT_CHARS] + " …"
    return Line(event.kind, max(0.0, event.at_s - started_at_s), text)
