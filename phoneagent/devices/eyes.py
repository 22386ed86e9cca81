"""Looking at the phone: tree, screenshot and what is in front, side by side once settled."""

from __future__ import annotations

import base64
import binascii
import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from phoneagent.core.screen import Capture
from phoneagent.devices import front as fronts
from phoneagent.devices.adb import Adb
from phoneagent.devices.automation import Automation
from phoneagent.devices.captures import capture_of, is_even, is_stale
from phoneagent.devices.dump import Dump
from phoneagent.devices.settle import NOTHING_DONE, PATIENCE, Patience, Rest, Watcher, settle
from phoneagent.errors import ActionError, DeviceError

_log = logging.getLogger(__name__)

_MAX_DEPTH = 50
_JPEG_QUALITY = 80
_SIGNATURES = (b"\xff\xd8", b"\x89PNG")
_STILL_MS = 1500.0
_STALE_S = 0.5  # how long a tree may lag behind what is in front


class Eyes:
    """Everything that is read from the screen of one phone.

    Args:
        adb: for what only the shell knows.
        automation: for tree and screenshot.
    """

    def __init__(self, adb: Adb, automation: Automation) -> None:
        self._adb = adb
        self._automation = automation
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="phone-eyes")
        self._seen: Capture | None = None
        self._seen_dump: Dump | None = None
        self._before: Dump | None = None
        self._done_kind = ""
        self._done_at_s = 0.0
        self._frame_s: float | None = None
        self._woke = ""
        self._unlocked = False
        self.device_s = 0.0

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    # one thing at a time ----------------------------------------------------------------

    def dump(self) -> Dump:
        """The tree right now, not settled."""
        started_s = time.monotonic()
        try:
            xml = self._automation.read("dumpWindowHierarchy", False, _MAX_DEPTH)
        except ActionError as error:  # too deep for the phone's stack: leave levels out
            _log.info("%s: %s", self._adb.serial, error)
            xml = self._ask("dumpWindowHierarchy", True, _MAX_DEPTH // 2)
        now_s = time.monotonic()
        self.device_s += now_s - started_s
        if not isinstance(xml, str) or not xml:
            xml = "<hierarchy />"
        return Dump(xml, now_s)

    def image(self) -> bytes:
        """The screenshot right now, JPEG (PNG from the shell); b"" when the phone refuses one."""
        try:
            text = self._automation.read_beside("takeScreenshot", 1, _JPEG_QUALITY)
            data = base64.b64decode(text or "")
        except (ActionError, binascii.Error):
            data = b""
        if not data.startswith(_SIGNATURES):
            data = self._adb.raw("screencap", "-p")
        return data if data.startswith(_SIGNATURES) else b""

    def _ask(self, method: str, *params: object) -> Any:
        """A read that a healthy phone never refuses.

        Raises:
            DeviceError: it does.
        """
        try:
            return self._automation.read(method, *params)
        except ActionError as error:
            raise DeviceError(f"{self._adb.serial}: {error}") from error

    def front(self) -> fronts.Front:
        """What has the focus right now."""
        return fronts.parse_front(self._adb.script(fronts.COMMAND))

    def looks(self, seconds: float) -> Iterator[Dump]:
        """Looks at short, growing intervals until the time is up; at least one."""
        deadline_s = time.monotonic() + seconds
        pause_s = 0.002
        while True:
            yield self.dump()
            if time.monotonic() + pause_s > deadline_s:
                return
            time.sleep(pause_s)
            pause_s = min(pause_s * 2, 0.1)

    # settled ----------------------------------------------------------------------------

    def done(self, kind: str) -> None:
        """Remember that the phone is about to be touched; the next look settles accordingly."""
        if not self._done_kind:
            self._before = self._seen_dump
        self._done_kind = kind
        self._done_at_s = time.monotonic()

    def finished(self) -> None:
        """Remember when the touching ended."""
        self._done_at_s = time.monotonic()

    def settled(self, patience: Patience = NOTHING_DONE, before: Dump | None = None) -> Dump:
        """The tree once it rests, without a picture; `before` is the tree before it was touched."""
        frame_s = self._frame()
        return settle(self.dump, Watcher(), patience, before=before, frame_s=frame_s).dump

    def look(self) -> Capture:
        """A settled screen. One round trip when nothing was done and the tree is as before.

        Raises:
            DeviceError: the phone cannot be reached or does not answer sensibly.
        """
        started_s, self.device_s = time.monotonic(), 0.0
        seen, before = self._seen, self._seen_dump
        may_last = seen and before and not self._done_kind and not before.is_poor
        if seen and before and may_last and (now := self.dump()).is_same_but_for_status(before):
            return replace(
                seen,
                xml=now.xml,
                root=now.root,
                taken_at_s=time.time(),
                waited_ms=0.0,
                device_ms=self.device_s * 1000,
                toasts=(),
            )
        capture = self._fresh_look(started_s)
        self._seen = capture
        self._done_kind, self._before = "", None
        return capture

    def _fresh_look(self, started_s: float) -> Capture:
        info = self.wake()
        watcher = Watcher()
        rest = self._settle(watcher)
        waited_ms = (time.monotonic() - started_s) * 1000
        rest, image, front = self._side_by_side(rest, watcher, started_s)
        if front.locked and not self._unlocked:
            self._unlock("the screen was locked")
            return self._fresh_look(started_s)
        self._seen_dump = rest.dump
        capture = capture_of(rest, image, front, info)
        toast = self._ask("getLastToast")
        if toast:
            self._ask("clearLastToast")
        return replace(
            capture,
            problems=(*capture.problems, *self._blindness(capture, rest)),
            toasts=(str(toast),) if toast else (),
            extra=self._extra(rest),
            waited_ms=waited_ms,
            device_ms=self.device_s * 1000,
        )

    def _side_by_side(
        self, rest: Rest, watcher: Watcher, started_s: float
    ) -> tuple[Rest, bytes, fronts.Front]:
        """Picture, tree and front of one moment: taken again when the tree moved meanwhile."""
        settled_s = time.monotonic()
        ceiling_s = started_s + self._patience().ceiling_ms / 1000
        while True:
            picture = self._pool.submit(self.image)
            focus = self._pool.submit(self.front)
            again = self.dump()
            image, front = picture.result(), focus.result()
            still = watcher.agrees(rest.dump, again)
            late = is_stale(again, front) and again.at_s < settled_s + _STALE_S
            if (still and not late) or again.at_s > ceiling_s:
                break
            rest = self._settle(watcher)
        if again.is_poor:
            image, still = self._still_image(image, ceiling_s)
        self.device_s += time.monotonic() - settled_s
        return replace(rest, dump=again, settled=rest.settled and still), image, front

    def _settle(self, watcher: Watcher) -> Rest:
        return settle(
            self.dump,
            watcher,
            self._patience(),
            before=self._before if self._done_kind else None,
            since_s=self._done_at_s if self._done_kind else None,
            frame_s=self._frame(),
        )

    def _patience(self) -> Patience:
        return PATIENCE.get(self._done_kind, NOTHING_DONE)

    def _frame(self) -> float:
        """How far apart two agreeing looks must be; nothing when animations are switched off."""
        if self._frame_s is None:
            scale = self._adb.shell("settings", "get", "global", "animator_duration_scale").strip()
            self._frame_s = 0.0 if scale in ("0", "0.0") else 0.025
        return self._frame_s

    def _still_image(self, image: bytes, ceiling_s: float) -> tuple[bytes, bool]:
        """The first of two equal frames; pictures are all there is to compare on a poor tree."""
        until_s = min(ceiling_s, time.monotonic() + _STILL_MS / 1000)
        while True:
            again = self.image()
            if again == image:
                return again, True
            image = again
            if time.monotonic() > until_s:
                return image, False

    def wake(self) -> dict[str, object]:
        """`deviceInfo` of a phone whose screen is on; it is woken when it is not."""
        info: dict[str, object] = self._ask("deviceInfo")
        self._unlocked = False
        if info.get("screenOn") is False:
            self._ask("wakeUp")
            self._unlock("the screen was off")
            info = self._ask("deviceInfo")
        return info

    def _unlock(self, why: str) -> None:
        """Swipe the lock screen away; one that asks for a code stays."""
        self._adb.shell("wm", "dismiss-keyguard")
        self._unlocked = True
        self._woke = why

    def _extra(self, rest: Rest) -> dict[str, str]:
        extra = {}
        if self._woke:
            extra["woke"], self._woke = self._woke, ""
        if rest.ticking:
            extra["ticking"] = str(len(rest.ticking))
        if self._automation.slow_because:
            extra["slow"] = self._automation.slow_because
        return extra

    def _blindness(self, capture: Capture, rest: Rest) -> tuple[str, ...]:
        """Why the picture shows nothing, when it does not."""
        if capture.image and not (is_even(capture.image) and not rest.dump.is_poor):
            return ()
        text = self._adb.shell("dumpsys", "window", "windows")
        secure = fronts.is_secure(text, capture.package)
        return (("secure",) if secure else ()) + (("black",) if capture.image else ("no_image",))
