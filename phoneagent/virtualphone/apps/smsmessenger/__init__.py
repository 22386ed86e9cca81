"""Simple SMS Messenger: conversations, their messages, an archive, blocked numbers."""

from __future__ import annotations

from phoneagent.virtualphone.apps.smsmessenger.archive import ArchiveScreen
from phoneagent.virtualphone.apps.smsmessenger.inbox import InboxScreen
from phoneagent.virtualphone.apps.smsmessenger.model import Store
from phoneagent.virtualphone.apps.smsmessenger.recipients import NewConversationScreen
from phoneagent.virtualphone.apps.smsmessenger.settings import BlockedNumbersScreen, SettingsScreen
from phoneagent.virtualphone.apps.smsmessenger.thread import ThreadScreen
from phoneagent.virtualphone.system.app import App, BroadcastResult
from phoneagent.virtualphone.system.intents import (
    ACTION_SEND,
    ACTION_SENDTO,
    ACTION_VIEW,
    Intent,
    answers,
)
from phoneagent.virtualphone.system.telephony import ACTION_DELIVER

_THREAD = ".activities.ThreadActivity"
_NEW = ".activities.NewConversationActivity"
_SCHEMES = ("sms", "smsto", "mms", "mmsto")


class SmsMessengerApp(App):
    """Text messages over the phone's SMS provider; they come from the fixture's "messages"."""

    package = "com.simplemobiletools.smsmessenger"
    label = "SMS Messenger"
    version = "5.19.3"
    version_code = 85
    icon = "message"
    color = "#e65100"
    system = False
    launcher = ".activities.MainActivity"
    activities = {
        launcher: InboxScreen,
        _THREAD: ThreadScreen,
        _NEW: NewConversationScreen,
        ".activities.ArchivedConversationsActivity": ArchiveScreen,
        ".activities.SettingsActivity": SettingsScreen,
        "com.simplemobiletools.commons.activities.ManageBlockedNumbersActivity": (
            BlockedNumbersScreen
        ),
    }
    filters = (
        answers(
            _THREAD,
            ACTION_SENDTO,
            ACTION_VIEW,
            schemes=_SCHEMES,
            categories=("android.intent.category.BROWSABLE",),
        ),
        answers(_NEW, ACTION_SEND, types=("text/plain",)),
    )
    receives = frozenset({ACTION_DELIVER})
    permissions = ("android.permission.READ_CONTACTS", "android.permission.READ_SMS")

    def on_broadcast(self, intent: Intent) -> BroadcastResult | None:
        """Drop a message from a blocked number; the system tells about all others."""
        if not Store(self.phone).is_blocked(intent.text("address")):
            return None
        self.phone.messages.delete(intent.number("message_id"))
        return BroadcastResult(-1)
