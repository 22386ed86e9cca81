"""Files: the file manager and the document picker of the system."""

from __future__ import annotations

from phoneagent.virtualphone.apps.files.inspector import InspectorScreen
from phoneagent.virtualphone.apps.files.main import FilesScreen
from phoneagent.virtualphone.apps.files.picker import (
    ACTION_CREATE_DOCUMENT,
    ACTION_OPEN_DOCUMENT,
    ACTION_OPEN_TREE,
    PickScreen,
)
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import (
    ACTION_GET_CONTENT,
    ACTION_MAIN,
    ACTION_VIEW,
    CATEGORY_APP_FILES,
    answers,
)
from phoneagent.virtualphone.system.providers.documents import FOLDER_MIME

_FILES = "com.android.documentsui.files.FilesActivity"
_PICKER = "com.android.documentsui.picker.PickActivity"
_OPENABLE = ("android.intent.category.OPENABLE",)


class FilesApp(App):
    """It keeps no files of its own: it shows shared storage, which the fixture's `files` fill.

    Other apps start `OPEN_DOCUMENT`, `GET_CONTENT`, `CREATE_DOCUMENT` or `OPEN_DOCUMENT_TREE` and
    get an intent as their result whose data is a document's URI (`phone.path_behind(uri)`).
    """

    package = "com.google.android.documentsui"
    label = "Files"
    version = "13"
    version_code = 33
    icon = "folder"
    color = "#1a73e8"
    launcher = _FILES
    activities = {
        _FILES: FilesScreen,
        _PICKER: PickScreen,
        "com.android.documentsui.inspector.InspectorActivity": InspectorScreen,
    }
    filters = (
        answers(_FILES, ACTION_VIEW, schemes=("content",), types=(FOLDER_MIME,)),
        answers(_PICKER, ACTION_OPEN_DOCUMENT, types=("*/*",), categories=_OPENABLE),
        answers(_PICKER, ACTION_CREATE_DOCUMENT, types=("*/*",), categories=_OPENABLE),
        answers(_PICKER, ACTION_GET_CONTENT, types=("*/*",), categories=_OPENABLE),
        answers(_PICKER, ACTION_OPEN_TREE),
        answers(_FILES, ACTION_MAIN, categories=(CATEGORY_APP_FILES,)),
    )
