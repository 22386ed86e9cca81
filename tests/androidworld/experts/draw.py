"""Simple Draw Pro: something is drawn and saved under a name."""

from __future__ import annotations

import posixpath

from tests.androidworld.experts.files import go_to
from tests.androidworld.person import Person, Task, solves


@solves("SimpleDrawProCreateDrawing")
def create_drawing(person: Person, task: Task) -> None:
    """Draw a line, name the file and its kind, find the folder in the system's picker."""
    stem, ending = posixpath.splitext(task.params["file_name"])
    person.open_app("Draw")
    person.swipe((300, 1000), (800, 1400))
    person.tap("Save")
    person.fill("save_image_filename", stem)
    person.tap(ending)
    person.tap("OK")
    go_to(person, "Pictures")
    person.tap("Save", id="android:id/button1")
