"""A person with VLC: playlists, and watching a video."""

from __future__ import annotations

from collections.abc import Sequence

from tests.androidworld.person import Lost, Person, Task, solves

_FIELD = "dialog_playlist_name"


@solves("VlcCreatePlaylist")
def create_playlist(person: Person, task: Task) -> None:
    person.open_app("VLC")
    fill_playlist(person, task.params["playlist_name"], task.params["files"])


@solves("VlcCreateTwoPlaylists")
def create_two_playlists(person: Person, task: Task) -> None:
    person.open_app("VLC")
    for number in ("1", "2"):
        fill_playlist(person, task.params[f"playlist_name{number}"], task.params[f"files{number}"])


def fill_playlist(person: Person, name: str, files: Sequence[str]) -> None:
    """Select videos in order on the Video tab and put them into a new playlist."""
    for number, file in enumerate(files):
        bring_up(person, file)
        if number == 0:
            person.long_press(file, id="ml_item_title")
        else:
            person.tap(file, id="ml_item_title")
    person.tap("Add to playlist")
    person.fill(_FIELD, name)
    person.tap("Create")
    person.tap("Save")


def bring_up(person: Person, label: str) -> None:
    """Scroll to a text wherever in the list it is."""
    if not person.sees(label):
        try:
            person.scroll_to(label)
        except Lost:
            person.scroll_to(label, direction="up")


def watch(person: Person, folder: str, name: str) -> None:
    """Open a video in a folder of the storage and look at it while it plays."""
    person.open_app("VLC")
    person.tap("Browse")
    person.tap("Internal memory")
    bring_up(person, folder)
    person.tap(folder)
    bring_up(person, name)
    person.tap(name)
    person.need(name, id="player_overlay_title")
    person.wait()
