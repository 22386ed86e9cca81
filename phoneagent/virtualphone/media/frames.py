"""The picture of a film at a moment, by whichever decoder is installed: OpenCV or ffmpeg.

Films of JPEG pictures, as this phone's camera makes them, need none.
"""

from __future__ import annotations

import importlib
import io
import shutil
import subprocess
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from phoneagent.virtualphone.media import stills

Decode = Callable[[Path, int], Image.Image | None]
"""Takes a film and a position in ms; None where there is no picture."""

_STEP_MS = 100
_PATIENCE_S = 10


def can_decode(path: Path) -> bool:
    """Whether a film's pictures can be shown.

    That takes the package `cv2` or `imageio_ffmpeg`, or an ffmpeg on the PATH, or a film of JPEGs.
    """
    return _decoder() is not None or stills.is_film_of_stills(path)


def frame_at(path: Path, position_ms: int) -> Image.Image | None:
    """The picture at a moment, to a tenth of a second; None without a decoder or a film."""
    try:
        facts = path.stat()
    except OSError:
        return None
    moment_ms = position_ms // _STEP_MS * _STEP_MS
    return _frame(path, moment_ms, facts.st_size, facts.st_mtime_ns)


@lru_cache(maxsize=16)
def _frame(path: Path, position_ms: int, size: int, changed_ns: int) -> Image.Image | None:
    decode = stills.picture_at if stills.is_film_of_stills(path) else _decoder()
    return decode(path, position_ms) if decode else None


@lru_cache(maxsize=1)
def _decoder() -> Decode | None:
    return _opencv() or ffmpeg()


def _opencv() -> Decode | None:
    try:
        cv2 = importlib.import_module("cv2")
    except ImportError:
        return None

    def decode(path: Path, position_ms: int) -> Image.Image | None:
        film = cv2.VideoCapture(str(path))
        try:
            last = max(0.0, film.get(cv2.CAP_PROP_FRAME_COUNT) - 1)
            number = position_ms * film.get(cv2.CAP_PROP_FPS) // 1000
            film.set(cv2.CAP_PROP_POS_FRAMES, min(number, last))
            found, pixels = film.read()
        finally:
            film.release()
        return Image.fromarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB)) if found else None

    return decode


def ffmpeg() -> Decode | None:
    """A decoder that runs ffmpeg once per picture; None where there is no ffmpeg."""
    program = _program()
    if not program:
        return None

    def decode(path: Path, position_ms: int) -> Image.Image | None:
        moment_s = position_ms / 1000
        near = (program, "-noaccurate_seek", "-ss", f"{moment_s}", "-copyts", "-i", str(path))
        # Pictures are repeated in steps; the first step from the moment on shows what stands then.
        steps = f"fps={1000 // _STEP_MS},select=gte(t\\,{moment_s - _STEP_MS / 2000})"
        return _shot((*near, "-vf", steps)) or _shot(near)

    return decode


def _shot(command: tuple[str, ...]) -> Image.Image | None:
    """The first picture that an ffmpeg command line delivers."""
    one = ("-v", "error", "-frames:v", "1", "-f", "image2pipe", "-c:v", "bmp", "-")
    try:
        done = subprocess.run(
            (*command, *one), capture_output=True, timeout=_PATIENCE_S, check=False
        )
        return Image.open(io.BytesIO(done.stdout)).convert("RGB")
    except (OSError, subprocess.TimeoutExpired, UnidentifiedImageError):
        return None


def _program() -> str:
    """The path of an ffmpeg binary; empty when there is none."""
    try:
        return str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return shutil.which("ffmpeg") or ""
