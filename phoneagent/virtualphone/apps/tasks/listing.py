"""The list of tasks: what a filter shows, complete, search, select, sort, clear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from phoneagent.virtualphone.apps.tasks import acting
from phoneagent.virtualphone.apps.tasks.drawer import open_drawer
from phoneagent.virtualphone.apps.tasks.editor import task_screen
from phoneagent.virtualphone.apps.tasks.lists import edit_list
from phoneagent.virtualphone.apps.tasks.model import MY_TASKS, Filter, Task
from phoneagent.virtualphone.apps.tasks.options import FULL_DATES, Options
from phoneagent.virtualphone.apps.tasks.ordering import (
    LIST,
    Moment,
    Order,
    arranged,
    chosen,
    headed,
    heading,
)
from phoneagent.virtualphone.apps.tasks.rows import RowFacts, RowTaps, row_height_dp, task_row
from phoneagent.virtualphone.apps.tasks.selecting import Selection, reschedule
from phoneagent.virtualphone.apps.tasks.sorting import SortSheet
from phoneagent.virtualphone.apps.tasks.store import Store
from phoneagent.virtualphone.apps.tasks.wording import Dates
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_SEND, Intent
from phoneagent.virtualphone.timetext import hour24
from phoneagent.virtualphone.ui import (
    BOTTOM_APP_BAR,
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    Empty,
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
    Spacer,
    Text,
    Toolbar,
)

_HEADING_DP, _FOOT_DP = 48.0, 96.0
_SEARCH = "search_src_text"
_BOXES = ("\u2610", "\u2611")


class ListScreen(Screen):
    """One filter's tasks; a long press selects.

    Attributes:
        filter: what is shown.
        shown: its tasks.
    """

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store, self.options = Store(self.phone), Options(self.phone)
        self.filter = MY_TASKS
        self.searching = False
        self.selection = Selection(self)
        self.shown: list[Task] = []
        self._folded: set[str] = set()

    def show_filter(self, wanted: Filter) -> None:
        """Show something else."""
        self.filter = wanted
        self.selection.clear()
        self.stop_search()
        self.scroll_to("recycler_view", 0)

    # the view ----------------------------------------------------------------------------

    def view(self) -> Node:
        lines = self._lines()
        listing = SectionedList(lines, id="recycler_view") if lines else _nothing()
        fab = Fab("add", self._create, desc="Create new task", id="fab")
        return Column(
            self._top(),
            Frame(listing, None if self.selection else fab, weight=1, height=FILL),
            None if self.selection else self._foot(),
            id="task_list_coordinator",
            class_name="android.view.ViewGroup",
            height=FILL,
        )

    def _top(self) -> Node:
        if self.selection:
            return self.selection.bar()
        if self.searching:
            field = EditText(
                "",
                id=_SEARCH,
                hint="Search",
                weight=1,
                autofocus=True,
                background="",
                ime_action="search",
            )
            return Row(
                ImageButton("back", self.stop_search, desc="Collapse"),
                field,
                id="toolbar",
                class_name="android.view.ViewGroup",
                height=60,
                pad=(4, 0, 12, 0),
            )
        search = ImageButton("search", self._search, desc="Search", id="menu_search")
        return Toolbar(self.filter.title, search, id="toolbar", height=60)

    def _foot(self) -> Node:
        """The bar at the bottom; the real app forgot to describe the button of its drawer."""
        sort = ImageButton("sort", self._sort, desc="Sort", id="menu_sort", color="on_primary")
        more = ImageButton("more", desc="More options", color="on_primary")
        more.on_click = lambda: self.show(PopupMenu(self._menu(), more.frame))
        return Row(
            ImageButton("menu", lambda: open_drawer(self), color="on_primary"),
            Spacer(),
            None if self.filter.is_fixed else sort,
            more,
            class_name="android.view.ViewGroup",
            id=BOTTOM_APP_BAR,
            height=56,
            background="primary",
            pad=(4, 0, 4, 0),
        )

    @property
    def dates(self) -> Dates:
        long_day = hour24(self.phone.settings)
        return Dates(self.phone.clock.now(), long_day, self.options.on(FULL_DATES))

    def _wanted(self) -> Filter:
        typed = self.text_of(_SEARCH).strip() if self.searching else ""
        return Filter("search", self.filter.title, typed) if typed else self.filter

    def _lines(self) -> Sequence[tuple[float, Callable[[], Node]]]:
        order, wanted = self.options.order, self._wanted()
        lists = tuple(self.store.lists())
        at = Moment(self.store.now_ms, self.store.zone, lists)
        found = chosen(self.store.tasks(), wanted, order, at)
        self.shown = found
        if wanted.is_fixed:
            order = Order(sort=4, completed_last=False)
        names = {one.uuid: one.name for one in lists}
        lines: list[tuple[float, Callable[[], Node]]] = []
        folded = False
        for group, task in headed(_nested(arranged(found, order, at)), order):
            if task is None:
                title = heading(group, order.group, self.dates, lists)
                lines.append((_HEADING_DP, partial(self._heading, title)))
                folded = title in self._folded
            elif not folded:
                facts = self._facts(task, at, order, names)
                row = partial(self._row, task, facts)
                lines.append((row_height_dp(task, facts), row))
        return [*lines, (_FOOT_DP, _room)] if lines else []

    def _heading(self, title: str) -> Node:
        """A group's heading; a tap folds the group."""

        def fold() -> None:
            self._folded ^= {title}

        text = Text(title, id="header", size=14, bold=True, color="primary", weight=1)
        chevron = Icon("chevron_down" if title in self._folded else "chevron_up", id="chevron")
        return Row(text, chevron, pad=(16, 6, 16, 0), on_click=fold, focusable=True)

    def _facts(self, task: Task, at: Moment, order: Order, names: dict[str, str]) -> RowFacts:
        shows_list = self.filter.kind != "list" and order.group != LIST and not task.parent
        return RowFacts(
            self.dates,
            names.get(task.list_uuid, "") if shows_list else "",
            task.is_overdue(at.now_ms, at.zone),
            task.start_ms > at.now_ms,
            task in self.selection,
            bool(task.parent),
        )

    def _row(self, task: Task, facts: RowFacts) -> Node:
        taps = RowTaps(
            partial(self._tapped, task),
            partial(self._toggle, task),
            partial(acting.complete, self, task),
            partial(reschedule, self, [task]),
        )
        return task_row(task, facts, taps)

    # touching ----------------------------------------------------------------------------

    def _tapped(self, task: Task) -> None:
        if self.selection:
            self._toggle(task)
        else:
            self.start(task_screen(self.app, task.id))

    def _toggle(self, task: Task) -> None:
        self.selection.toggle(task)

    def _create(self) -> None:
        """A new task in the list that is shown, due today where that is shown."""
        extras = {"list": self.filter.word if self.filter.kind == "list" else ""}
        if self.filter.kind == "today":
            extras["due"] = "today"
        self.start(task_screen(self.app, 0, extras))

    def _sort(self) -> None:
        self.show(SortSheet(self.options))

    def _menu(self) -> list[MenuItem]:
        order, fixed = self.options.order, self.filter.is_fixed
        lines = [
            MenuItem("Clear Completed", self._ask_clear),
            MenuItem(
                "Show completed",
                partial(self.options.put, "show_completed_tasks", not order.shows_completed),
                checked=order.shows_completed or fixed,
                enabled=not fixed,
            ),
            MenuItem(
                "Show unstarted",
                partial(self.options.put, "show_hidden_tasks", not order.shows_unstarted),
                checked=order.shows_unstarted or fixed,
                enabled=not fixed,
            ),
            MenuItem("Share", lambda: self.share(self.shown)),
        ]
        if self.filter.kind == "list":
            lines.append(MenuItem("List settings", lambda: edit_list(self, self.filter.word)))
        return lines

    def _ask_clear(self) -> None:
        def clear() -> None:
            done = [task.id for task in self.shown if task.done]
            self.store.delete(*done)
            self.toast(f"{len(done)} deleted")

        self.ask("Clear completed tasks?", clear)

    def ask(self, question: str, on_yes: Callable[[], object]) -> None:
        """Ask something that may be cancelled."""
        yes, no = DialogButton("OK", on_yes), DialogButton("Cancel")
        self.show(AlertDialog(message=question, positive=yes, negative=no))

    def share(self, tasks: Sequence[Task]) -> None:
        """Offer tasks, one a line, to every app that takes a text."""
        lines = [f"{_BOXES[task.done]} {task.title}" for task in tasks]
        extras = {
            "android.intent.extra.SUBJECT": self.filter.title,
            "android.intent.extra.TEXT": "\n".join(lines),
        }
        self.start(Intent(ACTION_SEND, type="text/plain", extras=extras))

    # searching ---------------------------------------------------------------------------

    def _search(self) -> None:
        self.set_text(_SEARCH, "")
        self.searching = True

    def stop_search(self) -> None:
        """Leave the search."""
        self.set_text(_SEARCH, "")
        self.searching = False

    def on_back(self) -> bool:
        used = bool(self.selection) or self.searching or self.filter != MY_TASKS
        if self.selection:
            self.selection.clear()
        elif self.searching:
            self.stop_search()
        elif used:
            self.show_filter(MY_TASKS)
        return used


def _nested(found: Sequence[tuple[object, Task]]) -> list[tuple[object, Task]]:
    """Subtasks right below their task, where that is shown."""
    shown = {task.id for _, task in found}
    below: dict[int, list[Task]] = {}
    for _, task in found:
        if task.parent in shown:
            below.setdefault(task.parent, []).append(task)
    tops = [(group, task) for group, task in found if task.parent not in shown]
    return [(group, one) for group, task in tops for one in (task, *below.get(task.id, ()))]


def _room() -> Node:
    return Spacer(0)


def _nothing() -> Node:
    return Empty("There are no tasks here.", "task")
