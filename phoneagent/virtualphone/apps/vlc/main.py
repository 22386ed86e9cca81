"""VLC's main screen: five parts, and what is being heard at the foot."""

from __future__ import annotations

from phoneagent.virtualphone.apps.vlc.audio import AudioPane
from phoneagent.virtualphone.apps.vlc.audioplayer import AudioPlayerScreen
from phoneagent.virtualphone.apps.vlc.browse import BrowsePane
from phoneagent.virtualphone.apps.vlc.more import MorePane
from phoneagent.virtualphone.apps.vlc.pane import Pane
from phoneagent.virtualphone.apps.vlc.playlists import PlaylistsPane
from phoneagent.virtualphone.apps.vlc.process import VlcScreen
from phoneagent.virtualphone.apps.vlc.times import clock_text
from phoneagent.virtualphone.apps.vlc.video import VideoPane
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    BottomNavigation,
    Column,
    Frame,
    Icon,
    ImageButton,
    Node,
    Progress,
    Row,
    Text,
)


class MainScreen(VlcScreen):
    """Video, Audio, Browse, Playlists, More."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.panes: tuple[Pane, ...] = (
            VideoPane(self),
            AudioPane(self),
            BrowsePane(self),
            PlaylistsPane(self),
            MorePane(self),
        )
        self.current = 0

    def on_resume(self) -> None:
        """Look for new files, as the library does whenever the app comes to the front."""
        self.library.scan()

    @property
    def pane(self) -> Pane:
        return self.panes[self.current]

    def view(self) -> Node:
        self.queue.settle()
        self.refresh_ms = 1000 if self.queue.playback.playing else 0
        titles = [(pane.title, pane.icon) for pane in self.panes]
        return Column(
            self.pane.bar(),
            Frame(self.pane.body(), weight=1),
            self._heard(),
            BottomNavigation(titles, self.current, self._turn_to, id="navigation"),
            height=FILL,
        )

    def _turn_to(self, number: int) -> None:
        self.pane.leave()
        self.current = number

    def _heard(self) -> Node | None:
        """What plays as audio, with its buttons."""
        media = self.queue.current
        if media is None or not self.vlc.heard:
            return None
        playback = self.queue.playback
        play = ImageButton(
            "pause" if playback.playing else "play",
            self.queue.toggle,
            desc="Pause" if playback.playing else "Play",
            id="header_play_pause",
        )
        line = Row(
            Icon("music"),
            Column(
                Text(media.name, id="header_title", size=15, max_lines=1),
                Text(
                    f"{clock_text(playback.position_ms)} / {clock_text(playback.duration_ms)}",
                    id="header_time",
                    size=12,
                    color="muted",
                ),
                weight=1,
            ),
            play,
            ImageButton("next", self.queue.next, desc="Next", id="next"),
            ImageButton("close", self.queue.clear, desc="Stop", id="header_close"),
            pad=(16, 4, 4, 4),
            gap=12,
            focusable=True,
            on_click=lambda: self.start(AudioPlayerScreen(self.app, Intent())),
        )
        share = playback.position_ms / max(1, playback.duration_ms)
        return Column(Progress(share), line, id="audio_player_container", background="surface_low")

    def on_back(self) -> bool:
        return self.pane.on_back()
