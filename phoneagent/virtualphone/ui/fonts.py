"""Text in px: finding fonts, measuring, wrapping and the grey masks the renderer pastes.

Latin text uses the font inside Pillow, so that layouts agree between machines. Other text falls
back to fonts of the system where there are any, and to a box for a character no font has.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FALLBACKS = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansSC-Regular.otf",
    "DroidSansFallbackFull.ttf",
    "wqy-microhei.ttc",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "Arial Unicode.ttf",
    "arial.ttf",
    "msyh.ttc",
    "seguisym.ttf",
)
_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_LOOKALIKES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " "})
"""Characters drawn like another one: hyphens and spaces that only differ in line breaking."""
_THINNEST_EM = 0.15
"""No letter is narrower than this share of the text size."""
_ABSENT = "\U000f0000"  # a private-use character that text fonts lack


@lru_cache(maxsize=1)
def _fallback_paths() -> tuple[str, ...]:
    found: dict[str, str] = {}
    for folder in (Path(name) for name in _FOLDERS):
        if folder.is_dir():
            for path in folder.rglob("*.[to]t[fc]"):
                if path.name in _FALLBACKS:
                    found.setdefault(path.name, str(path))
    return tuple(found[name] for name in _FALLBACKS if name in found)


@lru_cache(maxsize=256)
def _font(level: int, size_px: int) -> ImageFont.FreeTypeFont | None:
    """Return the font at a fallback level (0 is Pillow's own); None past the last one."""
    if level == 0:
        font = ImageFont.load_default(size_px)
        if not isinstance(font, ImageFont.FreeTypeFont):
            raise OSError("Pillow was built without FreeType: the virtual phone cannot draw text")
        return font
    paths = _fallback_paths()
    return ImageFont.truetype(paths[level - 1], size_px) if level <= len(paths) else None


@lru_cache(maxsize=8192)
def _level(char: str) -> int:
    """Return the fallback level of the first font that has a character; -1 when none has."""
    level = 0
    while (font := _font(level, 24)) is not None:
        if bytes(font.getmask(char)) != bytes(font.getmask(_ABSENT)):
            return level
        level += 1
    return -1


@lru_cache(maxsize=4096)
def _runs(text: str) -> tuple[tuple[int, str], ...]:
    """Split text into (font level, piece): words of one script in one font, symbols apart."""
    if text.isascii():
        return ((0, text),)
    text = text.translate(_LOOKALIKES)
    levels = [0 if char.isspace() else _level(char) for char in text]
    letters = {level for level, char in zip(levels, text, strict=True) if char.isalpha()}
    highest = max(letters, default=0)
    if highest > 0 and -1 not in letters and all(_covers(highest, char) for char in text):
        return ((highest, text),)
    pieces: list[tuple[int, str]] = []
    for level, char in zip(levels, text, strict=True):
        if pieces and pieces[-1][0] == level:
            pieces[-1] = (level, pieces[-1][1] + char)
        else:
            pieces.append((level, char))
    return tuple(pieces)


@lru_cache(maxsize=8192)
def _covers(level: int, char: str) -> bool:
    font = _font(level, 24)
    if font is None or char.isspace():
        return font is not None
    return bytes(font.getmask(char)) != bytes(font.getmask(_ABSENT))


@lru_cache(maxsize=16384)
def width_px(text: str, size_px: int, bold: bool = False) -> int:
    """Return how wide one line of text is."""
    total = 0.0
    for level, piece in _runs(text):
        font = _font(level, size_px) if level >= 0 else None
        total += font.getlength(piece) if font else len(piece) * size_px * 0.7
    return int(total + 0.999) + (1 if bold and text else 0)


@lru_cache(maxsize=64)
def line_height_px(size_px: int) -> int:
    """Return the distance between two lines of text."""
    return round(size_px * 1.34)


@lru_cache(maxsize=768)
def mask(text: str, size_px: int, bold: bool = False) -> Image.Image:
    """Draw one line as a grey mask, as wide as `width_px` and as tall as `line_height_px`."""
    height = line_height_px(size_px)
    image = Image.new("L", (max(1, width_px(text, size_px, bold) + 2), height))
    draw = ImageDraw.Draw(image)
    baseline = round(size_px * 1.02)
    x = 0.0
    for level, piece in _runs(text):
        font = _font(level, size_px) if level >= 0 else None
        if font is None:
            for _ in piece:
                draw.rectangle(
                    (x + 2, baseline - size_px * 0.7, x + size_px * 0.6, baseline), outline=255
                )
                x += size_px * 0.7
            continue
        draw.text((x, baseline), piece, 255, font, anchor="ls")
        if bold:
            draw.text((x + 1, baseline), piece, 255, font, anchor="ls")
        x += font.getlength(piece)
    return image


@lru_cache(maxsize=4096)
def wrap(
    text: str, size_px: int, width: int, max_lines: int = 0, bold: bool = False
) -> tuple[str, ...]:
    """Break text into lines up to `width` px wide; a text cut short ends with an ellipsis."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_line(paragraph, size_px, width, bold))
    if 0 < max_lines < len(lines):
        kept = lines[:max_lines]
        kept[-1] = _ellipsize(kept[-1].rstrip() + "...", size_px, width, bold)
        return tuple(kept)
    if max_lines == 1 and lines and width_px(lines[0], size_px, bold) > width:
        return (_ellipsize(lines[0] + "...", size_px, width, bold),)
    return tuple(lines)


def _wrap_line(text: str, size_px: int, width: int, bold: bool) -> list[str]:
    """Break one paragraph; the pieces joined are the paragraph again."""
    lines: list[str] = []
    start = 0
    most = int(width / (size_px * _THINNEST_EM)) + 2
    while start < len(text) - 1:
        ahead = text[start : start + most]
        if start + most >= len(text) and width_px(ahead, size_px, bold) <= width:
            break
        cut = start + _fitting(ahead, size_px, width, bold)
        space = text.rfind(" ", start, cut + 1)
        if space > start:
            cut = space + 1
        lines.append(text[start:cut])
        start = cut
    return [*lines, text[start:]] if start < len(text) or not lines else lines


def _fitting(text: str, size_px: int, width: int, bold: bool) -> int:
    """Return how many characters of a text fit a width, at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_px(text[:middle], size_px, bold) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _ellipsize(text: str, size_px: int, width: int, bold: bool) -> str:
    body = text[:-3]
    while body and width_px(body + "...", size_px, bold) > width:
        body = body[:-1]
    return body.rstrip() + "..."
