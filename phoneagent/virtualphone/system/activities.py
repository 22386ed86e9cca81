"""Tasks and their back stacks: what is in front, what Back returns to, who waits for a result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from phoneagent.virtualphone.system.changes import Changes
from phoneagent.virtualphone.system.intents import (
    ACTION_MAIN,
    CATEGORY_HOME,
    FLAG_CLEAR_TASK,
    FLAG_CLEAR_TOP,
    FLAG_NEW_TASK,
    FLAG_SINGLE_TOP,
    Component,
    Intent,
    full_name,
)
from phoneagent.virtualphone.system.packages import Packages
from phoneagent.virtualphone.system.processes import Processes
from phoneagent.virtualphone.system.tasks import (
    ACTION_OVERVIEW,
    EXTRA_TARGET,
    RESOLVER,
    ActivityRecord,
    StartResult,
    StartStatus,
    Task,
    addressed,
    same_request,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.ui.screen import Screen

__all__ = [
    "ACTION_OVERVIEW",
    "EXTRA_TARGET",
    "RESOLVER",
    "Activities",
    "ActivityRecord",
    "StartResult",
    "Task",
]


class Activities:
    """The activity manager.

    Args:
        changes: told when another screen is in front.
        packages: resolves intents.
        processes: gives the app instance a screen belongs to.
        mime_of: the MIME type of a content URI ("" when unknown), for intents without one.
    """

    def __init__(
        self,
        changes: Changes,
        packages: Packages,
        processes: Processes,
        mime_of: Callable[[str], str] = lambda uri: "",
    ) -> None:
        self._changes = changes
        self._packages = packages
        self._processes = processes
        self._mime_of = mime_of
        self._tasks: list[Task] = []
        self._next_task = 1
        self._next_record = 1

    # What is where

    @property
    def tasks(self) -> list[Task]:
        """All tasks, the front one last."""
        return list(self._tasks)

    @property
    def front(self) -> Task | None:
        """The task a person sees; None only before the first home()."""
        return self._tasks[-1] if self._tasks else None

    def top_record(self) -> ActivityRecord | None:
        return self._tasks[-1].top if self._tasks else None

    def top(self) -> tuple[str, str]:
        """Package and full class name of the activity in front; empty when there is none."""
        record = self.top_record()
        return (record.component.package, record.component.name) if record else ("", "")

    def top_screen(self) -> Screen | None:
        record = self.top_record()
        return record.screen if record else None

    def recents(self) -> list[Task]:
        """Tasks as the overview lists them, latest first, without the home screen."""
        return [task for task in reversed(self._tasks) if not task.is_home]

    # Starting

    def start(
        self,
        target: Intent | Screen,
        caller: Screen | None = None,
    ) -> StartResult:
        """Start what the intent asks for, or put a further page on the caller's back stack.

        Args:
            target: an explicit intent, an implicit one that is resolved by filters, or a screen
                of the caller's own app. Such a page counts as the activity its own intent names,
                else as the caller's.
            caller: the screen that asks. Its task takes the new screen unless the intent carries
                NEW_TASK, and its `on_result` is called if the new screen finishes with a result.
                Without a caller (`am start`, a notification) NEW_TASK is implied.
        """
        if not isinstance(target, Intent):
            assert caller is not None, "a page needs the screen it lies on"
            return self._push_page(target, caller)
        intent = target
        if caller is None:
            intent = replace(intent, flags=intent.flags | FLAG_NEW_TASK)
        intent = self._typed(intent)
        component = self._find(intent)
        if component is None:
            return StartResult("not_found")
        if self._packages.lives_alone(component):
            intent = replace(intent, flags=intent.flags | FLAG_NEW_TASK)
        return self._launch(addressed(intent, component), caller)

    def _launch(self, intent: Intent, caller: Screen | None) -> StartResult:
        component = intent.component
        task = self._task_for(intent, caller)
        if task and (status := self._reuse(task, intent)):
            return StartResult(status, component)
        if task is None:
            task = self._new_task(intent)
        self._push(task, intent).waiting = caller
        self._to_front(task)
        return StartResult("choosing" if component == RESOLVER else "started", component)

    def _push_page(self, screen: Screen, caller: Screen) -> StartResult:
        below = self._record_of(caller)
        task = self._task_of(below)
        component = screen.intent.component or below.component
        record = self._record(component, screen.intent, screen)
        record.waiting = caller
        self._pause(task.top)
        task.records.append(record)
        self._to_front(task)
        return StartResult("started", component)

    def home(self) -> None:
        """Show the home screen, in its first state."""
        intent = Intent(ACTION_MAIN, categories=frozenset({CATEGORY_HOME}), flags=FLAG_NEW_TASK)
        component = self._find(intent)
        if component is None:
            return
        target = intent.to(component)
        task = next((task for task in self._tasks if task.is_home), None)
        if task is None:
            task = self._new_task(target)
        task.records.clear()
        self._push(task, target)
        self._to_front(task)

    def overview(self) -> None:
        """Show the recent apps, as the square key does."""
        self.home()
        self.start(Intent(ACTION_OVERVIEW))

    # Leaving

    def back(self) -> None:
        """Leave the screen in front: an app's first screen moves back whole, others end."""
        record = self.top_record()
        if record is None:
            return
        task = self._tasks[-1]
        if task.is_home and len(task.records) == 1:
            return
        if len(task.records) == 1 and record.intent.action == ACTION_MAIN:
            self._to_back(task)
        else:
            self.finish(record.screen)

    def finish(self, screen: Screen, result: object = None) -> None:
        """End a screen and hand its result to whoever waits for it."""
        record = next((r for task in self._tasks for r in task.records if r.screen is screen), None)
        if record is None:
            return
        task = self._task_of(record)
        was_front = record is self.top_record()
        if was_front:
            self._pause(record)
        self._drop(task, record)
        if result is not None and record.waiting is not None and self._alive(record.waiting):
            record.waiting.on_result(result)
        if was_front:
            self._resume()
        self._changes.note()

    def force_stop(self, package: str) -> None:
        """Kill a package's process and remove every screen of it."""
        self._processes.kill(package)
        front = self.top_record()
        for task in list(self._tasks):
            for record in list(task.records):
                if record.component.package == package:
                    self._drop(task, record)
        if self.front is None:
            self.home()
        elif front is not self.top_record():
            self._resume()
        self._changes.note()

    def remove_task(self, task_id: int) -> bool:
        """Take a task out of the recents, its screens with it; False when there is none."""
        task = next((task for task in self._tasks if task.id == task_id), None)
        if task is None or task.is_home:
            return False
        was_front = task is self.front
        self._tasks.remove(task)
        if was_front:
            self.home()
        self._changes.note()
        return True

    def bring_forward(self, task_id: int) -> bool:
        """Show a task again as it was left; False when there is none."""
        task = next((task for task in self._tasks if task.id == task_id), None)
        if task is None:
            return False
        self._to_front(task)
        return True

    def clear(self) -> None:
        """Forget every task, as a reboot does."""
        self._tasks.clear()
        self._changes.note()

    # Inner steps

    def _typed(self, intent: Intent) -> Intent:
        """An implicit intent with the type of the content it means (Intent.resolveType)."""
        if intent.component or intent.type or intent.scheme != "content":
            return intent
        return replace(intent, type=self._mime_of(intent.data))

    def _find(self, intent: Intent) -> Component | None:
        if intent.component is not None:
            return intent.component if self._packages.activity(intent.component) else None
        found = self._packages.resolve(intent)
        if len(found) > 1 and self._packages.activity(RESOLVER):
            return RESOLVER
        return found[0] if found else None

    def _task_for(self, intent: Intent, caller: Screen | None) -> Task | None:
        assert intent.component is not None
        if caller is not None and not intent.flags & FLAG_NEW_TASK and self._alive(caller):
            return self._task_of(self._record_of(caller))
        package = intent.component.package
        if intent.component == RESOLVER:
            return self.front
        return next((task for task in self._tasks if task.affinity == package), None)

    def _reuse(self, task: Task, intent: Intent) -> StartStatus | None:
        """Serve the intent with what the task already holds, if Android would."""
        component = intent.component
        if intent.flags & FLAG_CLEAR_TASK:
            task.records.clear()
            return None
        if intent.flags & FLAG_CLEAR_TOP:
            same = [r for r in task.records if r.component == component]
            if same:
                del task.records[task.records.index(same[0]) :]
            return None
        if not intent.flags & FLAG_NEW_TASK:
            return None
        root = task.records[0]
        if root.component == component and same_request(root.intent, intent):
            self._to_front(task)
            return "brought_to_front"
        if intent.flags & FLAG_SINGLE_TOP and task.top.component == component:
            task.records.pop()
            self._push(task, intent)
            self._to_front(task)
            return "delivered"
        return None

    def _new_task(self, intent: Intent) -> Task:
        assert intent.component is not None
        task = Task(self._next_task, intent.component.package, intent)
        self._next_task += 1
        return task

    def _push(self, task: Task, intent: Intent) -> ActivityRecord:
        component = intent.component
        assert component is not None
        app = self._processes.start(component.package).app
        assert app is not None, f"{component.package} has activities but no code"
        kind = next(
            screen
            for name, screen in app.activities.items()
            if full_name(app.package, name) == component.name
        )
        if task.records:
            self._pause(task.top)
        record = self._record(component, intent, kind(app, intent))
        task.records.append(record)
        return record

    def _record(self, component: Component, intent: Intent, screen: Screen) -> ActivityRecord:
        record = ActivityRecord(self._next_record, component, intent, screen)
        self._next_record += 1
        return record

    def _to_front(self, task: Task) -> None:
        before = self.top_record()
        if task in self._tasks:
            self._tasks.remove(task)
        self._tasks.append(task)
        if before is not None and before is not task.top:
            self._pause(before)
        self._resume()
        self._changes.note()

    def _to_back(self, task: Task) -> None:
        self._pause(task.top)
        self._tasks.remove(task)
        self._tasks.insert(0, task)
        self._resume()
        self._changes.note()

    def _drop(self, task: Task, record: ActivityRecord) -> None:
        task.records.remove(record)
        if not task.records and task in self._tasks:
            self._tasks.remove(task)

    def _pause(self, record: ActivityRecord) -> None:
        record.screen.on_pause()

    def _resume(self) -> None:
        record = self.top_record()
        if record is not None:
            record.screen.on_resume()

    def _alive(self, screen: Screen) -> bool:
        return any(r.screen is screen for task in self._tasks for r in task.records)

    def _record_of(self, screen: Screen) -> ActivityRecord:
        return next(r for task in self._tasks for r in task.records if r.screen is screen)

    def _task_of(self, record: ActivityRecord) -> Task:
        return next(task for task in self._tasks if record in task.records)
