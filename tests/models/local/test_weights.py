"""Folders that cannot be loaded: each says what is wrong, where, and how to mend it."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from phoneagent.errors import ConfigError
from phoneagent.models.local.weights import (
    INDEX,
    SINGLE,
    find_problems,
    repository_of,
    require_weights,
)
from tests.models.local.conftest import safetensors

Break = Callable[[Path], object]


def cut(name: str, size: int) -> Break:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes()[:size])


def write(name: str, data: bytes) -> Break:
    return lambda folder: (folder / name).write_bytes(data)


def remove(*names: str) -> Break:
    return lambda folder: [(folder / name).unlink() for name in names]


FAULTS: dict[str, tuple[Break, str]] = {
    "no config": (remove("config.json"), "config.json is missing"),
    "no tokenizer": (remove("tokenizer.json"), "tokenizer.json or tokenizer.model or vocab.json"),
    "no processor": (remove("preprocessor_config.json"), "preprocessor_config.json or processor"),
    "broken config": (write("config.json", b"{"), "config.json is not JSON"),
    "broken index": (write(INDEX, b"[]"), f"{INDEX} is not JSON"),
    "index without a map": (write(INDEX, b"{}"), f"{INDEX} has no weight_map"),
    "no weights": (remove(INDEX, "one.safetensors", "two.safetensors"), f"{SINGLE} is missing"),
    "a shard missing": (remove("two.safetensors"), "two.safetensors is missing"),
    "a pointer": (
        write("one.safetensors", b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\n"),
        "one.safetensors is a git-lfs pointer",
    ),
    "cut in the header": (cut("one.safetensors", 40), "truncated or not safetensors"),
    "cut in the data": (cut("one.safetensors", -3), "one.safetensors is truncated ("),
    "nearly empty": (cut("one.safetensors", 3), "truncated or not safetensors"),
    "no header": (
        write("one.safetensors", struct.pack("<Q", 4) + b"oops"),
        "one.safetensors has a broken header",
    ),
    "a header of another kind": (
        write("one.safetensors", struct.pack("<Q", 12) + b'{"a": "text"}'[:12].ljust(12)),
        "one.safetensors has a broken header",
    ),
    "too few tensors": (
        write("two.safetensors", safetensors(("d",))),
        "1 tensors of the index are in no file, the first is c",
    ),
    "another format": (
        lambda folder: (remove(INDEX)(folder), write("model-Q4_0.gguf", b"GGUF")(folder)),
        "model-Q4_0.gguf is there, but only safetensors can be loaded",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_named(whole: Path, fault: str):
    damage, says = FAULTS[fault]
    assert find_problems(whole) == []
    damage(whole)
    with pytest.raises(ConfigError) as caught:
        require_weights(whole)
    said = str(caught.value)
    assert says in said
    assert str(whole) in said
    assert f"hf download Qwen/Qwen2.5-VL-3B-Instruct --local-dir {whole}" in said
    assert "--model openai:NAME" in said


def test_a_folder_that_is_not_there(tmp_path: Path):
    assert find_problems(tmp_path / "nowhere") == ["there is no such folder"]
    file = tmp_path / "file"
    file.touch()
    assert find_problems(file) == ["this is not a folder"]


def test_one_file_without_an_index(whole: Path):
    remove(INDEX)(whole)
    (whole / SINGLE).write_bytes(safetensors(("a",)))
    assert find_problems(whole) == []


@pytest.mark.parametrize(
    ("name", "repository"),
    [
        ("Qwen3-VL-2B-Instruct", "Qwen/Qwen3-VL-2B-Instruct"),
        ("InternVL3-2B-hf", "OpenGVLab/InternVL3-2B-hf"),
        ("my-own", "OWNER/NAME"),
    ],
)
def test_where_it_comes_from(name: str, repository: str):
    assert repository_of(Path("/models") / name) == repository
