"""Several tasks at once: choosing them in a list, and what can be done to them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.tasks import acting
from phoneagent.virtualphone.apps.tasks.duepicker import DuePicker
from phoneagent.virtualphone.apps.tasks.lists import ask_list
from phoneagent.virtualphone.apps.tasks.model import Task
from phoneagent.virtualphone.apps.tasks.priorities import PriorityDialog
from phoneagent.virtualphone.ui import ActionMode, ImageButton, MenuItem, Node, PopupMenu

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.tasks.listing import ListScreen


class Selection:
    """The tasks of a list that are selected, by number."""

    def __init__(self, screen: ListScreen) -> None:
        self._screen = screen
        self._ids: set[int] = set()

    def __bool__(self) -> bool:
        return bool(self._ids)

    def __contains__(self, task: Task) -> bool:
        return task.id in self._ids

    def toggle(self, task: Task) -> None:
        self._ids ^= {task.id}

    def clear(self) -> None:
        self._ids.clear()

    @property
    def tasks(self) -> list[Task]:
        """The selected tasks that are shown."""
        return [task for task in self._screen.shown if task.id in self._ids]

    def bar(self) -> Node:
        """The bar above the list."""
        due = ImageButton("clock", self._ask_due, desc="Reschedule", id="reschedule")
        return ActionMode(
            str(len(self._ids)),
            ImageButton("list", self._ask_move, desc="Move", id="move_tasks"),
            due,
            ImageButton("flag", self._ask_priority, desc="Change priority", id="edit_priority"),
            on_close=self.clear,
            on_more=self._more,
        )

    def _more(self) -> None:
        screen = self._screen
        lines = [
            MenuItem("Select all", lambda: self._ids.update(task.id for task in screen.shown)),
            MenuItem("Share", lambda: screen.share(self.tasks)),
            MenuItem("Copy", partial(screen.ask, "Copy selected tasks?", self._copy)),
            MenuItem("Delete", partial(screen.ask, "Delete selected tasks?", self._delete)),
        ]
        screen.show(PopupMenu(lines))

    def _ask_due(self) -> None:
        reschedule(self._screen, self.tasks)
        self.clear()

    def _ask_move(self) -> None:
        def move(uuid: str) -> None:
            acting.move(self._screen.store, self.tasks, uuid)
            self.clear()

        lists = {task.list_uuid for task in self.tasks}
        ask_list(self._screen, lists.pop() if len(lists) == 1 else "", move)

    def _ask_priority(self) -> None:
        def pick(priority: int) -> None:
            acting.set_priority(self._screen.store, self.tasks, priority)
            self.clear()

        found = {task.priority for task in self.tasks}
        self._screen.show(PriorityDialog(found.pop() if len(found) == 1 else -1, pick))

    def _copy(self) -> None:
        copies = acting.copy(self._screen.store, self.tasks)
        self._ids = set(copies)
        self._screen.snackbar(f"{len(copies)} copied")

    def _delete(self) -> None:
        acting.delete(self._screen, self.tasks)
        self.clear()


def reschedule(screen: ListScreen, tasks: Sequence[Task]) -> None:
    """Ask for another due date of tasks."""
    screen.show(DuePicker(screen.phone, tasks, partial(acting.reschedule, screen.store, tasks)))
