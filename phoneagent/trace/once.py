"""A device whose actions happen at most once: each is journaled to the disk before it is begun."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from phoneagent.core.protocols import Device
from phoneagent.core.screen import Capture
from phoneagent.core.steps import Intention, Receipt
from phoneagent.errors import ActionError
from phoneagent.trace.mask import Blot, masked, no_picture
from phoneagent.trace.runfolder import RunFolder


@dataclass
class Clocks:
    """Seconds spent so far, as the result reports them."""

    device: float = 0.0
    waiting: float = 0.0


def _as_it_is(intention: Intention) -> Intention:
    return intention


class AtMostOnce:
    """Implements `Device` around another one, for one run.

    What it hands up has its secrets masked; what it hands down has them filled in. Nothing above
    this line ever holds one.

    Args:
        device: the phone.
        folder: where intentions are journaled.
        begun: step numbers that an earlier process began.
        fill: puts secrets in the place of their names, just before the phone is touched.
        stored: returns once the intention with this number is in a checkpoint, so that a resumed
            run meets it again under the same number.
        blot: paints over boxes of a screenshot that show a secret; without it such a screenshot
            is dropped.
    """

    def __init__(
        self,
        device: Device,
        folder: RunFolder,
        begun: Collection[int] = (),
        fill: Callable[[Intention], Intention] = _as_it_is,
        stored: Callable[[int], None] = lambda n: None,
        blot: Blot = no_picture,
    ) -> None:
        self._device = device
        self._folder = folder
        self._begun = frozenset(begun)
        self._fill = fill
        self._stored = stored
        self._blot = blot
        self.clocks = Clocks()

    @property
    def spec(self) -> str:
        return self._device.spec

    @property
    def serial(self) -> str:
        return self._device.serial

    def describe(self) -> dict[str, str]:
        return self._device.describe()

    def look(self) -> Capture:
        started = time.perf_counter()
        with self._folder.meanwhile():
            capture = self._device.look()
        waited = capture.waited_ms / 1000
        self.clocks.waiting += waited
        self.clocks.device += max(0.0, time.perf_counter() - started - waited)
        return masked(capture, self._folder.redactor, self._blot)

    def perform(self, intention: Intention) -> Receipt:
        """Do it, unless an earlier process began it: then only the screen knows what happened.

        What is the same twice as once (typing a text, opening an app) is simply done again.
        """
        if intention.n in self._begun and not intention.action.repeatable:
            return Receipt(
                ok=False, uncertain=True, error="the run was interrupted during this action"
            )
        try:
            filled = self._fill(intention)
        except ActionError as error:
            return Receipt(ok=False, error=str(error))
        self._stored(intention.n)
        self._folder.append("begin", intention, durable=True)
        started = time.perf_counter()
        with self._folder.meanwhile():
            receipt = self._device.perform(filled)
        self.clocks.device += time.perf_counter() - started
        redactor = self._folder.redactor
        return receipt.but(error=redactor.mask(receipt.error), how=redactor.mask(receipt.how))

    def label_of(self, package: str) -> str:
        return self._device.label_of(package)

    def app_labels(self) -> tuple[str, ...]:
        return self._device.app_labels()

    def forward(self, port: int) -> int:
        return self._device.forward(port)

    def close(self) -> None:
        """The phone belongs to who opened it."""


def begun_steps(folder: RunFolder) -> frozenset[int]:
    """The number of every step that was ever begun, by the journal."""
    return frozenset(
        int(event.data["n"])
        for event in folder.events()
        if event.kind == "begin" and isinstance(event.data, dict)
    )
