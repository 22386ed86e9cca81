"""The calendar's settings, its event types, and the page about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from phoneagent.virtualphone.apps.calendar.coloring import TypeDialog
from phoneagent.virtualphone.apps.calendar.dialogs import Question, RadioDialog
from phoneagent.virtualphone.apps.calendar.model import REGULAR_TYPE, EventType
from phoneagent.virtualphone.apps.calendar.options import VIEWS, Options
from phoneagent.virtualphone.apps.calendar.reminding import reminder_dialog
from phoneagent.virtualphone.apps.calendar.store import REGULAR, Store
from phoneagent.virtualphone.apps.calendar.wording import WEEKDAYS, counted, reminder_text
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Heading,
    ImageButton,
    ListRow,
    Node,
    RecyclerView,
    Screen,
    Scroll,
    SwitchRow,
    Toolbar,
)

_DURATIONS = (0, 15, 30, 45, 60, 120)


@dataclass(frozen=True)
class _Switch:
    name: str
    title: str
    default: bool


_NEW_EVENTS = (_Switch("allow_creating_tasks", "Allow creating tasks", True),)
_EVENTS = (_Switch("dim_past_events", "Dim past events", True),)
_LISTS = (_Switch("replace_description", "Replace event description with location", False),)


class SettingsScreen(Screen):
    """What can be set."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.options, self.store = Options(self.phone), Store(self.phone)

    def view(self) -> Node:
        rows = [
            Heading("General"),
            self._manage_types(),
            self._first_day(),
            Heading("New events"),
            *self._switches(_NEW_EVENTS),
            self._duration(),
            Heading("Reminders"),
            *(self._reminder(number) for number in (1, 2, 3)),
            Heading("Views"),
            self._view(),
            Heading("Events"),
            *self._switches(_EVENTS),
            self._delete_all(),
            Heading("Event lists"),
            *self._switches(_LISTS),
        ]
        return Column(
            Toolbar("Settings", on_up=self.finish, id="settings_toolbar"),
            Scroll(Column(*rows), id="settings_nested_scrollview", weight=1),
            height=FILL,
        )

    def _switches(self, found: Sequence[_Switch]) -> list[Node]:
        def flip(name: str) -> Callable[[bool], None]:
            return lambda on: self.options.put(name, on)

        return [
            SwitchRow(one.title, self.options.on(one.name, one.default), flip(one.name))
            for one in found
        ]

    def _manage_types(self) -> Node:
        def manage() -> None:
            self.start(EventTypesScreen(self.app, Intent()))

        return ListRow("Manage event types", on_click=manage)

    def _first_day(self) -> Node:
        def pick(number: int) -> None:
            self.options.put("first_day_of_week", number + 1)

        now = self.options.first_weekday
        return ListRow(
            "First day of the week",
            WEEKDAYS[now],
            on_click=lambda: self.show(RadioDialog(WEEKDAYS, now, pick)),
        )

    def _duration(self) -> Node:
        now = self.options.duration_minutes
        choices = sorted({*_DURATIONS, now})
        lines = [counted(minutes, "minute") for minutes in choices]

        def pick(number: int) -> None:
            self.options.put("default_duration", choices[number])

        return ListRow(
            "Default duration",
            counted(now, "minute"),
            on_click=lambda: self.show(RadioDialog(lines, choices.index(now), pick)),
        )

    def _reminder(self, number: int) -> Node:
        minutes = self.options.reminders[number - 1]

        def pick(chosen: int) -> None:
            self.options.put(f"default_reminder_{number}", chosen)

        return ListRow(
            f"Default reminder {number}",
            reminder_text(minutes),
            on_click=lambda: self.show(reminder_dialog(self, minutes, pick)),
        )

    def _view(self) -> Node:
        kinds = list(VIEWS)

        def pick(number: int) -> None:
            self.options.put("view", kinds[number])

        shown = self.options.view
        return ListRow(
            "View to open",
            VIEWS[shown],
            on_click=lambda: self.show(RadioDialog(list(VIEWS.values()), kinds.index(shown), pick)),
        )

    def _delete_all(self) -> Node:
        question = (
            "Are you sure you want to delete all events and tasks? This will leave your event "
            "types and other settings intact."
        )
        return ListRow(
            "Delete all events and tasks",
            on_click=lambda: self.show(Question(question, self.store.clear)),
        )


class EventTypesScreen(Screen):
    """The event types: a tap edits one, the bin deletes it."""

    def view(self) -> Node:
        store = Store(self.phone)
        rows = [self._row(store, kind) for kind in store.types()]
        new = EventType(0, "", REGULAR.color)
        add = ImageButton("add", lambda: self._edit(store, new), desc="Add a new type")
        return Column(
            Toolbar("Event types", add, on_up=self.finish, id="manage_event_types_toolbar"),
            RecyclerView(*rows, id="manage_event_types_list", weight=1),
            height=FILL,
        )

    def _row(self, store: Store, kind: EventType) -> Node:
        sample = Node(
            class_name="android.widget.ImageView",
            id="event_type_color",
            width=28,
            height=28,
            radius=14,
            background=kind.color,
        )
        delete = ImageButton("delete", lambda: self._ask_delete(store, kind), desc="Delete")
        return ListRow(
            kind.title,
            leading=sample,
            trailing=delete,
            on_click=lambda: self._edit(store, kind),
        )

    def _edit(self, store: Store, kind: EventType) -> None:
        self.show(TypeDialog(store, kind, lambda _: self.invalidate()))

    def _ask_delete(self, store: Store, kind: EventType) -> None:
        if kind.id == REGULAR_TYPE:
            self.toast("Default event type cannot be deleted")
            return
        lines = (
            "Move affected events into the default event type",
            "Permanently remove affected events",
        )

        def pick(number: int) -> None:
            store.delete_type(kind.id, with_events=number == 1)

        self.show(RadioDialog(lines, -1, pick))


class AboutScreen(Screen):
    """Which app this is."""

    def view(self) -> Node:
        return Column(
            Toolbar("About", on_up=self.finish, id="about_toolbar"),
            ListRow(self.app.label, f"Version: {self.app.version}"),
            height=FILL,
        )
