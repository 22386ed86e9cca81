"""The crew without a model: the same roles as plain code, honest about what it understands."""

from __future__ import annotations

from dataclasses import dataclass, field

from phoneagent.agents.curator import Curator
from phoneagent.agents.perceptor import Perceptor
from phoneagent.agents.rules.manager import RulesManager
from phoneagent.agents.rules.notetaker import RulesNotetaker
from phoneagent.agents.rules.operator import RulesOperator
from phoneagent.agents.rules.reflector import RulesReflector
from phoneagent.core.protocols import Shots


@dataclass(frozen=True)
class RulesCrew:
    """Five roles that think by rules, and the Curator without its model."""

    perceptor: Perceptor
    reflector: RulesReflector
    manager: RulesManager = field(default_factory=RulesManager)
    operator: RulesOperator = field(default_factory=RulesOperator)
    notetaker: RulesNotetaker = field(default_factory=RulesNotetaker)
    curator: Curator = field(default_factory=Curator)
    name: str = "rules"


def build(shots: Shots) -> RulesCrew:
    """The crew; screens are kept in `shots`."""
    return RulesCrew(perceptor=Perceptor(shots), reflector=RulesReflector(shots))
