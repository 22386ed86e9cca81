"""The map as a view: a finger drags it, taps it, presses it long; buttons zoom."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PIL import Image

from phoneagent.virtualphone.apps.osmand import cartography
from phoneagent.virtualphone.apps.osmand.cartography import Sketch
from phoneagent.virtualphone.apps.osmand.geo import GeoPoint, Viewport
from phoneagent.virtualphone.apps.osmand.memory import Camera, Memory
from phoneagent.virtualphone.ui import FILL, WRAP, Column, Drag, Icon, ImageButton, Node, Text
from phoneagent.virtualphone.ui.gestures import LONG_PRESS_MS, TOUCH_SLOP_DP

_SPAN_AT_ZOOM_0 = 400.0
"""How many degrees fit on a phone's screen at zoom 0, with room around."""
_RULER_DP = 90.0
OnPoint = Callable[[GeoPoint], object]


@dataclass(slots=True)
class _Press:
    """A finger on the map."""

    at_ms: int
    camera: Camera
    mode: str = "press"
    """press, pan, or spent when a long press was reported"""


class MapPane:
    """The part of the world a screen shows, and the finger on it.

    Like the real one it follows raw touches and is no clickable view.

    Args:
        memory: where the part shown is kept.
        density: px per dp.
        on_tap: gets the point that was tapped.
        on_long_press: gets the point on which a finger was held.

    Attributes:
        camera: what is shown.
    """

    def __init__(
        self, memory: Memory, density: float, on_tap: OnPoint, on_long_press: OnPoint
    ) -> None:
        self._memory = memory
        self._density = density
        self._on_tap = on_tap
        self._on_long_press = on_long_press
        self._press: _Press | None = None
        self.camera = memory.camera

    def recall(self) -> None:
        """Show what was shown last, maybe by another screen."""
        self.camera = self._memory.camera

    def show(self, point: GeoPoint, zoom: int | None = None) -> None:
        """Bring a point into the middle; `zoom` is the least there should be."""
        self.camera = Camera(point, max(self.camera.zoom, zoom or 0))
        self._memory.camera = self.camera

    def zoom(self, steps: int) -> None:
        """Zoom in (positive) or out."""
        self.camera = self.camera.zoomed(steps)
        self._memory.camera = self.camera

    def fit(self, points: list[GeoPoint]) -> None:
        """Show all of some points."""
        if not points:
            return
        lats, lons = [p.lat for p in points], [p.lon for p in points]
        middle = GeoPoint((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
        span = max(max(lats) - min(lats), max(lons) - min(lons))
        zoom = next((z for z in range(16, 6, -1) if span < _SPAN_AT_ZOOM_0 / 2**z), 6)
        self.camera = Camera(middle, zoom)
        self._memory.camera = self.camera

    def viewport(self, width_px: int, height_px: int) -> Viewport:
        return Viewport(self.camera.center, self.camera.zoom, width_px, height_px, self._density)

    def node(self, sketch: Sketch, **args: Any) -> Node:
        """The view, with what lies on the map."""

        def picture(width_px: int, height_px: int, dark: bool) -> Image.Image:
            return cartography.draw(self.viewport(width_px, height_px), sketch, dark)

        defaults: dict[str, Any] = {
            "class_name": "android.view.View",
            "id": "map_view_with_layers",
            "width": FILL,
            "height": FILL,
        }
        return Node(image=picture, on_drag=self._touched, **(defaults | args))

    def near(self, drag_point: GeoPoint, point: GeoPoint, reach_dp: float = 24.0) -> bool:
        """Whether a finger at one point means another one."""
        view = self.viewport(0, 0)
        (x, y), (other_x, other_y) = view.px_of(drag_point), view.px_of(point)
        return max(abs(x - other_x), abs(y - other_y)) <= reach_dp * self._density

    def _touched(self, drag: Drag) -> None:
        if drag.kind == "down":
            self._press = _Press(drag.at_ms, self.camera)
        press = self._press
        if press is None:
            return
        self._follow(press, drag)
        if drag.kind in ("up", "cancel"):
            self._press = None
            if press.mode == "pan":
                self._memory.camera = self.camera
            elif press.mode == "press" and drag.kind == "up":
                self._on_tap(self._point(drag, drag.start_x, drag.start_y))

    def _follow(self, press: _Press, drag: Drag) -> None:
        """Decide what the press has become, and pan along."""
        dx, dy = drag.x - drag.start_x, drag.y - drag.start_y
        if press.mode == "press":
            if max(abs(dx), abs(dy)) > TOUCH_SLOP_DP * self._density:
                press.mode = "pan"
            elif drag.at_ms - press.at_ms >= LONG_PRESS_MS and drag.kind != "cancel":
                press.mode = "spent"
                self._on_long_press(self._point(drag, drag.start_x, drag.start_y))
        if press.mode == "pan":
            start = press.camera
            view = Viewport(start.center, start.zoom, 0, 0, self._density)
            self.camera = Camera(view.point_at(-dx, -dy), start.zoom)

    def _point(self, drag: Drag, x: float, y: float) -> GeoPoint:
        frame = drag.frame
        return self.viewport(frame.width, frame.height).point_at(x - frame.left, y - frame.top)


def scale_bar(view: Viewport) -> Node:
    """The ruler at the map's foot: a round distance and how long it is on the map."""
    longest_m = view.metres_per_px() * _RULER_DP * view.density
    ten = 10 ** math.floor(math.log10(longest_m))
    metres = next(ten * digit for digit in (5, 2, 1) if ten * digit <= longest_m)
    text = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    width_dp = metres / view.metres_per_px() / view.density
    line = Node(class_name="android.view.View", width=width_dp, height=2, background="on_surface")
    return Column(
        Text(text, id="map_ruler_text", size=12, bold=True),
        line,
        width=WRAP,
        align="center",
        gap=2,
        pad=(4, 2, 4, 2),
        id="map_ruler_layout",
    )


def map_button(icon: str, on_click: Callable[[], object], desc: str, id: str) -> Node:
    """A round button that floats above the map."""
    return ImageButton(
        icon,
        on_click,
        desc=desc,
        id=id,
        background="surface",
        elevation=2,
        color="muted",
    )


def crosshair() -> Node:
    """What marks the middle of the map."""
    return Icon("crosshair", at="center_center", size=40, width=48, height=48, color="on_surface")
