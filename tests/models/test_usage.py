"""Prices and token estimates."""

from __future__ import annotations

from pathlib import Path

import pytest

from phoneagent.core.chat import ChatRequest, Message, Picture, Text
from phoneagent.errors import ConfigError
from phoneagent.models.usage import Price, Prices, estimate_request, estimate_text

OPENAI = "api.openai.com"


def test_the_longest_pattern_wins() -> None:
    prices = Prices.shipped()
    mini, full = prices.find("gpt-4.1-mini-2025-04-14", OPENAI), prices.find("gpt-4.1", OPENAI)
    assert mini is not None
    assert full is not None
    assert mini.input_usd < full.input_usd


def test_unknown_models_and_hosts_have_no_price() -> None:
    prices = Prices.shipped()
    assert prices.find("my-own-model", OPENAI) is None
    assert prices.find("gpt-4.1", "127.0.0.1") is None
    assert prices.as_of


def test_cached_tokens_are_cheaper() -> None:
    price = Price(input_usd=2.0, output_usd=8.0, cached_usd=0.5)
    assert price.cost_usd(1_000_000, 0, 0) == pytest.approx(2.0)
    assert price.cost_usd(1_000_000, 500_000, 400_000) == pytest.approx(1.2 + 0.2 + 4.0)


def test_a_list_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "prices.toml"
    file.write_text('as_of = "2026-01-01"\n[models]\n"my-*" = {input = 1, output = 2}\n')
    prices = Prices.read(file)
    assert prices.find("My-Model", "anywhere") == Price(1.0, 2.0, 1.0)


@pytest.mark.parametrize("text", ["not toml", "[models]\n", 'as_of="x"\n[models]\n"a" = 3\n'])
def test_a_damaged_list(tmp_path: Path, text: str) -> None:
    file = tmp_path / "prices.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match="price list"):
        Prices.read(file)


def test_estimates() -> None:
    assert estimate_text("") == 0
    assert estimate_text("x" * 400) == 100
    assert estimate_text("你好世界") == 3
    picture = Picture(sha="a", size_px=(56, 57), data=b"x")
    message = Message(role="user", parts=(Text(text="abcd"), picture))
    assert estimate_request(ChatRequest(role="operator", messages=(message,))) == 1 + 2 * 3
