"""A loaded page: its document, its styles, its images, and the game it may be."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, unquote_to_bytes, urljoin

from PIL import Image, UnidentifiedImageError

from phoneagent.virtualphone.apps.chrome.web.dom import Document
from phoneagent.virtualphone.apps.chrome.web.scripts import Script, script_of
from phoneagent.virtualphone.apps.chrome.web.style import Styles

Load = Callable[[str], bytes]
"""Fetches the bytes behind an address; empty when there are none."""


@dataclass(eq=False)
class Page:
    """One entry of a tab's history.

    Args:
        url: where it was found.
        source: its HTML.
        load: fetches its images.
    """

    url: str
    source: str
    load: Load
    document: Document = field(init=False)
    styles: Styles = field(init=False)
    script: Script | None = field(init=False)
    _images: dict[str, Image.Image | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.document = Document(self.source)
        self.styles = Styles(self.document)
        self.script = script_of(self.document)

    @property
    def title(self) -> str:
        """What the page calls itself, else the last part of its address."""
        return self.document.title or unquote(self.url.rstrip("/").rpartition("/")[2]) or self.url

    def resolve(self, link: str) -> str:
        """The whole address a link on this page means."""
        return urljoin(self.url, link)

    def image(self, source: str) -> Image.Image | None:
        """The picture behind an address on this page; None when there is none."""
        if source not in self._images:
            self._images[source] = _picture(self._bytes(source))
        return self._images[source]

    def _bytes(self, source: str) -> bytes:
        if not source:
            return b""
        return data_of(source) if source.startswith("data:") else self.load(self.resolve(source))


def data_of(url: str) -> bytes:
    """What a `data:` address holds (RFC 2397)."""
    head, _, body = url.partition(",")
    if not head.endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(unquote(body))
    except binascii.Error:
        return b""


def _picture(data: bytes) -> Image.Image | None:
    try:
        return Image.open(io.BytesIO(data)).convert("RGB") if data else None
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None
