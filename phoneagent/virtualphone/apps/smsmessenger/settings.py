"""The app's settings, and the list of blocked numbers."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.smsmessenger.model import Store
from phoneagent.virtualphone.apps.smsmessenger.parts import ask
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    Empty,
    Heading,
    ImageButton,
    Layer,
    ListRow,
    Node,
    RecyclerView,
    Screen,
    SwitchRow,
    Toolbar,
)

CHARACTER_COUNTER = "show_character_counter"
SEND_ON_ENTER = "send_on_enter"
SIMPLE_CHARACTERS = "use_simple_characters"
_OUTGOING = (
    (CHARACTER_COUNTER, "Show a character counter at writing messages"),
    (SIMPLE_CHARACTERS, "Remove accents and diacritics at sending messages"),
    (SEND_ON_ENTER, "Send message on pressing Enter"),
)


class SettingsScreen(Screen):
    """How messages are written, and whose are dropped."""

    def view(self) -> Node:
        return Column(
            Toolbar("Settings", on_up=self.finish),
            RecyclerView(
                Heading("General"),
                ListRow(
                    "Manage blocked numbers",
                    id="settings_manage_blocked_numbers_holder",
                    on_click=lambda: self.start(BlockedNumbersScreen(self.app, Intent())),
                ),
                Heading("Outgoing messages"),
                *(self._switch(key, title) for key, title in _OUTGOING),
                id="settings_nested_scrollview",
                weight=1,
                height=FILL,
            ),
            height=FILL,
        )

    def _switch(self, key: str, title: str) -> Node:
        prefs = Store(self.phone).prefs
        return SwitchRow(
            title,
            prefs.get(key, False),
            lambda on: prefs.put(key, on),
            id=f"settings_{key}_holder",
        )


class BlockedNumbersScreen(Screen):
    """Numbers whose messages are dropped; a tap offers to let them through again."""

    def view(self) -> Node:
        blocked = Store(self.phone).blocked()
        rows = [self._row(number) for number in blocked]
        return Column(
            Toolbar(
                "Manage blocked numbers",
                ImageButton("add", self._add, desc="Add a blocked number"),
                on_up=self.finish,
            ),
            RecyclerView(*rows, id="manage_blocked_numbers_list", weight=1, height=FILL)
            if rows
            else Empty("You are not blocking anyone.", weight=1),
            height=FILL,
        )

    def _row(self, number: str) -> Node:
        unblock = partial(Store(self.phone).block, number, blocked=False)
        button = ImageButton(
            "delete",
            lambda: ask(self, f"Are you sure you want to unblock {number}?", unblock),
            desc="Unblock number",
        )
        return ListRow(number, trailing=button)

    def _add(self) -> None:
        def content() -> Node:
            field = EditText(id="add_blocked_number_edittext", hint="Number", input_type="phone")
            return Column(field, pad=(24, 0, 24, 0))

        dialog: Layer

        def block() -> None:
            number = dialog.text_of("add_blocked_number_edittext").strip()
            if number:
                Store(self.phone).block(number, blocked=True)

        dialog = AlertDialog(
            "Add a blocked number",
            content=content,
            positive=DialogButton("OK", block),
            negative=DialogButton("Cancel"),
        )
        self.show(dialog)
        dialog.focus("add_blocked_number_edittext")
