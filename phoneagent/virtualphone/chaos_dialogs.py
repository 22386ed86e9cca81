"""Dialogs of the system that come uninvited: crashes, ANRs, permissions, requests for a rating."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from phoneagent.virtualphone.ui.dialogs import AlertDialog, DialogButton
from phoneagent.virtualphone.ui.layer import Layer

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_NOTIFICATIONS = "android.permission.POST_NOTIFICATIONS"


class SystemDialog(AlertDialog):
    """An alert that belongs to no screen; `on_dismiss` takes it off the display."""

    kind = "system"
    package = "android"
    cancelable = False
    on_dismiss: Callable[[], None] | None = None

    def dismiss(self, layer: Layer) -> None:
        if self.on_dismiss:
            self.on_dismiss()


class PermissionDialog(SystemDialog):
    package = "com.google.android.permissioncontroller"


class RatingDialog(SystemDialog):
    package = "com.android.vending"
    cancelable = True


def _front(phone: VirtualPhone) -> tuple[str, str]:
    """Package and label of the app in front."""
    name = phone.activities.top()[0]
    found = phone.packages.get(name)
    return name, found.label if found else name


def crashed(phone: VirtualPhone) -> SystemDialog:
    """`X keeps stopping`, as AppErrorDialog shows it."""
    _, label = _front(phone)
    return SystemDialog(
        f"{label} keeps stopping",
        positive=DialogButton("Close app"),
        negative=DialogButton("App info"),
    )


def not_responding(phone: VirtualPhone) -> SystemDialog:
    """`X isn't responding`, as AppNotRespondingDialog shows it."""
    name, label = _front(phone)
    return SystemDialog(
        f"{label} isn't responding",
        positive=DialogButton("Wait"),
        negative=DialogButton("Close app", lambda: phone.force_stop(name)),
    )


def permission(phone: VirtualPhone) -> SystemDialog:
    """An app wants to send notifications."""
    name, label = _front(phone)
    return PermissionDialog(
        f"Allow {label} to send you notifications?",
        positive=DialogButton("Allow", lambda: phone.packages.grant(name, _NOTIFICATIONS)),
        negative=DialogButton("Don\N{RIGHT SINGLE QUOTATION MARK}t allow"),
    )


def rating(phone: VirtualPhone) -> SystemDialog:
    """An app wants praise."""
    _, label = _front(phone)
    return RatingDialog(
        f"Enjoying {label}?",
        "Tap a star to rate it on the app store.",
        positive=DialogButton("Rate now"),
        negative=DialogButton("Not now"),
    )
