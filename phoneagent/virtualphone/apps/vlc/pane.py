"""A list of media on a screen of VLC, each of which can be played, selected or kept."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from phoneagent.virtualphone.apps.chooser import ACTION_SEND_MULTIPLE, EXTRA_STREAM, choose
from phoneagent.virtualphone.apps.vlc.info import InfoScreen
from phoneagent.virtualphone.apps.vlc.library import VIDEO, Media
from phoneagent.virtualphone.apps.vlc.player import PlayerScreen
from phoneagent.virtualphone.apps.vlc.process import VlcScreen
from phoneagent.virtualphone.apps.vlc.sheets import (
    AddToPlaylist,
    Choice,
    ContextSheet,
    count_text,
)
from phoneagent.virtualphone.system.intents import ACTION_SEND, Extra, Intent
from phoneagent.virtualphone.ui import (
    ActionMode,
    AlertDialog,
    DialogButton,
    ImageButton,
    Node,
    Toolbar,
)


class Pane:
    """What every part has: a bar, a body, and maybe a way back inside it.

    Args:
        screen: the screen it is a part of.
    """

    title = ""
    icon = ""

    def __init__(self, screen: VlcScreen) -> None:
        self.screen = screen

    def bar(self) -> Node:
        """What stands at the top."""
        return Toolbar("VLC", id="main_toolbar")

    def body(self) -> Node:
        """What fills the rest."""
        raise NotImplementedError

    def on_back(self) -> bool:
        """Use the back key for a step inside the part; False when there is none."""
        return False

    def leave(self) -> None:
        """Another part is shown now."""


class MediaPane(Pane):
    """A part that lists media: tap plays, a long press selects, the dots offer the rest."""

    def __init__(self, screen: VlcScreen) -> None:
        super().__init__(screen)
        self.picked: list[Media] = []

    def media(self) -> list[Media]:
        """Everything listed, in the order shown."""
        raise NotImplementedError

    def tapped(self, media: Media) -> None:
        """A tap on an item: plays it, or adds it to the selection."""
        if self.picked:
            self.toggle(media)
        else:
            self.play([media])

    def toggle(self, media: Media) -> None:
        """Select an item, or no longer; the selection keeps the order of the touches."""
        if media in self.picked:
            self.picked.remove(media)
        else:
            self.picked.append(media)

    def unpick(self) -> None:
        self.picked = []

    def on_back(self) -> bool:
        used = bool(self.picked)
        self.unpick()
        return used

    def leave(self) -> None:
        self.unpick()

    # playing

    def play(self, media: Sequence[Media], index: int = 0, *, as_audio: bool = False) -> None:
        """Play media from one of them on; a film fills the screen."""
        if not media:
            return
        self.screen.queue.load(media, index)
        self.screen.vlc.heard = as_audio or media[index].kind != VIDEO
        if not self.screen.vlc.heard:
            self.screen.start(PlayerScreen(self.screen.app, Intent()))

    def shuffle_all(self) -> None:
        """Play everything in some order."""
        media = self.media()
        rng: random.Random = self.screen.phone.random
        rng.shuffle(media)
        self.play(media)

    def append(self, media: Sequence[Media]) -> None:
        self.screen.queue.append(media)
        self.screen.snackbar(f"{count_text(len(media), 'Track')} appended")

    def insert_next(self, media: Sequence[Media]) -> None:
        self.screen.queue.insert_next(media)
        self.screen.snackbar(f"{count_text(len(media), 'Track')} inserted")

    # the menu of one item

    def choices(self, media: Media) -> list[Choice]:
        """The lines of an item's sheet."""
        one = [media]
        return [
            Choice("Play", "play", lambda: self.play(one)),
            Choice("Play as audio", "music", lambda: self.play(one, as_audio=True)),
            Choice("Add to play queue", "list", lambda: self.append(one)),
            Choice("Insert next", "arrow_right", lambda: self.insert_next(one)),
            Choice("Information", "info", lambda: self.show_info(media)),
            Choice("Add to playlist", "playlist_add", lambda: self.add_to_playlist(one)),
            Choice("Delete", "delete", lambda: self.ask_delete(one)),
            Choice("Share", "share", lambda: self.share(one)),
        ]

    def open_menu(self, media: Media) -> None:
        self.screen.show(ContextSheet(media.name, self.choices(media)))

    def show_info(self, media: Media) -> None:
        intent = Intent(data=f"file://{media.path}")
        self.screen.start(InfoScreen(self.screen.app, intent))

    def add_to_playlist(self, media: Sequence[Media]) -> None:
        self.screen.show(AddToPlaylist(self.screen.library, media, self.unpick))

    def share(self, media: Sequence[Media]) -> None:
        """Hand files to another app."""
        uris = tuple(self.screen.phone.documents.uri_of(item.path) for item in media)
        kind = "video/*" if media[0].kind == VIDEO else "audio/*"
        alone = len(uris) == 1
        action = ACTION_SEND if alone else ACTION_SEND_MULTIPLE
        extras: dict[str, Extra] = {EXTRA_STREAM: uris[0] if alone else uris}
        self.screen.start(choose(Intent(action, type=kind, extras=extras)))

    def ask_delete(self, media: Sequence[Media]) -> None:
        many = len(media) > 1
        question = f"Delete these {len(media)} media?" if many else f"Delete '{media[0].name}'?"
        self.screen.show(
            AlertDialog(
                "Delete from device" if many else "Delete file",
                question,
                positive=DialogButton("Delete", lambda: self._delete(tuple(media))),
                negative=DialogButton("Cancel"),
            )
        )

    def _delete(self, media: Sequence[Media]) -> None:
        for item in media:
            self.screen.library.delete(item)
        self.unpick()

    # the bar of a selection

    def selection_bar(self) -> Node:
        """The actions for what is selected."""
        picked = list(self.picked)
        return ActionMode(
            f"{len(picked)} selected",
            _action("info", "Information", "info", lambda: self.show_info(picked[0]))
            if len(picked) == 1
            else None,
            _action("play", "Play", "play", lambda: self._then(self.play, picked)),
            _action("list", "Add to play queue", "append", lambda: self._then(self.append, picked)),
            _action(
                "playlist_add",
                "Add to playlist",
                "add_playlist",
                lambda: self.add_to_playlist(picked),
            ),
            _action("delete", "Delete", "delete", lambda: self.ask_delete(picked)),
            on_close=self.unpick,
        )

    def _then(self, act: Callable[[Sequence[Media]], object], media: Sequence[Media]) -> None:
        self.unpick()
        act(media)


def _action(icon: str, label: str, name: str, on_click: Callable[[], object]) -> Node:
    return ImageButton(icon, on_click, desc=label, id=f"action_mode_audio_{name}", width=44)
