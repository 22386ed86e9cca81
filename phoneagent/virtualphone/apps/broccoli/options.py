"""The settings of Broccoli: which category the list of recipes begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.broccoli.cookbook import ALL, FAVORITES, Category
from phoneagent.virtualphone.apps.broccoli.pages import SETTINGS, Page
from phoneagent.virtualphone.system.preferences import Preferences
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    DialogButton,
    Heading,
    ListDialog,
    ListRow,
    Node,
    Scroll,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_KEY = "preferred-category"
_CHOICES = (ALL, FAVORITES)


def preferred(phone: VirtualPhone) -> Category:
    """The category the list of recipes begins with."""
    stored = _preferences(phone).get(_KEY, str(ALL.id))
    return next((choice for choice in _CHOICES if str(choice.id) == stored), ALL)


def _preferences(phone: VirtualPhone) -> Preferences:
    return Preferences(phone.files, "com.flauschcode.broccoli")


class SettingsScreen(Page):
    """One row for each setting."""

    destination = SETTINGS

    def view(self) -> Node:
        shown = preferred(self.phone)
        row = ListRow("Preferred category", shown.name, on_click=self._ask)
        page = Scroll(Heading("General settings", color="green"), row, weight=1, height=FILL)
        return Column(self.bar(SETTINGS), page, height=FILL)

    def _ask(self) -> None:
        names = [choice.name for choice in _CHOICES]
        chosen = _CHOICES.index(preferred(self.phone))
        cancel = DialogButton("Cancel")
        self.show(
            ListDialog("Preferred category", names, self._choose, chosen=chosen, negative=cancel)
        )

    def _choose(self, number: int) -> None:
        _preferences(self.phone).put(_KEY, str(_CHOICES[number].id))
