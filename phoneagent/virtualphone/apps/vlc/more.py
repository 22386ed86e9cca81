"""The More tab: what was played, and about the app."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.vlc.audio import item_row
from phoneagent.virtualphone.apps.vlc.library import VIDEO
from phoneagent.virtualphone.apps.vlc.pane import MediaPane
from phoneagent.virtualphone.ui import (
    AlertDialog,
    Button,
    Column,
    DialogButton,
    Heading,
    LongList,
    Node,
    Row,
    Spacer,
)


class MorePane(MediaPane):
    """Settings, about, and the history."""

    title, icon = "More", "more_horizontal"

    def body(self) -> Node:
        played = self.screen.library.history()
        rows = [
            partial(
                item_row,
                media.name,
                "",
                "video" if media.kind == VIDEO else "music",
                partial(self.play, [media]),
                partial(self.open_menu, media),
            )
            for media in played
        ]
        clear = Button("Clear", self.screen.library.clear_history, style="text", id="clear_history")
        return Column(
            Row(
                Button("Settings", self._settings, style="soft", id="settingsButton", weight=1),
                Button("About", self._about, style="soft", id="aboutButton", weight=1),
                gap=16,
                pad=(16, 16, 16, 8),
            ),
            Row(Heading("History"), Spacer(1), clear, pad=(0, 0, 12, 0)) if rows else None,
            LongList(rows, id="history_entry", weight=1) if rows else None,
            height=-1.0,
        )

    def _settings(self) -> None:
        self._say("Settings", "Media library folders: Internal memory")

    def _about(self) -> None:
        self._say("About", f"VLC for Android {self.screen.app.version}")

    def _say(self, title: str, text: str) -> None:
        self.screen.show(AlertDialog(title, text, positive=DialogButton("OK")))
