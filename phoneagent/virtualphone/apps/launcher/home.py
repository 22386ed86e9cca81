"""Home screen: date, dock, search; a swipe up opens the drawer with all apps."""

from __future__ import annotations

from collections.abc import Sequence

from phoneagent.virtualphone.apps.launcher.icons import cell
from phoneagent.virtualphone.system.intents import Intent, launch
from phoneagent.virtualphone.system.packages import Package
from phoneagent.virtualphone.ui.controls import EditText
from phoneagent.virtualphone.ui.lists import RecyclerView
from phoneagent.virtualphone.ui.node import FILL, Node
from phoneagent.virtualphone.ui.screen import Screen
from phoneagent.virtualphone.ui.views import (
    Column,
    Frame,
    Grid,
    Icon,
    ImageButton,
    Row,
    Spacer,
    Text,
)

_SEARCH_ID = "fallback_search_view"
_COLUMNS = 4
_DOCK_SIZE = 5
_WORKSPACE_SIZE = 8
_DOCK_INTENTS: Sequence[Intent] = (
    Intent("android.intent.action.DIAL"),
    Intent("android.intent.action.SENDTO", data="sms:"),
    Intent(
        "android.intent.action.VIEW",
        data="content://contacts/people/",
        type="vnd.android.cursor.dir/person",
    ),
    Intent("android.intent.action.SHOW_ALARMS"),
    Intent("android.settings.SETTINGS"),
)


class HomeScreen(Screen):
    """Home and drawer: one activity with two states, as in Android's launcher."""

    fullscreen = True
    drawer_open = False

    def on_back(self) -> bool:
        if self.drawer_open:
            self._close_drawer()
        return True

    def view(self) -> Node:
        return self._drawer() if self.drawer_open else self._home()

    # Home

    def _home(self) -> Node:
        now = self.phone.clock.now()
        everything = self.phone.packages.launchable()
        docked = self._docked(everything)
        others = [p for p in everything if p not in docked][:_WORKSPACE_SIZE]
        return Column(
            Text(f"{now:%A, %b} {now.day}", id="clock", size=24, pad=(24, 32, 24, 0)),
            Spacer(1),
            Grid(
                *(self._icon(package) for package in others),
                columns=_COLUMNS,
                id="workspace",
                class_name="android.view.ViewGroup",
                pad=(12, 0, 12, 0),
                gap=8,
            ),
            Icon("chevron_up", height=32, width=FILL, desc="All apps", on_click=self.open_drawer),
            Row(
                *(self._weighted(self._icon(package, labelled=False)) for package in docked),
                id="hotseat",
                class_name="android.view.ViewGroup",
                pad=(12, 0, 12, 0),
            ),
            self._search_bar(),
            id="drag_layer",
            class_name="android.widget.FrameLayout",
            height=FILL,
            background="primary_soft",
            pad=(0, 24, 0, 64),
            on_swipe=self._swiped,
        )

    def _docked(self, packages: Sequence[Package]) -> list[Package]:
        """The apps in the dock: those for calls, texts, people, alarms and settings."""
        names = [c.package for wanted in _DOCK_INTENTS for c in self.phone.packages.resolve(wanted)]
        found = [p for name in dict.fromkeys(names) for p in packages if p.name == name]
        return found[:_DOCK_SIZE]

    def _weighted(self, node: Node) -> Node:
        node.weight = 1
        return node

    def _icon(self, package: Package, labelled: bool = True) -> Node:
        return cell(package, lambda: self._launch(package), labelled)

    def _search_bar(self) -> Node:
        return Row(
            Icon("search", color="muted"),
            Text("Search", color="muted", size=16, weight=1),
            ImageButton("mic", desc="Voice search", enabled=False),
            id="search_container_hotseat",
            class_name="android.view.ViewGroup",
            desc="Search",
            on_click=lambda: self.open_drawer(searching=True),
            background="surface",
            radius=28,
            height=56,
            margin=(20, 16, 20, 0),
            pad=(20, 0, 8, 0),
            gap=12,
        )

    def _swiped(self, direction: str) -> None:
        if direction == "up":
            self.open_drawer()
        elif direction == "down":
            self.phone.open_notifications()

    def _launch(self, package: Package) -> None:
        if package.launcher:
            self.start(launch(package.launcher))

    # Drawer

    def open_drawer(self, searching: bool = False) -> None:
        """Show all apps."""
        self.drawer_open = True
        self.set_text(_SEARCH_ID, "")
        self.focus(_SEARCH_ID if searching else "")

    def _swiped_in_drawer(self, direction: str) -> None:
        if direction == "down":
            self._close_drawer()

    def _close_drawer(self) -> None:
        self.drawer_open = False
        self.focus("")

    def _drawer(self) -> Node:
        wanted = self.text_of(_SEARCH_ID).strip().casefold()
        found = [p for p in self.phone.packages.launchable() if wanted in p.label.casefold()]

        def open_first() -> None:
            if wanted and found:
                self._launch(found[0])

        return Column(
            EditText(
                id=_SEARCH_ID,
                hint="Search apps",
                ime_action="search",
                on_change=lambda text: self.invalidate(),
                on_submit=open_first,
                background="surface",
                radius=28,
                margin=(20, 8, 20, 8),
            ),
            self._all_apps(found),
            id="apps_view",
            on_swipe=self._swiped_in_drawer,
            class_name="android.widget.RelativeLayout",
            height=FILL,
            background="surface_mid",
            pad=(0, 32, 0, 48),
        )

    def _all_apps(self, found: Sequence[Package]) -> Node:
        if not found:
            text = f'No apps found matching "{self.text_of(_SEARCH_ID)}"'
            label = Text(
                text, id="empty_text", color="muted", at="top_center", margin=(0, 48, 0, 0)
            )
            return Frame(label, weight=1)
        rows = [found[i : i + _COLUMNS] for i in range(0, len(found), _COLUMNS)]
        return RecyclerView(
            *(
                Grid(
                    *(self._icon(package) for package in row),
                    columns=_COLUMNS,
                    class_name="android.view.ViewGroup",
                )
                for row in rows
            ),
            id="apps_list_view",
            weight=1,
            pad=(12, 8, 12, 24),
        )
