"""What can be done with selected tracks."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.opentracks.aggregated import AggregatedScreen
from phoneagent.virtualphone.apps.opentracks.edit import EditScreen
from phoneagent.virtualphone.apps.opentracks.export import share
from phoneagent.virtualphone.apps.opentracks.model import Track, TrackStore
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    ActionMode,
    AlertDialog,
    DialogButton,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    Screen,
    Selection,
)


class TrackActions(Selection[int]):
    """The selected ids of a list of tracks, its bar and its menu.

    Args:
        screen: shows the list.
        shown: the tracks that can be selected now.
    """

    def __init__(self, screen: Screen, shown: Callable[[], list[Track]]) -> None:
        super().__init__(screen, lambda: [track.id for track in shown()])
        self.shown = shown

    def bar(self) -> Node:
        """The bar in the toolbar's place."""
        return ActionMode(
            str(len(self.chosen)),
            ImageButton("share", self._share, desc="Share", id="list_context_menu_share"),
            ImageButton("edit", self._edit, desc="Edit", id="list_context_menu_edit")
            if len(self.chosen) == 1
            else None,
            ImageButton("delete", self._ask, desc="Delete", id="list_context_menu_delete"),
            on_close=self.clear,
            on_more=self._menu,
        )

    def _menu(self) -> None:
        self.screen.show(
            PopupMenu(
                [
                    MenuItem("Aggregated stats", self._aggregate),
                    MenuItem("Select all", self.select_all),
                ]
            )
        )

    def _take(self) -> list[Track]:
        found = [track for track in self.shown() if track.id in self.chosen]
        self.clear()
        return found

    def _share(self) -> None:
        share(self.screen, self._take())

    def _edit(self) -> None:
        for track in self._take():
            self.screen.start(EditScreen(self.screen.app, Intent(extras={"track_id": track.id})))

    def _aggregate(self) -> None:
        ids = ",".join(str(track.id) for track in self._take())
        self.screen.start(AggregatedScreen(self.screen.app, Intent(extras={"track_ids": ids})))

    def _ask(self) -> None:
        ask_to_delete(self.screen, self._delete)

    def _delete(self) -> None:
        TrackStore(self.screen.phone).delete([track.id for track in self._take()])


def ask_to_delete(screen: Screen, on_yes: Callable[[], object]) -> None:
    """The question before tracks are deleted."""
    screen.show(
        AlertDialog(
            "Delete selected?",
            "This action cannot be undone.",
            positive=DialogButton("OK", on_yes),
            negative=DialogButton("Cancel"),
        )
    )
