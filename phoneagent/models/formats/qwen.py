"""Qwen2.5-VL and Qwen3-VL as phone agents: a thought, then the call."""

from __future__ import annotations

from phoneagent.models.formats.mobile_use import MobileUse

FORMAT = MobileUse(before="Thought: {}\n")
