"""The form of one task: title, dates, repetition, priority, list, description; save, delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, time, tzinfo

from phoneagent.virtualphone.apps.tasks import acting
from phoneagent.virtualphone.apps.tasks.duepicker import DuePicker, StartPickerSheet
from phoneagent.virtualphone.apps.tasks.lists import ask_list
from phoneagent.virtualphone.apps.tasks.model import Task, day_of, moment_ms, time_of
from phoneagent.virtualphone.apps.tasks.options import BACK_SAVES, FULL_DATES, Options
from phoneagent.virtualphone.apps.tasks.priorities import priority_buttons
from phoneagent.virtualphone.apps.tasks.recurrence import parsed
from phoneagent.virtualphone.apps.tasks.repeating import repeat_dialog
from phoneagent.virtualphone.apps.tasks.store import Store
from phoneagent.virtualphone.apps.tasks.wording import Dates
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Extra, Intent
from phoneagent.virtualphone.timetext import hour24
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    Divider,
    EditText,
    Fab,
    Frame,
    Icon,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Screen,
    Scroll,
    Spacer,
    Text,
)

_NOTES = "notes"


class TaskScreen(Screen):
    """Shows the task that the intent's `id` names, or a new one."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store, self.options = Store(self.phone), Options(self.phone)
        stored = self.store.get(intent.number("id"))
        self.task = self._before = stored or self._new()
        self.set_text("title", self.task.title)
        self.set_text(_NOTES, self.task.notes)

    def _new(self) -> Task:
        """An empty task; a shared text becomes its title, a shared subject too."""
        intent, default = self.intent, self.store.lists()[0].uuid
        text = intent.text("android.intent.extra.TEXT")
        subject = intent.text("android.intent.extra.SUBJECT")
        today_ms = moment_ms(self.phone.clock.now().date(), None, self.zone)
        return Task(
            title=subject or text,
            notes=text if subject else "",
            priority=self.options.priority,
            due_ms=today_ms if intent.text("due") == "today" else 0,
            list_uuid=intent.text("list") or default,
        )

    @property
    def zone(self) -> tzinfo:
        return self.phone.clock.now().tzinfo or UTC

    @property
    def dates(self) -> Dates:
        long_day = hour24(self.phone.settings)
        return Dates(self.phone.clock.now(), long_day, self.options.on(FULL_DATES))

    # the view ----------------------------------------------------------------------------

    def view(self) -> Node:
        form = Scroll(
            Column(*self._rows(), pad=(0, 0, 0, 96)),
            id="compose_view",
            class_name="androidx.core.widget.NestedScrollView",
            weight=1,
            height=FILL,
        )
        done = Fab("check", self._complete, id="fab")
        return Column(
            self._bar(),
            Frame(form, done if self.task.id else None, weight=1, height=FILL),
            id="task_edit",
            height=FILL,
        )

    def _bar(self) -> Node:
        saves = self.options.on(BACK_SAVES)
        delete = ImageButton("delete", self._ask_delete, desc="Delete task", id="menu_delete")
        discard = ImageButton("close", self._ask_discard, desc="Discard changes", id="menu_discard")
        more = ImageButton("more", self._more, desc="More options")
        new = not self.task.id
        actions = [discard if new else more] if saves else [] if new else [delete]
        title = EditText(
            self._before.title,
            id="title",
            hint="Task name",
            size=22,
            background="",
            autofocus=new and not self._before.title,
            ime_action="done",
            on_submit=self._save,
            pad=(16, 8, 16, 8),
        )
        tools = Row(
            ImageButton("save", self._save, desc="Discard" if saves else "Save"),
            Spacer(),
            *actions,
            class_name="android.view.ViewGroup",
            id="toolbar",
            height=56,
            pad=(4, 0, 4, 0),
        )
        return Column(tools, title, id="appbarlayout", background="surface_mid", pad=(0, 0, 0, 8))

    def _more(self) -> None:
        delete = MenuItem("Delete task", self._ask_delete)
        self.show(PopupMenu([MenuItem("Discard changes", self._ask_discard), delete]))

    def _rows(self) -> list[Node]:
        task, store = self.task, self.store
        lists = {one.uuid: one.name for one in store.lists()}
        now_ms = store.now_ms
        start = self._date(task.start_ms, "No start date")
        due = self._date(task.due_ms, "No due date")
        rule = parsed(task.recurrence)
        repeat = rule.text() if rule else task.recurrence or "Does not repeat"
        late = "error" if task.is_overdue(now_ms, self.zone) else ""
        rows = [
            self._row("start", start, self._ask_start, faint=not task.start_ms),
            self._row("clock", due, self._ask_due, faint=not task.due_ms, color=late),
            self._row("repeat", repeat, self._ask_repeat, faint=not task.recurrence),
            self._priority(),
            self._row("list", lists.get(task.list_uuid, ""), self._ask_move),
            self._description(),
        ]
        if task.id:
            rows.append(self._facts())
        return [part for row in rows for part in (row, Divider())]

    def _row(
        self,
        icon: str,
        text: str,
        on_click: Callable[[], object],
        *,
        faint: bool = False,
        color: str = "",
    ) -> Node:
        said = Text(text, size=16, weight=1, color=color or ("muted" if faint else "on_surface"))
        return Row(
            Icon(icon),
            said,
            class_name="android.view.View",
            min_height=60,
            pad=(16, 0, 16, 0),
            gap=32,
            focusable=True,
            on_click=on_click,
        )

    def _date(self, moment: int, other: str) -> str:
        return self.dates.moment(moment, short=False) if moment else other

    def _priority(self) -> Node:
        buttons = priority_buttons(self.task.priority, self._set_priority)
        return Row(
            Icon("flag"),
            Text("Priority", size=16, weight=1),
            buttons,
            min_height=60,
            pad=(16, 0, 16, 0),
            gap=32,
        )

    def _set_priority(self, priority: int) -> None:
        self.task = replace(self.task, priority=priority)

    def _description(self) -> Node:
        field = EditText(
            self._before.notes,
            key=_NOTES,
            hint="Description",
            input_type="multiline",
            background="",
            min_height=60,
            weight=1,
            pad=(0, 16, 0, 16),
        )
        return Row(Icon("sort"), field, pad=(16, 0, 16, 0), gap=32)

    def _facts(self) -> Node:
        task, dates = self.task, self.dates
        lines = [f"Created {dates.stamp(task.created_ms)}"]
        lines.append(f"Modified {dates.stamp(task.modified_ms)}")
        if task.done:
            lines.append(f"Completion {dates.stamp(task.completed_ms)}")
        texts = Column(*(Text(line, size=16) for line in lines), weight=1, gap=2, align="start")
        return Row(Icon("info"), texts, pad=16, gap=32)

    # changing ----------------------------------------------------------------------------

    def _ask_due(self) -> None:
        def done(due_ms: int) -> None:
            start_ms = self.task.start_ms
            if start_ms and self.task.due_ms and due_ms:
                start_ms += due_ms - self.task.due_ms
            self.task = replace(self.task, due_ms=due_ms, start_ms=start_ms)
            self.invalidate()

        self.show(DuePicker(self.phone, [self.task], done))

    def _ask_start(self) -> None:
        task, zone = self.task, self.zone

        def done(day: date | None, clock: time | None) -> None:
            start_ms = moment_ms(day, clock, zone) if day else 0
            self.task = replace(self.task, start_ms=start_ms)
            self.invalidate()

        day = day_of(task.start_ms, zone) if task.start_ms else None
        clock = time_of(task.start_ms, zone) if task.start_ms else None
        due = day_of(task.due_ms, zone) if task.due_ms else None
        self.show(StartPickerSheet(self.phone, day, clock, due, done))

    def _ask_repeat(self) -> None:
        today = self.phone.clock.now().date()

        def pick(recurrence: str) -> None:
            due_ms = self.task.due_ms
            if recurrence and not due_ms:
                due_ms = moment_ms(today, None, self.zone)
            self.task = replace(self.task, recurrence=recurrence, due_ms=due_ms)

        self.show(repeat_dialog(self, self.task.recurrence, today, pick))

    def _ask_move(self) -> None:
        def pick(uuid: str) -> None:
            self.task = replace(self.task, list_uuid=uuid)

        ask_list(self, self.task.list_uuid, pick)

    # leaving -----------------------------------------------------------------------------

    def _written(self) -> Task:
        title, notes = self.text_of("title").strip(), self.text_of(_NOTES).strip()
        return replace(self.task, title=title, notes=notes)

    def _is_changed(self) -> bool:
        return self._written() != self._before or (not self.task.id and bool(self._before.title))

    def _save(self) -> None:
        """Store the task and leave; a new one without anything in it is forgotten."""
        if self._is_changed():
            written = self._written()
            self.store.save(replace(written, title=written.title or "(No title)"))
        self.finish()

    def _complete(self) -> None:
        written = self._written()
        if written.done:
            self.task = replace(self.task, completed_ms=0)
            return
        written = replace(written, title=written.title or "(No title)")
        acting.completed(self.store, written)
        self.finish()

    def on_back(self) -> bool:
        if self.options.on(BACK_SAVES):
            self._save()
            return True
        if not self._is_changed():
            return False
        self._ask_discard()
        return True

    def _ask_discard(self) -> None:
        if not self._is_changed():
            self.finish()
            return
        question = "Are you sure you want to discard your changes?"
        keep, leave = DialogButton("Keep editing"), DialogButton("Discard", self.finish)
        self.show(AlertDialog(message=question, positive=keep, negative=leave))

    def _ask_delete(self) -> None:
        def delete() -> None:
            self.store.delete(self.task.id)
            self.finish()

        yes, no = DialogButton("OK", delete), DialogButton("Cancel")
        self.show(AlertDialog(message="Delete this task?", positive=yes, negative=no))


def task_screen(app: App, task_id: int, extras: Mapping[str, Extra] | None = None) -> TaskScreen:
    """The form of a stored task, or of a new one (number 0)."""
    return TaskScreen(app, Intent(extras={"id": task_id, **(extras or {})}))
