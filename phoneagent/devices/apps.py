"""Apps by the name under their icon: opened by intent, and waited for until they are in front.

Android has no command that prints labels. The launcher shows them, so they are read from its drawer
once per phone and set of apps, and kept in the user's state folder.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from functools import cached_property
from pathlib import Path
from typing import Protocol

from phoneagent.devices import names
from phoneagent.devices.adb import Adb
from phoneagent.devices.automation import Automation
from phoneagent.devices.drawer import Drawer, Fingers
from phoneagent.devices.eyes import Eyes
from phoneagent.devices.front import Front
from phoneagent.devices.state import state_file
from phoneagent.errors import ActionError

_MAIN = ("-a", "android.intent.action.MAIN", "-c", "android.intent.category.LAUNCHER")
_HOME = ("-a", "android.intent.action.MAIN", "-c", "android.intent.category.HOME")
# FLAG_ACTIVITY_NEW_TASK | FLAG_ACTIVITY_RESET_TASK_IF_NEEDED: what a launcher sets.
_LIKE_A_LAUNCHER = ("-f", "0x10200000")
_COMPONENT = re.compile(r"^\s*([\w.]+/[\w.$]+)\s*$", re.MULTILINE)
_IN_FRONT_S = 10.0


class Apps:
    """The apps of one phone that can be launched.

    Args:
        adb, automation, eyes: the phone.
    """

    def __init__(self, adb: Adb, automation: Automation, eyes: Eyes) -> None:
        self._adb = adb
        self._eyes = eyes
        self._drawer = Drawer(automation, eyes, self._launchers)
        self._components: list[str] = []
        self._homes: frozenset[str] | None = None
        self._by_label: dict[str, str] = {}  # label to component, "" when no name tells
        self._stale = False  # apps have come or gone since the labels were read

    def labels(self, fingers: Fingers) -> tuple[str, ...]:
        """Every label in the launcher, sorted; what was in front is in front again afterwards.

        Raises:
            ActionError: something lies over the launcher and does not go away.
        """
        if not self._load():
            self._eyes.wake()
            before = self._eyes.front()
            try:
                self._read_drawer(fingers)
            finally:
                self._bring_back(before)
        return tuple(sorted(self._by_label))

    def label_of(self, package: str) -> str:
        """The label of a package as far as it is known without touching the phone, or ""."""
        self._load()
        for label, component in self._by_label.items():
            if component.partition("/")[0] == package:
                return label
        return ""

    def open(self, name: str, fingers: Fingers) -> str:
        """Bring an app to the front; says what was done.

        Raises:
            ActionError: no app, or several, are called that, or it does not come to the front.
        """
        self._eyes.wake()
        label, component = self._resolve(name, fingers)
        return self._start(component, label) if component else self._tap_icon(label, fingers)

    def package_of(self, name: str, fingers: Fingers) -> str:
        """The package of the app with that name.

        Raises:
            ActionError: no app, or several, are called that, or no name tells its package.
        """
        label, component = self._resolve(name, fingers)
        if not component:
            raise ActionError(f"which package {label} is, is not known yet: open it once")
        return component.partition("/")[0]

    def open_link(self, uri: str) -> str:
        """Open a web address, a deep link or an intent URI.

        Raises:
            ActionError: no app takes it.
        """
        if uri.startswith("intent:"):
            said = self._adb.shell("am", "start", uri)
        else:
            said = self._adb.shell("am", "start", "-a", "android.intent.action.VIEW", "-d", uri)
        _check(said, f"no app opens {uri[:200]!r}")
        return f"opened {uri[:200]}"

    # names ------------------------------------------------------------------------------

    def _resolve(self, name: str, fingers: Fingers) -> tuple[str, str]:
        """Label and component of what a person calls `name`; the component is "" when unknown."""
        known = self._load()
        if (direct := self._direct(name)) or (direct := self._installed_since(name)):
            return name, direct
        if not known or (self._stale and not names.pick(name, list(self._by_label))):
            self._read_drawer(fingers)
        label = self._pick(name)
        return label, self._by_label[label]

    def _pick(self, name: str) -> str:
        found = names.pick(name, list(self._by_label))
        if len(found) == 1:
            return found[0]
        if found:
            raise ActionError(f"{name!r} can mean {', '.join(sorted(found))}: say which")
        near = ", ".join(names.near(name, self._by_label))
        raise ActionError(f"no app is called {name!r}; the nearest names are: {near}")

    def _direct(self, name: str) -> str:
        """The component when a package or component was given instead of a label, else ""."""
        return next((c for c in self._components if name in (c, c.partition("/")[0])), "")

    def _installed_since(self, name: str) -> str:
        """Like `_direct`, after asking the phone again for what is installed if `name` is new."""
        if names.pick(name, list(self._by_label)):
            return ""
        before, self._components = self._components, self._query(_MAIN)
        self._stale = self._components != before
        return self._direct(name)

    def _query(self, intent: tuple[str, ...]) -> list[str]:
        """The components that answer an intent (_MAIN: those behind the icons)."""
        command = ("cmd", "package", "query-activities", "--brief", *intent)
        return sorted(set(_COMPONENT.findall(self._adb.shell(*command))))

    def _launchers(self) -> frozenset[str]:
        """The packages that answer the home button."""
        if self._homes is None:
            self._homes = frozenset(each.partition("/")[0] for each in self._query(_HOME))
        return self._homes

    def _load(self) -> bool:
        """Read the list of apps and the remembered labels; False when these must be read anew."""
        if self._by_label:
            return True
        self._components = self._query(_MAIN)
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        if not isinstance(kept, dict) or kept.get("key") != self._key():
            return False
        self._by_label = dict(kept.get("labels", {}))
        return bool(self._by_label)

    @cached_property
    def _file(self) -> Path:
        """Named by the phone's own serial: how it is reached, by cable or address, may change."""
        serial = self._adb.shell("getprop", "ro.serialno").strip()
        return state_file("apps", serial or self._adb.serial, ".json")

    def _key(self) -> str:
        """Changes with the set of apps and with the phone's language."""
        language = self._adb.shell("getprop", "persist.sys.locale").strip()
        facts = "\n".join([language, *self._components])
        return hashlib.sha256(facts.encode()).hexdigest()[:24]

    def _read_drawer(self, fingers: Fingers) -> None:
        labels = self._drawer.labels(fingers)
        self._stale = False
        self._by_label = dict.fromkeys(labels, "") | names.assign(labels, self._components)
        if self._by_label:
            self._keep()

    def _keep(self) -> None:
        kept = {"key": self._key(), "labels": self._by_label}
        self._file.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")

    # starting ---------------------------------------------------------------------------

    def _start(self, component: str, label: str) -> str:
        said = self._adb.shell("am", "start", *_MAIN, *_LIKE_A_LAUNCHER, "-n", component)
        _check(said, f"{label} does not start")
        self._wait_for(component.partition("/")[0], label)
        return f"opened {label} ({component})"

    def _tap_icon(self, label: str, fingers: Fingers) -> str:
        """Open by the icon when no name tells the component, and remember what came."""
        launcher = self._drawer.tap(label, fingers)
        front = self._await_front(lambda now: now.package not in ("", launcher))
        if front is None:
            raise ActionError(f"{label} did not come to the front after a tap on its icon")
        mine = [c for c in self._components if c.partition("/")[0] == front.package]
        if mine:
            self._by_label[label] = mine[0]
            self._keep()
        return f"opened {label} by its icon"

    def _wait_for(self, package: str, label: str) -> None:
        front = self._await_front(lambda now: now.package == package or bool(now.dialog()))
        if front is None:
            raise ActionError(
                f"{label} did not come to the front within {_IN_FRONT_S:g} s; "
                f"{self._eyes.front().package or 'nothing'} is"
            )

    def _await_front(self, arrived: _Arrived) -> Front | None:
        deadline_s = time.monotonic() + _IN_FRONT_S
        pause_s = 0.002
        while True:
            front = self._eyes.front()
            if arrived(front):
                return front
            if time.monotonic() > deadline_s:
                return None
            time.sleep(pause_s)
            pause_s = min(pause_s * 2, 0.2)

    def _bring_back(self, before: Front) -> None:
        """Put the app that was in front there again, as a tap on its icon would."""
        component = self._direct(before.package)
        if component:
            self._start(component, before.package)


class _Arrived(Protocol):
    def __call__(self, now: Front, /) -> bool: ...


def _check(said: str, trouble: str) -> None:
    """Raise when `am` printed an error."""
    for line in said.splitlines():
        if line.startswith(("Error", "Exception", "java.lang")) or "SecurityException" in line:
            raise ActionError(f"{trouble}: {line.strip()[:300]}")
