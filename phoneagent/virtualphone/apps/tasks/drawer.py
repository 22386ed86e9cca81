"""The drawer of filters and lists, which rises from the foot of the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.tasks.lists import new_list
from phoneagent.virtualphone.apps.tasks.model import MY_TASKS, RECENT, TODAY, Filter
from phoneagent.virtualphone.apps.tasks.ordering import Moment, Order, chosen
from phoneagent.virtualphone.apps.tasks.settings import SettingsScreen
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    BottomSheet,
    Column,
    Divider,
    Icon,
    ImageButton,
    Node,
    RecyclerView,
    Row,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.tasks.listing import ListScreen

_ICONS = {"my_tasks": "archive", "today": "today", "recent": "refresh", "list": "list"}


def open_drawer(screen: ListScreen) -> None:
    """Show everything a list can show."""
    screen.show(Drawer(screen))


class Drawer(BottomSheet):
    """My Tasks, the other filters, the lists, the settings."""

    def __init__(self, screen: ListScreen) -> None:
        super().__init__()
        self._screen = screen

    def view(self) -> Node:
        lists = [Filter("list", one.name, one.uuid) for one in self._screen.store.lists()]
        rows = [
            self._filter(MY_TASKS),
            self._subheader("Filters"),
            self._filter(TODAY),
            self._filter(RECENT),
            self._subheader("Local lists", self._new_list),
            *map(self._filter, lists),
            Divider(),
            self._line("Settings", "settings", self._settings),
        ]
        return Column(RecyclerView(*rows, height=-2.0), class_name="android.widget.FrameLayout")

    def _subheader(self, title: str, on_add: Callable[[], None] | None = None) -> Node:
        add = ImageButton("add", on_add, id="add_item", class_name="android.widget.ImageView")
        return Row(
            Text(title, id="text", size=14, bold=True, color="muted", weight=1),
            add if on_add else None,
            class_name="android.widget.RelativeLayout",
            id="subheader_row",
            min_height=48,
            pad=(16, 0, 8, 0),
        )

    def _filter(self, wanted: Filter) -> Node:
        count = self._count(wanted)

        def show() -> None:
            self._screen.show_filter(wanted)

        checked = wanted == self._screen.filter
        return self._line(
            wanted.title, _ICONS[wanted.kind], show, str(count or ""), checked=checked
        )

    def _count(self, wanted: Filter) -> int:
        """How many tasks are still to be done there."""
        store = self._screen.store
        at = Moment(store.now_ms, store.zone, ())
        order = Order(shows_completed=False, shows_unstarted=False)
        return sum(not task.done for task in chosen(store.tasks(), wanted, order, at))

    def _line(
        self,
        title: str,
        icon: str,
        on_click: Callable[[], object],
        size: str = "",
        *,
        checked: bool = False,
    ) -> Node:
        def pick() -> None:
            self.close()
            on_click()

        name = Text(
            title,
            class_name="android.widget.CheckedTextView",
            id="text",
            size=16,
            weight=1,
            max_lines=1,
            checkable=True,
            checked=checked,
            bold=checked,
        )
        return Row(
            Icon(icon, id="icon"),
            name,
            Text(size, id="size", color="muted") if size else None,
            class_name="android.widget.RelativeLayout",
            id="row",
            min_height=48,
            pad=(16, 0, 20, 0),
            gap=24,
            focusable=True,
            on_click=pick,
        )

    def _new_list(self) -> None:
        self.close()
        new_list(self._screen)

    def _settings(self) -> None:
        self._screen.start(SettingsScreen(self._screen.app, Intent()))
