"""Markor's main screen: files, to-do list, quick note, more."""

from __future__ import annotations

from phoneagent.virtualphone.apps.markor.browser import Browser
from phoneagent.virtualphone.apps.markor.editor import Editor
from phoneagent.virtualphone.apps.markor.look import ON_PRIMARY, PRIMARY, UNCHOSEN, bar
from phoneagent.virtualphone.apps.markor.more import more
from phoneagent.virtualphone.apps.markor.notebook import NOTEBOOK, QUICKNOTE, TODO
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import FILL, WRAP, Column, Icon, Node, Row, Screen, Text

TABS = (
    ("Files", "folder", "nav_notebook"),
    ("To-Do", "task", "nav_todo"),
    ("QuickNote", "flash", "nav_quicknote"),
    ("More", "heart", "nav_more"),
)
FILES, TODOS, QUICK, MORE = range(4)
_TWICE_MS = 2000


class MainScreen(Screen):
    """Four tabs; the notebook's folder is made anew when it is gone."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.phone.files.make_folder(NOTEBOOK)
        self.browser = Browser(self)
        self.editors = {TODOS: Editor(self, TODO), QUICK: Editor(self, QUICKNOTE)}
        self.tab = FILES
        self._back_at_ms = -_TWICE_MS

    def view(self) -> Node:
        return Column(self._bar(), self._page(), self._tabs(), height=FILL)

    def _bar(self) -> Node:
        if self.tab == FILES:
            return bar(self.browser.title, *self.browser.buttons(), on_more=self.browser.show_menu)
        editor = self.editors.get(self.tab)
        if editor:
            return bar(TABS[self.tab][0], *editor.buttons(), on_more=editor.show_menu)
        return bar("More")

    def _page(self) -> Node:
        if self.tab == FILES:
            return self.browser.view()
        editor = self.editors.get(self.tab)
        return editor.body() if editor else more(self)

    def _tabs(self) -> Node:
        cells = [self._tab(number, *tab) for number, tab in enumerate(TABS)]
        return Row(
            *cells,
            id="bottom_navigation_bar",
            class_name="android.widget.FrameLayout",
            background=PRIMARY,
            height=56,
        )

    def _tab(self, number: int, title: str, icon: str, id: str) -> Node:
        color = ON_PRIMARY if number == self.tab else UNCHOSEN
        return Column(
            Icon(icon, color=color),
            Text(title, size=12, color=color, bold=number == self.tab),
            class_name="android.widget.FrameLayout",
            id=id,
            desc=title,
            selected=number == self.tab,
            align="center",
            justify="center",
            height=FILL,
            width=WRAP,
            weight=1,
            focusable=True,
            on_click=lambda: self._go(number),
        )

    def _go(self, number: int) -> None:
        self._keep()
        self.tab = number
        self.focus("")

    def _keep(self) -> None:
        editor = self.editors.get(self.tab)
        if editor:
            editor.save()

    def on_pause(self) -> None:
        self._keep()

    def on_resume(self) -> None:
        for editor in self.editors.values():
            editor.load()

    def on_back(self) -> bool:
        """Up to the notebook, then out at the second press within two seconds."""
        if self.tab == FILES and self.browser.go_up():
            return True
        now_ms = self.phone.clock.uptime_ms()
        if now_ms - self._back_at_ms < _TWICE_MS:
            return False
        self._back_at_ms = now_ms
        self.snackbar("Press 'Back' again to exit", "EXIT", self.finish)
        return True
