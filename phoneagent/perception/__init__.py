"""Perception: pure functions from captures to what a person would see.

`observe` reads a screen; `changes`, `appeared`, `differs` compare two;
`mark`, `shrink`, `difference`, `fingerprint`, `describe_image` work on pictures.
There is no text recognition: a screen without a tree is shown to the model as a picture.
"""

from __future__ import annotations

from phoneagent.perception.changes import Changes, appeared, changes, differs
from phoneagent.perception.images import (
    blot,
    describe_image,
    difference,
    fingerprint,
    is_black,
    resized,
    shrink,
    to_png,
    to_rgb,
    to_webp,
)
from phoneagent.perception.marks import mark
from phoneagent.perception.observe import observe

__all__ = [
    "Changes",
    "appeared",
    "blot",
    "changes",
    "describe_image",
    "difference",
    "differs",
    "fingerprint",
    "is_black",
    "mark",
    "observe",
    "resized",
    "shrink",
    "to_png",
    "to_rgb",
    "to_webp",
]
