"""Markor: plain text files in folders of the shared storage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phoneagent.virtualphone.apps.markor.document import DocumentScreen
from phoneagent.virtualphone.apps.markor.main import MainScreen
from phoneagent.virtualphone.apps.markor.notebook import NOTEBOOK, PACKAGE
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import (
    ACTION_EDIT,
    ACTION_SEND,
    ACTION_VIEW,
    answers,
)


class MarkorApp(App):
    """Nothing but files in `/storage/emulated/0/Documents/Markor`; settings in shared_prefs.

    The fixture's key `markor` is a list of `{"name": "a.md", "text": "..."}`; a name may lie in a
    folder (`work/plan.md`), and one that ends in a slash is an empty folder.
    """

    package = PACKAGE
    label = "Markor"
    version = "2.10.9"
    version_code = 146
    icon = "edit"
    color = "#aa3a3a"
    system = False
    launcher = ".activity.MainActivity"
    activities = {
        ".activity.MainActivity": MainScreen,
        ".activity.DocumentActivity": DocumentScreen,
    }
    filters = (
        answers(".activity.DocumentActivity", ACTION_SEND, types=("text/*",)),
        answers(
            ".activity.DocumentActivity",
            ACTION_VIEW,
            ACTION_EDIT,
            schemes=("file", "content"),
            types=("text/*", "application/json", "application/octet-stream"),
            categories=("android.intent.category.BROWSABLE",),
        ),
    )

    def seed(self, state: Mapping[str, Any]) -> None:
        files = self.phone.files
        files.make_folder(NOTEBOOK)
        for note in state.get("markor", []):
            path = f"{NOTEBOOK}/{note['name']}"
            if path.endswith("/"):
                files.make_folder(path)
            else:
                files.write_text(path, note.get("text", ""))
