"""Photos of recipes: files in the app's private folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from phoneagent.virtualphone.media import pictures
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
    host = phone.files.host(path)

    def draw(width_px: int, height_px: int, dark: bool) -> Image.Image | None:
        return pictures.thumbnail(host, width_px, height_px)

    return Picture(draw, **shared)
