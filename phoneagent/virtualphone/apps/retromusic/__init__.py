"""Retro Music: the songs on the storage, playlists, a queue that plays in the phone's own time.

Titles, artists and albums come from the files' tags with the extra `media`, else from the files'
names. Playlists lie in `databases/playlist.db`, the queue in `databases/music_playback_state.db`,
as AndroidWorld reads them.

Fixture: `"music": {"songs": [{"title": "Rain", "artist": "Ann", "album": "Days", "seconds": 200}],
"playlists": [{"name": "Slow", "songs": ["Rain"]}]}`. A song becomes a silent MP3 file in
`/sdcard/Music`; a playlist names songs by their title.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phoneagent.virtualphone.apps.retromusic.detail import GroupScreen, PlayedScreen, PlaylistScreen
from phoneagent.virtualphone.apps.retromusic.library import STORAGE, song_at
from phoneagent.virtualphone.apps.retromusic.main import MainScreen
from phoneagent.virtualphone.apps.retromusic.player import PlayerScreen, QueueScreen
from phoneagent.virtualphone.apps.retromusic.process import RetroProcess
from phoneagent.virtualphone.apps.retromusic.search import SearchScreen
from phoneagent.virtualphone.media import silence
from phoneagent.virtualphone.system.intents import (
    ACTION_MAIN,
    ACTION_VIEW,
    CATEGORY_APP_MUSIC,
    answers,
)

_FOLDER = f"{STORAGE}/Music"
_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


class RetroMusicApp(RetroProcess):
    """Retro Music 6."""

    package = "code.name.monkey.retromusic"
    label = "Retro Music"
    version = "6.1.0"
    version_code = 10603
    icon = "music"
    color = "#e53f3c"
    system = False
    launcher = ".activities.MainActivity"
    activities = {".activities.MainActivity": MainScreen}
    filters = (
        answers(launcher, ACTION_VIEW, schemes=("file", "content"), types=("audio/*",)),
        answers(launcher, "android.intent.action.MUSIC_PLAYER"),
        answers(launcher, ACTION_MAIN, categories=(CATEGORY_APP_MUSIC,)),
    )
    pages = {
        "group": GroupScreen,
        "played": PlayedScreen,
        "player": PlayerScreen,
        "playlist": PlaylistScreen,
        "queue": QueueScreen,
        "search": SearchScreen,
    }

    def seed(self, state: Mapping[str, Any]) -> None:
        self.playlists.lay_out()
        self.saved_queue.lay_out()
        music = state.get("music", {})
        for facts in music.get("songs", []):
            self._write(facts)
        for facts in music.get("playlists", []):
            paths = [_path(title) for title in facts.get("songs", [])]
            songs = [song_at(self.phone.files.host(path), path) for path in paths]
            self.playlists.add(self.playlists.create(facts["name"]), songs)

    def _write(self, facts: Mapping[str, Any]) -> None:
        song = silence.song(
            facts["title"],
            facts.get("artist", ""),
            facts.get("album", ""),
            facts.get("seconds", 180),
        )
        self.phone.files.write_bytes(_path(facts["title"]), song)


def _path(title: str) -> str:
    return f"{_FOLDER}/{title.translate(_FORBIDDEN)}.mp3"
