"""What can be done with one recording."""

from __future__ import annotations

from phoneagent.virtualphone.apps.audiorecorder.parts import NameDialog, ask, show_information
from phoneagent.virtualphone.apps.audiorecorder.recorder import process_of
from phoneagent.virtualphone.apps.audiorecorder.store import Recording, Store
from phoneagent.virtualphone.apps.chooser import ACTION_SEND_MULTIPLE, EXTRA_STREAM, choose
from phoneagent.virtualphone.system.intents import ACTION_SEND, ACTION_VIEW, Intent
from phoneagent.virtualphone.ui import MenuItem, PopupMenu, Rect, Screen

_DOWNLOADS = "/sdcard/Download"


def show_menu(screen: Screen, recording: Recording, anchor: Rect | None = None) -> None:
    """Drop down the menu of a recording."""
    screen.show(
        PopupMenu(
            [
                MenuItem("Share", lambda: share(screen, [recording])),
                MenuItem("Information", lambda: show_information(screen, recording)),
                MenuItem("Rename", lambda: screen.show(NameDialog(screen, recording.path))),
                MenuItem("Open with\u2026", lambda: _open_with(screen, recording)),
                MenuItem("Save as\u2026", lambda: _ask_to_copy(screen, recording)),
                MenuItem("Delete", lambda: ask_to_delete(screen, recording)),
            ],
            anchor,
        )
    )


def share(screen: Screen, recordings: list[Recording]) -> None:
    """Hand recordings to another app."""
    uris = tuple(f"file://{recording.path}" for recording in recordings)
    if len(uris) == 1:
        target = Intent(ACTION_SEND, type="audio/*", extras={EXTRA_STREAM: uris[0]})
    else:
        target = Intent(ACTION_SEND_MULTIPLE, type="audio/*", extras={EXTRA_STREAM: uris})
    screen.start(choose(target, "Share"))


def _open_with(screen: Screen, recording: Recording) -> None:
    target = Intent(ACTION_VIEW, f"file://{recording.path}", "audio/*")
    if screen.phone.packages.resolve(target):
        screen.start(target)
    else:
        screen.toast("Apps for opening this file are not found")


def _ask_to_copy(screen: Screen, recording: Recording) -> None:
    question = "The record will be copied to the \u2018Downloads\u2019 directory"
    ask(screen, question, lambda: copy(screen, [recording]))


def copy(screen: Screen, recordings: list[Recording]) -> None:
    """Copy recordings into the Download folder."""
    files = screen.phone.files
    for recording in recordings:
        file_name = recording.path.rpartition("/")[2]
        target = f"{_DOWNLOADS}/{file_name}"
        if files.exists(target):
            screen.toast(f"Failed to copy. File with name {file_name} already exists")
        else:
            files.write_bytes(target, files.read_bytes(recording.path))
            screen.toast(f"{file_name} copied to the \u2018Downloads\u2019 directory")


def ask_to_delete(screen: Screen, recording: Recording) -> None:
    """Ask, then move a recording into the trash."""
    ask(screen, f"Move to trash {recording.name}?", lambda: throw_away(screen, [recording]))


def throw_away(screen: Screen, recordings: list[Recording]) -> None:
    """Move recordings into the trash."""
    player = process_of(screen.app).player
    for recording in recordings:
        if player.path == recording.path:
            player.stop()
        Store(screen.phone).throw_away(recording.path)
    many = len(recordings) > 1
    screen.toast("Selected records moved to trash" if many else "The record moved to trash")
    screen.invalidate()
