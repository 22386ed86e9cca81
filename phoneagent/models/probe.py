"""What `doctor` asks a model to learn what it can do: reply, JSON, sight, and its point scale."""

from __future__ import annotations

import hashlib
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from phoneagent.core.chat import ChatModel, ChatRequest, Message, Picture, Text
from phoneagent.core.finding import Finding
from phoneagent.errors import InfraError, ReplyError
from phoneagent.models.coordinates import Size, span_of
from phoneagent.models.profile import Profile, profile_of
from phoneagent.models.replies import extract_json

Colour = tuple[int, int, int]
COLOURS: dict[str, Colour] = {"red": (220, 20, 20), "blue": (20, 40, 220), "green": (0, 150, 40)}
# A multiple of 28 and of 32: no model of the Qwen kind resizes it.
PICTURE_SIZE: Size = (672, 1344)
_SQUARE_PX = 120
_ROW = ("blue", "red", "green")
_TARGET = (200, 950)
_TOLERANCE = 0.05
_GRIDS = (1000, 100, 1)
_NO_SCALE = "It can still act by element numbers and marks."


def probe(model: ChatModel) -> Iterator[Finding]:
    """Try a model, cheapest first; stops after the first finding when it cannot be reached."""
    reply, reachable = _ask(model, _sum_request(), "reachable")
    yield reachable
    if not reachable.ok:
        return
    yield _judge_json(reply)
    if not model.sees_images:
        hint = "Screens without elements will be out of reach."
        yield Finding(name="vision", ok=False, detail="takes text only", hint=hint, needed=False)
        return
    yield from _tried(model, _row_request(), "vision", _judge_row)
    yield from _tried(model, _point_request(), "scale", lambda said: _judge_scale(said, model))


def find_scale(
    point: tuple[float, float], target: Size, size: Size, known: Profile | None = None
) -> Profile | None:
    """The scale on which `point` is the pixel `target` of a picture; None when on no known one.

    That of the profile `known` is tried first.
    """
    spans = {known: span_of(known, size)} if known else {}
    spans |= {Profile(): size} | {Profile(coordinates="grid", grid=n): (n, n) for n in _GRIDS}
    wanted = (target[0] / size[0], target[1] / size[1])
    for profile, span in spans.items():
        off = [abs(p / s - w) for p, s, w in zip(point, span, wanted, strict=True)]
        if max(off) <= _TOLERANCE:
            return profile
    return None


def png(size: Size, squares: dict[tuple[int, int], Colour]) -> bytes:
    """A white picture with coloured squares around the given centres, as PNG (RFC 2083)."""
    width, height = size
    half = _SQUARE_PX // 2
    rows = [bytearray(b"\xff" * (3 * width)) for _ in range(height)]
    for (x, y), colour in squares.items():
        for row in rows[y - half : y + half]:
            row[3 * (x - half) : 3 * (x + half)] = bytes(colour) * (2 * half)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _tried(
    model: ChatModel, request: ChatRequest, name: str, judge: Callable[[str], Finding]
) -> Iterator[Finding]:
    said, asked = _ask(model, request, name)
    if not asked.ok:
        yield asked
        return
    found = judge(said)
    yield found.but(seconds=asked.seconds)


def _ask(model: ChatModel, request: ChatRequest, name: str) -> tuple[str, Finding]:
    """The reply's text, and whether there was one."""
    began = time.monotonic()
    try:
        reply = model.chat(request)
    except (InfraError, ReplyError) as error:
        said = str(error.args[0])
        seconds = time.monotonic() - began
        return "", Finding(name=name, ok=False, detail=said, hint=error.hint, seconds=seconds)
    seconds = time.monotonic() - began
    detail = f"{reply.model or model.name}: {seconds:.1f} s"
    return reply.text, Finding(name=name, ok=True, detail=detail, seconds=seconds)


