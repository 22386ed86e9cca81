"""Joplin: notebooks, notes and to-dos in Markdown, search, trash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phoneagent.virtualphone.apps.joplin.config import ConfigScreen
from phoneagent.virtualphone.apps.joplin.listing import NotesScreen
from phoneagent.virtualphone.apps.joplin.model import Store
from phoneagent.virtualphone.apps.joplin.note import NoteScreen
from phoneagent.virtualphone.apps.joplin.notebook import NotebookScreen
from phoneagent.virtualphone.apps.joplin.search import SearchScreen
from phoneagent.virtualphone.apps.joplin.tables import PACKAGE
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_SEND, answers


class JoplinApp(App):
    """Everything lies in `databases/joplin.sqlite`, as the real app keeps it.

    The fixture's "joplin" is a list of {"notebook": "Work", "title": "Plan", "body": "text",
    "todo": false, "done": false}; without a title only the notebook is made.
    """

    package = PACKAGE
    label = "Joplin"
    version = "3.0.3"
    version_code = 2_097_740
    icon = "note"
    color = "#1071d3"
    system = False
    launcher = ".MainActivity"
    activities = {
        launcher: NotesScreen,
        ".Note": NoteScreen,
        ".Notebook": NotebookScreen,
        ".Search": SearchScreen,
        ".Config": ConfigScreen,
    }
    filters = (answers(".Note", ACTION_SEND, types=("text/plain",)),)

    def seed(self, state: Mapping[str, Any]) -> None:
        Store(self.phone).seed(state.get("joplin", []))
