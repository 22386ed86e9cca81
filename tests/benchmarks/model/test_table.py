"""The table: no wider than asked, every figure on a line, and what is not known says so."""

from __future__ import annotations

import json

import pytest

from phoneagent.benchmarks.model.figures import Sample
from phoneagent.benchmarks.model.machine import Machine
from phoneagent.benchmarks.model.quality import Quality
from phoneagent.benchmarks.model.report import Report, Row
from phoneagent.benchmarks.model.subjects import Setup
from phoneagent.cli.bench_table import lines_of
from tests.benchmarks.model.test_figures import KNOWN

LOCAL = Setup(
    model="Q",
    quant="int4",
    dtype="bfloat16",
    device="cpu",
    threads=2,
    pass_bytes=1_500_000_000,
    bandwidth_b_s=10e9,
)
SLOW = KNOWN.but(first_token_s=1234.5, total_s=12345.6, decode_s=50.0)
ROW = Row(setup=LOCAL, image_tokens_limit=512, samples=(KNOWN, KNOWN, SLOW), peak_bytes=3 * 2**30)


def report(*rows: Row, **more: object) -> Report:
    given = {"model": "Q", "source": "virtual phone", "load_average": (0.5, 2.25), **more}
    return Report(machine=Machine.here(), rows=rows, **given)


def table(found: Report, width: int = 80) -> dict[str, list[str]]:
    """Label to cells, of the lines that have some."""
    lines = [line for line in lines_of(found, width) if line[27:].strip()]
    return {line[:27].strip(): line[27:].split("  ") for line in lines}


def cell(found: Report, label: str) -> str:
    return " ".join(" ".join(table(found)[label]).split())


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("weights", "int4"),
        ("pictures, tokens at most", "512"),
        ("prompt, tokens", "1000"),
        ("of them pictures", "400"),
        ("of them remembered", "600"),
        ("vision, s", "2.00 (2.00)"),
        ("prefill, tokens/s", "100 (100)"),
        ("first token, s, first step", "6.50"),
        ("first token, s, later steps", "620 (6.50)"),
        ("decode, tokens/s", "4.00 (4.00)"),
        ("decode, tokens/s, p95", "0.40"),
        ("whole reply, s", "11.5 (11.5)"),
        ("tokens per action", "21.0"),
        ("passes per action", "11.0"),
        ("peak memory, GiB", "3.00"),
        ("energy per action, J", "n/a"),
        ("of the bandwidth limit", "30 (30) %"),
        ("valid replies", "100 %"),
    ],
)
def test_every_figure_has_a_line(label: str, shown: str):
    assert cell(report(ROW), label) == shown


def test_what_cannot_be_known_says_so():
    served = Row(setup=Setup(model="openai:x"), samples=(Sample(total_s=2.0),))
    found = report(served)
    for label in ("prompt, tokens", "vision, s", "decode, tokens/s", "peak memory, GiB"):
        assert cell(found, label) == "n/a"
    assert cell(found, "whole reply, s") == "2.00 (2.00)"
    assert cell(found, "valid replies") == "0 %"
    assert cell(found, "pictures, tokens at most") == "as set"


@pytest.mark.parametrize("width", [60, 80, 200])
def test_many_configurations_stand_below_each_other(width: int):
    rows = [ROW.but(image_tokens_limit=n) for n in range(1, 12)]
    judged = [Quality(quant="int4", perplexity=123456.7, requests=3) for _ in range(3)]
    lines = list(lines_of(report(*rows, quality=tuple(judged), model="x" * 30), width))
    assert max(map(len, lines)) <= width
    heads = [line for line in lines if line.startswith("pictures, tokens at most")]
    assert [n for line in heads for n in line[27:].split()] == [str(n) for n in range(1, 12)]
    assert len(heads) == -(-11 // ((width - 27) // 13))


def test_the_widest_figures_do_not_run_together():
    fast = KNOWN.but(decode_s=0.0001, prefill_s=0.001, total_s=123456.0)
    for line in lines_of(report(ROW.but(samples=(fast,)), ROW.but(samples=(fast,))), 80):
        if line.startswith(("decode", "prefill", "whole")):
            assert line[27] == line[40] == " ", line


def test_what_was_not_possible_and_why_it_ended():
    problem = Row(setup=Setup(model="Q", quant="int8"), problem="int8 is for a CPU")
    text = " ".join(lines_of(report(ROW, problem, ended_early="interrupted"), 80))
    assert "Not measured: int8: int8 is for a CPU" in text
    assert "3 steps, virtual phone (ended early: interrupted)" in text
    assert "load average 0.5 to 2.2; memory read at 10.0 GB/s" in text


def test_json_has_the_same_figures_and_every_reply():
    problem = Row(setup=Setup(model="Q", quant="int8"), problem="int8 is for a CPU")
    found = json.loads(json.dumps(report(ROW, problem).to_json()))
    row, failed = found["rows"]
    assert row["decode_tok_s"] == {"best": 4.0, "median": 4.0, "p95": 0.4}
    assert row["bandwidth_share"]["median"] == 0.3
    assert row["peak_bytes"] == 3 * 2**30
    assert [sample["first_token_s"] for sample in row["samples"]] == [6.5, 6.5, 1234.5]
    assert failed["problem"] == "int8 is for a CPU"
    assert "samples" not in failed
    assert found["machine"]["cores"] >= 1


def test_the_limit_is_the_most_that_the_memory_gave_in_the_whole_run():
    slower = ROW.but(setup=LOCAL.but(bandwidth_b_s=4e9))
    found = report(slower, ROW)
    shares = [found.figures(row).bandwidth_share for row in found.rows]
    assert shares[0] == shares[1]
