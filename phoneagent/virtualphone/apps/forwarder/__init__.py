"""AccessibilityForwarder: android_env's companion, told by broadcast where to send the trees.

It is not on a fresh phone: `adb install` of its APK brings it, or
`{"packages": ["com.google.androidenv.accessibilityforwarder"]}` in the fixture. What is sent and
when is the business of `wire/forwarding.py`; the app only remembers what it was told.
"""

from __future__ import annotations

from phoneagent.virtualphone.system.app import App, BroadcastResult
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.preferences import Preferences

PACKAGE = "com.google.androidenv.accessibilityforwarder"
SERVICE = f"{PACKAGE}/{PACKAGE}.AccessibilityForwarder"
_ACTION = "accessibility_forwarder.intent.action"
_TREES = {
    f"{_ACTION}.ENABLE_ACCESSIBILITY_TREE_LOGS": True,
    f"{_ACTION}.DISABLE_ACCESSIBILITY_TREE_LOGS": False,
}
_SET_GRPC = f"{_ACTION}.SET_GRPC"


class ForwarderApp(App):
    """An accessibility service without a screen."""

    package = PACKAGE
    label = "Accessibility Forwarder"
    system = False
    preinstalled = False
    receives = frozenset({*_TREES, _SET_GRPC})

    @property
    def _told(self) -> Preferences:
        return Preferences(self.phone.files, PACKAGE)

    @property
    def port(self) -> int:
        """The host's port to send trees to; 0 while nobody wants them."""
        enabled = self.phone.settings.get("secure", "enabled_accessibility_services") or ""
        if SERVICE not in enabled.split(":") or not self._told.get("trees", False):
            return 0
        return self._told.get("port", 0)

    def on_broadcast(self, intent: Intent) -> BroadcastResult | None:
        if intent.action == _SET_GRPC:
            self._told.put("port", intent.number("port"))
        else:
            self._told.put("trees", _TREES[intent.action])
        return None
