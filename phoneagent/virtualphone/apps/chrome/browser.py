"""Chrome's main screen: the address bar, the page, what is suggested while a person types."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from phoneagent.virtualphone.apps.chrome.address import address_of, shown
from phoneagent.virtualphone.apps.chrome.fetch import NEW_TAB, is_search
from phoneagent.virtualphone.apps.chrome.find import FindBar
from phoneagent.virtualphone.apps.chrome.firstrun import FirstRun
from phoneagent.virtualphone.apps.chrome.menu import main_menu
from phoneagent.virtualphone.apps.chrome.newtab import new_tab_page
from phoneagent.virtualphone.apps.chrome.process import ChromeScreen
from phoneagent.virtualphone.apps.chrome.switcher import SwitcherScreen
from phoneagent.virtualphone.apps.chrome.web.boxes import Boxes
from phoneagent.virtualphone.apps.chrome.web.page import Page
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    EditText,
    Frame,
    Icon,
    ImageButton,
    LongList,
    Node,
    PopupMenu,
    Row,
    Text,
)

URL_BAR = "url_bar"
_SUGGESTED = 8
_BAR_DP = 56


class BrowserScreen(ChromeScreen):
    """The tab in front; an intent's data opens in a tab of its own."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.first_run = FirstRun(self, self._begin)
        self.find = FindBar(self)
        asked = intent.text("query")
        self.chrome.ahead = intent.data or (address_of(asked) if asked else self.chrome.ahead)
        if self.store.set_up:
            self._begin()

    def _begin(self) -> None:
        """Open what was asked for, now that the first run is over."""
        url, self.chrome.ahead = self.chrome.ahead, ""
        if url:
            nowhere = urlsplit(url).scheme in ("http", "https") and not urlsplit(url).netloc
            self.chrome.new_tab("" if nowhere else url)

    @property
    def typing(self) -> bool:
        return self.states.focus == URL_BAR

    def view(self) -> Node:
        if not self.store.set_up:
            return self.first_run.view()
        tab = self.chrome.tab
        if self.typing:
            body = self._suggestions()
        elif tab.page is None:
            body = new_tab_page(self)
        else:
            body = self._page(tab.page)
        return Column(
            self.find.view() if self.find.shown else self._bar(),
            Frame(body, weight=1),
            height=FILL,
        )

    # the bar

    def _bar(self) -> Node:
        tab = self.chrome.tab
        if self.typing:
            return Row(self._field(""), height=_BAR_DP, pad=(12, 0, 12, 0), id="toolbar")
        home = ImageButton("home", self.go_home, desc="Open the home page", id="home_button")
        count = str(len(self.chrome.tabs))
        switcher = Frame(
            Text(
                count,
                at="center_center",
                width=22,
                height=22,
                border="on_surface",
                radius=4,
                size=12,
                bold=True,
                text_align="center",
            ),
            class_name="android.widget.ImageButton",
            id="tab_switcher_button",
            desc="Switch or close tabs",
            width=48,
            height=48,
            focusable=True,
            on_click=self.show_tabs,
        )
        more = ImageButton(
            "more", self._menu, desc="Customize and control Google Chrome", id="menu_button"
        )
        return Row(
            home if tab.page else None,
            self._field(shown(tab.url)),
            switcher,
            more,
            id="toolbar",
            height=_BAR_DP,
            pad=(4 if tab.page else 16, 0, 0, 0),
        )

    def _field(self, text: str) -> Node:
        lock = Icon(
            "lock" if text.startswith("https") else "info", size=18, id="location_bar_status_icon"
        )
        field = EditText(
            text,
            id=URL_BAR,
            hint="Search or type URL",
            weight=1,
            on_submit=self._submit,
            ime_action="go",
            background="",
            pad=(8, 8, 8, 8),
            min_height=40,
            size=15,
        )
        clear = ImageButton("close", self._clear, desc="Clear", id="delete_button", width=40)
        typed = self.typing and self.text_of(URL_BAR)
        return Row(
            None if self.typing or not text else lock,
            field,
            clear if typed else None,
            id="location_bar",
            weight=1,
            height=40,
            radius=20,
            background="surface_high",
            pad=(12, 0, 4, 0),
        )

    def _clear(self) -> None:
        self.set_text(URL_BAR, "")

    def _submit(self) -> None:
        typed = self.text_of(URL_BAR).strip()
        if typed:
            self.open(address_of(typed))

    def open(self, url: str) -> None:
        """Go to an address in this tab."""
        self.stop_typing()
        self.chrome.tab.open(url)

    def stop_typing(self) -> None:
        self.set_text(URL_BAR, "")
        self.focus("")

    def go_home(self) -> None:
        """The home page is the new-tab page."""
        self.open(NEW_TAB)

    def show_tabs(self) -> None:
        """Open the overview of all tabs."""
        self.start(SwitcherScreen(self.app, Intent()))

    def _menu(self) -> None:
        self.show(PopupMenu(main_menu(self), title_id="menu_item_text"))

    # what is suggested

    def _suggestions(self) -> Node:
        typed = self.text_of(URL_BAR).strip()
        rows: list[Callable[[], Node]] = []
        if typed:
            address = address_of(typed)
            named = f"{typed} - Google Search" if is_search(address) else address
            rows.append(partial(self._suggestion, named, "", address, "search"))
        elif self.chrome.tab.page:
            page = self.chrome.tab.page
            rows.append(partial(self._suggestion, page.title, page.url, page.url, "language"))
        marks = [(mark.title, mark.url, "star") for mark in self.store.bookmarks()]
        visits = [(visit.title, visit.url, "history") for visit in self.store.visits(typed)]
        wanted = typed.casefold()
        for title, url, icon in [*marks, *visits]:
            if typed and wanted in f"{title} {url}".casefold():
                rows.append(partial(self._suggestion, title, url, url, icon))
        return LongList(rows[:_SUGGESTED], id="omnibox_results_container")

    def _suggestion(self, title: str, below: str, url: str, icon: str) -> Node:
        return Row(
            Icon(icon),
            Column(
                Text(title, id="line_1", size=16, max_lines=1),
                Text(below, id="line_2", size=13, color="primary", max_lines=1) if below else None,
                weight=1,
            ),
            min_height=60,
            pad=(16, 6, 16, 6),
            gap=16,
            focusable=True,
            on_click=lambda: self.open(url),
        )

    # the page

    def _page(self, page: Page) -> Node:
        width_dp = self.phone.size_px[0] * 160 / self.phone.density_dpi
        view = Boxes(page, self.chrome.tab, width_dp).body()
        if self.find.shown:
            self.find.mark(view)
        return Frame(view, id="compositor_view_holder", height=FILL, background="#ffffff")

    # leaving

    def on_back(self) -> bool:
        if not self.store.set_up:
            return self.first_run.back()
        if self.find.shown:
            self.find.close()
        elif self.typing:
            self.stop_typing()
        elif self.chrome.tab.can_go_back:
            self.chrome.tab.go(-1)
        else:
            return False
        return True
