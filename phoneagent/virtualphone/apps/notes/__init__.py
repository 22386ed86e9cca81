"""Notes: plain text files in a folder of the shared storage."""

from __future__ import annotations

from phoneagent.virtualphone.apps.notes.editor import EditorScreen
from phoneagent.virtualphone.apps.notes.files import FOLDER
from phoneagent.virtualphone.apps.notes.listing import ListScreen
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import answers


class NotesApp(App):
    """Each note is a Markdown file; nothing is kept elsewhere."""

    package = "org.billthefarmer.notes"
    label = "Notes"
    version = "1.38"
    version_code = 138
    icon = "note"
    color = "#f9ab00"
    system = False
    launcher = ".Notes"
    activities = {".Notes": ListScreen, ".Editor": EditorScreen}
    filters = (
        answers(".Editor", "android.intent.action.VIEW", schemes=("file",), types=("text/*",)),
        answers(".Editor", "android.intent.action.SEND", types=("text/plain",)),
    )

    def seed(self, state: object) -> None:
        self.phone.files.make_folder(FOLDER)
