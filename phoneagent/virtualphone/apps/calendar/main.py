"""The calendar's main screen: its views, search, the overflow menu, and what adds events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from phoneagent.virtualphone.apps.calendar.adding import Adders
from phoneagent.virtualphone.apps.calendar.agenda import AgendaPane
from phoneagent.virtualphone.apps.calendar.day import DayPane
from phoneagent.virtualphone.apps.calendar.dialogs import RadioDialog
from phoneagent.virtualphone.apps.calendar.editor import screen_for, screen_for_new
from phoneagent.virtualphone.apps.calendar.listing import Listing
from phoneagent.virtualphone.apps.calendar.model import EventType, Occurrence
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
from phoneagent.virtualphone.apps.calendar.searchbar import search_bar
from phoneagent.virtualphone.apps.calendar.searching import Search
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
    SEARCH_FIELD,
    CheckDialog,
    Column,
    Frame,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    Screen,
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


class CalendarScreen(Screen):
    """Shows one view; days and months opened from it lie above it until Back."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store = Store(self.phone)
        self.options = Options(self.phone)
        self.listing = Listing(self)
        self._types: Sequence[EventType] = ()
        self._panes = [_PANES[self.options.view](self, self.today)]
        self._adders = Adders(self)
        self._search = Search(self)
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
        self._adders.close()
        self.start(screen_for_new(self.app, start, timedelta(minutes=minutes), task=task))

    # the view ----------------------------------------------------------------------------

    @property
    def pane(self) -> Pane:
        """The view that lies on top."""
        return self._panes[-1]

    def view(self) -> Node:
        self._types = self.store.types()
        searches = self._search.is_open
        shown = [self._search.view()] if searches else [self.pane.view(), *self._adders.view()]
        bar = self.listing.bar() if self.listing else self._bar()
        return Column(
            bar,
            Frame(*shown, id="calendar_coordinator", weight=1, height=FILL),
            id="main_coordinator",
            height=FILL,
        )

    def _bar(self) -> Node:
        actions, _ = self._actions()
        leaves = self._search.is_open or len(self._panes) > 1
        return search_bar(
            *actions,
            on_icon=self._tap_icon,
            leaves=leaves,
            on_text=self._typed,
            on_more=self._more,
        )

    def _actions(self) -> tuple[list[Node], list[MenuItem]]:
        """The buttons of the bar, and those for which it has no room."""
        buttons = [ImageButton("grid", self._change_view, desc="Change view", id="change_view")]
        if self.pane.is_away() and not self._search.is_open:
            today = ImageButton(
                "today", self.pane.go_to_today, desc="Go to today", id="go_to_today"
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
        dates = [MenuItem("Go to date", self.pane.ask_date)] if self.pane.has_dates else []
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
            self._search.stop()

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

    def _typed(self, _: str) -> None:
        self._adders.close()
        self._search.start_at_today()

    def _tap_icon(self) -> None:
        if not self.on_back():
            self.focus(SEARCH_FIELD)

    def on_back(self) -> bool:
        if self.listing:
            self.listing.unselect()
        elif self._search.is_open:
            self._search.stop()
        elif self._adders.are_open:
            self._adders.close()
        elif len(self._panes) > 1:
            self._panes.pop()
        else:
            return False
        return True
