"""The pictures of a phone's screen, numbered, for whoever waits for the next one."""

from __future__ import annotations

import io
import threading
from collections.abc import Hashable
from dataclasses import dataclass

from PIL import Image

from phoneagent.virtualphone.phone import VirtualPhone

_GLANCE_S = 0.03
"""How often a waiting viewer looks whether the screen has changed by itself."""
_QUALITY = 88


@dataclass(frozen=True, slots=True)
class Frame:
    """What the screen looks like from a moment on.

    Attributes:
        number: grows with every change.
        width_px, height_px: of the display as it is turned.
        lit: False while the screen is off.
    """

    number: int
    width_px: int
    height_px: int
    lit: bool


class Frames:
    """Watches a phone while somebody waits, and encodes each picture once per size.

    It looks past the phone's faults: a viewer sees the truth and uses up no fault.
    """

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self._news = threading.Condition()
        self._stamp: Hashable = None
        self._frame = Frame(0, *phone.size_px, lit=True)
        self._encoded: dict[int, tuple[int, bytes]] = {}
        self._closed = False

    def look(self) -> Frame:
        """What the screen looks like now."""
        with self._phone.lock:
            size, lit = self._phone.size_px, self._phone.power.screen_on
            stamp = (self._phone.look().stamp() if lit else None, size, lit)
        with self._news:
            if stamp != self._stamp:
                self._stamp = stamp
                self._frame = Frame(self._frame.number + 1, *size, lit)
                self._news.notify_all()
            return self._frame

    def wait(self, after: int, within_s: float) -> Frame | None:
        """The first frame after this number; None when none comes in time, or on closing."""
        for _ in range(max(1, round(within_s / _GLANCE_S))):
            frame = self.look()
            if self._closed:
                return None
            if frame.number > after:
                return frame
            with self._news:
                if self._frame.number == frame.number:
                    self._news.wait(_GLANCE_S)
        return None

    def jpeg(self, width_px: int) -> tuple[int, bytes]:
        """The present frame's number and picture, reduced for a viewer of a width.

        The picture is halved as long as it stays at least as wide.
        """
        frame = self.look()
        factor = 1
        while frame.width_px // (2 * factor) >= width_px:
            factor *= 2
        number, data = self._encoded.get(factor, (-1, b""))
        if number != frame.number:
            data = _encode(self._picture(frame), factor)
            self._encoded[factor] = (frame.number, data)
        return frame.number, data

    def _picture(self, frame: Frame) -> Image.Image:
        if not frame.lit:
            return Image.new("RGB", (frame.width_px, frame.height_px))
        with self._phone.lock:
            return self._phone.look().image()

    @property
    def closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._news:
            self._closed = True
            self._news.notify_all()


def _encode(image: Image.Image, factor: int) -> bytes:
    stream = io.BytesIO()
    small = image.reduce(factor) if factor > 1 else image
    small.save(stream, "jpeg", quality=_QUALITY)
    return stream.getvalue()
