"""The screens of Chrome's first run: terms, sync, notifications."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.chrome.process import ChromeScreen
from phoneagent.virtualphone.apps.systemui.permission import ask_permission
from phoneagent.virtualphone.ui import (
    FILL,
    Button,
    CheckBox,
    Column,
    Icon,
    Node,
    Row,
    Spacer,
    Text,
)

PERMISSION = "android.permission.POST_NOTIFICATIONS"


class FirstRun:
    """Asks its questions one after the other.

    Args:
        screen: where they are shown.
        on_done: called after the last one.
    """

    def __init__(self, screen: ChromeScreen, on_done: Callable[[], object]) -> None:
        self.screen = screen
        self.on_done = on_done
        self.step = 0
        self.reports = True

    def view(self) -> Node:
        return (self._terms, self._sync, self._notifications)[self.step]()

    def _terms(self) -> Node:
        terms = "By using Chrome, you agree to the Google Terms of Service and Privacy Policy."
        help_us = "Help make Chrome better by sending usage statistics and crash reports to Google"
        return self._page(
            "Welcome to Chrome",
            Text(terms, id="tos_and_privacy", color="muted", text_align="center"),
            CheckBox(self.reports, self._set_reports, text=help_us, id="send_report_checkbox"),
            buttons=[
                Button("Accept & continue", self._next, id="terms_accept", width=FILL, height=48)
            ],
        )

    def _sync(self) -> Node:
        return self._page(
            "Turn on sync?",
            Text(
                "Sign in to get your bookmarks, passwords and more on all devices.",
                color="muted",
                text_align="center",
            ),
            buttons=[
                Button("No thanks", self._next, style="text", id="negative_button"),
                Spacer(1),
                Button("Yes, I'm in", self._sign_in, id="positive_button"),
            ],
        )

    def _notifications(self) -> Node:
        return self._page(
            "Chrome notifications make things easier",
            Text(
                "Easily manage your downloads and see what plays in the background.",
                color="muted",
                text_align="center",
            ),
            buttons=[
                Button("No thanks", self._next, style="text", id="negative_button"),
                Spacer(1),
                Button("Continue", self._ask, id="positive_button"),
            ],
        )

    def _page(self, title: str, *content: Node, buttons: list[Node]) -> Node:
        return Column(
            Spacer(2),
            Icon("language", size=88, color="primary"),
            Text(title, id="title", size=26, text_align="center"),
            *content,
            Spacer(3),
            Row(*buttons),
            id="fre_pager",
            height=FILL,
            align="center",
            gap=20,
            pad=(28, 24, 28, 24),
        )

    def _set_reports(self, wanted: bool) -> None:
        self.reports = wanted

    def _sign_in(self) -> None:
        self.screen.toast("There is no account on this phone")

    def _next(self) -> None:
        self.step += 1
        if self.step == 2 and PERMISSION in self._granted():
            self.step += 1
        if self.step > 2:
            self.screen.store.finish_first_run()
            self.on_done()

    def _granted(self) -> set[str]:
        package = self.screen.phone.packages.get(self.screen.package)
        return set(package.granted) if package else set()

    def _ask(self) -> None:
        ask_permission(self.screen, PERMISSION, lambda granted: self._next())

    def back(self) -> bool:
        """One question back; False on the first."""
        used = self.step > 0
        self.step = max(0, self.step - 1)
        return used
