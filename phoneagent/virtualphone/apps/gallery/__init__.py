"""Simple Gallery Pro: the pictures and videos on the phone, by folder."""

from __future__ import annotations

from phoneagent.virtualphone.apps.gallery.albums import PACKAGE
from phoneagent.virtualphone.apps.gallery.main import FoldersScreen
from phoneagent.virtualphone.apps.gallery.media import MediaScreen
from phoneagent.virtualphone.apps.gallery.viewer import ViewerScreen
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import (
    ACTION_MAIN,
    ACTION_PICK,
    ACTION_VIEW,
    CATEGORY_APP_GALLERY,
    answers,
)

_MAIN = ".activities.MainActivity"
_PHOTO = ".activities.PhotoActivity"
_FOLDERS = ("vnd.android.cursor.dir/image", "vnd.android.cursor.dir/video")


class GalleryApp(App):
    """Simple Gallery Pro 6.28; it shows shared storage, which the fixture's `files` fill."""

    package = PACKAGE
    label = "Gallery"
    version = "6.28.1"
    version_code = 396
    icon = "image"
    color = "#f57c00"
    system = False
    launcher = _MAIN
    activities = {
        _MAIN: FoldersScreen,
        ".activities.MediaActivity": MediaScreen,
        _PHOTO: ViewerScreen,
    }
    filters = (
        answers(_PHOTO, ACTION_VIEW, schemes=("file", "content"), types=("image/*",)),
        answers(_MAIN, ACTION_VIEW, schemes=("content",), types=_FOLDERS),
        answers(_MAIN, ACTION_PICK, schemes=("content",), types=("image/*", "video/*", *_FOLDERS)),
        answers(_MAIN, ACTION_PICK, types=("image/*", "video/*", *_FOLDERS)),
        answers(_MAIN, ACTION_MAIN, categories=(CATEGORY_APP_GALLERY,)),
    )
