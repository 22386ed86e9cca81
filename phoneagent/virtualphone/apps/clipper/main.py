"""Clipper's only screen: what it is for, and buttons that start and stop its listening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Button,
    Column,
    Node,
    Row,
    Screen,
    Scroll,
    Text,
    Toolbar,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.clipper import ClipperApp

_COMMANDS = (
    ("Print the clipboard", "am broadcast -a clipper.get"),
    ("Fill the clipboard", 'am broadcast -a clipper.set -e text "text"'),
)


class MainScreen(Screen):
    """Explains the broadcasts and shows what the clipboard holds."""

    app: ClipperApp

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.app.listening = True

    def view(self) -> Node:
        clipboard = self.phone.clipboard.text
        state = "listening" if self.app.listening else "stopped"
        return Column(
            Toolbar("Clipper"),
            Scroll(
                Text("Clipboard access for adb", size=20),
                Text(f"The service is {state}. Keep this screen in front and send:"),
                *(self._command(title, line) for title, line in _COMMANDS),
                Row(
                    Button("Start service", self._start, id="start_service", weight=1),
                    Button("Stop service", self._stop, style="soft", id="stop_service", weight=1),
                    gap=12,
                    pad=(0, 12, 0, 12),
                ),
                Text("The clipboard holds", color="muted"),
                Text(clipboard or "nothing", id="clipboard", size=16),
                pad=(20, 16, 20, 24),
                gap=12,
                weight=1,
            ),
            height=FILL,
        )

    def _command(self, title: str, line: str) -> Node:
        return Column(Text(title, bold=True), Text(line, color="muted"), gap=2)

    def _start(self) -> None:
        self.app.listening = True
        self.toast("Clipper service started")

    def _stop(self) -> None:
        self.app.listening = False
        self.toast("Clipper service stopped")
