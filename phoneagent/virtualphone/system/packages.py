"""The package manager: what is installed, who answers an intent, which permissions are held."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.changes import Changes
from phoneagent.virtualphone.system.clock import Clock
from phoneagent.virtualphone.system.files import Files
from phoneagent.virtualphone.system.intents import Component, Intent, IntentFilter, full_name

_FIRST_USER_UID = 10100

# Packages that hold data or a role but have no screen of their own.
_SILENT_SYSTEM = {
    "android": "Android System",
    "com.android.providers.calendar": "Calendar Storage",
    "com.android.providers.contacts": "Contacts Storage",
    "com.android.providers.downloads": "Download Manager",
    "com.android.providers.media.module": "Media Storage",
    "com.android.providers.settings": "Settings Storage",
    "com.android.providers.telephony": "Phone and Messaging Storage",
    "com.android.shell": "Shell",
    "com.google.android.gms": "Google Play services",
    "com.google.android.inputmethod.latin": "Gboard",
    "com.google.android.webview": "Android System WebView",
}


@dataclass
class Package:
    """One installed package; `app` is None when nothing is known about it but its name."""

    name: str
    label: str
    version: str = "1.0"
    version_code: int = 1
    system: bool = False
    enabled: bool = True
    app: type[App] | None = None
    uid: int = _FIRST_USER_UID
    installed: datetime | None = None
    granted: set[str] = field(default_factory=set)

    @property
    def path(self) -> str:
        """Where `pm path` says the APK lies."""
        folder = "/system/app" if self.system else "/data/app"
        return f"{folder}/{self.name}/base.apk"

    @property
    def permissions(self) -> list[str]:
        return list(self.app.permissions) if self.app else []

    @property
    def launcher(self) -> Component | None:
        """The activity behind the icon, if there is one."""
        if self.app is None or self.app.launcher is None:
            return None
        return self.app.component(self.app.launcher)

    @property
    def filters(self) -> list[IntentFilter]:
        return self.app.intent_filters() if self.app else []

    def declares(self, component: Component) -> bool:
        """Whether the component is one of the package's activities."""
        if self.app is None:
            return False
        return any(full_name(self.name, name) == component.name for name in self.app.activities)


