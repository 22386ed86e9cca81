"""Text messages coming in and going out."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from phoneagent.virtualphone.system.broadcasts import Broadcasts
from phoneagent.virtualphone.system.intents import ACTION_SENDTO, Extra, Intent
from phoneagent.virtualphone.system.notifications import (
    EXTRA_REPLY,
    Notification,
    NotificationAction,
    Notifications,
)
from phoneagent.virtualphone.system.packages import Packages
from phoneagent.virtualphone.system.providers.contacts import Contacts
from phoneagent.virtualphone.system.providers.telephony import (
    FAILED,
    INBOX,
    SENT,
    Messages,
)
from phoneagent.virtualphone.system.radios import Radios
from phoneagent.virtualphone.system.settings import Settings

ACTION_RESPOND = "android.intent.action.RESPOND_VIA_MESSAGE"
ACTION_MARK_READ = "com.android.phone.MARK_SMS_READ"
ACTION_DELIVER = "android.provider.Telephony.SMS_DELIVER"
_TEXT_SCHEMES = frozenset({"sms", "smsto", "mms", "mmsto"})


def default_messaging_app(settings: Settings, packages: Packages) -> str:
    """The package that handles texts: the chosen one, else whoever writes them."""
    chosen = settings.get("secure", "sms_default_application") or ""
    if packages.get(chosen):
        return chosen
    found = packages.answering(Intent(ACTION_SENDTO, data="sms:"))
    return found[0].package if found else "com.android.providers.telephony"


def messaging_role(settings: Settings, intent: Intent) -> str:
    """The package whose role it is to answer this intent: writing texts is the chosen app's."""
    writes = intent.action == ACTION_SENDTO and intent.scheme in _TEXT_SCHEMES
    return (settings.get("secure", "sms_default_application") or "") if writes else ""


class Telephony:
    """Sends and receives text messages and tells the person about new ones.

    A message that arrives is stored unread, announced to the default messaging app with the
    broadcast `SMS_DELIVER` (extras `address`, `body`, `message_id`) and, unless that app answers
    the broadcast, notified about with Reply and Mark as read.
    """

    def __init__(
        self,
        messages: Messages,
        contacts: Contacts,
        notifications: Notifications,
        broadcasts: Broadcasts,
        radios: Radios,
        default_app: Callable[[], str],
    ) -> None:
        self._messages = messages
        self._contacts = contacts
        self._notifications = notifications
        self._broadcasts = broadcasts
        self._radios = radios
        self.default_app = default_app

    def send(self, number: str, body: str) -> bool:
        """Send a text; it is kept as failed, and False returned, in airplane mode."""
        sent = not self._radios.airplane
        self._messages.add(number, body, SENT if sent else FAILED)
        return sent

    def receive(self, number: str, body: str) -> int:
        """Let a text arrive and return its id in the provider."""
        message_id = self._messages.add(number, body, INBOX, read=False)
        extras: dict[str, Extra] = {"address": number, "body": body, "message_id": message_id}
        app = self.default_app()
        answer = self._broadcasts.send(Intent(ACTION_DELIVER, package=app, extras=extras))
        if answer.code == 0:
            self._notify(app, number, body)
        return message_id

    def answer(self, intent: Intent) -> bool:
        """Carry out a button of a message notification; False when it is none of these."""
        number = intent.address
        if intent.action == ACTION_RESPOND:
            self.send(number, intent.text(EXTRA_REPLY))
        elif intent.action != ACTION_MARK_READ:
            return False
        self._messages.mark_read(number)
        self._notifications.cancel(self.default_app(), f"sms:{number}")
        return True

    def _notify(self, app: str, number: str, body: str) -> None:
        who = self._contacts.by_number(number)
        target = f"smsto:{quote(number)}"
        self._notifications.post(
            Notification(
                app,
                f"sms:{number}",
                who.name if who else number,
                body,
                Intent(ACTION_SENDTO, data=target, package=app),
                (
                    NotificationAction("Reply", Intent(ACTION_RESPOND, data=target), reply=True),
                    NotificationAction("Mark as read", Intent(ACTION_MARK_READ, data=target)),
                ),
                urgent=True,
            )
        )
