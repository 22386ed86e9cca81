"""Keeps a packed checkpoint on disk, so that the next start is quick and small."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from phoneagent.errors import ConfigError
from phoneagent.models.local.spec import LocalSpec, Quant
from phoneagent.models.local.weights import INDEX, SINGLE, read_json, shards_of

METHOD = "phoneagent-cpu"
REPORT = "packing.json"
_WEIGHTS = ("*.safetensors", "*.bin", "*.pth", "*.gguf", "*.onnx", "*.h5", "*.msgpack", INDEX)


def packed_bits(folder: Path) -> int:
    """4 or 8 for a packed checkpoint, 0 for any other."""
    config = read_json(folder / "config.json") or {}
    said = config.get("quantization_config")
    ours = isinstance(said, dict) and said.get("quant_method") == METHOD
    return int(said["bits"]) if ours and isinstance(said, dict) else 0


def with_own_bits(spec: LocalSpec) -> LocalSpec:
    """The spec, with the bits of a checkpoint that is packed already.

    Raises:
        ConfigError: it asks for others; what is packed cannot be packed anew.
    """
    bits = packed_bits(spec.folder)
    if not bits:
        return spec
    quant: Quant = "int4" if bits == 4 else "int8"
    if spec.quant not in ("none", quant):
        raise ConfigError(
            f"{spec.folder} is packed to {bits} bits, not {spec.quant}.",
            hint="Pack the original checkpoint anew, or leave quant= out.",
        )
    return replace(spec, quant=quant)


def is_packed_from(folder: Path, source: Path, bits: int) -> bool:
    """Whether `folder` holds what packing `source` would give.

    Raises:
        ConfigError: there is something else in it, which is not to be overwritten.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return False
    report = read_json(folder / REPORT)
    if report is None or packed_bits(folder) == 0:
        raise ConfigError(f"{folder} holds something else.", hint="Give packed= a new folder.")
    return packed_bits(folder) == bits and report.get("source") == fingerprint(source)


def save_packed(model: Any, source: Path, folder: Path) -> None:
    """Write a model that was packed from `source`, whole or not at all.

    The folder is a checkpoint like any other, with the same files beside the weights, and
    `packing.json` says how each layer was packed and how far off its weights are.

    Raises:
        ConfigError: it cannot be written.
    """
    from safetensors.torch import save_file

    settings = model.config.quantization_config
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as name:
            made = Path(name) / "packed"
            made.mkdir()
            _copy_all_but_weights(source, made)
            config = json.loads((source / "config.json").read_text(encoding="utf-8"))
            config["quantization_config"] = settings.to_dict()
            _write(made / "config.json", config)
            tensors = {key: value.contiguous() for key, value in model.state_dict().items()}
            save_file(tensors, made / SINGLE, metadata={"format": "pt"})
            _write(made / REPORT, _report(source, settings.reports))
            shutil.rmtree(folder, ignore_errors=True)
            made.rename(folder)
    except OSError as error:
        raise ConfigError(f"Cannot keep the packed checkpoint in {folder}: {error}") from error


def fingerprint(source: Path) -> str:
    """Names a checkpoint by what its weight files say they hold, without reading the weights."""
    known = hashlib.sha256()
    for shard in shards_of(source):
        stat = shard.file.stat()
        known.update(json.dumps([shard.file.name, stat.st_size, shard.tensors]).encode())
    return known.hexdigest()


def _report(source: Path, layers: Iterable[Any]) -> dict[str, Any]:
    rows = [
        {"name": one.name, "bits": one.bits, "error": round(one.error, 5), "scaled": one.scaled}
        for one in layers
    ]
    return {"source": fingerprint(source), "layers": rows}


def _copy_all_but_weights(source: Path, target: Path) -> None:
    skipped = {file for pattern in _WEIGHTS for file in source.glob(pattern)}
    for file in source.iterdir():
        if file.is_file() and file not in skipped:
            shutil.copy2(file, target / file.name)


def _write(file: Path, value: dict[str, Any]) -> None:
    file.write_text(json.dumps(value, indent=1), encoding="utf-8")
