"""The error family: what happened, on which device or model, and what to do next.

PhoneagentError
├── ConfigError          wrong usage, unknown device or model, damaged config (exit 2)
├── InfraError           the phone or the model could not be reached after the retries (exit 3)
│   ├── DeviceError      ├── DeviceNotFound  ├── DeviceLost
│   └── ModelError       ├── ModelUnavailable
├── ActionError          the phone said no to one action (the run goes on)
├── ReplyError           a model's reply could not be used, also after one repair (the run goes on)
├── ModelRefused         the model declined to answer
├── StoreError           memory or a run folder is damaged
└── ExpectationFailed    `Phone.expect` was not met (an AssertionError)
"""

from __future__ import annotations


class PhoneagentError(Exception):
    """Base of everything raised on purpose.

    Attributes:
        hint: one line that says what to do next; empty when there is nothing to add.
        is_infra: True when the phone or the model is at fault, not the goal or the app; retriable.
    """

    is_infra = False

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}\n  {self.hint}" if self.hint else message


class ConfigError(PhoneagentError):
    """Wrong usage or configuration."""


class InfraError(PhoneagentError):
    """The phone or the model could not be reached after the retries."""

    is_infra = True


class DeviceError(InfraError):
    """The device answered with an error or not at all."""


class DeviceNotFound(DeviceError):
    """No such device is attached, or it is offline or unauthorized."""


class DeviceLost(DeviceError):
    """The connection broke and could not be brought back."""


class ModelError(InfraError):
    """The model endpoint answered with an error that retrying does not mend."""


class ModelUnavailable(ModelError):
    """The model endpoint could not be reached, timed out or kept failing."""


class ActionError(PhoneagentError):
    """One action could not be carried out; the text says why, and the run goes on."""


class ReplyError(PhoneagentError):
    """A model's reply could not be used."""


class ModelRefused(ReplyError):
    """The model declined to answer for reasons of its own policy."""


class StoreError(PhoneagentError):
    """A memory file or a run folder is damaged or of an unknown version."""


class ExpectationFailed(PhoneagentError, AssertionError):
    """`Phone.expect` was not met within its time."""
