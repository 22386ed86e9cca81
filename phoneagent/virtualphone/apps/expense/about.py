"""About Pro Expense."""

from __future__ import annotations

from phoneagent.virtualphone.apps.expense.pages import Page
from phoneagent.virtualphone.ui import FILL, Column, Icon, Node, Scroll, Text


class AboutScreen(Page):
    """What the app is for, and its version."""

    destination = "About"

    def view(self) -> Node:
        body = Column(
            Icon("money", size=72, id="imv_app", color="primary"),
            Text("Pro Expense", id="tv_app_name", size=22, bold=True),
            Text(self.app.version, id="tv_version", color="muted"),
            Text(
                "Records daily expenses and incomes. Free and open-source software.",
                id="tv_about_description",
                text_align="center",
                margin=(0, 16, 0, 0),
            ),
            align="center",
            gap=8,
            pad=24,
        )
        return Column(
            self.bar("About"), Scroll(body, id="nv_about", weight=1, height=FILL), height=FILL
        )
