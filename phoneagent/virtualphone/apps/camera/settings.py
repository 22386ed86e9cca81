"""The camera's settings."""

from __future__ import annotations

from phoneagent.virtualphone.apps.camera.model import Camera
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    ListDialog,
    ListRow,
    Node,
    RecyclerView,
    Screen,
    SwitchRow,
    Toolbar,
)

_SIZES = ("(4:3) 1.2 megapixels", "(4:3) 0.3 megapixels")
_QUALITIES = ("HD 720p", "SD 480p", "CIF")


class CameraSettingsScreen(Screen):
    """Where and how pictures are stored."""

    def view(self) -> Node:
        prefs = Camera(self.phone).prefs
        return Column(
            Toolbar("Settings", on_up=self.finish),
            RecyclerView(
                self._choice("Back camera photo", "pref_camera_picturesize_back", _SIZES),
                self._choice("Front camera photo", "pref_camera_picturesize_front", _SIZES),
                self._choice("Back camera video", "pref_video_quality_back", _QUALITIES),
                SwitchRow(
                    "Save location",
                    prefs.get("pref_camera_recordlocation", False),
                    lambda on: prefs.put("pref_camera_recordlocation", on),
                ),
                weight=1,
                height=FILL,
            ),
            height=FILL,
        )

    def _choice(self, title: str, key: str, choices: tuple[str, ...]) -> Node:
        prefs = Camera(self.phone).prefs
        chosen = prefs.get(key, choices[0])

        def pick(number: int) -> None:
            prefs.put(key, choices[number])

        place = choices.index(chosen) if chosen in choices else 0
        return ListRow(
            title,
            chosen,
            on_click=lambda: self.show(ListDialog(title, choices, pick, chosen=place)),
        )
