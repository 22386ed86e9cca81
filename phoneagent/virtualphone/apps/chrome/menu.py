"""What Chrome's main menu offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.chooser import EXTRA_TEXT, choose
from phoneagent.virtualphone.apps.chrome.lists import (
    BookmarksScreen,
    DownloadsScreen,
    HistoryScreen,
)
from phoneagent.virtualphone.apps.chrome.store import Bookmark
from phoneagent.virtualphone.system.intents import ACTION_SEND, Intent
from phoneagent.virtualphone.ui import AlertDialog, DialogButton, MenuItem, Screen

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.chrome.browser import BrowserScreen


def main_menu(screen: BrowserScreen) -> list[MenuItem]:
    """The lines of the menu, for the tab that is shown."""
    tab, chrome = screen.chrome.tab, screen.chrome

    def page(kind: type[Screen]) -> None:
        screen.start(kind(screen.app, Intent()))

    lines = [
        MenuItem("Forward", lambda: tab.go(1), enabled=tab.can_go_forward, icon="arrow_right"),
        MenuItem("Refresh", tab.reload, enabled=tab.page is not None, icon="refresh"),
        MenuItem("New tab", chrome.new_tab, icon="add"),
        MenuItem("History", lambda: page(HistoryScreen), icon="history"),
        MenuItem("Downloads", lambda: page(DownloadsScreen), icon="download"),
        MenuItem("Bookmarks", lambda: page(BookmarksScreen), icon="star"),
    ]
    if tab.page is None:
        return lines
    marked = screen.store.is_bookmarked(tab.url)
    return [
        *lines,
        MenuItem(
            "Remove bookmark" if marked else "Bookmark this page",
            lambda: _flip_bookmark(screen),
            icon="star_outline",
        ),
        MenuItem("Share\N{HORIZONTAL ELLIPSIS}", lambda: _share(screen), icon="share"),
        MenuItem("Find in page", screen.find.open, icon="search"),
        MenuItem("Page info", lambda: _say_where(screen), icon="info"),
    ]


def _flip_bookmark(screen: BrowserScreen) -> None:
    store, tab = screen.store, screen.chrome.tab
    marks = [mark for mark in store.bookmarks() if mark.url != tab.url]
    if len(marks) < len(store.bookmarks()):
        store.set_bookmarks(marks)
        screen.snackbar("Bookmark removed")
    else:
        store.set_bookmarks([*marks, Bookmark(tab.title, tab.url)])
        screen.snackbar("Bookmarked")


def _share(screen: BrowserScreen) -> None:
    text = Intent(ACTION_SEND, type="text/plain", extras={EXTRA_TEXT: screen.chrome.tab.url})
    screen.start(choose(text))


def _say_where(screen: BrowserScreen) -> None:
    tab = screen.chrome.tab
    screen.show(AlertDialog(tab.title, tab.url, positive=DialogButton("OK")))
