"""Overview: the recent apps as cards; a tap returns, a swipe up or Clear all closes."""

from __future__ import annotations

from phoneagent.virtualphone.apps.launcher.icons import disc
from phoneagent.virtualphone.system.activities import Task
from phoneagent.virtualphone.ui.node import FILL, WRAP, Node
from phoneagent.virtualphone.ui.screen import Screen
from phoneagent.virtualphone.ui.views import (
    Button,
    Card,
    Column,
    Frame,
    ImageButton,
    Pan,
    Row,
    Text,
)

_CARD_DP = 260.0


class OverviewScreen(Screen):
    """The recents, latest first."""

    fullscreen = True

    def view(self) -> Node:
        tasks = self.phone.activities.recents()
        return Column(
            self._cards(tasks) if tasks else self._nothing(),
            id="overview_panel",
            class_name="android.widget.FrameLayout",
            height=FILL,
            background="surface_high",
            pad=(0, 120, 0, 96),
        )

    def _nothing(self) -> Node:
        label = Text("No recent items", id="empty_text", size=18, color="muted", at="center_center")
        return Frame(label, weight=1)

    def _cards(self, tasks: list[Task]) -> Node:
        clear = Button("Clear all", self._clear_all, style="soft", id="clear_all", width=WRAP)
        return Pan(
            *(self._card(task) for task in tasks),
            clear,
            weight=1,
            gap=16,
            pad=(40, 0, 40, 0),
            id="overview_panel_view",
        )

    def _card(self, task: Task) -> Node:
        package = self.phone.packages.get(task.affinity)
        label = package.label if package else task.affinity
        icon = disc(package, 40) if package else None
        close = ImageButton("close", lambda: self._close(task), desc=f"Dismiss {label}.")
        title = Text(label, id="title", size=16, bold=True, weight=1, max_lines=1)
        picture = disc(package, 96) if package else None
        if picture:
            picture.at = "center_center"
        return Card(
            Row(icon, title, close, gap=12, pad=(12, 8, 4, 8)),
            Frame(picture, weight=1, background="surface_low"),
            id="task",
            class_name="android.widget.FrameLayout",
            desc=label,
            width=_CARD_DP,
            height=FILL,
            margin=0,
            background="surface",
            on_click=lambda: self.phone.activities.bring_forward(task.id),
            on_swipe=lambda direction: self._close(task) if direction == "up" else None,
            focusable=True,
        )

    def _close(self, task: Task) -> None:
        self.phone.activities.remove_task(task.id)

    def _clear_all(self) -> None:
        for task in self.phone.activities.recents():
            self.phone.activities.remove_task(task.id)
        self.phone.activities.home()
