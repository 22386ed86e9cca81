"""Messages: conversations, one conversation, a new message."""

from __future__ import annotations

from phoneagent.virtualphone.apps.messages.conversation import ConversationScreen
from phoneagent.virtualphone.apps.messages.inbox import InboxScreen
from phoneagent.virtualphone.apps.messages.recipients import NewMessageScreen
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import answers

_CONVERSATION = ".conversation.ConversationActivity"
_LIST = ".ui.ConversationListActivity"


class MessagesApp(App):
    """Text messages, over the phone's SMS provider."""

    package = "com.google.android.apps.messaging"
    label = "Messages"
    version = "20231003"
    version_code = 188_140_000
    icon = "message"
    color = "#1967d2"
    launcher = _LIST
    activities = {
        _LIST: InboxScreen,
        _CONVERSATION: ConversationScreen,
        ".ui.NewMessageActivity": NewMessageScreen,
    }
    filters = (
        answers(
            _CONVERSATION,
            "android.intent.action.SENDTO",
            "android.intent.action.VIEW",
            schemes=("sms", "smsto", "mms", "mmsto"),
            categories=("android.intent.category.BROWSABLE",),
        ),
        answers(".ui.NewMessageActivity", "android.intent.action.SEND", types=("text/*",)),
        answers(
            _LIST,
            "android.intent.action.MAIN",
            categories=("android.intent.category.APP_MESSAGING",),
        ),
    )
