"""What is in front: package, activity, keyboard, lock screen; read from `dumpsys`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from phoneagent.core.hierarchy import Node
from phoneagent.devices.dump import SYSTEM_UI

# One round trip. The fields are those of WindowManagerService and InputMethodManagerService dumps.
COMMAND = (
    "dumpsys window | grep -E 'mCurrentFocus|mFocusedApp|mDreamingLockscreen'; "
    "dumpsys input_method | grep mInputShown"
)
_WINDOW = re.compile(r"mCurrentFocus=Window\{\S+ u\d+ ([^}]+)\}")
_APP = re.compile(r"mFocusedApp=.*?ActivityRecord\{\S+ u\d+ (\S+/\S+)")
_PERMISSION_PACKAGES = ("permissioncontroller", "com.android.packageinstaller")
_ANDROID = "android"  # the package of dialogs that the system itself puts above an app
_TITLES = {
    "Application Not Responding": "anr_dialog",
    "Application Error": "crash_dialog",
}


@dataclass(frozen=True, slots=True)
class Front:
    """What has the focus.

    Attributes:
        package, activity: of the focused window, or of the app behind a window that names none;
            activity is the full class name.
        title: the focused window's title as the window manager knows it.
    """

    package: str = ""
    activity: str = ""
    title: str = ""
    keyboard_shown: bool = False
    locked: bool = False

    def dialog(self, window: Node | None = None) -> str:
        """The system's dialog that blocks the app, or "".

        One of "anr_dialog", "crash_dialog", "permission_dialog" and "system_dialog".

        Args:
            window: the active window's tree, when there is one to read.
        """
        for title, name in _TITLES.items():
            if self.title.startswith(title):
                return name
        shown = window.package if window else ""
        if is_permission_package(self.package) or is_permission_package(shown):
            return "permission_dialog"
        if window is None or shown != _ANDROID or self.package == _ANDROID:
            return ""
        ids = {node.resource_id for node in window.walk()}
        if "android:id/aerr_wait" in ids:
            return "anr_dialog"
        return "crash_dialog" if "android:id/aerr_close" in ids else "system_dialog"


def is_permission_package(package: str) -> bool:
    """Whether a package asks for permissions on behalf of others."""
    return any(name in package for name in _PERMISSION_PACKAGES)


def may_cover(package: str) -> bool:
    """Whether windows of a package lie above apps without being in front themselves."""
    return package in (_ANDROID, SYSTEM_UI) or is_permission_package(package)


def parse_front(text: str) -> Front:
    """Read the output of `COMMAND`; on several displays the last focused window counts."""
    titles = _WINDOW.findall(text)
    apps = _APP.findall(text)
    title = titles[-1].strip() if titles else ""
    package, activity = _component(title) or (_component(apps[-1]) if apps else None) or ("", "")
    if title in ("NotificationShade", "StatusBar"):
        package, activity = SYSTEM_UI, title
    return Front(
        package=package,
        activity=activity,
        title=title,
        keyboard_shown="mInputShown=true" in text,
        locked="mDreamingLockscreen=true" in text,
    )


def _component(text: str) -> tuple[str, str] | None:
    """Package and full class name in `pkg/.Class`, None when it is something else."""
    package, slash, name = text.partition("/")
    if not slash or " " in text or "." not in package:
        return None
    return package, package + name if name.startswith(".") else name


def is_secure(windows: str, package: str) -> bool:
    """Whether a window of `package` has FLAG_SECURE, told by `dumpsys window windows`."""
    for block in re.split(r"\n\s*Window #\d+ ", windows):
        if package and f" {package}/" in block.partition("\n")[0]:
            flags = re.search(r"\bfl=([^\n]*)", block)
            if flags and "SECURE" in flags.group(1).split():
                return True
    return False
