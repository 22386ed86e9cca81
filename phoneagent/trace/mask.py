"""What the writers of a run folder ask of whoever knows the secrets; captures without them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from phoneagent.core.base import Rect
from phoneagent.core.hierarchy import parse_hierarchy
from phoneagent.core.screen import Capture

# Paints over boxes (device pixels) of an encoded screenshot; encoded again.
Blot = Callable[[bytes, Sequence[Rect]], bytes]


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


def no_picture(_image: bytes, _boxes: Sequence[Rect]) -> bytes:
    """The safe way to paint over what nobody here can paint over."""
    return b""


def masked(capture: Capture, mask: Mask, blot: Blot = no_picture) -> Capture:
    """The capture with secrets masked in its hierarchy, its toasts and its screenshot."""
    xml = mask.mask_xml(capture.xml)
    toasts = tuple(mask.mask(toast) for toast in capture.toasts)
    if xml == capture.xml and toasts == capture.toasts:
        return capture
    root = parse_hierarchy(xml)
    boxes = [
        shown.bounds
        for shown, hidden in zip(capture.root.walk(), root.walk(), strict=True)
        if (shown.text, shown.desc, shown.hint) != (hidden.text, hidden.desc, hidden.hint)
    ]
    # A toast has no box: a screenshot that may show one cannot be mended.
    image = blot(capture.image, boxes) if toasts == capture.toasts and capture.image else b""
    return replace(capture, xml=xml, root=root, toasts=toasts, image=image)
