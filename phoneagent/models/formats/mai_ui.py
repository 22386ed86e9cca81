"""MAI-UI: tagged thinking, then the call; swipes by their direction."""

from __future__ import annotations

from phoneagent.models.formats.mobile_use import MobileUse

FORMAT = MobileUse(
    before="<thinking>\n{}\n</thinking>\n", turns=3, directions=True, buttons_lower=True
)
