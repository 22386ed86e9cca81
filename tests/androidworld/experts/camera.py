"""Plays the tasks of the camera."""

from __future__ import annotations

from tests.androidworld.person import Person, Task, solves


@solves("CameraTakePhoto")
def take_photo(person: Person, task: Task) -> None:
    person.open_app("Camera")
    person.tap("Shutter")


@solves("CameraTakeVideo")
def take_video(person: Person, task: Task) -> None:
    person.open_app("Camera")
    person.swipe((100, 1000), (900, 1000))
    person.tap("Video")
    person.tap("Shutter")
    person.wait_for(id="recording_time")
    person.tap("Shutter")