class Packages:
    """Installed packages by name.

    Args:
        changes: told when the list changes.
        clock: for the time of installation.
        files: where private folders lie.
        known: every app this phone has a screen for; preinstalled ones are there from the start.

    Attributes:
        holder_of: names the package whose role it is to answer an intent; "" when it is nobody's.
    """

    def __init__(
        self, changes: Changes, clock: Clock, files: Files, known: Iterable[type[App]]
    ) -> None:
        self._changes = changes
        self._clock = clock
        self._files = files
        self._known = {app.package: app for app in known}
        self._installed: dict[str, Package] = {}
        self._next_uid = _FIRST_USER_UID
        self._preferred: dict[tuple[str, str, str], Component] = {}
        self.holder_of: Callable[[Intent], str] = lambda intent: ""
        self.load(None)

    def get(self, name: str) -> Package | None:
        return self._installed.get(name)

    def all(self) -> list[Package]:
        """All packages, sorted by name."""
        return [self._installed[name] for name in sorted(self._installed)]

    def launchable(self) -> list[Package]:
        """Enabled packages with an icon, sorted by label."""
        found = [p for p in self._installed.values() if p.launcher and p.enabled]
        return sorted(found, key=lambda package: package.label.casefold())

    def install(
        self, name: str, *, label: str = "", version: str = "1.0", version_code: int = 1
    ) -> Package:
        """Install or update a package; a name this phone knows gets its screens back."""
        app = self._known.get(name)
        old = self._installed.get(name)
        package = Package(
            name,
            label=app.label if app else label or name,
            version=app.version if app else version,
            version_code=app.version_code if app else version_code,
            system=old.system if old else False,
            app=app,
            uid=old.uid if old else self._take_uid(),
            installed=self._clock.now(),
            granted=old.granted if old else set(),
        )
        self._installed[name] = package
        self._files.make_folder(f"/data/data/{name}")
        self._changes.note()
        return package

    def add(self, app: type[App]) -> Package:
        """Install an app that is written as a class, such as a test's own."""
        self._known[app.package] = app
        package = self.install(app.package)
        package.system = app.system
        return package

    def uninstall(self, name: str) -> bool:
        """Remove a package and its private folder; False when it is missing or of the system."""
        package = self._installed.get(name)
        if package is None or package.system:
            return False
        del self._installed[name]
        self._forget_choices(name)
        shutil.rmtree(self._files.host(f"/data/data/{name}"), ignore_errors=True)
        self._changes.note()
        return True

    def set_enabled(self, name: str, enabled: bool) -> None:
        """Enable or disable (KeyError when it is not installed)."""
        self._installed[name].enabled = enabled
        self._changes.note()

    def grant(self, name: str, permission: str, granted: bool = True) -> None:
        """Give or take a runtime permission (KeyError when the package is not installed)."""
        held = self._installed[name].granted
        if granted:
            held.add(permission)
        else:
            held.discard(permission)
        self._changes.note()

    def activity(self, component: Component) -> bool:
        """Whether the component is an activity that can be started now."""
        package = self._installed.get(component.package)
        return bool(package and package.enabled and package.declares(component))

    def answering(self, intent: Intent) -> list[Component]:
        """Every activity that answers an implicit intent."""
        found = [
            Component(package.name, full_name(package.name, candidate.activity))
            for package in self.all()
            if package.enabled and intent.package in ("", package.name)
            for candidate in package.filters
            if candidate.matches(intent)
        ]
        return list(dict.fromkeys(found))

    def lives_alone(self, component: Component) -> bool:
        """Whether an activity always has a task of its own (launchMode singleTask)."""
        package = self._installed.get(component.package)
        alone = package.app.single_task if package and package.app else frozenset()
        return any(full_name(component.package, name) == component.name for name in alone)

    def resolve(self, intent: Intent) -> list[Component]:
        """The activities to offer for an implicit intent.

        One alone if it was chosen for always, or if its app holds the role for such intents.
        """
        found = self.answering(intent)
        chosen = self._preferred.get(_choice_key(intent))
        if chosen in found and chosen:
            return [chosen]
        holder = self.holder_of(intent) if len(found) > 1 else ""
        return [c for c in found if c.package == holder][:1] or found

    def prefer(self, intent: Intent, component: Component) -> None:
        """Remember `Always` for intents like this one."""
        self._preferred[_choice_key(intent)] = component

    def _forget_choices(self, name: str) -> None:
        kept = {k: c for k, c in self._preferred.items() if c.package != name}
        self._preferred = kept

    def _take_uid(self) -> int:
        self._next_uid += 1
        return self._next_uid - 1

    def save(self) -> dict[str, Any]:
        """What differs from a fresh phone, as JSON can hold it."""
        return {
            package.name: {
                "label": package.label,
                "version": package.version,
                "version_code": package.version_code,
                "system": package.system,
                "enabled": package.enabled,
                "granted": sorted(package.granted),
            }
            for package in self.all()
        }

    def load(self, saved: Mapping[str, Any] | None) -> None:
        """Take over a saved list, or for None what the system image holds."""
        self._installed.clear()
        self._preferred.clear()
        self._next_uid = _FIRST_USER_UID
        for name, label in sorted(_SILENT_SYSTEM.items()):
            self._install_system(name, label)
        for name, app in sorted(self._known.items()):
            if app.preinstalled:
                self._install_system(name, app.label, system=app.system)
        if saved is None:
            return
        for name in set(self._installed) - set(saved):
            del self._installed[name]
        for name, facts in saved.items():
            package = self._installed.get(name) or self.install(name, label=facts["label"])
            package.version, package.version_code = facts["version"], facts["version_code"]
            package.system, package.enabled = facts["system"], facts["enabled"]
            package.granted = set(facts["granted"])
        self._changes.note()

    def _install_system(self, name: str, label: str, system: bool = True) -> None:
        package = self.install(name, label=label)
        package.system = system


def _choice_key(intent: Intent) -> tuple[str, str, str]:
    return (intent.action, intent.scheme, intent.type)
