"""Picture files, decoded for the place they are shown in."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

_UNREADABLE = (
    OSError,
    UnidentifiedImageError,
    ValueError,
    SyntaxError,
    Image.DecompressionBombError,
)
"""What Pillow raises for a file that is missing or no picture."""


def size_px(path: Path) -> tuple[int, int] | None:
    """Width and height of a picture as it is shown; None for a file that is none."""
    try:
        with Image.open(path) as image:
            width, height = image.size
            turned = image.getexif().get(0x0112, 1) >= 5  # EXIF: the sides are swapped
    except _UNREADABLE:
        return None
    return (height, width) if turned else (width, height)


def thumbnail(path: Path, width_px: int, height_px: int) -> Image.Image | None:
    """A picture that fills a size, its edges cut off; None for a file that is none."""
    stamp = _stamp(path)
    return _thumbnail(path, stamp, (width_px, height_px)) if stamp else None


def whole(path: Path) -> Image.Image | None:
    """A picture in full (RGB), turned as its EXIF says; None for a file that is none."""
    stamp = _stamp(path)
    return _whole(path, stamp) if stamp else None


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes with a file, so that nothing outdated is kept; None when it is missing."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size


@lru_cache(maxsize=256)
def _thumbnail(path: Path, stamp: tuple[int, int], size: tuple[int, int]) -> Image.Image | None:
    try:
        with Image.open(path) as image:
            image.draft("RGB", size)
            return ImageOps.fit(_upright(image), size)
    except _UNREADABLE:
        return None


@lru_cache(maxsize=4)
def _whole(path: Path, stamp: tuple[int, int]) -> Image.Image | None:
    try:
        with Image.open(path) as image:
            return _upright(image)
    except _UNREADABLE:
        return None


def _upright(image: Image.Image) -> Image.Image:
    """In RGB, as the camera was held; what is transparent becomes white."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        ground = Image.new("RGB", upright.size, "white")
        ground.paste(upright, mask=upright.getchannel("A"))
        return ground
    return upright.convert("RGB")
