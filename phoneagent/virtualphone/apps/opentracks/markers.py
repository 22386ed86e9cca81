"""The list of markers, empty: they need positions, which a phone that lies still never gets."""

from __future__ import annotations

from phoneagent.virtualphone.ui import FILL, Column, Empty, Node, Screen, Toolbar


class MarkersScreen(Screen):
    """No markers yet."""

    def view(self) -> Node:
        text = "Add your first marker while recording a track"
        return Column(
            Toolbar("Markers", on_up=self.finish),
            Empty(text, "location", weight=1, id="marker_list_empty"),
            height=FILL,
        )
