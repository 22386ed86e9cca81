"""Files: a file of the shared storage is found, deleted, moved or opened."""

from __future__ import annotations

from tests.androidworld.person import Person, Task, solves

_STORAGE = "sdk_gphone_x86_64"
_TITLE = "android:id/title"


def go_to(person: Person, folder: str) -> None:
    """From any place of Files or its picker to a folder of the storage."""
    person.tap("Show roots")
    person.tap(_STORAGE)
    person.tap_on(person.scroll_to(folder, id=_TITLE))


def select(person: Person, name: str) -> None:
    """Hold a finger on a file of the folder that is shown."""
    person.long_press_on(person.scroll_to(name, id=_TITLE))


@solves("FilesDeleteFile")
def delete_file(person: Person, task: Task) -> None:
    person.open_app("Files")
    go_to(person, task.params["subfolder"])
    select(person, task.params["file_name"])
    person.tap("Delete")
    person.tap("OK")


@solves("FilesMoveFile")
def move_file(person: Person, task: Task) -> None:
    person.open_app("Files")
    go_to(person, task.params["source_folder"])
    select(person, task.params["file_name"])
    person.tap("More options")
    person.tap("Move to\N{HORIZONTAL ELLIPSIS}")
    go_to(person, task.params["destination_folder"])
    person.tap("Move", id="android:id/button1")
