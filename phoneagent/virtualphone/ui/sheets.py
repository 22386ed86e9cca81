"""A panel that rises from the foot of the screen (Android: BottomSheetDialog)."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.ui.dialogs import Dialog
from phoneagent.virtualphone.ui.layer import Room
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import FILL, Node, Rect

MAX_WIDTH_DP = 640.0
_RADIUS_DP = 24.0


class BottomSheet(Dialog):
    """A dialog at the foot of the screen, left by back, by a tap above it or by a swipe down.

    Subclasses override `view`, or give `content`.

    Args:
        content: builds the view; called at every rebuild, so it may show changing state.
        on_cancel: called when the sheet is left without a choice.
    """

    def __init__(
        self,
        content: Callable[[], Node] | None = None,
        on_cancel: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(on_cancel)
        self.content = content

    def view(self) -> Node:
        if self.content is None:
            raise NotImplementedError
        return self.content()

    def compose(self, room: Room, layout: Layout) -> Node:
        """Round the upper corners only: the lower ones lie below the edge of the screen."""
        body = Node(id="design_bottom_sheet", width=FILL, children=[self.view()])
        panel = Node(
            id="coordinator",
            width=FILL,
            children=[body],
            background="surface_low",
            radius=_RADIUS_DP,
            pad=(0, 8, 0, _RADIUS_DP + 8),
            margin=(0, 0, 0, -_RADIUS_DP),
            on_swipe=self._swiped,
        )
        return Node(id="container", width=FILL, children=[panel])

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        free = room.content
        width = min(free.width, layout.px(MAX_WIDTH_DP))
        _, height = layout.measure(root, width, free.height - layout.px(24))
        left = free.left + (free.width - width) // 2
        return Rect(left, free.bottom - height, left + width, free.bottom)

    def _swiped(self, direction: str) -> None:
        if direction == "down":
            self.on_outside()
