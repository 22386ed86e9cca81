"""Which pictures of a screen a model is shown, at which size, and what its points mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from phoneagent.core.base import Point, Rect
from phoneagent.core.chat import ChatModel, Picture
from phoneagent.core.protocols import Shots
from phoneagent.core.screen import Element, Observation
from phoneagent.models.coordinates import fit_image, hidden_px, span_of, to_device_px
from phoneagent.models.profile import profile_of

ToDevice = Callable[[Sequence[float]], Point]


@dataclass(frozen=True)
class Pictures:
    """Fetches screenshots from the run folder and prepares them for one model.

    Attributes:
        shots: where the bytes lie.
        model: whose profile says how large a picture may be and on which scale it names points.
    """

    shots: Shots
    model: ChatModel

    def of(self, seen: Observation | None) -> tuple[Picture, ...]:
        """The pictures for this observation: none where the tree says all, else one."""
        if seen is None or seen.needs == "tree":
            return ()
        return self._picture(
            seen.shot, seen.size_px, seen.elements if seen.needs == "marks" else ()
        )

    def plain(self, shot: str, size_px: tuple[int, int]) -> tuple[Picture, ...]:
        """The picture of a screen as it was, present or past; none when its bytes are gone."""
        return self._picture(shot, size_px, ())

    def _picture(
        self, shot: str, size_px: tuple[int, int], marked: Sequence[Element]
    ) -> tuple[Picture, ...]:
        data = self.shots.image(shot) if shot and self.model.sees_images else b""
        if not data:
            return ()
        from phoneagent import perception

        if marked:
            data = perception.mark(data, marked)
        profile = profile_of(self.model)
        box = Rect(0, hidden_px(profile, size_px), *size_px)
        data = perception.resized(data, fit_image(profile, size_px), box=box)
        size, media_type = perception.describe_image(data)
        return (Picture(sha=shot, size_px=size, media_type=media_type, data=data),)

    def span(self, seen: Observation, shown: Sequence[Picture]) -> tuple[int, int]:
        """How far points go across and down on the scale that the model names them on."""
        if not shown:
            width, height = seen.size_px
            return width - 1, height - 1
        return span_of(profile_of(self.model), shown[0].size_px)

    def scale(self, seen: Observation, shown: Sequence[Picture]) -> ToDevice:
        """What a point in a reply means on the screen; device pixels without a picture."""
        if not shown:
            return lambda point: Point(round(point[0]), round(point[1]))
        profile, image = profile_of(self.model), shown[0].size_px
        return lambda point: to_device_px(point, profile, image, seen.size_px)
