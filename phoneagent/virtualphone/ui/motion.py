"""Windows in motion: a new one is seen a moment late, then slides to its place."""

from __future__ import annotations

from collections.abc import Iterable

from phoneagent.virtualphone.ui.layer import Layer, Window
from phoneagent.virtualphone.ui.node import Node, Rect

LATE_MS = 64
"""So long eyes and programs still see what was there before."""
SLIDE_MS = 192
_FRAME_MS = 16
_WAY_DP = 48.0


class Motion:
    """Follows which windows are on the display; times are multiplied by the animation scale."""

    def __init__(self, density: float) -> None:
        self._density = density
        self._known: frozenset[int] = frozenset()
        self._new: frozenset[int] = frozenset()
        self._began_ms = 0
        self._scale = 0.0
        self._before: list[Window] = []

    def follow(
        self, layers: Iterable[Layer], before: list[Window], scale: float, now_ms: int
    ) -> None:
        """Take note of the layers that are up now; a change of them begins a motion.

        Args:
            layers: those of the app and of the system, without the bars and the toast.
            before: the windows that were on the display until now.
            scale: the animation scale of the settings; 0 means that nothing moves.
            now_ms: uptime.
        """
        known = frozenset(map(id, layers))
        if known != self._known and self._known and scale > 0:
            self._new, self._began_ms, self._scale = known - self._known, now_ms, scale
            self._before = before
        self._known = known
        if not self.frame(now_ms):
            self._before = []

    def frame(self, now_ms: int) -> int:
        """The number of the frame of a motion, from 1; 0 when nothing moves."""
        passed_ms = now_ms - self._began_ms
        if passed_ms >= (LATE_MS + SLIDE_MS) * self._scale:
            return 0
        return 1 + int(passed_ms // _FRAME_MS)

    def seen(self, windows: list[Window], now_ms: int) -> list[Window]:
        """What eyes see of these windows: at first still those of before."""
        late = self.frame(now_ms) and now_ms - self._began_ms < LATE_MS * self._scale
        return self._before if late and self._before else windows

    def displace(self, windows: Iterable[Window], now_ms: int) -> None:
        """Move new windows by what is left of their way; ones that are reused stay in place."""
        if not self.frame(now_ms):
            return
        slid_ms = now_ms - self._began_ms - LATE_MS * self._scale
        left = 1 - min(1.0, max(0.0, slid_ms / (SLIDE_MS * self._scale)))
        way_px = round(_WAY_DP * self._density * left * left)
        for window in windows:
            if id(window.layer) in self._new and window.layer.signature() is None:
                for node in list(window.root.walk()):
                    _lower(node, way_px)


def _lower(node: Node, way_px: int) -> None:
    node.frame, node.bounds = (
        Rect(rect.left, rect.top + way_px, rect.right, rect.bottom + way_px)
        for rect in (node.frame, node.bounds)
    )
