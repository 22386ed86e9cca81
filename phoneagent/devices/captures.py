"""From raw parts to a Capture, and what can be wrong with it: stale, poor, black, blocked."""

from __future__ import annotations

import time
import zlib

from phoneagent.core.screen import Capture
from phoneagent.devices.dump import SYSTEM_UI, Dump
from phoneagent.devices.front import Front, may_cover
from phoneagent.devices.settle import Rest

_EVEN_RATIO = (
    0.02  # an even picture's JPEG is one short pattern repeated: zlib shrinks it to nothing
)


def capture_of(rest: Rest, image: bytes, front: Front, info: dict[str, object]) -> Capture:
    """Put one moment together and name what is wrong with it.

    Args:
        rest: the tree, and whether it settled.
        image: the screenshot, b"" when there is none.
        front: what has the focus.
        info: uiautomator2's `deviceInfo`.
    """
    dump = rest.dump
    dialog = front.dialog(dump.active)
    problems = [
        name
        for name, found in (
            ("unsettled", not rest.settled),
            ("poor_tree", dump.is_poor),
            ("stale_tree", is_stale(dump, front)),
            (dialog, bool(dialog)),
            ("locked", front.locked),
        )
        if found
    ]
    return Capture(
        image=image,
        xml=dump.xml,
        root=dump.root,
        package=front.package or str(info.get("currentPackageName") or ""),
        activity=front.activity,
        size_px=(int(str(info["displayWidth"])), int(str(info["displayHeight"]))),
        keyboard_shown=front.keyboard_shown,
        problems=tuple(problems),
        taken_at_s=time.time(),
    )


def is_stale(dump: Dump, front: Front) -> bool:
    """Whether the tree shows another app than the one in front: it has not caught up yet."""
    packages = {window.package for window in dump.root.children}
    if not front.package or not packages - {SYSTEM_UI} or front.package in packages:
        return False
    return dump.active is not None and not may_cover(dump.active.package)


def is_even(image: bytes) -> bool:
    """Whether a picture is one colour all over, told without decoding it."""
    return len(zlib.compress(image, 1)) < len(image) * _EVEN_RATIO
