"""About Broccoli."""

from __future__ import annotations

from phoneagent.virtualphone.apps.broccoli.pages import ABOUT, Page
from phoneagent.virtualphone.ui import FILL, Column, ListRow, Node, Scroll


class AboutScreen(Page):
    """The version, and where the app comes from."""

    destination = ABOUT

    def view(self) -> Node:
        page = Scroll(
            ListRow("Version", self.app.version),
            ListRow("GitHub", "github.com/flauschtrud/broccoli"),
            weight=1,
            height=FILL,
        )
        return Column(self.bar(ABOUT), page, height=FILL)
