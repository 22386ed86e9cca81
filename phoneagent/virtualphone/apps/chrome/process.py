"""What Chrome keeps while it runs: its tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from phoneagent.virtualphone.apps.chrome.fetch import Found
from phoneagent.virtualphone.apps.chrome.store import Store
from phoneagent.virtualphone.apps.chrome.tab import Tab
from phoneagent.virtualphone.apps.chrome.web.dom import Element
from phoneagent.virtualphone.apps.chrome.web.page import Page
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import ListDialog, Screen

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

DOWNLOADS = "/storage/emulated/0/Download"


class ChromeProcess(App):
    """The running app.

    Attributes:
        tabs: all open tabs; never empty once a screen was shown.
        current: the place of the one that is shown.
        ahead: an address that waits for the first run to be over.
    """

    def __init__(self, phone: VirtualPhone) -> None:
        super().__init__(phone)
        self.store = Store(phone.files, phone.clock)
        self.tabs: list[Tab] = []
        self.current = 0
        self.ahead = ""

    @property
    def tab(self) -> Tab:
        """The tab that is shown; a new one when all are closed."""
        if not self.tabs:
            self.new_tab()
        return self.tabs[self.current]

    def new_tab(self, url: str = "") -> Tab:
        """Open a tab, at an address or the new-tab page, and show it."""
        tab = Tab(self.phone, self._visited, self._download, self._choose)
        self.tabs.append(tab)
        self.current = len(self.tabs) - 1
        if url:
            tab.open(url)
        return tab

    def close_tab(self, number: int) -> None:
        """Close a tab; the one beside it is shown."""
        del self.tabs[number]
        if self.current >= number:
            self.current = max(0, self.current - 1)

    def _visited(self, page: Page) -> None:
        if not page.url.startswith("data:"):
            self.store.visit(page.url, page.title)

    def _download(self, found: Found) -> None:
        """Keep what cannot be shown among the downloads, under a name that is free."""
        name = unquote(urlsplit(found.url).path.rpartition("/")[2]) or "download"
        stem, dot, ending = name.rpartition(".")
        files, number = self.phone.files, 1
        while files.exists(f"{DOWNLOADS}/{name}"):
            name = f"{stem} ({number}){dot}{ending}" if dot else f"{ending} ({number})"
            number += 1
        files.write_bytes(f"{DOWNLOADS}/{name}", found.data)
        self.toast(f"Downloaded {name}")

    def toast(self, text: str) -> None:
        self.phone.toasts.show(text, self.package)

    def _choose(self, select: Element) -> None:
        """Ask for an option of a select."""
        options = select.all("option")
        screen = self.phone.activities.top_screen()
        if not options or screen is None:
            return

        def pick(number: int) -> None:
            for option in options:
                option.attrs.pop("selected", None)
            options[number].attrs["selected"] = ""

        marked = next((i for i, o in enumerate(options) if "selected" in o.attrs), 0)
        screen.show(ListDialog("", [o.words() for o in options], pick, chosen=marked))


class ChromeScreen(Screen):
    """A screen of Chrome."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        assert isinstance(app, ChromeProcess)
        self.chrome = app

    @property
    def store(self) -> Store:
        return self.chrome.store
