"""The four pages of a track, one that is stored or one that is being recorded."""

from __future__ import annotations

from phoneagent.virtualphone.apps.opentracks.figures import chart, intervals
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import FILL, Column, Node, Screen, Tabs

TABS = ("Stats", "Intervals", "By time", "By distance")


class PagesScreen(Screen):
    """Tabs above, a bar below; subclasses say what the statistics and the bar hold."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.tab = 0

    def view(self) -> Node:
        return Column(
            Tabs(TABS, self.tab, self._turn, id="track_detail_activity_tablayout"),
            Column(self._page(), weight=1, on_swipe=self._swiped, id="view_pager"),
            self.bottom_bar(),
            height=FILL,
        )

    def stats(self) -> Node:
        """The first page."""
        raise NotImplementedError

    def bottom_bar(self) -> Node:
        """What can be done."""
        raise NotImplementedError

    def _page(self) -> Node:
        if self.tab == 0:
            return self.stats()
        if self.tab == 1:
            return intervals(self)
        return chart("Time" if self.tab == 2 else "Distance")

    def _turn(self, tab: int) -> None:
        self.tab = min(max(0, tab), len(TABS) - 1)

    def _swiped(self, direction: str) -> None:
        if direction in ("left", "right"):
            self._turn(self.tab + (1 if direction == "left" else -1))
