"""Checkpoints in this process: `local:PATH?quant=int4`, loaded from disk, never downloaded."""

from __future__ import annotations

from phoneagent.models.local.model import LocalModel
from phoneagent.models.local.packages import require_packages
from phoneagent.models.local.packed import with_own_bits
from phoneagent.models.local.spec import read_spec
from phoneagent.models.local.weights import require_weights
from phoneagent.models.options import ModelOptions

__all__ = ["LocalModel", "build"]


def build(address: str, options: ModelOptions) -> LocalModel:
    """The checkpoint in the folder that `address` names; see `spec.read_spec` for its settings.

    Raises:
        ConfigError: libraries or weights are missing or damaged; the message says what, where, and
            how to get them. Found without loading anything.
    """
    spec = read_spec(address)
    require_weights(spec.folder)
    require_packages()
    return LocalModel(with_own_bits(spec), options, f"local:{address}")
