"""Films for fixtures: a few texts, one picture each."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from phoneagent.virtualphone.media.mp4_writer import film

_SIZE_PX = (320, 240)
_GROUND, _INK = "#1d2b3a", "#ffffff"
_TEXT_PX = 24
_DEFAULT_S = 60


def film_of(facts: Mapping[str, Any]) -> bytes:
    """The MP4 file of a video of the fixture: `name`, `seconds`, `texts`."""
    texts = facts.get("texts") or [facts["name"]]
    picture_ms = round(facts.get("seconds", _DEFAULT_S) * 1000 / len(texts))
    return film([_picture(text) for text in texts], _SIZE_PX, max(1, picture_ms))


def _picture(text: str) -> bytes:
    picture = Image.new("RGB", _SIZE_PX, _GROUND)
    middle = (_SIZE_PX[0] / 2, _SIZE_PX[1] / 2)
    font = ImageFont.load_default(_TEXT_PX)
    ImageDraw.Draw(picture).text(middle, text, _INK, font, anchor="mm")
    stream = io.BytesIO()
    picture.save(stream, "jpeg")
    return stream.getvalue()
