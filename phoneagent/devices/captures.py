"""From raw parts to a Capture, and what can be wrong with it: stale, poor, black, blocked."""

from __future__ import annotations

import time
import zlib

from phoneagent.core.screen import Capture
from phoneagent.devices.dump import SYSTEM_UI, Dump
from phoneagent.devices.front import Front, may_cover
from phoneagent.devices.settle import Rest

# An even picture's JPEG is one short pattern repeated: zlib shrinks it to nothing.
_EVEN_RATIO = 0.03
_HEAD_BYTES = 1024  # the tables before it do not repeat
_SAMPLE_BYTES = 8192


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
    body = image[_HEAD_BYTES:]
    sample = body[len(body) // 2 :][:_SAMPLE_BYTES]  # nearly always tells the rest apart at once
    return all(len(zlib.compress(p, 1)) < len(p) * _EVEN_RATIO for p in (sample, body))
