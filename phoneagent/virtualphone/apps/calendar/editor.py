"""The screen of one event or task: everything about it, save, delete, duplicate, share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from phoneagent.virtualphone.apps.calendar import draft as drafts
from phoneagent.virtualphone.apps.calendar.deleting import DeleteDialog, delete_occurrences
from phoneagent.virtualphone.apps.calendar.dialogs import Question
from phoneagent.virtualphone.apps.calendar.form import EventForm
from phoneagent.virtualphone.apps.calendar.model import (
    EVENT,
    NO_REMINDER,
    TASK,
    Event,
    Occurrence,
)
from phoneagent.virtualphone.apps.calendar.options import Options
from phoneagent.virtualphone.apps.calendar.reminding import schedule
from phoneagent.virtualphone.apps.calendar.repeating import edit_dialog
from phoneagent.virtualphone.apps.calendar.sharing import share_events
from phoneagent.virtualphone.apps.calendar.store import Store
from phoneagent.virtualphone.apps.systemui.permission import ask_permission
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Extra, Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    ImageButton,
    Node,
    Row,
    Screen,
    Text,
)

_WARNING = (
    "Please make sure the reminders work properly before relying on them. Check your device "
    "battery and notification settings, if there is nothing blocking the reminders, or killing "
    "the app in the background."
)
_NOTIFICATIONS = "android.permission.POST_NOTIFICATIONS"
_SETTINGS = "android.settings.SETTINGS"


class EventScreen(Screen):
    """Shows what the intent's `event_id` (at `event_occurrence_ts`) names, or a new event."""

    creates = EVENT

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store = Store(self.phone)
        self.options = Options(self.phone)
        self._occurrence_s = 0
        stored = self.store.get(intent.number("event_id"))
        if stored is None:
            self.event, self.draft = self._new()
        else:
            self._occurrence_s = intent.number("event_occurrence_ts") or stored.start_s
            self.event = stored
            self.draft = drafts.of_event(stored, self._occurrence_s, self.zone)
        self._form = EventForm(self)
        self._opened = self._values()

    def _new(self) -> tuple[Event, drafts.Draft]:
        now = self.phone.clock.now().replace(second=0, microsecond=0)
        minutes = self.options.duration_minutes
        event, draft = drafts.of_intent(self.intent, now, minutes, self.creates)
        draft.reminders = self.options.reminders
        return event, draft

    @property
    def zone(self) -> tzinfo:
        return self.phone.clock.now().tzinfo or UTC

    @property
    def what(self) -> str:
        """The word for it: event or task."""
        return "task" if self.event.is_task else "event"

    def view(self) -> Node:
        return Column(self._bar(), self._form.view(), height=FILL)

    def _bar(self) -> Node:
        new = not self.event.id
        more = (
            None if new else ImageButton("delete", self._ask_delete, desc="Delete", id="delete"),
            None
            if new
            else ImageButton(
                "copy", self._duplicate, desc=f"Duplicate {self.what}", id="duplicate"
            ),
            None if new else ImageButton("share", self._share, desc="Share", id="share"),
        )
        return Row(
            ImageButton("back", self.leave, desc="Back"),
            Text(
                f"{'New' if new else 'Edit'} {self.what.capitalize()}",
                size=20,
                weight=1,
                max_lines=1,
                margin=(4, 0, 4, 0),
            ),
            ImageButton(
                "check",
                self._save,
                desc="Save",
                id="save",
                class_name="android.widget.Button",
            ),
            *more,
            class_name="android.view.ViewGroup",
            id=f"{self.what}_toolbar",
            height=60,
            pad=(4, 0, 4, 0),
        )

    # leaving -----------------------------------------------------------------------------

    def _values(self) -> Event:
        """What would be stored now."""
        return self._form.filled(self.draft.applied(self.event))

    def leave(self) -> None:
        """Go back, after a question when something was changed."""
        if not self.on_back():
            self.finish()

    def on_back(self) -> bool:
        if self._values() == self._opened:
            return False
        question = "You have unsaved changes. Save before exit?"
        self.show(Question(question, self._save, self.finish, ("Save", "Discard")))
        return True

    # saving ------------------------------------------------------------------------------

    def _save(self) -> None:
        event = self._values()
        if not event.title:
            self.toast("Title cannot be empty")
            self.focus(f"{self.what}_title")
        elif event.end_s < event.start_s:
            self.toast("The event cannot end earlier than it starts")
        elif not self._reminds(event) or self.options.on("was_alarm_warning_shown", False):
            self._save_reminding(event)
        else:
            self._warn(event)

    def _reminds(self, event: Event) -> bool:
        return any(minutes != NO_REMINDER for minutes in event.reminders)

    def _warn(self, event: Event) -> None:
        """Say once that reminders depend on the phone's settings."""

        def understood() -> None:
            self.options.put("was_alarm_warning_shown", True)
            self._save_reminding(event)

        settings = DialogButton("Settings", lambda: self.start(Intent(_SETTINGS)), stays=True)
        self.show(
            AlertDialog(
                positive=DialogButton("OK", understood),
                neutral=settings,
                content=lambda: Text(_WARNING, id="reminder_warning", pad=(24, 12, 24, 0)),
            )
        )

    def _save_reminding(self, event: Event) -> None:
        if not self._reminds(event):
            self._save_repeating(event)
            return

        def answered(granted: bool) -> None:
            if granted:
                self._save_repeating(event)
            else:
                text = "The app cannot show reminders without permission to notify."
                self.show(Question(text, lambda: None, None, ("OK", "Cancel")))

        ask_permission(self, _NOTIFICATIONS, answered)

    def _save_repeating(self, event: Event) -> None:
        if event.id and event.repeats and self.event.repeats:
            self.show(edit_dialog(lambda rule: self._store_part(event, rule), self.what))
        else:
            self._store(event)

    def _store_part(self, event: Event, rule: str) -> None:
        """Change one occurrence, those from here on, or the whole repetition."""
        before = self.event
        if rule == "one_only":
            self.store.delete_occurrence(before, self._occurrence_s)
            single = replace(
                event, repeat_interval_s=0, repeat_rule=0, repeat_limit=0, exceptions=()
            )
            self._store(replace(single, id=0, parent_id=before.id, import_id=""))
        elif rule.startswith("this_and_future") and self._occurrence_s > before.start_s:
            self.store.delete_from(before, self._occurrence_s)
            self._store(replace(event, id=0, import_id=""))
        else:
            shift_s = event.start_s - self._occurrence_s
            length_s = event.end_s - event.start_s
            start_s = before.start_s + shift_s
            self._store(replace(event, start_s=start_s, end_s=start_s + length_s))

    def _store(self, event: Event) -> None:
        if not event.import_id:
            number = self.phone.random.getrandbits(128)
            event = replace(event, import_id=f"{number:032x}{self.phone.clock.epoch_ms()}")
        new = not event.id
        event = replace(event, id=self.store.save(event))
        schedule(self.phone, event)
        self.toast(f"{self.what.capitalize()} {'added' if new else 'updated'} successfully")
        self.finish()

    # the other buttons -------------------------------------------------------------------

    @property
    def _here(self) -> Occurrence:
        length_s = self.event.end_s - self.event.start_s
        return Occurrence(self.event, self._occurrence_s, self._occurrence_s + length_s)

    def _ask_delete(self) -> None:
        self.show(DeleteDialog(self.event.repeats, self._delete, what=self.what))

    def _delete(self, rule: str) -> None:
        delete_occurrences(self.store, [self._here], rule)
        self.finish()

    def _duplicate(self) -> None:
        """Go on with a new event that is like this one."""
        self.event = replace(self._values(), id=0, exceptions=(), import_id="")
        self._opened = self._values()

    def _share(self) -> None:
        share_events(self, [self._here])

    def toggle_done(self) -> None:
        """Complete the task, or take that back, and leave."""
        done = self.is_done
        self.store.set_done(self.event.id, self._occurrence_s, not done)
        self.finish()

    @property
    def is_done(self) -> bool:
        return self.store.is_done(self.event.id, self._occurrence_s)


class TaskScreen(EventScreen):
    """Shows a task: no place, no end."""

    creates = TASK


def screen_for(app: App, found: Occurrence) -> EventScreen:
    """The screen of something in a list."""
    extras = {"event_id": found.event.id, "event_occurrence_ts": found.start_s}
    return _screen(app, found.event.is_task, extras)


def screen_for_new(app: App, start: datetime, length: timedelta, *, task: bool) -> EventScreen:
    """The screen of something that begins at a moment."""
    extras = {
        "new_event_start_ts": int(start.timestamp()),
        "new_event_minutes": int(length.total_seconds() // 60),
    }
    return _screen(app, task, extras)


def _screen(app: App, task: bool, extras: Mapping[str, Extra]) -> EventScreen:
    name, screen = ("Task", TaskScreen) if task else ("Event", EventScreen)
    component = app.component(f".activities.{name}Activity")
    return screen(app, Intent(component=component, extras=extras))
