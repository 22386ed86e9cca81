"""Chrome: an address bar, tabs, and pages of plain HTML.

There is no JavaScript engine: a page is shown as its HTML and a part of its CSS say, links and
forms work, scripts do nothing, except those of three pages of AndroidWorld that are played
natively (`web/scripts`). Addresses may be files of the phone, `content:` and `data:` URIs, and
whatever the host reaches by HTTP while the phone is online; 10.0.2.2 is the host itself. There is
no search engine, and the browser says so.

The first run is over on a new phone; after `pm clear` its questions come again.

Fixture: `"chrome": {"bookmarks": [{"title": "News", "url": "http://example.org/"}], "history":
[{"title": "News", "url": "http://example.org/"}]}`, the history oldest first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phoneagent.virtualphone.apps.chrome.browser import BrowserScreen
from phoneagent.virtualphone.apps.chrome.firstrun import PERMISSION
from phoneagent.virtualphone.apps.chrome.process import ChromeProcess
from phoneagent.virtualphone.apps.chrome.store import PACKAGE, Bookmark
from phoneagent.virtualphone.system.intents import (
    ACTION_MAIN,
    ACTION_VIEW,
    CATEGORY_APP_BROWSER,
    answers,
)

_MAIN = "com.google.android.apps.chrome.Main"
_HTML = ("text/html", "application/xhtml+xml")


class ChromeApp(ChromeProcess):
    """The browser."""

    package = PACKAGE
    label = "Chrome"
    version = "124.0.6367.82"
    version_code = 636708200
    icon = "browser"
    color = "#4285f4"
    launcher = _MAIN
    activities = {_MAIN: BrowserScreen}
    single_task = frozenset({_MAIN})
    filters = (
        answers(
            _MAIN,
            ACTION_VIEW,
            schemes=("http", "https"),
            categories=("android.intent.category.BROWSABLE",),
        ),
        answers(_MAIN, ACTION_VIEW, schemes=("http", "https", "file", "content"), types=_HTML),
        answers(_MAIN, "android.intent.action.WEB_SEARCH"),
        answers(_MAIN, ACTION_MAIN, categories=(CATEGORY_APP_BROWSER,)),
    )
    permissions = (PERMISSION,)

    def seed(self, state: Mapping[str, Any]) -> None:
        self.store.finish_first_run()
        facts = state.get("chrome", {})
        marks = [Bookmark(mark["title"], mark["url"]) for mark in facts.get("bookmarks", [])]
        if marks:
            self.store.set_bookmarks(marks)
        for visit in facts.get("history", []):
            self.store.visit(visit["url"], visit.get("title", ""))
