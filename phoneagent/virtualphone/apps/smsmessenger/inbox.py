"""The list of conversations: search on top, long press to select, a button for a new one."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.smsmessenger.archive import ArchiveScreen
from phoneagent.virtualphone.apps.smsmessenger.model import Conversation, Store, when_text
from phoneagent.virtualphone.apps.smsmessenger.parts import avatar
from phoneagent.virtualphone.apps.smsmessenger.recipients import NewConversationScreen
from phoneagent.virtualphone.apps.smsmessenger.selection import ConversationActions
from phoneagent.virtualphone.apps.smsmessenger.settings import SettingsScreen
from phoneagent.virtualphone.apps.smsmessenger.thread import thread
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.providers.telephony import Message
from phoneagent.virtualphone.ui import (
    FILL,
    SEARCH_FIELD,
    Column,
    Fab,
    Frame,
    Icon,
    ImageButton,
    LongList,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Screen,
    SearchBar,
    Text,
)

_SHORTEST_SEARCH = 2


class InboxScreen(Screen):
    """Conversations that are not in the archive; typing on top searches in all messages."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store = Store(app.phone)
        self.selection = ConversationActions(self, self._shown)

    def view(self) -> Node:
        searching = self._searching
        return Column(
            self.selection.bar() if self.selection.active else self._search_bar(),
            self._results() if searching else self._conversations(),
            height=FILL,
        )

    @property
    def _searching(self) -> bool:
        return bool(self.text_of(SEARCH_FIELD)) or self.states.focus == SEARCH_FIELD

    def _shown(self) -> list[Conversation]:
        return [c for c in self.store.conversations() if not c.archived]

    def _search_bar(self) -> Node:
        searching = self._searching
        magnifier = (
            ImageButton("back", self._stop_search, desc="Back", id="top_toolbar_search_icon")
            if searching
            else Icon("search", id="top_toolbar_search_icon", width=48, height=48)
        )
        more = ImageButton("more", self._menu, desc="More options")
        bar = SearchBar(magnifier, "Search", more)
        return Frame(bar, id="main_menu", pad=(12, 8, 12, 8))

    def _conversations(self) -> Node:
        rows = [partial(self.selection.row, conversation) for conversation in self._shown()]
        body = (
            LongList(rows, id="conversations_list", item_height=76, pad=(0, 0, 0, 96))
            if rows
            else self._nothing()
        )
        return Frame(body, Fab("add", self._new, id="conversations_fab", radius=28), weight=1)

    def _nothing(self) -> Node:
        return Column(
            Text(
                "No stored conversations have been found",
                id="no_conversations_placeholder",
                size=17,
                color="muted",
                text_align="center",
            ),
            Text(
                "Start a conversation",
                id="no_conversations_placeholder_2",
                size=17,
                color="primary",
                text_align="center",
                on_click=self._new,
                pad=12,
            ),
            pad=(32, 64, 32, 0),
            gap=8,
        )

    # Search

    def _results(self) -> Node:
        wanted = self.text_of(SEARCH_FIELD)
        if len(wanted) < _SHORTEST_SEARCH:
            return self._hint("Type in at least 2 characters to start the search.")
        found = self.store.search(wanted)
        rows = [partial(self._result, message, title) for message, title in found]
        if not rows:
            return self._hint("No items found.")
        return LongList(rows, id="search_results_list", item_height=76, weight=1, height=FILL)

    def _hint(self, text: str) -> Node:
        line = Text(text, id="search_placeholder", size=16, color="muted", text_align="center")
        return Column(line, id="search_holder", pad=(32, 48, 32, 0), weight=1)

    def _result(self, message: Message, title: str) -> Node:
        return Row(
            avatar(title, "search_result_image"),
            Column(
                Text(title, id="search_result_title", size=17, max_lines=1),
                Text(message.body, id="search_result_snippet", size=15, color="muted", max_lines=2),
                weight=1,
                gap=2,
            ),
            Text(
                when_text(self.phone, message.date_ms, with_time=True),
                id="search_result_date",
                size=13,
                color="muted",
            ),
            id="search_result_holder",
            class_name="android.widget.RelativeLayout",
            on_click=lambda: self.start(thread(self.app, message.address)),
            focusable=True,
            min_height=76,
            pad=(16, 8, 16, 8),
            gap=14,
        )

    def _stop_search(self) -> None:
        self.set_text(SEARCH_FIELD, "")
        self.focus("")

    # The rest

    def _new(self) -> None:
        self.start(NewConversationScreen(self.app, Intent()))

    def _menu(self) -> None:
        self.show(
            PopupMenu(
                [
                    MenuItem("Show archived conversations", self._open_archive),
                    MenuItem("Settings", self._open_settings),
                ]
            )
        )

    def _open_archive(self) -> None:
        self.start(ArchiveScreen(self.app, Intent()))

    def _open_settings(self) -> None:
        self.start(SettingsScreen(self.app, Intent()))

    def on_back(self) -> bool:
        used = self.selection.active or self._searching
        self.selection.clear()
        self._stop_search()
        return used
