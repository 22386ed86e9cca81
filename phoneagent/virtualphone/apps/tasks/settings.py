"""The settings of Tasks."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.tasks.model import PRIORITY_NAMES
from phoneagent.virtualphone.apps.tasks.options import BACK_SAVES, FULL_DATES, Options
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Heading,
    ListDialog,
    ListRow,
    Node,
    Screen,
    Scroll,
    SwitchRow,
    Toolbar,
)


class SettingsScreen(Screen):
    """What can be set."""

    def view(self) -> Node:
        options = Options(self.phone)
        rows = [
            Heading("Task defaults"),
            self._priority(options),
            Heading("Look and feel"),
            SwitchRow("Show full date", options.on(FULL_DATES), partial(options.put, FULL_DATES)),
            Heading("Navigation"),
            SwitchRow(
                "Back button saves task", options.on(BACK_SAVES), partial(options.put, BACK_SAVES)
            ),
            Heading("About"),
            ListRow(self.app.label, f"Version {self.app.version}"),
        ]
        return Column(
            Toolbar("Settings", on_up=self.finish, id="toolbar"),
            Scroll(Column(*rows), weight=1),
            height=FILL,
        )

    def _priority(self, options: Options) -> Node:
        names = [name.removesuffix(" priority") for name in PRIORITY_NAMES]

        def ask() -> None:
            pick = partial(options.put, "default_importance")
            self.show(ListDialog("Default priority", names, pick, chosen=options.priority))

        return ListRow("Default priority", names[options.priority], on_click=ask)
