"""Loads a checkpoint from disk: the real weights or an error, and never a download."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from phoneagent.errors import ConfigError
from phoneagent.models.local import packing
from phoneagent.models.local.devices import Place
from phoneagent.models.local.fusing import fuse
from phoneagent.models.local.packed import is_packed_from, packed_bits, save_packed
from phoneagent.models.local.spec import LocalSpec
from phoneagent.models.local.weights import how_to_get

PACKED_BITS = {"int4": 4, "int8": 8}
_KNOWN_ATTENTION = {"full_attention", "sliding_attention"}


def load_model(spec: LocalSpec, place: Place) -> Any:
    """The checkpoint's model, ready to read on its device.

    Where the spec names a folder for the packed weights, they come from there, or are kept there.

    Raises:
        ConfigError: tensors are missing or of another shape, or the family is not supported.
    """
    bits = PACKED_BITS.get(spec.quant, 0)
    if not spec.packed or not bits or packed_bits(spec.folder):
        model = _loaded(spec, place)
    elif is_packed_from(spec.packed, spec.folder, bits):
        model = _loaded(replace(spec, folder=spec.packed), place)
    else:
        model = _loaded(spec, place)
        save_packed(model, spec.folder, spec.packed)
    fuse(model)
    return model


def _loaded(spec: LocalSpec, place: Place) -> Any:
    with _offline(), _quiet():
        from transformers import AutoModelForImageTextToText

        try:
            model, report = AutoModelForImageTextToText.from_pretrained(
                spec.folder,
                local_files_only=True,
                dtype=place.dtype,
                output_loading_info=True,
                **_quantising(spec, place),
            )
        except (ValueError, OSError, KeyError, RuntimeError) as error:
            raise _unloadable(spec, str(error)) from error
    require_whole(spec, report)
    model = model.eval().to(place.device) if spec.quant == "none" else model.eval()
    require_supported(spec, model)
    return model


def require_whole(spec: LocalSpec, report: dict[str, Any]) -> None:
    """Raise ConfigError when weights were missing: transformers makes up random ones."""
    for what in ("missing_keys", "mismatched_keys"):
        if names := sorted(map(str, report.get(what) or ())):
            said = "are missing" if what == "missing_keys" else "have another shape"
            raise ConfigError(
                f"{spec.folder}: {len(names)} tensors {said}, the first is {names[0]}.",
                hint=how_to_get(spec.folder),
            )


def require_supported(spec: LocalSpec, model: Any) -> None:
    """Raise ConfigError for models whose memory of a text is no list of keys and values."""
    kinds = set(getattr(model.config.get_text_config(), "layer_types", None) or ())
    if unknown := kinds - _KNOWN_ATTENTION:
        raise ConfigError(
            f"{spec.folder}: layers of the kind {', '.join(sorted(unknown))} are not supported.",
            hint="Serve this model with vLLM, Ollama or llama.cpp: --model openai:NAME",
        )


def _quantising(spec: LocalSpec, place: Place) -> dict[str, Any]:
    if spec.quant == "none" or packed_bits(spec.folder):
        return {}
    if spec.quant == "bnb4":
        from transformers import BitsAndBytesConfig

        return {
            "quantization_config": BitsAndBytesConfig(
                load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=place.dtype
            ),
            "device_map": {"": place.device},
        }
    return {"quantization_config": packing.PackingConfig(bits=PACKED_BITS[spec.quant])}


def _unloadable(spec: LocalSpec, reason: str) -> ConfigError:
    first = " ".join(reason.split())[:300]
    return ConfigError(f"{spec.folder} cannot be loaded: {first}", hint=how_to_get(spec.folder))


@contextmanager
def _offline() -> Iterator[None]:
    """Nothing is looked for on the network, whatever the libraries would like to ask there."""
    before = os.environ.get("HF_HUB_OFFLINE")
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["HF_HUB_OFFLINE"]
        else:
            os.environ["HF_HUB_OFFLINE"] = before


@contextmanager
def _quiet() -> Iterator[None]:
    """No progress bars and no reports on the terminal; what matters is raised."""
    from transformers.utils import logging

    bars, level = logging.is_progress_bar_enabled(), logging.get_verbosity()
    logging.disable_progress_bar()
    logging.set_verbosity(logging.CRITICAL)
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()
