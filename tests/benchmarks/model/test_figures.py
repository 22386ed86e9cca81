"""From single replies to figures: rates, tails, shares, and what is not known."""

from __future__ import annotations

import pytest

from phoneagent.benchmarks.model.figures import Figures, Sample, Spread

KNOWN = Sample(
    prompt_tokens=1000,
    image_tokens=400,
    cached_tokens=600,
    output_tokens=21,
    forwards=11,
    vision_s=2.0,
    prefill_s=4.0,
    decode_s=5.0,
    first_token_s=6.5,
    total_s=11.5,
    valid=True,
    usable=True,
)


def test_rates_of_a_reply():
    assert KNOWN.prefill_tok_s == 100  # 400 were not remembered
    assert KNOWN.decode_tok_s == 4  # the first came with the prompt
    assert KNOWN.passes_per_s == 2


@pytest.mark.parametrize(
    "unknown",
    [
        {"prompt_tokens": None, "output_tokens": None, "forwards": None},
        {"prefill_s": None, "decode_s": None},
        {"prefill_s": 0.0, "decode_s": 0.0},
        {"prompt_tokens": None, "output_tokens": 1, "forwards": 1},
    ],
)
def test_a_rate_is_unknown_when_a_part_of_it_is(unknown):
    sample = KNOWN.but(**unknown)
    assert (sample.prefill_tok_s, sample.decode_tok_s, sample.passes_per_s) == (None, None, None)


def test_tails_are_the_bad_ones():
    hundred = [float(n) for n in range(1, 101)]
    assert Spread.of_times(hundred) == Spread(best=1, median=50.5, p95=95)
    assert Spread.of_rates(hundred) == Spread(best=100, median=50.5, p95=6)
    assert Spread.of_times([3.0]) == Spread(best=3, median=3, p95=3)
    assert Spread.of_times([None, None]) is None


def test_the_first_step_is_told_apart():
    later = KNOWN.but(first_token_s=1.0, cached_tokens=900)
    figures = Figures.of([KNOWN.but(cached_tokens=0), later, later.but(first_token_s=3.0)])
    assert figures.first_token_s == 6.5
    assert figures.later_first_token_s == Spread(best=1, median=2, p95=3)
    assert figures.cached_tokens == 900


def test_a_single_step_has_no_later_ones():
    figures = Figures.of([KNOWN])
    assert (figures.later_first_token_s, figures.cached_tokens) == (None, None)


def test_vision_counts_where_something_was_looked_at():
    figures = Figures.of([KNOWN, KNOWN.but(vision_s=0.0), KNOWN.but(vision_s=4.0)])
    assert figures.vision_s == Spread(best=2, median=3, p95=4)


def test_means_and_shares():
    figures = Figures.of(
        [
            KNOWN.but(energy_j=10.0),
            KNOWN.but(energy_j=30.0, output_tokens=11, usable=False),
            KNOWN.but(energy_j=None, valid=False, usable=False),
        ]
    )
    assert figures.tokens_per_action == pytest.approx(53 / 3)
    assert figures.forwards_per_action == 11
    assert figures.energy_j_per_action == 20
    assert figures.valid_share == pytest.approx(2 / 3)
    assert figures.usable_share == pytest.approx(1 / 3)


def test_the_share_of_the_bandwidth():
    figures = Figures.of([KNOWN], pass_bytes=1_500_000_000, bandwidth_b_s=10e9)
    assert figures.bandwidth_share is not None
    assert figures.bandwidth_share.median == pytest.approx(0.3)  # 2 passes a second, 1.5 GB each
    assert Figures.of([KNOWN], pass_bytes=1, bandwidth_b_s=0.0).bandwidth_share is None
    assert Figures.of([KNOWN], pass_bytes=0, bandwidth_b_s=1.0).bandwidth_share is None
