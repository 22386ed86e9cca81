"""The launcher: home screen, app drawer with search, overview of recent apps."""

from __future__ import annotations

from phoneagent.virtualphone.apps.launcher.home import HomeScreen
from phoneagent.virtualphone.apps.launcher.overview import OverviewScreen
from phoneagent.virtualphone.system.activities import ACTION_OVERVIEW
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import (
    ACTION_MAIN,
    CATEGORY_HOME,
    CATEGORY_LAUNCHER,
    answers,
)

_HOME = ".NexusLauncherActivity"
_OVERVIEW = "com.android.quickstep.RecentsActivity"


class LauncherApp(App):
    """Pixel-like launcher; it has no icon of its own."""

    package = "com.google.android.apps.nexuslauncher"
    label = "Pixel Launcher"
    version = "14"
    version_code = 34
    icon = "home"
    activities = {
        _HOME: HomeScreen,
        _OVERVIEW: OverviewScreen,
    }
    filters = (
        answers(_HOME, ACTION_MAIN, categories=(CATEGORY_HOME, CATEGORY_LAUNCHER)),
        answers(_OVERVIEW, ACTION_OVERVIEW),
    )
