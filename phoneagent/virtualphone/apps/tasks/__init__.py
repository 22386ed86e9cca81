"""Tasks: a to-do list with due dates, priorities, lists and repetitions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from phoneagent.virtualphone.apps.tasks.editor import TaskScreen
from phoneagent.virtualphone.apps.tasks.listing import ListScreen
from phoneagent.virtualphone.apps.tasks.model import LOW, Task, moment_ms
from phoneagent.virtualphone.apps.tasks.options import PACKAGE
from phoneagent.virtualphone.apps.tasks.settings import SettingsScreen
from phoneagent.virtualphone.apps.tasks.store import DEFAULT_LIST, Store
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_SEND, answers

_MAIN = "com.todoroo.astrid.activity.MainActivity"
_SHARE = "com.todoroo.astrid.activity.ShareLinkActivity"


class TasksApp(App):
    """Its tasks lie in `databases/database`, its settings in its shared preferences."""

    package = PACKAGE
    label = "Tasks"
    version = "13.6.3"
    version_code = 130605
    icon = "task"
    color = "#1976d2"
    system = False
    launcher = _MAIN
    activities = {
        _MAIN: ListScreen,
        _SHARE: TaskScreen,
        "org.tasks.preferences.MainPreferences": SettingsScreen,
    }
    filters = (answers(_SHARE, ACTION_SEND, types=("text/plain",)),)

    def seed(self, state: Mapping[str, Any]) -> None:
        """Take the fixture's tasks.

        `"tasks": [{"title": "Buy milk", "due": "2026-03-02" or "2026-03-02T15:00", "start": "",
        "priority": 2, "notes": "", "done": false, "repeat": "FREQ=WEEKLY"}]`; priority 0 is high,
        3 is none.
        """
        store = Store(self.phone)
        store.lay_out(_task(facts, store) for facts in state.get("tasks", ()))


def _task(facts: Mapping[str, Any], store: Store) -> Task:
    """One task of the fixture."""
    return Task(
        title=facts["title"],
        priority=int(facts.get("priority", LOW)),
        due_ms=_moment(facts.get("due", ""), store),
        start_ms=_moment(facts.get("start", ""), store),
        created_ms=store.now_ms,
        modified_ms=store.now_ms,
        completed_ms=store.now_ms if facts.get("done", False) else 0,
        notes=facts.get("notes", ""),
        recurrence=facts.get("repeat", ""),
        list_uuid=DEFAULT_LIST.uuid,
    )


def _moment(text: str, store: Store) -> int:
    """An ISO date, or date and time."""
    if not text:
        return 0
    if "T" not in text:
        return moment_ms(date.fromisoformat(text), None, store.zone)
    moment = datetime.fromisoformat(text)
    return moment_ms(moment.date(), moment.time(), moment.tzinfo or store.zone)
