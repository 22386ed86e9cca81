"""The More tab: what was played, and about the app."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.vlc.audio import item_row
from phoneagent.virtualphone.apps.vlc.pane import MediaPane
from phoneagent.virtualphone.ui import AlertDialog, Button, DialogButton, Heading, Node, Row, Scroll


class MorePane(MediaPane):
    """Settings and about, the play queue."""

    title, icon = "More", "more_horizontal"

    def body(self) -> Node:
        queue = self.screen.queue
        rows = [
            item_row(media.name, "", "music", partial(self._go, number), None)
            for number, media in enumerate(queue.items[:20])
        ]
        return Scroll(
            Row(
                Button("Settings", self._settings, style="soft", id="settingsButton", weight=1),
                Button("About", self._about, style="soft", id="aboutButton", weight=1),
                gap=16,
                pad=(16, 16, 16, 8),
            ),
            Heading("Play queue") if rows else None,
            *rows,
        )

    def _go(self, number: int) -> None:
        self.play(list(self.screen.queue.items), number)

    def _settings(self) -> None:
        self._say("Settings", "Media library folders: Internal memory")

    def _about(self) -> None:
        self._say("About", f"VLC for Android {self.screen.app.version}")

    def _say(self, title: str, text: str) -> None:
        self.screen.show(AlertDialog(title, text, positive=DialogButton("OK")))
