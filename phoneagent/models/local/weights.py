"""Checks a checkpoint folder without loading it, and says in plain words what is wrong with it."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from phoneagent.errors import ConfigError

INDEX = "model.safetensors.index.json"
SINGLE = "model.safetensors"
_POINTER = b"version https://git-lfs"
_NEEDED = (
    ("config.json",),
    ("tokenizer.json", "tokenizer.model", "vocab.json"),
    ("preprocessor_config.json", "processor_config.json"),
)
_OTHER_FORMATS = ("*.gguf", "pytorch_model*.bin", "*.pth", "*.onnx")
_OWNERS = {
    "qwen": "Qwen",
    "internvl": "OpenGVLab",
    "llava": "llava-hf",
    "ui-tars": "ByteDance-Seed",
    "gui-owl": "mPLUG",
    "smolvlm": "HuggingFaceTB",
}
_SERVED = (
    "Or serve a model with vLLM, Ollama or llama.cpp: --model openai:NAME --base-url "
    "http://127.0.0.1:8080/v1"
)


@dataclass(frozen=True)
class Shard:
    """The header of one safetensors file.

    Attributes:
        tensors: name to dtype, shape and offsets, as the header says.
        problem: what is wrong with the file; empty when nothing is.
    """

    file: Path
    tensors: dict[str, Any]
    problem: str = ""


def require_weights(folder: Path) -> None:
    """Raise ConfigError with everything that is wrong with this checkpoint, and how to mend it."""
    if problems := find_problems(folder):
        raise ConfigError(f"{folder}: {'; '.join(problems)}.", hint=how_to_get(folder))


def find_problems(folder: Path) -> list[str]:
    """What is wrong with a checkpoint folder; empty when it can be loaded."""
    if not folder.is_dir():
        return ["there is no such folder" if not folder.exists() else "this is not a folder"]
    problems = [
        f"{' or '.join(names)} is missing"
        for names in _NEEDED
        if not any((folder / name).is_file() for name in names)
    ]
    problems += [
        f"{name} is not JSON"
        for name in ("config.json", INDEX)
        if (folder / name).is_file() and read_json(folder / name) is None
    ]
    return problems or _weight_problems(folder)


def read_json(file: Path) -> dict[str, Any] | None:
    """The object in a JSON file; None when it is missing or damaged."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def shards_of(folder: Path) -> list[Shard]:
    """The header of every weight file that the index (or its absence) promises."""
    index = read_json(folder / INDEX)
    names = sorted(set(index["weight_map"].values())) if index else [SINGLE]
    return [read_header(folder / name) for name in names]


def read_header(file: Path) -> Shard:
    """What a safetensors file says it holds (format: huggingface/safetensors, README "Format")."""
    if not file.is_file():
        return Shard(file, {}, f"{file.name} is missing")
    size = file.stat().st_size
    with file.open("rb") as stream:
        start = stream.read(8)
        if (start + stream.read(len(_POINTER) - 8)) == _POINTER:
            said = "is a git-lfs pointer, not weights (run `git lfs pull` in the folder)"
            return Shard(file, {}, f"{file.name} {said}")
        if size < 8 or (length := struct.unpack("<Q", start)[0]) > size - 8:
            return Shard(file, {}, f"{file.name} is truncated or not safetensors")
        stream.seek(8)
        try:
            header = json.loads(stream.read(length))
            header.pop("__metadata__", None)
            last = max((int(entry["data_offsets"][1]) for entry in header.values()), default=0)
        except (ValueError, AttributeError, KeyError, TypeError, IndexError):
            return Shard(file, {}, f"{file.name} has a broken header")
    end = 8 + length + last
    if size != end:
        return Shard(file, header, f"{file.name} is truncated ({size} of {end} bytes)")
    return Shard(file, header)


def _weight_problems(folder: Path) -> list[str]:
    index = read_json(folder / INDEX)
    if index is None and not (folder / SINGLE).exists():
        for pattern in _OTHER_FORMATS:
            if found := sorted(folder.glob(pattern)):
                return [f"{found[0].name} is there, but only safetensors can be loaded"]
    if index is not None and not isinstance(index.get("weight_map"), dict):
        return [f"{INDEX} has no weight_map"]
    shards = shards_of(folder)
    problems = [shard.problem for shard in shards if shard.problem]
    if problems or index is None:
        return problems
    absent = set(index["weight_map"]) - {name for shard in shards for name in shard.tensors}
    if absent:
        return [f"{len(absent)} tensors of the index are in no file, the first is {min(absent)}"]
    return []


def how_to_get(folder: Path) -> str:
    """The command that puts the checkpoint there, and the way without one."""
    return (
        f"Get it with: pip install huggingface_hub && hf download {repository_of(folder)} "
        f"--local-dir {folder}\n  {_SERVED}"
    )


def repository_of(folder: Path) -> str:
    """The repository that the folder's name suggests; OWNER/NAME when it suggests none."""
    name = folder.name or folder.resolve().name
    for start, owner in _OWNERS.items():
        if name.lower().startswith(start):
            return f"{owner}/{name}"
    return "OWNER/NAME"
