"""GUI-Owl 1.5: the action in words, then the call; the last four screens again."""

from __future__ import annotations

from phoneagent.models.formats.mobile_use import MobileUse

FORMAT = MobileUse(before="Action: {}\n", turns=4)
