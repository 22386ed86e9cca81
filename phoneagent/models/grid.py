"""The smallest grid of patches on which the words of a screen can still be read."""

from __future__ import annotations

from dataclasses import dataclass

Size = tuple[int, int]

# Body text is 14 sp and a phone about 411 dp wide (Material Design, "Type scale" and "Layout").
TEXT_SHARE = 14 / 411.4
MAX_DISTORTION = 0.06


@dataclass(frozen=True)
class Grid:
    """A picture's size in patches.

    Attributes:
        columns, rows: how many patches across and down; a patch costs a token.
        patch_px: the side of one.
        text_px: how tall body text is in a picture of this size.
        distortion: how much wider or narrower things become; 0.05 is five per cent.
    """

    columns: int
    rows: int
    patch_px: int
    text_px: float
    distortion: float

    @property
    def tokens(self) -> int:
        return self.columns * self.rows

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        return self.columns * self.patch_px, self.rows * self.patch_px


def smallest_grid(screen: Size, patch_px: int, min_text_px: float, max_tokens: int) -> Grid:
    """The grid with the fewest tokens whose text is at least `min_text_px` tall.

    A little distortion is allowed, as in the relaxed aspect ratio matching of BlueLM-V-3B
    (arXiv:2411.10640), which keeps a picture from being enlarged only to keep its proportions.
    Where no grid of at most `max_tokens` is legible, the one with the tallest text is taken.
    """
    grids = list(_grids(screen, patch_px, max_tokens))
    legible = [grid for grid in grids if grid.text_px >= min_text_px]
    if legible:
        return min(legible, key=lambda grid: (grid.tokens, grid.distortion))
    return max(grids, key=lambda grid: (grid.text_px, -grid.tokens))


def _grids(screen: Size, patch_px: int, max_tokens: int) -> list[Grid]:
    """Every grid no larger than the screen and the tokens allow, with little distortion."""
    width, height = screen
    text_px = TEXT_SHARE * min(screen)
    made = []
    for columns in range(1, max(1, -(-width // patch_px)) + 1):
        for rows in range(1, max(1, -(-height // patch_px)) + 1):
            across, down = columns * patch_px / width, rows * patch_px / height
            if columns * rows <= max(1, max_tokens):
                shrunk = min(across, down)
                off = max(across, down) / shrunk - 1
                made.append(Grid(columns, rows, patch_px, shrunk * text_px, off))
    straight = [grid for grid in made if grid.distortion <= MAX_DISTORTION]
    return straight or [min(made, key=lambda grid: grid.distortion)]
