"""A sentence in, an Android phone operated, a verdict with evidence out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from phoneagent.core.result import Evidence, Result
    from phoneagent.errors import (
        ActionError,
        ConfigError,
        DeviceError,
        ExpectationFailed,
        InfraError,
        PhoneagentError,
        ReplyError,
    )
    from phoneagent.phone import Phone, Undecided

# Public name -> the module it comes from; imported at first use, so that this import costs nothing.
_HOMES = {
    "Phone": "phone",
    "Undecided": "phone",
    "ReplyError": "errors",
    "Result": "core.result",
    "Evidence": "core.result",
    "PhoneagentError": "errors",
    "ConfigError": "errors",
    "InfraError": "errors",
    "DeviceError": "errors",
    "ActionError": "errors",
    "ExpectationFailed": "errors",
}
__all__ = [
    "ActionError",
    "ConfigError",
    "DeviceError",
    "Evidence",
    "ExpectationFailed",
    "InfraError",
    "Phone",
    "PhoneagentError",
    "ReplyError",
    "Result",
    "Undecided",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"phoneagent.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'phoneagent' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
