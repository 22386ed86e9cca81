"""Simple Gallery Pro: files are copied, pictures are looked at."""

from __future__ import annotations

from tests.androidworld.person import Person, Task, solves

_APP = "Gallery"


@solves("SaveCopyOfReceiptTaskEval")
def save_copy(person: Person, task: Task) -> None:
    """Copy a picture by its menu into a folder that holds no pictures yet."""
    _find(person, task.params["file_name"])
    person.long_press(task.params["file_name"])
    person.tap("More options")
    person.tap("Copy to")
    person.tap("Other folder")
    person.tap("Internal")
    person.tap_on(person.scroll_to("Download", id="list_item_name"))
    person.tap("OK")


def look_at(person: Person, file_name: str) -> None:
    """Open a picture of the folder DCIM on the whole screen."""
    _find(person, file_name)
    person.tap(file_name)
    person.need(id="medium_viewer_toolbar")


def _find(person: Person, file_name: str) -> None:
    """Bring a picture's name on the screen."""
    person.open_app(_APP)
    person.tap("DCIM")
    if not person.sees(id="medium_name"):
        person.tap("Toggle filename visibility")
    person.scroll_to(file_name, id="medium_name")
