"""Photos of recipes: files in the app's private folder, made smaller for every place once."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, UnidentifiedImageError

from phoneagent.virtualphone.ui import Icon, Node, Picture

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_FOLDER = "/data/data/com.flauschcode.broccoli/files/images"


def keep(phone: VirtualPhone, source: str) -> str:
    """Copy a picture at a device path into the app; returns its name there.

    Raises:
        OSError: there is no such file.
    """
    name = f"{phone.clock.epoch_ms()}.jpg"
    phone.files.write_bytes(f"{_FOLDER}/{name}", phone.files.read_bytes(source))
    return name


def photo(phone: VirtualPhone, name: str, **args: object) -> Node:
    """A recipe's photo, or a pale sign of food where there is none."""
    path = f"{_FOLDER}/{name}"
    shared = {"desc": "Recipe photo", **args}
    if not name or not phone.files.exists(path):
        return Icon("food", size=40, background="surface_high", color="outline", **shared)
    return Picture(_drawing(phone, path), **shared)


def _drawing(phone: VirtualPhone, path: str) -> Callable[[int, int, bool], Image.Image]:
    def draw(width: int, height: int, dark: bool) -> Image.Image:
        try:
            picture = Image.open(io.BytesIO(phone.files.read_bytes(path)))
            return ImageOps.fit(picture.convert("RGB"), (width, height))
        except (OSError, UnidentifiedImageError):
            return Image.new("RGB", (width, height), (90, 90, 90))

    return draw
