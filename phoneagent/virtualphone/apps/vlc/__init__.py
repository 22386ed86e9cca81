"""VLC: films and songs on the storage, playlists of them, a player.

The library is `/data/data/org.videolan.vlc/app_db/vlc_media.db` with the tables that AndroidWorld
reads; it is brought up to date with the storage whenever the app comes to the front. Films are
listed one by one (the setting "do not group videos"). The pictures of a film are shown where a
decoder is installed (the extra `media`, OpenCV, or an ffmpeg on the PATH); films of JPEG pictures
need none.

Fixture: `"vlc": {"videos": [{"name": "a.mp4", "seconds": 60, "texts": ["Hello", "Goodbye"]}],
"playlists": [{"name": "Trips", "media": ["/sdcard/Movies/a.mp4"]}]}`. A video becomes a film in
`/sdcard/Movies` (or its `"folder"`) that shows its texts, or its name, one after the other for
equal times; real films may lie under `"files"`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from phoneagent.virtualphone.apps.vlc.audioplayer import AudioPlayerScreen
from phoneagent.virtualphone.apps.vlc.fixture import film_of
from phoneagent.virtualphone.apps.vlc.library import STORAGE
from phoneagent.virtualphone.apps.vlc.main import MainScreen
from phoneagent.virtualphone.apps.vlc.player import PlayerScreen
from phoneagent.virtualphone.apps.vlc.process import VlcProcess
from phoneagent.virtualphone.system.files import canonical
from phoneagent.virtualphone.system.intents import ACTION_VIEW, answers

_PLAYER = ".gui.video.VideoPlayerActivity"
_SONG = ".StartActivity"


class VlcApp(VlcProcess):
    """VLC 3.5."""

    package = "org.videolan.vlc"
    label = "VLC"
    version = "3.5.4"
    version_code = 13050408
    icon = "cone"
    color = "#ff8800"
    system = False
    launcher = ".gui.MainActivity"
    activities = {".gui.MainActivity": MainScreen, _PLAYER: PlayerScreen, _SONG: AudioPlayerScreen}
    filters = (
        answers(_PLAYER, ACTION_VIEW, schemes=("file", "content"), types=("video/*",)),
        answers(_SONG, ACTION_VIEW, schemes=("file", "content"), types=("audio/*",)),
    )

    def seed(self, state: Mapping[str, Any]) -> None:
        self.phone.files.make_folder(f"{STORAGE}/VLCVideos")
        self.library.lay_out()
        facts = state.get("vlc", {})
        for video in facts.get("videos", []):
            path = f"{video.get('folder') or '/sdcard/Movies'}/{video['name']}"
            self.phone.files.write_bytes(path, film_of(video))
        self._make_playlists(facts.get("playlists", []))

    def _make_playlists(self, playlists: Sequence[Mapping[str, Any]]) -> None:
        if playlists:
            self.library.scan()
        for facts in playlists:
            paths = [canonical(path) for path in facts.get("media", [])]
            media = [self.library.at(_public(path)) for path in paths]
            self.library.append(self.library.create(facts["name"]), media)


def _public(path: str) -> str:
    """A canonical path as the library writes it."""
    return path.replace(canonical(STORAGE), STORAGE, 1)
