"""Plays the tasks of Audio Recorder."""

from __future__ import annotations

from tests.androidworld.person import Person, Task, solves


def record(person: Person) -> None:
    """From anywhere: record a little; the phone then asks for the name."""
    person.open_app("Audio Recorder")
    person.tap(id="btn_record")
    if person.sees(id="permission_allow_foreground_only_button"):
        person.tap(id="permission_allow_foreground_only_button")
    person.wait_for("Recording\u2026")
    person.tap(id="btn_record_stop")


@solves("AudioRecorderRecordAudio")
def record_clip(person: Person, task: Task) -> None:
    record(person)
    person.tap("Save")


@solves("AudioRecorderRecordAudioWithFileName")
def record_under_name(person: Person, task: Task) -> None:
    record(person)
    person.fill("input_name", task.params["file_name"])
    person.tap("Save")
