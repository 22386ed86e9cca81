"""What VLC keeps while it runs: its library and the queue that plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.vlc.library import Library, Media
from phoneagent.virtualphone.media.queue import PlayQueue
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import Screen

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone


class VlcProcess(App):
    """The running app.

    Attributes:
        heard: what the queue plays is only heard: a song, or a film as audio.
    """

    def __init__(self, phone: VirtualPhone) -> None:
        super().__init__(phone)
        self.library = Library(phone.files)
        self.queue: PlayQueue[Media] = PlayQueue(phone.clock, self._length_ms, self._note)
        self.heard = False
        self._noted: Media | None = None

    def _note(self) -> None:
        """Enter what begins to play into the history."""
        current = self.queue.current
        if current is not None and current != self._noted and self.queue.playback.playing:
            self.library.played(current, self.phone.clock.epoch_ms())
        self._noted = current

    def _length_ms(self, media: Media) -> int:
        return self.library.facts(media).duration_ms


class VlcScreen(Screen):
    """A screen of VLC."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        assert isinstance(app, VlcProcess)
        self.vlc = app

    @property
    def library(self) -> Library:
        return self.vlc.library

    @property
    def queue(self) -> PlayQueue[Media]:
        return self.vlc.queue
