"""The question whether an app may use something, with the ids of Android's permission dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.ui.dialogs import Dialog
from phoneagent.virtualphone.ui.node import FILL, Node
from phoneagent.virtualphone.ui.views import Button, Column, Icon, Text

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone
    from phoneagent.virtualphone.ui.screen import Screen

_PACKAGE = "com.android.permissioncontroller"
_WORDS: Mapping[str, tuple[str, str]] = {
    "ACCESS_FINE_LOCATION": ("location", "access this device\u2019s location"),
    "CAMERA": ("camera", "take pictures and record video"),
    "POST_NOTIFICATIONS": ("notifications", "send you notifications"),
    "READ_CALENDAR": ("calendar", "access your calendar"),
    "READ_CONTACTS": ("people", "access your contacts"),
    "READ_MEDIA_AUDIO": ("music", "access music and audio on this device"),
    "READ_MEDIA_IMAGES": ("image", "access photos and videos on this device"),
    "READ_SMS": ("message", "send and view SMS messages"),
    "RECORD_AUDIO": ("mic", "record audio"),
    "CALL_PHONE": ("call", "make and manage phone calls"),
}
_WHILE_IN_USE = frozenset({"ACCESS_FINE_LOCATION", "CAMERA", "RECORD_AUDIO"})


class PermissionControllerApp(App):
    """The package the dialog belongs to."""

    package = _PACKAGE
    label = "Permission controller"
    icon = "lock"


class PermissionDialog(Dialog):
    """Allow or don't allow; Back leaves the answer open, as on Android.

    Args:
        phone: where the answer is kept.
        package: the app that asks.
        permission: for example `android.permission.CAMERA`.
        on_answer: told whether it was granted.
    """

    package = _PACKAGE

    def __init__(
        self,
        phone: VirtualPhone,
        package: str,
        permission: str,
        on_answer: Callable[[bool], object],
    ) -> None:
        super().__init__()
        self._phone = phone
        self._asking = package
        self._permission = permission
        self._on_answer = on_answer
        self.cancelable = False

    def view(self) -> Node:
        short = self._permission.rpartition(".")[2]
        icon, deed = _WORDS.get(short, ("lock", short.replace("_", " ").lower()))
        package = self._phone.packages.get(self._asking)
        label = package.label if package else self._asking
        return Column(
            Icon(icon, id="permission_icon", color="primary", width=FILL, height=40),
            Text(
                f"Allow {label} to {deed}?",
                id="permission_message",
                size=20,
                text_align="center",
                pad=(0, 8, 0, 16),
            ),
            *self._buttons(short in _WHILE_IN_USE),
            id="grant_dialog",
            pad=24,
            gap=8,
        )

    def _buttons(self, while_in_use: bool) -> list[Node]:
        prefix = "permission_allow"
        offers = [("Allow", f"{prefix}_button", True)]
        if while_in_use:
            offers = [
                ("While using the app", f"{prefix}_foreground_only_button", True),
                ("Only this time", f"{prefix}_one_time_button", True),
            ]
        offers.append(("Don\u2019t allow", "permission_deny_button", False))
        return [
            Button(text, self._answers(granted), style="soft", id=id, width=FILL, min_height=52)
            for text, id, granted in offers
        ]

    def _answers(self, granted: bool) -> Callable[[], None]:
        def answer() -> None:
            self.close()
            self._phone.packages.grant(self._asking, self._permission, granted)
            self._on_answer(granted)

        return answer


def ask_permission(screen: Screen, permission: str, on_answer: Callable[[bool], object]) -> None:
    """Ask for a permission on behalf of a screen's app, unless it has it already."""
    package = screen.phone.packages.get(screen.app.package)
    if package is not None and permission in package.granted:
        on_answer(True)
    else:
        screen.show(PermissionDialog(screen.phone, screen.app.package, permission, on_answer))