def _judge_json(said: str) -> Finding:
    hint = "Small models do better behind a server with constrained output (json_schema)."
    try:
        total = extract_json(said).get("sum")
    except ReplyError as error:
        return Finding(name="json", ok=False, detail=str(error), hint=hint)
    if total != 42:
        detail = f"17 + 25 came back as {said[:80]!r}"
        return Finding(name="json", ok=False, detail=detail, hint=hint)
    return Finding(name="json", ok=True, detail="one object, as asked")


def _judge_row(said: str) -> Finding:
    try:
        colours = extract_json(said).get("colours")
    except ReplyError as error:
        return Finding(name="vision", ok=False, detail=str(error), needed=False)
    if isinstance(colours, list) and [str(c).lower() for c in colours] == list(_ROW):
        return Finding(name="vision", ok=True, detail="names what it is shown")
    return Finding(
        name="vision",
        ok=False,
        detail=f"three squares, {', '.join(_ROW)}, came back as {said[:80]!r}",
        hint="Does the server load the vision part of the model (mmproj for llama.cpp)?",
        needed=False,
    )


def _judge_scale(said: str, model: ChatModel) -> Finding:
    point = _point(said)
    if point is None:
        detail = f"no point in {said[:80]!r}"
        return Finding(name="scale", ok=False, detail=detail, hint=_NO_SCALE, needed=False)
    profile = profile_of(model)
    found = find_scale(point, _TARGET, PICTURE_SIZE, profile)
    if found is None:
        x, y = point
        turned = find_scale((y, x), _TARGET, PICTURE_SIZE)
        why = "y stands before x" if turned else f"({x:g}, {y:g}) is on no known scale"
        return Finding(name="scale", ok=False, detail=why, hint=_NO_SCALE, needed=False)
    same = span_of(found, PICTURE_SIZE) == span_of(profile, PICTURE_SIZE)
    known = f"the profile '{profile.family}' says {_scale_name(profile)}"
    hint = "" if same else "Add a profile for this model; points by it would miss."
    detail = f"points in {_scale_name(found)}; {known}"
    return Finding(name="scale", ok=same, detail=detail, hint=hint, needed=False)


def _point(said: str) -> tuple[float, float] | None:
    try:
        point = extract_json(said).get("point")
    except ReplyError:
        return None
    if not isinstance(point, list) or len(point) != 2:
        return None
    x, y = point
    return (float(x), float(y)) if all(isinstance(v, int | float) for v in point) else None


def _scale_name(profile: Profile) -> str:
    if profile.coordinates == "grid":
        return "fractions" if profile.grid == 1 else f"a 0-{profile.grid} grid"
    return "pixels"


def _sum_request() -> ChatRequest:
    return _request("What is 17 + 25?", {"sum": {"type": "integer"}})


def _row_request() -> ChatRequest:
    third = PICTURE_SIZE[0] // 3
    centres = {(third * n + third // 2, 300): COLOURS[name] for n, name in enumerate(_ROW)}
    return _request(
        f"Which colours have the three squares, from left to right? Known: {', '.join(COLOURS)}.",
        {"colours": {"type": "array", "items": {"type": "string"}}},
        png(PICTURE_SIZE, centres),
    )


def _point_request() -> ChatRequest:
    width, height = PICTURE_SIZE
    return _request(
        f"The picture is {width} x {height} pixels. Point at the centre of the red square: [x, y].",
        {"point": {"type": "array", "items": {"type": "number"}}},
        png(PICTURE_SIZE, {_TARGET: COLOURS["red"]}),
    )


def _request(text: str, properties: dict[str, Any], image: bytes = b"") -> ChatRequest:
    schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    sha = hashlib.sha256(image).hexdigest()
    picture = Picture(sha=sha, size_px=PICTURE_SIZE, media_type="image/png", data=image)
    form = f"Reply with one JSON object with the key {', '.join(properties)}."
    parts = (Text(text=f"{text} {form}"), *((picture,) if image else ()))
    return ChatRequest(
        role="doctor",
        messages=(Message(role="user", parts=parts),),
        reply_schema=schema,
        schema_name="probe",
        max_tokens=200,
    )
