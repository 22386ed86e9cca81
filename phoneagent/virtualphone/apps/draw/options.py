"""The settings of Simple Draw Pro, and what it remembers: colours and the size of the brush."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.draw.canvas import WHITE
from phoneagent.virtualphone.apps.draw.saving import ENDINGS
from phoneagent.virtualphone.system.preferences import Preferences
from phoneagent.virtualphone.ui import FILL, Column, Node, Screen, Scroll, SwitchRow, Toolbar

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

PACKAGE = "com.simplemobiletools.draw.pro"
_BRUSH_COLOR, _BRUSH_SIZE = "#e65100", 40


class Options:
    """Stored settings, read at every use."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._stored = Preferences(phone.files, PACKAGE)

    @property
    def color(self) -> str:
        """Of the brush, `#rrggbb`."""
        return self._stored.get("brush_color", _BRUSH_COLOR)

    @color.setter
    def color(self, color: str) -> None:
        self._stored.put("brush_color", color)

    @property
    def ground(self) -> str:
        """The colour of an empty canvas, `#rrggbb`."""
        return self._stored.get("canvas_background_color", WHITE)

    @ground.setter
    def ground(self, color: str) -> None:
        self._stored.put("canvas_background_color", color)

    @property
    def size_percent(self) -> int:
        """Of the brush, 5 to 100."""
        return self._stored.get("brush_size_2", _BRUSH_SIZE)

    @size_percent.setter
    def size_percent(self, size: int) -> None:
        self._stored.put("brush_size_2", max(5, size))

    @property
    def ending(self) -> str:
        """The kind of file a drawing was saved as last."""
        return self._stored.get("last_save_extension", ENDINGS[0])

    @ending.setter
    def ending(self, ending: str) -> None:
        self._stored.put("last_save_extension", ending)

    @property
    def shows_size(self) -> bool:
        """Whether the bar for the brush's size is shown."""
        return self._stored.get("show_brush_size", True)

    @shows_size.setter
    def shows_size(self, shown: bool) -> None:
        self._stored.put("show_brush_size", shown)


class SettingsScreen(Screen):
    """One row for each setting."""

    def view(self) -> Node:
        options = Options(self.phone)

        def turn(shown: bool) -> None:
            options.shows_size = shown

        row = SwitchRow("Show brush size tool", options.shows_size, turn)
        page = Scroll(row, weight=1, height=FILL)
        return Column(Toolbar("Settings", on_up=self.finish), page, height=FILL)
