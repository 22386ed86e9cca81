"""Clipper: the clipboard for whoever holds adb, by broadcasts, while it is in front."""

from __future__ import annotations

from phoneagent.virtualphone.apps.clipper.main import MainScreen
from phoneagent.virtualphone.system.app import App, BroadcastResult
from phoneagent.virtualphone.system.intents import Intent

GET = frozenset({"clipper.get", "get"})
SET = frozenset({"clipper.set", "set"})
OK = -1


class ClipperApp(App):
    """Answers `am broadcast -a clipper.get` and `-a clipper.set -e text TEXT`.

    Since Android 10 only the app in front may touch the clipboard: else the result is 0.

    Attributes:
        listening: whether its service runs: from the first opening until it is stopped.
    """

    package = "ca.zgrs.clipper"
    label = "Clipper"
    version = "1.2.1"
    version_code = 3
    icon = "copy"
    color = "#00796b"
    system = False
    launcher = ".Main"
    activities = {".Main": MainScreen}
    receives = GET | SET
    listening = False

    def on_broadcast(self, intent: Intent) -> BroadcastResult | None:
        if not self.listening or self.phone.activities.top()[0] != self.package:
            return BroadcastResult(0)
        if intent.action in GET:
            return BroadcastResult(OK, self.phone.clipboard.text)
        if "text" not in intent.extras:
            return BroadcastResult(0, "No text is provided. Use -e text TEXT")
        self.phone.clipboard.set(intent.text("text"))
        return BroadcastResult(OK, "Text is copied into clipboard.")
