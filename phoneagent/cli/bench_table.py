"""The figures of `bench-model` as a table: one column per configuration, one line per figure."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phoneagent.benchmarks.model.figures import Figures, Spread
    from phoneagent.benchmarks.model.quality import Quality
    from phoneagent.benchmarks.model.report import Report, Row

UNKNOWN = "n/a"
_LABEL, _CELL = 27, 13
_GIB = 2**30
Cell = Callable[["Row", "Figures"], str]


def lines_of(report: Report, width: int) -> Iterator[str]:
    """The table, no wider than `width`; as many configurations side by side as fit."""
    measured = [row for row in report.rows if row.samples]
    yield from _wrapped(_heading(report, measured), width)
    room = max(1, (width - _LABEL) // _CELL)
    for start in range(0, len(measured), room):
        yield ""
        yield from _block(report, measured[start : start + room])
    if measured:
        yield ""
        yield from _wrapped(_footing(report, measured), width)
    for start in range(0, len(report.quality), room):
        yield ""
        yield from _judged(report.quality[start : start + room])
    for row in report.rows:
        if row.problem:
            yield from _wrapped(f"Not measured: {row.label}: {row.problem}", width)


def _block(report: Report, rows: Sequence[Row]) -> Iterator[str]:
    yield _line("weights", [_weights(row) for row in rows])
    yield _line("pictures, tokens at most", [_limit(row) for row in rows])
    yield "-" * (_LABEL + _CELL * len(rows))
    figures = [report.figures(row) for row in rows]
    for label, cell in _LINES:
        yield _line(label, [cell(row, known) for row, known in zip(rows, figures, strict=True)])


def _judged(found: Sequence[Quality]) -> Iterator[str]:
    """What quantisation costs in quality, whole weights first."""
    names = [one.dtype if one.quant == "none" else one.quant for one in found]
    yield _line("against whole weights", names)
    yield "-" * (_LABEL + _CELL * len(found))
    for label, cell in _JUDGED:
        yield _line(label, [cell(one) for one in found])


def _line(label: str, cells: Sequence[str]) -> str:
    return f"{label:<{_LABEL}}" + "".join(f"{cell:>{_CELL}}" for cell in cells)


def _heading(report: Report, rows: Sequence[Row]) -> str:
    until = f" (ended early: {report.ended_early})" if report.ended_early else ""
    if not rows:
        return f"{report.model}{until}"
    setup = rows[0].setup
    threads = f", {_counted(setup.threads, 'thread')}" if setup.threads else ""
    where = f" on {setup.device}{threads}" if setup.device else ""
    steps = max(len(row.samples) for row in rows)
    return f"{report.model}{where}; {_counted(steps, 'step')}, {report.source}{until}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _footing(report: Report, rows: Sequence[Row]) -> str:
    machine = report.machine
    parts = [f"{machine.processor}, {_counted(machine.cores, 'core')}"]
    before, after = report.load_average
    if before is not None and after is not None:
        parts.append(f"load average {before:.1f} to {after:.1f}")
    bandwidth_b_s = report.bandwidth_b_s(rows[0].setup.device)
    if bandwidth_b_s:
        parts.append(f"memory read at {bandwidth_b_s / 1e9:.1f} GB/s")
    return f"Median (best). {'; '.join(parts)}."


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False)


def _weights(row: Row) -> str:
    setup = row.setup
    return (setup.dtype if setup.quant == "none" else setup.quant) or "served"


def _limit(row: Row) -> str:
    limit = row.image_tokens_limit
    return "as set" if limit is None else "none" if limit == 0 else str(limit)


def _count(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.0f}"


def _mean(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.1f}"


def _short(value: float) -> str:
    """Three digits that matter, no more than five characters."""
    if value >= 9_999.5:
        return f"{value / 1000:.0f}k"
    return f"{value:.0f}" if value >= 99.5 else f"{value:.1f}" if value >= 9.95 else f"{value:.2f}"


def _both(spread: Spread | None) -> str:
    return UNKNOWN if spread is None else f"{_short(spread.median)} ({_short(spread.best)})"


def _share(value: float | None) -> str:
    return UNKNOWN if value is None else f"{100 * value:.0f} %"


def _bandwidth(figures: Figures) -> str:
    spread = figures.bandwidth_share
    return UNKNOWN if spread is None else f"{100 * spread.median:.0f} ({100 * spread.best:.0f}) %"


def _gib(value: int | None) -> str:
    return UNKNOWN if value is None else f"{value / _GIB:.2f}"


_LINES: tuple[tuple[str, Cell], ...] = (
    ("prompt, tokens", lambda row, known: _count(known.prompt_tokens)),
    ("  of them pictures", lambda row, known: _count(known.image_tokens)),
    ("  of them remembered", lambda row, known: _count(known.cached_tokens)),
    ("vision, s", lambda row, known: _both(known.vision_s)),
    ("prefill, tokens/s", lambda row, known: _both(known.prefill_tok_s)),
    ("first token, s, first step", lambda row, known: _first(known.first_token_s)),
    ("first token, s, later steps", lambda row, known: _both(known.later_first_token_s)),
    ("decode, tokens/s", lambda row, known: _both(known.decode_tok_s)),
    ("decode, tokens/s, p95", lambda row, known: _tail(known.decode_tok_s)),
    ("whole reply, s", lambda row, known: _both(known.total_s)),
    ("tokens per action", lambda row, known: _mean(known.tokens_per_action)),
    ("passes per action", lambda row, known: _mean(known.forwards_per_action)),
    ("peak memory, GiB", lambda row, known: _gib(row.peak_bytes)),
    ("energy per action, J", lambda row, known: _mean(known.energy_j_per_action)),
    ("of the bandwidth limit", lambda row, known: _bandwidth(known)),
    ("valid replies", lambda row, known: _share(known.valid_share)),
    ("fit the screen, too", lambda row, known: _share(known.usable_share)),
)


def _first(value: float | None) -> str:
    return UNKNOWN if value is None else _short(value)


def _tail(spread: Spread | None) -> str:
    return UNKNOWN if spread is None else _short(spread.p95)


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else _short(value)


_JUDGED: tuple[tuple[str, Callable[[Quality], str]], ...] = (
    ("perplexity", lambda one: _number(one.perplexity)),
    ("  of tokens", lambda one: str(one.text_tokens or UNKNOWN)),
    ("same next token", lambda one: _share(one.same_token)),
    ("same action", lambda one: _share(one.same_action)),
    ("same kind of action", lambda one: _share(one.same_kind)),
    ("same as recorded", lambda one: _share(one.same_as_recorded)),
    ("valid replies", lambda one: _share(one.valid_share)),
    ("  of requests", lambda one: str(one.requests or UNKNOWN)),
    ("weights off by, mean", lambda one: _fine_share(one.packing_error)),
    ("weights off by, worst layer", lambda one: _fine_share(one.worst_error)),
)


def _fine_share(value: float | None) -> str:
    return UNKNOWN if value is None else f"{100 * value:.1f} %"
