"""The Perceptor: one look at the phone, kept by content hash and read by code."""

from __future__ import annotations

from dataclasses import dataclass

from phoneagent.core.protocols import Device, Shots
from phoneagent.core.screen import Observation


@dataclass(frozen=True)
class Perceptor:
    """Looks without a model.

    Attributes:
        shots: where the screenshot and the hierarchy are put.
    """

    shots: Shots

    def perceive(self, device: Device) -> Observation:
        """The present screen of `device`."""
        from phoneagent.perception import observe

        capture = device.look()
        seen = observe(capture, label=device.label_of(capture.package))
        return seen.but(
            shot=self.shots.put_image(capture.image),
            tree=self.shots.put_tree(capture.xml),
        )
