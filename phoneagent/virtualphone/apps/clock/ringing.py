"""What is shown while an alarm or a timer rings."""

from __future__ import annotations

from phoneagent.virtualphone.ui import FILL, Button, Column, Node, Screen, Text


class RingingScreen(Screen):
    """Title, time, and a button to stop it."""

    def view(self) -> Node:
        return Column(
            Text(self.intent.text("title", "Alarm"), size=24),
            Text(self.intent.text("text"), size=48),
            Button("Stop", self.finish, id="dismiss"),
            height=FILL,
            align="center",
            justify="center",
            gap=24,
        )
