"""Simple Draw Pro: a canvas for fingers."""

from __future__ import annotations

from phoneagent.virtualphone.apps.draw.main import DrawScreen
from phoneagent.virtualphone.apps.draw.options import PACKAGE
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import (
    ACTION_EDIT,
    ACTION_SEND,
    ACTION_VIEW,
    answers,
)

_MAIN = ".activities.MainActivity"


class DrawApp(App):
    """Simple Draw Pro 6.9; drawings lie where a person saves them."""

    package = PACKAGE
    label = "Draw"
    version = "6.9.6"
    version_code = 79
    icon = "palette"
    color = "#e65100"
    system = False
    launcher = _MAIN
    activities = {_MAIN: DrawScreen}
    filters = (
        answers(_MAIN, ACTION_EDIT, schemes=("file", "content"), types=("image/*",)),
        answers(_MAIN, ACTION_VIEW, schemes=("file", "content"), types=("image/svg+xml",)),
        answers(_MAIN, ACTION_SEND, types=("image/*",)),
    )
