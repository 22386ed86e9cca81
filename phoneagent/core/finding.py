"""What `doctor` found out about a phone, a model or this computer."""

from __future__ import annotations

from phoneagent.core.base import Fact


class Finding(Fact):
    """One thing that was tried.

    Attributes:
        name: what it is about, one or two words.
        ok: whether it is as it should be.
        detail: what was found, with a number where there is one.
        hint: what to do when it is not ok.
        seconds: how long it took.
        needed: False when things work without it, only less well.
    """

    name: str
    ok: bool
    detail: str
    hint: str = ""
    seconds: float = 0.0
    needed: bool = True
