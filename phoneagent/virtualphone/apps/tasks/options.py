"""What a person has set in Tasks, kept in its shared preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.tasks.model import LOW
from phoneagent.virtualphone.apps.tasks.ordering import AUTO, COMPLETED, GROUP_NONE, MODES, Order
from phoneagent.virtualphone.system.preferences import Preferences

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

PACKAGE = "org.tasks"
FULL_DATES, BACK_SAVES = "always_display_full_date", "back_button_saves_task"


class Options:
    """The app's settings, by the names of its own preferences file."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._stored = Preferences(phone.files, PACKAGE)

    @property
    def order(self) -> Order:
        """How lists are arranged."""
        get = self._stored.get
        return Order(
            group=_mode(get("group_mode", GROUP_NONE), GROUP_NONE),
            sort=_mode(get("sort_mode", AUTO), AUTO),
            completed=_mode(get("completed_mode", COMPLETED), COMPLETED),
            group_up=get("group_ascending", True),
            sort_up=get("sort_ascending", True),
            completed_up=get("completed_ascending", False),
            completed_last=get("completed_tasks_at_bottom", True),
            shows_completed=get("show_completed_tasks", True),
            shows_unstarted=get("show_hidden_tasks", True),
        )

    @property
    def priority(self) -> int:
        """Of a new task."""
        return self._stored.get("default_importance", LOW)

    def on(self, name: str) -> bool:
        """One of the switches that are off at first."""
        return self._stored.get(name, False)

    def put(self, name: str, value: bool | int) -> None:
        """Change one setting."""
        self._stored.put(name, value)


def _mode(stored: int, other: int) -> int:
    return stored if stored in MODES else other
