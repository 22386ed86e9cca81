"""Markor: notes are made, read, changed, moved and deleted in its file browser and editor."""

from __future__ import annotations

import posixpath

from phoneagent.core.hierarchy import Node
from tests.androidworld.experts.gallery import look_at
from tests.androidworld.experts.vlc import watch
from tests.androidworld.person import Person, Task, solves

_EDITOR = "document__fragment__edit__highlighting_editor"
_LIST = "ui__filesystem_dialog__list"
_TITLE = "opoc_filesystem_item__title"


def open_markor(person: Person) -> None:
    """Open the app, at its notebook."""
    person.open_app("Markor")


def find_file(person: Person, name: str) -> Node:
    """Scroll to a file of the folder that is shown."""
    return person.scroll_to(name, id=_TITLE)


def new_file(person: Person, name: str) -> None:
    """Make a file and come to its editor; the ending goes into a field of its own."""
    stem, ending = posixpath.splitext(name)
    person.tap(id="fab_add_new_item")
    person.fill("new_file_dialog__name", stem)
    if not ending:
        person.tap(id="new_file_dialog__type")
        person.tap("None")
    elif person.field("new_file_dialog__ext").text != ending:
        person.fill("new_file_dialog__ext", ending)
    person.tap("OK")


def write(person: Person, text: str) -> None:
    """Type into the empty editor and save."""
    person.tap(id=_EDITOR)
    person.type(text)
    person.tap("Save")


def select(person: Person, *names: str) -> None:
    """Hold a finger on the first file, tap the others."""
    person.long_press_on(find_file(person, names[0]))
    for name in names[1:]:
        person.tap_on(find_file(person, name))


def delete_selected(person: Person) -> None:
    """Delete what is selected."""
    person.tap("Delete")
    person.tap("OK")


def rename_selected(person: Person, name: str) -> None:
    """Rename what is selected."""
    person.tap("Rename")
    person.fill("new_name", name)
    person.tap("OK")


@solves("MarkorCreateNote")
def create_note(person: Person, task: Task) -> None:
    open_markor(person)
    new_file(person, task.params["file_name"])
    write(person, task.params["text"])


@solves("MarkorCreateNoteFromClipboard")
def create_note_from_clipboard(person: Person, task: Task) -> None:
    open_markor(person)
    new_file(person, task.params["file_name"])
    person.long_press(id=_EDITOR)
    person.tap("Paste")
    person.tap("Save")


@solves("MarkorCreateFolder")
def create_folder(person: Person, task: Task) -> None:
    open_markor(person)
    person.tap(id="fab_add_new_item")
    person.fill("new_file_dialog__name", task.params["folder_name"])
    person.tap("FOLDER")


@solves("MarkorDeleteNote")
def delete_note(person: Person, task: Task) -> None:
    open_markor(person)
    select(person, task.params["file_name"])
    delete_selected(person)


@solves("MarkorDeleteNewestNote")
def delete_newest_note(person: Person, task: Task) -> None:
    open_markor(person)
    person.tap("Sort by")
    person.tap("Date")
    newest = next(node for node in person.find_all(id=_TITLE) if node.text != "..")
    person.long_press_on(newest)
    delete_selected(person)


@solves("MarkorDeleteAllNotes")
def delete_all_notes(person: Person, task: Task) -> None:
    open_markor(person)
    names = [name for name in person.read_all(id=_TITLE) if name != ".."]
    select(person, *names)
    delete_selected(person)


@solves("MarkorMoveNote")
def move_note(person: Person, task: Task) -> None:
    open_markor(person)
    person.tap_on(find_file(person, task.params["source_folder"]))
    select(person, task.params["file_name"])
    person.tap("More options")
    person.tap("Move")
    person.tap("..", id=_TITLE)
    person.tap_on(find_file(person, task.params["destination_folder"]))
    person.tap("Select this folder")


@solves("MarkorEditNote")
def edit_note(person: Person, task: Task) -> None:
    open_markor(person)
    person.tap_on(find_file(person, task.params["file_name"]))
    old = person.field(_EDITOR).text.strip("\n")
    texts = {
        "header": lambda: f"{task.params['header']}\n{old}\n",
        "footer": lambda: f"{old}\n{task.params['footer']}\n",
        "replace": lambda: task.params["replace_text"],
    }
    person.fill(_EDITOR, texts[task.params["edit_type"]]())
    person.tap("Save")


@solves("MarkorChangeNoteContent")
def change_note_content(person: Person, task: Task) -> None:
    open_markor(person)
    _rewrite(person, task.params["original_name"], task.params["updated_content"])
    select(person, task.params["original_name"])
    rename_selected(person, task.params["new_name"])


@solves("MarkorAddNoteHeader")
def add_note_header(person: Person, task: Task) -> None:
    open_markor(person)
    person.tap_on(find_file(person, task.params["original_name"]))
    old = person.field(_EDITOR).text
    person.fill(_EDITOR, f"{task.params['header']}\n\n{old}")
    person.tap("Save")
    person.tap("Navigate up")
    select(person, task.params["original_name"])
    rename_selected(person, task.params["new_name"])


def _rewrite(person: Person, name: str, text: str) -> None:
    """Put another text into a file and come back to the list."""
    person.tap_on(find_file(person, name))
    person.fill(_EDITOR, text)
    person.tap("Save")
    person.tap("Navigate up")


def read_note(person: Person, name: str) -> str:
    """Open a note, read it, come back to the list."""
    person.tap_on(find_file(person, name))
    text = person.field(_EDITOR).text
    person.tap("Navigate up")
    return text


@solves("MarkorMergeNotes")
def merge_notes(person: Person, task: Task) -> None:
    open_markor(person)
    names = [task.params[f"file{number}_name"] for number in (1, 2, 3)]
    texts = [read_note(person, name).strip("\n") for name in names]
    new_file(person, task.params["new_file_name"])
    write(person, "\n\n".join(texts))


@solves("MarkorCreateNoteAndSms")
def create_note_and_sms(person: Person, task: Task) -> None:
    """Share the text from the editor; the messenger asks for the number, then sends."""
    create_note(person, task)
    for step in ("More options", "Share", "Plain Text", "SMS Messenger"):
        person.tap(step)
    person.type(task.params["number"])
    person.tap(id="new_conversation_confirm")
    person.tap("SMS")


@solves("MarkorTranscribeReceipt")
def transcribe_receipt(person: Person, task: Task) -> None:
    """Look at the picture in the gallery; its text is what the parameters say it shows."""
    look_at(person, "receipt.png")
    open_markor(person)
    new_file(person, task.params["file_name"])
    write(person, task.params["text"])


@solves("MarkorTranscribeVideo")
def transcribe_video(person: Person, task: Task) -> None:
    """Watch the video in VLC; what it shows is in the parameters."""
    watch(person, "Download", task.params["video_name"])
    open_markor(person)
    new_file(person, task.params["file_name"])
    write(person, ",".join(task.params["messages"]))


@solves("SystemCopyToClipboard")
def copy_to_clipboard(person: Person, task: Task) -> None:
    """Type the text into any field and copy it from there."""
    open_markor(person)
    person.tap("QuickNote")
    person.tap(id=_EDITOR)
    person.type(task.params["clipboard_content"])
    person.long_press(id=_EDITOR)
    if person.sees("Select all"):
        person.tap("Select all")
    person.tap("Copy")
