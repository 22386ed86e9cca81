"""`local:PATH?name=value`: what it means and what it says about mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from phoneagent.errors import ConfigError
from phoneagent.models.local.spec import LocalSpec, read_spec


def test_a_folder_alone():
    assert read_spec("/models/x") == LocalSpec(Path("/models/x"))


def test_settings():
    spec = read_spec("/models/x?quant=int4&packed=/kept&image_tokens=384&text_px=12.5&threads=2")
    expected = LocalSpec(
        Path("/models/x"),
        quant="int4",
        packed=Path("/kept"),
        image_tokens=384,
        text_px=12.5,
        threads=2,
    )
    assert spec == expected


def test_a_home_folder():
    assert read_spec("~/x").folder == Path.home() / "x"


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", "names no folder"),
        ("?quant=int4", "names no folder"),
        ("/m?quant=int3", "Known: none, int8, int4, bnb4"),
        ("/m?device=tpu", "Known: auto, cpu, cuda, mps"),
        ("/m?dtype=int", "Known: auto, bfloat16"),
        ("/m?colour=red", "no setting 'colour'"),
        ("/m?image_tokens=many", "is no number"),
        ("/m?image_tokens=-1", "below zero"),
    ],
)
def test_mistakes(address: str, says: str):
    with pytest.raises(ConfigError) as caught:
        read_spec(address)
    assert says in str(caught.value)
