"""What every app is made of; one class per app, found by name in `virtualphone/apps/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from phoneagent.virtualphone.system.intents import (
    CATEGORY_LAUNCHER,
    Component,
    Intent,
    IntentFilter,
    full_name,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone
    from phoneagent.virtualphone.system.providers.base import Provider
    from phoneagent.virtualphone.ui.screen import Screen


@dataclass(frozen=True)
class BroadcastResult:
    """What a broadcast ends with: a code (-1 is RESULT_OK, 0 nobody cared) and maybe a text."""

    code: int = 0
    data: str | None = None


class App:
    """One installed app. An instance is its running process: it dies with force-stop.

    What must survive lives in files, databases or providers and is read there at every use.

    Class attributes:
        package: the application id.
        label: the name under the icon.
        version, version_code: as `dumpsys package` shows them.
        icon: the name of a drawn icon of the toolkit.
        color: the icon's ground, `#rrggbb`.
        system: part of the system image: can be disabled, not uninstalled.
        preinstalled: on a fresh phone; others come by `adb install` or the fixture's "packages".
        activities: activity name (`.Short` or full) to the screen it opens.
        launcher: the activity the home screen starts; None for an app without icon.
        single_task: activities that always live in a task of their own, whoever starts them.
        filters: the implicit intents its activities answer.
        receives: the broadcast actions its `on_broadcast` wants.
        permissions: runtime permissions it asks for, for example `android.permission.CAMERA`.
        authorities: the content URIs its `provider` answers.
    """

    package: ClassVar[str]
    label: ClassVar[str]
    version: ClassVar[str] = "1.0"
    version_code: ClassVar[int] = 1
    icon: ClassVar[str] = "android"
    color: ClassVar[str] = "#3ddc84"
    system: ClassVar[bool] = True
    preinstalled: ClassVar[bool] = True
    activities: ClassVar[Mapping[str, type[Screen]]] = {}
    launcher: ClassVar[str | None] = None
    single_task: ClassVar[frozenset[str]] = frozenset()
    filters: ClassVar[Sequence[IntentFilter]] = ()
    receives: ClassVar[frozenset[str]] = frozenset()
    permissions: ClassVar[Sequence[str]] = ()
    authorities: ClassVar[Sequence[str]] = ()

    def __init__(self, phone: VirtualPhone) -> None:
        self.phone = phone

    @property
    def data_folder(self) -> str:
        """The device path of the app's private folder."""
        return f"/data/data/{self.package}"

    @classmethod
    def component(cls, activity: str) -> Component:
        """The full component of one of the app's activities."""
        return Component(cls.package, full_name(cls.package, activity))

    @classmethod
    def intent_filters(cls) -> list[IntentFilter]:
        """The declared filters and, for an app with an icon, the launcher's."""
        found = list(cls.filters)
        if cls.launcher:
            main = frozenset({"android.intent.action.MAIN"})
            found.append(IntentFilter(cls.launcher, main, frozenset({CATEGORY_LAUNCHER})))
        return found

    def seed(self, state: Mapping[str, Any]) -> None:
        """Lay down the app's first data; `state` is the whole fixture, take what is yours."""

    def clear(self) -> None:
        """Forget everything outside the private folder too (`pm clear`)."""

    def provider(self) -> Provider | None:
        """What answers the app's `authorities`."""

    def on_broadcast(self, intent: Intent) -> BroadcastResult | None:
        """Answer a broadcast whose action is in `receives`; None leaves the result alone."""
