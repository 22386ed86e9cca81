"""A person with Retro Music: playlists, the queue, a file of a playlist."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from tests.androidworld.experts.vlc import bring_up
from tests.androidworld.person import Person, Task, solves

_SHORTEST_S, _LONGEST_S = 45 * 60 + 15, 50 * 60 - 15


@solves("RetroCreatePlaylist")
def create_playlist(person: Person, task: Task) -> None:
    person.open_app("Retro Music")
    person.tap("Songs")
    select(person, titles(task))
    put_into_new_playlist(person, task.params["playlist_name"])


@solves("RetroSavePlaylist")
def save_playlist(person: Person, task: Task) -> None:
    create_playlist(person, task)
    person.tap("Playlists")
    person.tap(task.params["playlist_name"])
    person.tap("More options")
    person.tap("Save as file")
    person.need(f"{task.params['playlist_name']}.m3u")
    person.tap("Save", cls="Button")


@solves("RetroPlayingQueue")
def queue_songs(person: Person, task: Task) -> None:
    person.open_app("Retro Music")
    person.tap("Songs")
    select(person, titles(task))
    person.tap("Add to playing queue")


@solves("RetroPlaylistDuration")
def fill_playlist_by_length(person: Person, task: Task) -> None:
    person.open_app("Retro Music")
    person.tap("Albums")
    person.tap("Music", id="title")
    select(person, lasting(lengths_s(person)))
    put_into_new_playlist(person, task.params["playlist_name"])


def titles(task: Task) -> list[str]:
    """The songs that the goal names, in its order."""
    return [file.removesuffix(".mp3") for file in task.params["files"]]


def select(person: Person, songs: Sequence[str]) -> None:
    """Select songs in order on a list."""
    for number, song in enumerate(songs):
        bring_up(person, song)
        if number == 0:
            person.long_press(song, id="title")
        else:
            person.tap(song, id="title")


def put_into_new_playlist(person: Person, name: str) -> None:
    """Put what is selected into a playlist created for it."""
    person.tap("More options")
    person.tap("Add to playlist")
    person.tap("New playlist")
    person.fill("Playlist name", name)
    person.tap("Create")


def lengths_s(person: Person) -> dict[str, int]:
    """Read how long the songs of an album last, in seconds."""
    found: dict[str, int] = {}
    for nodes in person.pages():
        rows = [node for node in nodes if node.resource_id.endswith(":id/time")]
        for row in rows:
            titles_beside = [
                node.text
                for node in nodes
                if node.resource_id.endswith(":id/title")
                and node.bounds.top < row.bounds.centre[1] < node.bounds.bottom + 60
            ]
            minutes, _, seconds = row.text.partition(":")
            if titles_beside:
                found[titles_beside[0]] = int(minutes) * 60 + int(seconds)
    return found


def lasting(songs: dict[str, int]) -> list[str]:
    """The fewest songs that together last as long as wanted, in the order of the list."""
    for count in range(1, len(songs) + 1):
        for chosen in combinations(songs, count):
            if _SHORTEST_S <= sum(songs[song] for song in chosen) <= _LONGEST_S:
                return list(chosen)
    raise AssertionError(f"no choice of {songs} lasts that long")
