"""Checkpoints in this process: `local:PATH?quant=int4`, loaded from disk, never downloaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from phoneagent.errors import ConfigError
from phoneagent.models.local.model import LocalModel
from phoneagent.models.local.packages import require_packages
from phoneagent.models.local.packed import with_own_bits
from phoneagent.models.local.spec import read_spec
from phoneagent.models.local.weights import require_weights
from phoneagent.models.options import ModelOptions

__all__ = ["LocalModel", "build"]


def _fault(check: Callable[..., None], *arguments: Any) -> ConfigError | None:
    try:
        check(*arguments)
    except ConfigError as fault:
        return fault
    return None


def build(address: str, options: ModelOptions) -> LocalModel:
    """The checkpoint in the folder that `address` names; see `spec.read_spec` for its settings.

    Raises:
        ConfigError: libraries or weights are missing or damaged; the message says what, where, and
            how to get them. Found without loading anything.
    """
    spec = read_spec(address)
    checked = (_fault(require_packages), _fault(require_weights, spec.folder))
    if faults := [fault for fault in checked if fault]:
        said = " ".join(str(fault.args[0]) for fault in faults)
        raise ConfigError(said, hint="\n  ".join(fault.hint for fault in faults))
    return LocalModel(with_own_bits(spec), options, f"local:{address}")
