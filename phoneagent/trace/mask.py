"""What the writers of a run folder ask of whoever knows the secrets."""

from __future__ import annotations

from typing import Any, Protocol


class Mask(Protocol):
    """Replaces secrets in text; `phoneagent.policy.Redactor` is one."""

    def mask(self, text: str) -> str:
        """Text without secrets."""
        ...

    def mask_xml(self, text: str) -> str:
        """Text without secrets that is still well-formed XML."""
        ...

    def mask_value(self, value: Any) -> Any:
        """A JSON value without secrets in its strings."""
        ...


class NoSecrets:
    """The mask when there is nothing to hide."""

    def mask(self, text: str) -> str:
        return text

    def mask_xml(self, text: str) -> str:
        return text

    def mask_value(self, value: Any) -> Any:
        return value
