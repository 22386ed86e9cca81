"""The model crew: every role with its model, put together once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from phoneagent.agents import ROLES
from phoneagent.agents.base import Role
from phoneagent.agents.curator import Curator
from phoneagent.agents.manager import Manager
from phoneagent.agents.native import NativeOperator
from phoneagent.agents.notetaker import Notetaker
from phoneagent.agents.operator import Operator
from phoneagent.agents.perceptor import Perceptor
from phoneagent.agents.pictures import Pictures
from phoneagent.agents.reflector import Reflector
from phoneagent.core.chat import ChatModel
from phoneagent.core.protocols import Shots
from phoneagent.models.formats import find_format
from phoneagent.models.profile import profile_of


@dataclass(frozen=True)
class ModelCrew:
    """The roles, each asking its model."""

    manager: Manager
    perceptor: Perceptor
    operator: Operator | NativeOperator
    reflector: Reflector
    notetaker: Notetaker
    curator: Curator
    name: str = "model"


def _operator(role: Role, pictures: Pictures) -> Operator | NativeOperator:
    """The one that speaks the model's own action format, where its profile names one."""
    name = profile_of(role.model).action_format
    if not name:
        return Operator(role, pictures)
    return NativeOperator(role, pictures, name, find_format(name))


def build(models: Mapping[str, ChatModel], shots: Shots) -> ModelCrew:
    """A crew from one model per role name in ROLES."""
    role = {name: Role(name, models[name]) for name in ROLES}
    pictures = {name: Pictures(shots, models[name]) for name in ROLES}
    return ModelCrew(
        manager=Manager(role["manager"]),
        perceptor=Perceptor(shots),
        operator=_operator(role["operator"], pictures["operator"]),
        reflector=Reflector(role["reflector"], pictures["reflector"], shots),
        notetaker=Notetaker(role["notetaker"], pictures["notetaker"]),
        curator=Curator(role["curator"]),
    )
