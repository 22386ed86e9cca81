"""Perception: pure functions from captures to what a person would see.

`observe` reads a screen; `changes`, `appeared`, `differs` compare two; `signature` and `similarity`
compare structure; `mark`, `shrink`, `difference`, `fingerprint`, `describe_image` work on pictures.
There is no text recognition: a screen without a tree is shown to the model as a picture.
"""

from __future__ import annotations

from phoneagent.perception.changes import Changes, appeared, changes, differs
from phoneagent.perception.images import (
    describe_image,
    difference,
    fingerprint,
    is_black,
    resized,
    shrink,
    to_png,
    to_webp,
)
from phoneagent.perception.marks import mark
from phoneagent.perception.observe import observe
from phoneagent.perception.similar import signature, similarity

__all__ = [
    "Changes",
    "appeared",
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
    "signature",
    "similarity",
    "to_png",
    "to_webp",
]
