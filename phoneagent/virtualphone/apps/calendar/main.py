"""The calendar's main screen: its views, search, the overflow menu, and what adds events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from phoneagent.virtualphone.apps.calendar.agenda import AgendaPane, sections
from phoneagent.virtualphone.apps.calendar.day import DayPane
from phoneagent.virtualphone.apps.calendar.dialogs import RadioDialog
from phoneagent.virtualphone.apps.calendar.editor import screen_for, screen_for_new
from phoneagent.virtualphone.apps.calendar.listing import Listing
from phoneagent.virtualphone.apps.calendar.model import EventType, Occurrence, midnight_s
from phoneagent.virtualphone.apps.calendar.month import MonthPane
from phoneagent.virtualphone.apps.calendar.monthday import MonthDayPane
from phoneagent.virtualphone.apps.calendar.options import (
    DAILY,
    EVENT_LIST,
    MONTHLY,
    MONTHLY_DAILY,
    VIEWS,
    WEEKLY,
    YEARLY,
    Options,
)
from phoneagent.virtualphone.apps.calendar.pane import Pane
from phoneagent.virtualphone.apps.calendar.searchbar import FIELD, SearchBar
from phoneagent.virtualphone.apps.calendar.settings import AboutScreen, SettingsScreen
from phoneagent.virtualphone.apps.calendar.store import Store
from phoneagent.virtualphone.apps.calendar.week import WeekPane
from phoneagent.virtualphone.apps.calendar.year import YearPane
from phoneagent.virtualphone.apps.systemui.permission import ask_permission
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_VIEW, Intent
from phoneagent.virtualphone.timetext import hour24
from phoneagent.virtualphone.ui import (
    FILL,
    CheckDialog,
    Column,
    Fab,
    Frame,
    Icon,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Screen,
    SectionedList,
    Text,
)

_PANES: dict[int, type[Pane]] = {
    DAILY: DayPane,
    WEEKLY: WeekPane,
    MONTHLY: MonthPane,
    MONTHLY_DAILY: MonthDayPane,
    YEARLY: YearPane,
    EVENT_LIST: AgendaPane,
}
_ICONS = 2
"""Actions that have room beside the overflow button."""
_SEARCHED = timedelta(days=2 * 365)


class CalendarScreen(Screen):
    """Shows one view; days and months opened from it lie above it until Back."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store = Store(self.phone)
        self.options = Options(self.phone)
        self.listing = Listing(self)
        self._types: Sequence[EventType] = ()
        self._panes = [_PANES[self.options.view](self, self.today)]
        self._adds = False
        self._wanted: Occurrence | None = None
        if intent.action == ACTION_VIEW and intent.data:
            self._follow(intent.data)

    def _follow(self, uri: str) -> None:
        """Go where `content://com.android.calendar/time/MS` or `/events/ID` points."""
        where, _, number = uri.rpartition("/")
        if where.endswith("/time") and number.isdecimal():
            moment = datetime.fromtimestamp(int(number) / 1000, self.store.zone)
            self._panes.append(DayPane(self, moment.date()))
        elif where.endswith("/events"):
            event = self.store.get(int(number)) if number.isdecimal() else None
            if event:
                self._wanted = Occurrence(event, event.start_s, event.end_s)
            else:
                self.toast("Event not found.")

    def on_resume(self) -> None:
        if self._wanted:
            wanted, self._wanted = self._wanted, None
            self.start(screen_for(self.app, wanted))

    # what the views ask ------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return self.phone.clock.now()

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def long_day(self) -> bool:
        return hour24(self.phone.settings)

    @property
    def dims_past(self) -> bool:
        return self.options.on("dim_past_events", True)

    @property
    def shows_location(self) -> bool:
        return self.options.on("replace_description", False)

    def visible(self, found: Sequence[Occurrence]) -> list[Occurrence]:
        """What the filter by type lets through."""
        hidden = self.options.hidden_types
        return [one for one in found if str(one.event.type_id) not in hidden]

    def color(self, found: Occurrence) -> str:
        return self.store.color_of(found.event, self._types)

    def open_day(self, day: date) -> None:
        """Open a day above the present view."""
        self._panes.append(DayPane(self, day))

    def open_month(self, day: date) -> None:
        """Open a month above the present view."""
        self._panes.append(MonthPane(self, day))

    def create(self, start: datetime, minutes: int, *, task: bool) -> None:
        """Open the screen of something new."""
        self._adds = False
        self.start(screen_for_new(self.app, start, timedelta(minutes=minutes), task=task))

    # the view ----------------------------------------------------------------------------

    @property
    def _pane(self) -> Pane:
        return self._panes[-1]

    @property
    def _searches(self) -> bool:
        return self.states.focus == FIELD or bool(self.text_of(FIELD))

    def view(self) -> Node:
        self._types = self.store.types()
        body = self._results() if self._searches else self._pane.view()
        shown = [body] if self._searches else [body, *self._adders()]
        bar = self.listing.bar() if self.listing else self._bar()
        return Column(
            bar,
            Frame(*shown, id="calendar_coordinator", weight=1, height=FILL),
            id="main_coordinator",
            height=FILL,
        )

    def _bar(self) -> Node:
        actions, _ = self._actions()
        leaves = self._searches or len(self._panes) > 1
        return SearchBar(
            *actions,
            on_icon=self._tap_icon,
            leaves=leaves,
            on_text=self._search,
            on_more=self._more,
        )

    def _actions(self) -> tuple[list[Node], list[MenuItem]]:
        """The buttons of the bar, and those for which it has no room."""
        buttons = [ImageButton("grid", self._change_view, desc="Change view", id="change_view")]
        if self._pane.is_away() and not self._searches:
            today = ImageButton(
                "today", self._pane.go_to_today, desc="Go to today", id="go_to_today"
            )
            buttons.insert(0, today)
        optional = [("settings", "Settings", self._settings)]
        if len(self.store.types()) > 1 or self.options.hidden_types:
            optional.insert(0, ("filter", "Filter events by type", self._filter))
        lines = []
        for icon, title, click in optional:
            if len(buttons) < _ICONS:
                buttons.append(ImageButton(icon, click, desc=title, id=icon))
            else:
                lines.append(MenuItem(title, click))
        return buttons, lines

    def _more(self) -> None:
        _, left = self._actions()
        dates = [MenuItem("Go to date", self._pane.ask_date)] if self._pane.has_dates else []
        lines = [
            *(line for line in left if line.title != "Settings"),
            *dates,
            MenuItem("Add contact birthdays", lambda: self._add_from_contacts("birthdays")),
            MenuItem("Add contact anniversaries", lambda: self._add_from_contacts("anniversaries")),
            *(line for line in left if line.title == "Settings"),
            MenuItem("About", lambda: self.start(AboutScreen(self.app, Intent()))),
        ]
        self.show(PopupMenu(lines))

    def _settings(self) -> None:
        component = self.app.component(".activities.SettingsActivity")
        self.start(SettingsScreen(self.app, Intent(component=component)))

    def _change_view(self) -> None:
        kinds = list(VIEWS)

        def pick(number: int) -> None:
            self.options.put("view", kinds[number])
            self._panes = [_PANES[kinds[number]](self, self.today)]
            self._stop_search()

        self.show(RadioDialog(list(VIEWS.values()), kinds.index(self.options.view), pick))

    def _filter(self) -> None:
        types = self.store.types()
        hidden = self.options.hidden_types
        shown = frozenset(n for n, kind in enumerate(types) if str(kind.id) not in hidden)

        def done(chosen: frozenset[int]) -> None:
            left_out = {str(kind.id) for n, kind in enumerate(types) if n not in chosen}
            self.options.put("hidden_event_types", frozenset(left_out))

        self.show(CheckDialog("", [kind.title for kind in types], shown, done))

    def _add_from_contacts(self, what: str) -> None:
        """No contact of this phone has a birthday or an anniversary to add."""

        def answered(granted: bool) -> None:
            missing = f"No {what} have been found"
            self.toast(missing if granted else "No contacts permission")

        ask_permission(self, "android.permission.READ_CONTACTS", answered)

    # adding ------------------------------------------------------------------------------

    def _adders(self) -> list[Node]:
        """The round button, and the two it opens when tasks are allowed."""
        if self.listing or not self._pane.has_fab:
            return []
        fab = Fab("add", self._add, desc="New Event", id="calendar_fab")
        if not self._adds:
            return [fab]
        event = self._adder("Event", "fab_event_label", task=False, foot=28)
        task = self._adder("Task", "fab_task_label", task=True, foot=96)
        return [
            Frame(
                id="fab_extended_overlay",
                class_name="android.widget.RelativeLayout",
                height=FILL,
                on_click=self._close_adders,
            ),
            event,
            task,
            fab,
        ]

    def _adder(self, title: str, id: str, *, task: bool, foot: float) -> Node:
        def add() -> None:
            self._create_here(task=task)

        label = Text(
            title,
            id=id,
            size=16,
            background="surface_high",
            radius=8,
            pad=(14, 8, 14, 8),
            elevation=2,
            on_click=add,
        )
        icon = Icon(
            "task",
            id="fab_task_icon",
            width=44,
            height=44,
            radius=14,
            background="primary_soft",
            color="on_primary_soft",
            elevation=2,
            on_click=add,
        )
        parts = [label, icon] if task else [label]
        side = 22 if task else 88
        return Row(*parts, width=-2.0, gap=22, at="bottom_end", margin=(0, 0, side, foot))

    def _add(self) -> None:
        if self.options.creates_tasks and not self._adds:
            self._adds = True
        else:
            self._create_here(task=False)

    def _create_here(self, *, task: bool) -> None:
        """Begin at the next full hour of the view's day."""
        start_s = midnight_s(self._pane.new_event_day(), self.store.zone)
        hour = min(self.now.hour + 1, 23)
        start = datetime.fromtimestamp(start_s, self.store.zone).replace(hour=hour)
        self.create(start, self.options.duration_minutes, task=task)

    def _close_adders(self) -> None:
        self._adds = False

    # searching ---------------------------------------------------------------------------

    def _results(self) -> Node:
        lines = sections(self, self._matches(), months=True)
        short = len(self.text_of(FIELD)) < 2
        hint = Text(
            "Type in at least 2 characters to start the search.",
            id="search_placeholder_2",
            color="muted",
            size=16,
            text_align="center",
        )
        empty = Text("No items found.", id="search_placeholder", size=16, text_align="center")
        nothing = Column(empty, hint if short else None, pad=(24, 32, 24, 0), gap=8)
        return Frame(
            SectionedList(lines, id="search_results_list", key="search") if lines else nothing,
            id="search_holder",
            class_name="android.widget.RelativeLayout",
            height=FILL,
        )

    def _matches(self) -> list[Occurrence]:
        text = self.text_of(FIELD).strip()
        if len(self.text_of(FIELD)) < 2:
            return []
        first, last = (
            midnight_s(day, self.store.zone)
            for day in (self.today - _SEARCHED, self.today + _SEARCHED)
        )
        return self.visible(self.store.after(first, last, text))

    def _search(self, text: str) -> None:
        """Show what is to come first; what is past lies above."""
        self._adds = False
        zone = self.store.zone
        past = [one for one in self._matches() if one.days(zone)[-1] < self.today]
        above = sum(height for height, _ in sections(self, past, months=True))
        self.scroll_to("search", round(above * self.phone.density_dpi / 160))

    def _stop_search(self) -> None:
        self.set_text(FIELD, "")
        self.focus("")

    def _tap_icon(self) -> None:
        if not self.on_back():
            self.focus(FIELD)

    def on_back(self) -> bool:
        if self.listing:
            self.listing.unselect()
        elif self._searches:
            self._stop_search()
        elif self._adds:
            self._adds = False
        elif len(self._panes) > 1:
            self._panes.pop()
        else:
            return False
        return True
