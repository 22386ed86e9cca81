"""Tiny checkpoints and engines, each made once per session; all is skipped without torch."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from phoneagent.core.chat import ChatRequest, Message, Picture, Text
from phoneagent.models.local.weights import INDEX
from tests.requirements import missing_for_local_models

Build = Callable[..., Path]
Ask = Callable[..., ChatRequest]
MISSING = missing_for_local_models()
WITHOUT_LIBRARIES = ("test_spec.py", "test_weights.py", "test_bounds.py", "test_missing.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what loads models where their libraries are absent."""
    if not MISSING:
        return
    here = Path(__file__).parent
    skip = pytest.mark.skip(reason=f"no {MISSING} here: pip install -e '.[local]'")
    for item in items:
        if item.path.parent == here and item.path.name not in WITHOUT_LIBRARIES:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Builds a tiny checkpoint of a family, once per family and shape."""
    import torch

    from tests.models.local import tiny

    torch.set_num_threads(1)  # threads cost more than they save on models of this size
    root = tmp_path_factory.mktemp("checkpoints")

    @cache
    def build(family: str = "qwen2_5_vl", **shape: Any) -> Path:
        name = "-".join([family, *(f"{k}{v}" for k, v in shape.items())])
        return tiny.build(root / name, family, **shape)

    return build


@pytest.fixture(scope="session")
def engine(checkpoint: Build) -> Callable[..., Any]:
    """An engine for a tiny checkpoint, once per family; its memories are emptied at every call."""
    from phoneagent.models.local.engine import Engine
    from phoneagent.models.local.spec import LocalSpec

    @cache
    def made(family: str) -> Engine:
        return Engine(LocalSpec(checkpoint(family)))

    def fresh(family: str = "qwen2_5_vl") -> Engine:
        found = made(family)
        found.prefixes.clear()
        found.pictures.clear()
        return found

    return fresh


def safetensors(names: tuple[str, ...], *, size: int = 8) -> bytes:
    """A file with tensors of zeros, as the format's README says."""
    header = {
        name: {"dtype": "F32", "shape": [2], "data_offsets": [n * size, (n + 1) * size]}
        for n, name in enumerate(names)
    }
    said = json.dumps({"__metadata__": {"format": "pt"}, **header}).encode()
    return struct.pack("<Q", len(said)) + said + bytes(size * len(names))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A folder in which nothing is missing: two shards and their index."""
    folder = tmp_path / "Qwen2.5-VL-3B-Instruct"
    folder.mkdir()
    for name in ("config.json", "tokenizer.json", "preprocessor_config.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    (folder / "one.safetensors").write_bytes(safetensors(("a", "b")))
    (folder / "two.safetensors").write_bytes(safetensors(("c",)))
    index = {"a": "one.safetensors", "b": "one.safetensors", "c": "two.safetensors"}
    (folder / INDEX).write_text(json.dumps({"weight_map": index}), encoding="utf-8")
    return folder


def picture(seed: int = 0, size: tuple[int, int] = (112, 224)) -> Picture:
    """Coloured noise: like no other picture."""
    import numpy as np
    from PIL import Image

    pixels = np.random.default_rng(seed).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "PNG")
    return Picture(sha=f"{seed}", size_px=size, media_type="image/png", data=data.getvalue())


def request(
    text: str = "tap the button",
    *pictures: Picture,
    role: str = "operator",
    system: str = "you operate a phone. " * 12,
    **more: Any,
) -> ChatRequest:
    """A request as roles make them."""
    return ChatRequest(
        role=role,
        messages=(
            Message(role="system", parts=(Text(text=system),)),
            Message(role="user", parts=(Text(text=text), *pictures)),
        ),
        **more,
    )
