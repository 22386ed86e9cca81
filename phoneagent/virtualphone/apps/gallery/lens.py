"""A picture fitted to the screen, or a part of it, larger."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from phoneagent.virtualphone.media import pictures
from phoneagent.virtualphone.ui import Drag

_LARGE = 2.5


class Lens:
    """What is seen of a picture.

    Attributes:
        zoom: how many times larger than fitted.
        center: the point in the middle of the screen, in parts of the picture's width and height.
    """

    def __init__(self) -> None:
        self.zoom = 1.0
        self.center = (0.5, 0.5)
        self._aimed = (0.5, 0.5)
        self._fitted_px = (1.0, 1.0)
        self._screen_px = (1, 1)
        self._grip: tuple[float, float] | None = None

    @property
    def zoomed(self) -> bool:
        return self.zoom > 1

    def fit(self, picture_px: tuple[int, int] | None, screen_px: tuple[int, int]) -> None:
        """Take the sizes of the picture (None for none) and of the screen."""
        width, height = picture_px or screen_px
        scale = min(screen_px[0] / width, screen_px[1] / height)
        self._fitted_px = (width * scale, height * scale)
        self._screen_px = screen_px
        self._keep_inside()

    def aim(self, x: float, y: float) -> None:
        """Take the point (px on the screen) that the next change of size is about."""
        parts = (self._part(0, x), self._part(1, y))
        self._aimed = (min(1.0, max(0.0, parts[0])), min(1.0, max(0.0, parts[1])))

    def toggle(self) -> None:
        """See the aimed point large, or the whole picture again."""
        self.zoom = 1.0 if self.zoomed else _LARGE
        self.center = self._aimed if self.zoomed else (0.5, 0.5)
        self._keep_inside()

    def pan(self, drag: Drag) -> None:
        """Move the picture with the finger."""
        if drag.kind == "down":
            self._grip = self.center
        elif self._grip:
            moved = (drag.x - drag.start_x, drag.y - drag.start_y)
            self.center = (
                self._grip[0] - moved[0] / (self._fitted_px[0] * self.zoom),
                self._grip[1] - moved[1] / (self._fitted_px[1] * self.zoom),
            )
            self._keep_inside()

    def draw(self, path: Path) -> Image.Image:
        """What is seen, on black; only black for a file that is no picture."""
        width_px, height_px = self._screen_px
        ground = Image.new("RGB", (width_px, height_px))
        picture = pictures.whole(path)
        if picture is None:
            return ground
        scale = self._fitted_px[0] / picture.width * self.zoom
        left = self.center[0] * picture.width - width_px / 2 / scale
        top = self.center[1] * picture.height - height_px / 2 / scale
        box = (
            max(0.0, left),
            max(0.0, top),
            min(picture.width, left + width_px / scale),
            min(picture.height, top + height_px / scale),
        )
        size = (round((box[2] - box[0]) * scale), round((box[3] - box[1]) * scale))
        seen = picture.resize((max(1, size[0]), max(1, size[1])), Image.Resampling.BICUBIC, box)
        ground.paste(seen, ((width_px - seen.width) // 2, (height_px - seen.height) // 2))
        return ground

    def _part(self, axis: int, px: float) -> float:
        middle = self._screen_px[axis] / 2
        return self.center[axis] + (px - middle) / (self._fitted_px[axis] * self.zoom)

    def _keep_inside(self) -> None:
        """Leave no gap between the picture's edge and the screen's where it fills the screen."""
        self.center = (self._inside(0), self._inside(1))

    def _inside(self, axis: int) -> float:
        length = self._fitted_px[axis] * self.zoom
        half = self._screen_px[axis] / 2 / length
        return 0.5 if half >= 0.5 else min(1 - half, max(half, self.center[axis]))
