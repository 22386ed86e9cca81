"""How a run ended: status, exit code, evidence, and the one JSON object users read."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from phoneagent.core.base import Fact, Rect
from phoneagent.core.chat import Usage

Status = Literal[
    "succeeded", "failed", "infra", "stuck", "budget", "needs_human", "refused", "unverified"
]
EXIT_CODES: dict[str, int] = {
    "succeeded": 0,
    "failed": 1,
    "infra": 3,
    "stuck": 4,
    "budget": 4,
    "needs_human": 5,
    "refused": 6,
    "unverified": 7,
}


class Evidence(Fact):
    """Something to look up: an element on a recorded screen, a fact, a device reading."""

    step: int
    kind: Literal["element", "note", "toast", "device"]
    text: str
    bounds: Rect | None = None
    shot: str = ""


class Requirement(Fact):
    """One clause of the goal and what was found about it."""

    text: str
    met: bool | None = None
    evidence: tuple[Evidence, ...] = ()


class Verification(Fact):
    """What the independent check at the end found."""

    verdict: Literal["proved", "refuted", "open"]
    requirements: tuple[Requirement, ...] = ()
    reason: str = ""
    answer: str = ""
    by: Literal["rule", "model"] = "rule"
    usage: Usage = Usage()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(e for r in self.requirements for e in r.evidence)


class Ending(Fact):
    """A status with its reason, derived from the run; no room may write it."""

    status: Status
    reason: str


class Seconds(Fact):
    """Where the time went, in seconds."""

    total: float = 0.0
    model: float = 0.0
    device: float = 0.0
    waiting: float = 0.0
    framework: float = 0.0


class Result(Fact):
    """The object that `phoneagent run --json` prints and `Phone.do` returns."""

    run_id: str
    goal: str
    status: Status
    verified: bool
    answer: str | None = None
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    steps: int = 0
    model_calls: dict[str, int] = Field(default_factory=dict)
    tokens: dict[str, int] = Field(default_factory=dict)
    cost_usd: float = 0.0
    seconds: Seconds = Seconds()
    device: dict[str, str] = Field(default_factory=dict)
    crew: str = ""
    models: dict[str, str] = Field(default_factory=dict)
    run_dir: str = ""

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.status]

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON object; an evidence entry shows only what it has."""
        data = self.model_dump(mode="json")
        data["evidence"] = [
            {k: v for k, v in entry.items() if v not in (None, "")} for entry in data["evidence"]
        ]
        return data
