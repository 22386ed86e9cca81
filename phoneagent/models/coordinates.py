"""Turns the points a model names into device pixels, and back; no other scale leaves `models/`."""

from __future__ import annotations

import math
from collections.abc import Sequence

from phoneagent.core.base import Point
from phoneagent.models.grid import smallest_grid
from phoneagent.models.profile import Profile

Size = tuple[int, int]
# 24 dp of the 411 dp that a phone is wide (AOSP, config "status_bar_height"; Material, "Layout").
STATUS_BAR_SHARE = 24 / 411.4


def to_device_px(
    point: Sequence[float], profile: Profile, image_size: Size, screen_size: Size
) -> Point:
    """The device pixel that a model means by `point`.

    Args:
        point: x and y on the model's scale.
        profile: says which scale that is.
        image_size: width and height of the picture of the screen as it was sent.
        screen_size: width and height of the screen in device pixels.

    Points just outside are moved onto the screen.
    """
    span = span_of(profile, image_size)
    top = hidden_px(profile, screen_size)
    across, down = (
        min(max(0, math.floor(value / whole * pixels)), pixels - 1)
        for value, whole, pixels in zip(point, span, _shown(screen_size, top), strict=True)
    )
    return Point(across, down + top)


def to_model(
    point: Point, profile: Profile, image_size: Size, screen_size: Size
) -> tuple[float, float]:
    """The point on the model's scale that names the device pixel `point`, rounded as models do.

    Whole numbers, except on a grid of one cell (fractions), which has three decimals.
    """
    span = span_of(profile, image_size)
    top = hidden_px(profile, screen_size)
    seen = (point[0], max(0, point[1] - top))
    x, y = (
        round((value + 0.5) / pixels * whole, 3 if whole == 1 else 0)
        for value, whole, pixels in zip(seen, span, _shown(screen_size, top), strict=True)
    )
    return x, y


def hidden_px(profile: Profile, screen_size: Size) -> int:
    """How much of the top of the screen a picture for this model leaves out."""
    if not profile.hides_status_bar:
        return 0
    return min(round(STATUS_BAR_SHARE * min(screen_size)), screen_size[1] // 4)


def _shown(screen_size: Size, top: int) -> Size:
    return screen_size[0], screen_size[1] - top


def fit_image(profile: Profile, screen_size: Size) -> Size:
    """The size a picture of the screen should have for this model.

    Within its largest side and area, and a multiple of its patches: then the model does not resize
    it again, and its pixels are the picture's. Where the profile says how tall text must stay, no
    larger than that takes.
    """
    width, height = shown = _shown(screen_size, hidden_px(profile, screen_size))
    if profile.text_px:
        most = profile.max_pixels // profile.patch_px**2
        return smallest_grid(shown, profile.patch_px, profile.text_px, most).size
    scale = min(
        1.0,
        profile.image_max_side_px / max(width, height),
        math.sqrt(profile.max_pixels / (width * height)),
    )
    patch = profile.patch_px
    return (
        max(patch, math.floor(width * scale / patch) * patch),
        max(patch, math.floor(height * scale / patch) * patch),
    )


def smart_resize(profile: Profile, image_size: Size) -> Size:
    """The size to which models of the Qwen2-VL kind bring a picture before they look at it.

    Both sides become multiples of the patch and the area is brought between the limits, as in
    `qwen_vl_utils.smart_resize` (Qwen2-VL, arXiv:2409.12191).
    """
    width, height = image_size
    patch = profile.patch_px
    new_width = max(patch, round(width / patch) * patch)
    new_height = max(patch, round(height / patch) * patch)
    if new_width * new_height > profile.max_pixels:
        shrink = math.sqrt(width * height / profile.max_pixels)
        new_width = max(patch, math.floor(width / shrink / patch) * patch)
        new_height = max(patch, math.floor(height / shrink / patch) * patch)
    elif new_width * new_height < profile.min_pixels:
        grow = math.sqrt(profile.min_pixels / (width * height))
        new_width = math.ceil(width * grow / patch) * patch
        new_height = math.ceil(height * grow / patch) * patch
    return new_width, new_height


def span_of(profile: Profile, image_size: Size) -> Size:
    """How long the model's scale is along each side."""
    if profile.coordinates == "grid":
        return profile.grid, profile.grid
    if profile.coordinates == "resized_px":
        return smart_resize(profile, image_size)
    return image_size
