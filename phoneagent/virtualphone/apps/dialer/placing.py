"""Placing a call, and the notification that stands for it while it goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from phoneagent.virtualphone.system.intents import Component, Intent
from phoneagent.virtualphone.system.notifications import Notification, NotificationAction
from phoneagent.virtualphone.ui import AlertDialog, DialogButton, Screen

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

PACKAGE = "com.google.android.dialer"
IN_CALL = "com.android.incallui.LegacyInCallActivity"
ACTION_HANG_UP = "com.android.incallui.ACTION_HANG_UP_ONGOING_CALL"
_SHOW = Intent(component=Component(PACKAGE, IN_CALL))


def name_of(phone: VirtualPhone, number: str) -> str:
    """Whom a number belongs to; the number itself when nobody is known."""
    contact = phone.contacts.by_number(number)
    return contact.name if contact else number


def place_call(screen: Screen, number: str, on_refused: Callable[[], object] | None = None) -> None:
    """Call a number and show the call; in airplane mode say why not, then do `on_refused`."""
    phone = screen.phone
    if not phone.calls.place(number):
        reason = "Turn off airplane mode to make a call."
        dialog = AlertDialog("", reason, positive=DialogButton("OK", on_refused))
        dialog.on_cancel = on_refused
        screen.show(dialog)
        return
    hang_up = NotificationAction("Hang up", Intent(ACTION_HANG_UP, package=PACKAGE))
    phone.notifications.post(
        Notification(
            PACKAGE,
            "call",
            name_of(phone, number),
            "Ongoing call",
            _SHOW,
            (hang_up,),
            ongoing=True,
            auto_cancel=False,
        )
    )
    screen.start(_SHOW)


def add_contact(screen: Screen, number: str) -> None:
    """Open the form for a new contact with a number."""
    kind = "vnd.android.cursor.dir/contact"
    screen.start(Intent("android.intent.action.INSERT", type=kind, extras={"phone": number}))


def write_text(screen: Screen, number: str) -> None:
    """Open the conversation with a number."""
    screen.start(Intent("android.intent.action.SENDTO", data=f"smsto:{quote(number)}"))
