"""Portal: mobilerun's companion, which tells an agent what is on the screen.

It is not on a fresh phone: `adb install` of its APK or `{"packages": ["com.mobilerun.portal"]}` in
the fixture brings it, with its keyboard; as on a phone it answers only while its accessibility
service is enabled.
"""

from __future__ import annotations

from phoneagent.virtualphone.apps.portal.provider import (
    AUTHORITY,
    SERVICE,
    PortalProvider,
    is_enabled,
)
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.ui import Column, Node, Screen, SwitchRow, Text, Toolbar


class PortalScreen(Screen):
    """Whether the accessibility service is on, and a switch for it."""

    def view(self) -> Node:
        return Column(
            Toolbar("Mobilerun Portal"),
            SwitchRow("Accessibility service", is_enabled(self.phone), self._switch),
            Text(f"Version {PortalApp.version}", pad=16),
        )

    def _switch(self, on: bool) -> None:
        key = "enabled_accessibility_services"
        named = [n for n in (self.phone.settings.get("secure", key) or "").split(":") if n]
        others = [name for name in named if name != SERVICE]
        self.phone.settings.put("secure", key, ":".join([*others, SERVICE] if on else others))


class PortalApp(App):
    """A content provider and one screen."""

    package = AUTHORITY
    label = "Mobilerun Portal"
    version = "0.7.0"
    version_code = 700
    icon = "accessibility"
    color = "#1a73e8"
    system = False
    preinstalled = False
    launcher = ".ui.MainActivity"
    activities = {".ui.MainActivity": PortalScreen}
    authorities = (AUTHORITY,)

    def provider(self) -> PortalProvider:
        return PortalProvider(self.phone, self.version)
