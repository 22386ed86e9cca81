"""What a back stack is made of: tasks, their records, the outcome of a start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from phoneagent.virtualphone.system.intents import ACTION_MAIN, CATEGORY_HOME, Component, Intent

if TYPE_CHECKING:
    from phoneagent.virtualphone.ui.screen import Screen

RESOLVER = Component("android", "com.android.internal.app.ResolverActivity")
EXTRA_TARGET = "android.intent.extra.INTENT"
ACTION_OVERVIEW = "com.android.quickstep.action.OVERVIEW"
StartStatus = Literal["started", "brought_to_front", "delivered", "choosing", "not_found"]


@dataclass(frozen=True)
class StartResult:
    """What became of a request to start an activity.

    Attributes:
        status: `delivered` means the activity on top took the intent itself; `choosing` that the
            person is being asked which app to use.
        component: the activity that was found, None for `not_found`.
    """

    status: StartStatus
    component: Component | None = None

    @property
    def ok(self) -> bool:
        return self.status != "not_found"


@dataclass(eq=False)
class ActivityRecord:
    """One entry of a back stack: a screen, the activity it counts as, who awaits its result."""

    id: int
    component: Component
    intent: Intent
    screen: Screen
    waiting: Screen | None = None


@dataclass(eq=False)
class Task:
    """A back stack, oldest record first."""

    id: int
    affinity: str
    intent: Intent
    records: list[ActivityRecord] = field(default_factory=list)

    @property
    def top(self) -> ActivityRecord:
        return self.records[-1]

    @property
    def is_home(self) -> bool:
        """Whether it is the home screen's."""
        return CATEGORY_HOME in self.intent.categories


def addressed(intent: Intent, component: Component) -> Intent:
    """The intent for its receiver; the chooser gets the open one as an extra."""
    if component != RESOLVER or intent.component == RESOLVER:
        return intent.to(component)
    return Intent(component=component, extras={EXTRA_TARGET: intent})


def same_request(one: Intent, other: Intent) -> bool:
    """Android's Intent.filterEquals, without categories: who only launches, asks for nothing."""
    asks_nothing = other.action in ("", ACTION_MAIN) and not other.data and not other.extras
    return asks_nothing or (one.action, one.data, one.type) == (
        other.action,
        other.data,
        other.type,
    )
