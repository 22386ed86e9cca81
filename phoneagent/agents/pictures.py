"""Which pictures of a screen a model is shown: none, the screenshot, or one with marks."""

from __future__ import annotations

from dataclasses import dataclass

from phoneagent.core.chat import Picture
from phoneagent.core.protocols import Shots
from phoneagent.core.screen import Observation


@dataclass(frozen=True)
class Pictures:
    """Fetches and prepares pictures from the run folder.

    Attributes:
        shots: where the bytes lie.
        max_side_px: pictures are scaled down to this; None sends them as they are.
        always: show the screenshot also when the tree alone would do.
    """

    shots: Shots
    max_side_px: int | None = 1280
    always: bool = False

    def of(self, seen: Observation | None) -> tuple[Picture, ...]:
        """The pictures for this observation, ready to send."""
        if seen is None or not seen.shot or (seen.needs == "tree" and not self.always):
            return ()
        data = self.shots.image(seen.shot)
        if not data:
            return ()
        from phoneagent import perception

        if seen.needs == "marks":
            data = perception.mark(data, seen.elements)
        if self.max_side_px:
            data = perception.shrink(data, self.max_side_px)
        size, media_type = perception.describe_image(data)
        return (Picture(sha=seen.shot, size_px=size, media_type=media_type, data=data),)
