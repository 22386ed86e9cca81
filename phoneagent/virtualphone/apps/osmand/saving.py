"""The sheet that asks under which name a track is saved."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.osmand.tracks import Tracks, name_problem
from phoneagent.virtualphone.ui import (
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    Node,
    SwitchRow,
    Text,
)


class SaveTrackSheet(AlertDialog):
    """Asks for a file name, and whether the track is drawn on the map.

    Args:
        tracks: the stored ones; none of them may be overwritten unasked.
        name: the track's present name; empty for a new one.
        then: takes the name and whether to show the track.
    """

    def __init__(self, tracks: Tracks, name: str, then: Callable[[str, bool], object]) -> None:
        super().__init__(
            "Save as new track",
            positive=DialogButton("Save", self._save, stays=True),
            negative=DialogButton("Cancel"),
            content=self._form,
        )
        self.tracks = tracks
        self.then = then
        self.offered = self._offer(name)
        self.on_map = True
        self.problem = ""

    def _offer(self, name: str) -> str:
        if not name:
            return self.tracks.free_name()
        copies = (f"{name}({number})" for number in range(2, 10_000))
        return next(copy for copy in copies if not self.tracks.exists(copy))

    def _form(self) -> Node:
        return Column(
            Column(
                EditText(
                    self.offered,
                    id="name_edit_text",
                    hint="File name",
                    ime_action="done",
                    on_submit=self._save,
                ),
                Text(self.problem, size=12, color="error") if self.problem else None,
                pad=(24, 8, 24, 8),
                gap=6,
            ),
            SwitchRow("Show on map", self.on_map, self._show_on_map),
        )

    def _show_on_map(self, on: bool) -> None:
        self.on_map = on
        self.invalidate()

    def _save(self) -> None:
        name = self.text_of("name_edit_text").strip()
        self.problem = name_problem(name)
        if not self.problem and self.tracks.exists(name):
            self.problem = "There is already a file with this name"
        if self.problem:
            self.invalidate()
            return
        self.close()
        self.then(name, self.on_map)
