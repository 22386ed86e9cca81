"""What the pages of Broccoli share: the toolbar and the drawer."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.broccoli.cookbook import Cookbook
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    Column,
    DrawerItem,
    Icon,
    ImageButton,
    NavigationDrawer,
    Node,
    Screen,
    Text,
    Toolbar,
)

RECIPES, CATEGORIES, SETTINGS, ABOUT = "Recipes", "Categories", "Settings", "About the app"
GROUPS = (
    ((RECIPES, "food", "nav_recipes"), (CATEGORIES, "label", "nav_categories")),
    ((SETTINGS, "settings", "nav_settings"), (ABOUT, "info", "nav_about")),
)


class Page(Screen):
    """A destination of the drawer, or a screen above one.

    A page that is left for another destination finishes with that destination's name; the page
    of recipes, at the bottom of the stack, opens it.
    """

    destination = RECIPES

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.cookbook = Cookbook(self.phone)

    def bar(self, title: str, *actions: Node | None) -> Node:
        """The toolbar with the button that opens the drawer."""
        menu = ImageButton("menu", self._open_drawer, desc="Open navigation drawer")
        bar = Toolbar(title, *actions, id="toolbar", background="green")
        bar.children.insert(0, menu)
        for node in bar.children:
            node.color = "surface"
        return bar

    def _open_drawer(self) -> None:
        groups = [
            [
                DrawerItem(title, self._opener(title), icon, title == self.destination, id)
                for title, icon, id in group
            ]
            for group in GROUPS
        ]
        self.show(NavigationDrawer(*groups, header=_header))

    def _opener(self, title: str) -> Callable[[], None]:
        return lambda: self.go(title)

    def go(self, title: str) -> None:
        """Leave for another destination."""
        if title != self.destination:
            self.finish(title)


def _header(close: Callable[[], None]) -> Node:
    return Column(
        Icon("food", size=48, color="surface"),
        Text("Broccoli", size=18, bold=True, color="surface"),
        Text("Free for everyone", id="header_subtitle", color="surface"),
        height=160,
        pad=(24, 32, 16, 16),
        gap=8,
        align="start",
        justify="end",
        background="green",
    )
