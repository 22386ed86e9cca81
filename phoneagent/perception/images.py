"""Screenshots: made smaller, compared, recognised as black; decoded only when needed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from phoneagent.core.base import Rect

if TYPE_CHECKING:
    from PIL.Image import Image

_STATUS_BAR_SHARE = 0.045
_SMALL = 8  # images are compared at an eighth of their size
_VISIBLE_STEP = 14  # of 255 grey levels; less is compression noise
_CURSOR_CELLS = (2, 16)  # of an eighth of the screen's pixels: width and height at most
_BLACK_LEVEL = 12
# A black frame compresses to far less than this; anything larger is not decoded to find out.
_BLACK_BYTES_PER_PX = 0.016


def describe_image(image: bytes) -> tuple[tuple[int, int], str]:
    """Size in pixels and media type ("image/jpeg"), from the header alone."""
    opened = _open(image)
    kind = (opened.format or "PNG").lower()
    return opened.size, f"image/{kind}"


def shrink(image: bytes, max_side_px: int, *, quality: int = 80) -> bytes:
    """The image as JPEG with its longer side at most `max_side_px`; small ones come back as is."""
    opened = _open(image)
    longest = max(opened.size)
    if longest <= max_side_px:
        return image
    scale = max_side_px / longest
    size = (max(1, round(opened.width * scale)), max(1, round(opened.height * scale)))
    opened.draft("RGB", size)
    smaller = opened.convert("RGB").resize(size, _filter(), reducing_gap=2.0)
    return encoded(smaller, quality)


def resized(
    image: bytes, size_px: tuple[int, int], *, box: Rect | None = None, quality: int = 80
) -> bytes:
    """The image, or only `box` of it, as JPEG of this size; one that has it comes back as is."""
    opened = _open(image)
    if box is not None and not box.encloses(Rect(0, 0, *opened.size)):
        part = opened.convert("RGB").resize(size_px, _filter(), box=box, reducing_gap=2.0)
        return encoded(part, quality)
    if opened.size == size_px:
        return image
    opened.draft("RGB", size_px)
    return encoded(opened.convert("RGB").resize(size_px, _filter(), reducing_gap=2.0), quality)


def encoded(picture: Image, quality: int = 80) -> bytes:
    """A picture as JPEG bytes."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def to_webp(image: bytes) -> bytes:
    """The screenshot as WebP, as run folders store it; takes some tens of milliseconds."""
    out = io.BytesIO()
    _open(image).convert("RGB").save(out, "WEBP", quality=80, method=0)
    return out.getvalue()


def to_png(image: bytes) -> bytes:
    """The screenshot as PNG; one that is PNG already comes back as is."""
    if image.startswith(b"\x89PNG"):
        return image
    out = io.BytesIO()
    _open(image).convert("RGB").save(out, "PNG", compress_level=1)
    return out.getvalue()


def blot(image: bytes, boxes: Sequence[Rect]) -> bytes:
    """The screenshot with these boxes (device pixels) painted over, as JPEG."""
    from PIL import ImageDraw

    picture = _open(image).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        pen.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), fill="black")
    return encoded(picture)


def difference(before: bytes, after: bytes, *, ignore: Sequence[Rect] = ()) -> float:
    """The share of the screen that differs visibly, 0 to 1.

    The status bar and the boxes in `ignore` (device pixels: a keyboard, a clock) do not count;
    neither does a blinking cursor or compression noise. Images of different size differ wholly.
    """
    if before == after:
        return 0.0
    if not before or not after:
        return 1.0
    from PIL import ImageChops

    one, other = _open(before), _open(after)
    if one.size != other.size:
        return 1.0
    full = one.size
    delta = ImageChops.difference(_small_grey(one), _small_grey(other))
    changed = delta.point(lambda level: 255 if level > _VISIBLE_STEP else 0)
    for box in (Rect(0, 0, full[0], int(full[1] * _STATUS_BAR_SHARE)), *ignore):
        changed.paste(0, _scaled(box, full, changed.size))
    extent = changed.getbbox()
    if extent is None or _is_cursor(extent):
        return 0.0
    return changed.histogram()[255] / (changed.width * changed.height)


def _is_cursor(extent: tuple[int, int, int, int]) -> bool:
    """All that changed is one thin upright stroke: a text cursor that blinks."""
    left, top, right, bottom = extent
    return right - left <= _CURSOR_CELLS[0] and bottom - top <= _CURSOR_CELLS[1]


def fingerprint(image: bytes) -> str:
    """A coarse look of the picture without its status bar: equal when a person sees no change."""
    small = _small_grey(_open(image))
    top = int(small.height * _STATUS_BAR_SHARE)
    cells = small.crop((0, top, *small.size)).resize((12, 24), _filter())
    return bytes(level // 24 for level in cells.tobytes()).hex()[1::2]


def is_black(image: bytes) -> bool:
    """Whether nothing but black can be seen below the status bar."""
    small = _small_grey(_open(image))
    margin = max(1, small.height // 16)
    extrema = small.crop((0, margin, small.width, small.height - margin)).getextrema()
    return isinstance(extrema[1], int | float) and extrema[1] <= _BLACK_LEVEL


def may_be_black(image: bytes, size_px: tuple[int, int]) -> bool:
    """`is_black`, asked only of images whose few bytes allow it."""
    if not image or len(image) > _BLACK_BYTES_PER_PX * size_px[0] * size_px[1]:
        return False
    return is_black(image)


def to_rgb(image: bytes) -> tuple[tuple[int, int], bytes]:
    """Size in pixels, and the picture as rows of red, green, blue bytes."""
    opened = _open(image).convert("RGB")
    return opened.size, opened.tobytes()


def _open(image: bytes) -> Image:
    from PIL import Image

    return Image.open(io.BytesIO(image))


def _filter() -> int:
    from PIL import Image

    return Image.Resampling.BILINEAR


def _small_grey(opened: Image) -> Image:
    """Grey, at an eighth of the size; JPEGs are decoded at that size in the first place."""
    size = (max(1, opened.width // _SMALL), max(1, opened.height // _SMALL))
    opened.draft("L", size)
    grey = opened.convert("L")
    return grey if grey.size == size else grey.resize(size, _filter(), reducing_gap=1.0)


def _scaled(box: Rect, full: tuple[int, int], small: tuple[int, int]) -> tuple[int, int, int, int]:
    across, down = small[0] / full[0], small[1] / full[1]
    return (
        max(0, int(box.left * across)),
        max(0, int(box.top * down)),
        min(small[0], round(box.right * across)),
        min(small[1], round(box.bottom * down)),
    )
