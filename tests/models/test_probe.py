"""The probe finds out what a model can do, also when the name promises otherwise."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Callable, Iterator

import pytest
from PIL import Image

from phoneagent.models import ModelOptions, open_model
from phoneagent.models.probe import COLOURS, Finding, png, probe
from tests.chat_server import Body, ChatServer, Fail, Say, Turn

QUICK = ModelOptions(timeout_s=10, retries=0, retry_for_s=10, backoff_s=0.01)
Spot = tuple[int, int]


def seeing(point: Callable[[Spot, Spot], list[float]]) -> Callable[[Body], Turn]:
    """A server that looks at the pixels of the picture it gets, and points on its own scale."""

    def brain(body: Body) -> Turn:
        content = body["messages"][-1]["content"]
        if isinstance(content, str):
            a, b = map(int, re.findall(r"\d+", content)[:2])
            return Say(json.dumps({"sum": a + b}))
        data = content[1]["image_url"]["url"].split(",", 1)[1]
        image = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
        found = {name: spot for name in COLOURS if (spot := centre(image, COLOURS[name]))}
        if "Point" in content[0]["text"]:
            return Say(json.dumps({"point": point(found["red"], image.size)}))
        row = sorted(found, key=lambda name: found[name][0])
        return Say(json.dumps({"colours": row}))

    return brain


def centre(image: Image.Image, colour: tuple[int, int, int]) -> Spot | None:
    hit = [
        (x, y)
        for x in range(0, image.width, 8)
        for y in range(0, image.height, 8)
        if image.getpixel((x, y)) == colour
    ]
    return tuple(sum(axis) // len(hit) for axis in zip(*hit, strict=True)) if hit else None


def pixels(spot: Spot, size: Spot) -> list[float]:
    return [*spot]


def grid(spot: Spot, size: Spot) -> list[float]:
    return [round(spot[0] / size[0] * 1000), round(spot[1] / size[1] * 1000)]


def fractions(spot: Spot, size: Spot) -> list[float]:
    return [round(spot[0] / size[0], 3), round(spot[1] / size[1], 3)]


def turned(spot: Spot, size: Spot) -> list[float]:
    return grid(spot, size)[::-1]


def findings(brain: Callable[[Body], Turn], model: str) -> dict[str, Finding]:
    with ChatServer(brain=brain) as server:
        opened = open_model(f"openai:{model}@{server.base_url}", QUICK)
        found = {finding.name: finding for finding in probe(opened)}
        opened.close()
    return found


@pytest.mark.parametrize(
    ("scale", "model", "ok", "says"),
    [
        (pixels, "gpt-4.1", True, "points in pixels"),
        (pixels, "qwen2.5-vl-7b", True, "points in pixels"),
        (grid, "qwen3-vl-8b", True, "0-1000 grid"),
        (fractions, "llava-1.6", True, "fractions"),
        (grid, "my-finetune", False, "0-1000 grid; the profile 'unknown' says pixels"),
        (pixels, "qwen3-vl-8b", False, "points in pixels; the profile 'Qwen3-VL'"),
        (turned, "gemini-2.0-flash", False, "y stands before x"),
        (lambda spot, size: [3, 4], "gpt-4.1", False, "(3, 4) is on no known scale"),
    ],
)
def test_a_model_that_sees(
    scale: Callable[[Spot, Spot], list[float]], model: str, ok: bool, says: str
) -> None:
    found = findings(seeing(scale), model)
    assert list(found) == ["reachable", "json", "vision", "scale"]
    assert [found[name].ok for name in ("reachable", "json", "vision")] == [True] * 3
    assert found["scale"].ok is ok
    assert says in found["scale"].detail
    assert found["vision"].seconds > 0


def test_a_model_that_guesses() -> None:
    found = findings(lambda _: Say('{"sum": 42, "colours": ["red", "green", "blue"]}'), "gpt-4.1")
    assert not found["vision"].ok
    assert not found["scale"].ok


def test_a_model_that_only_chats() -> None:
    found = findings(lambda _: Say("It is forty-two!"), "gpt-4.1")
    assert found["reachable"].ok
    assert not any(found[name].ok for name in ("json", "vision", "scale"))


def test_a_model_without_eyes() -> None:
    def brain(body: Body) -> Turn:
        return Say('{"sum": 42}') if isinstance(body["messages"][0]["content"], str) else Fail(500)

    found = findings(brain, "deepseek-chat")
    assert list(found) == ["reachable", "json", "vision"]
    assert "text only" in found["vision"].detail
    assert not findings(brain, "gpt-4.1")["vision"].ok


def test_a_model_that_is_down() -> None:
    found = findings(lambda _: Fail(401, "bad key"), "gpt-4.1")
    assert list(found) == ["reachable"]
    assert not found["reachable"].ok
    assert "bad key" in found["reachable"].detail
    assert "OPENAI_API_KEY" in found["reachable"].hint


@pytest.fixture
def drawn() -> Iterator[Image.Image]:
    data = png((300, 200), {(100, 80): COLOURS["red"]})
    with Image.open(io.BytesIO(data)) as image:
        yield image.convert("RGB")


def test_the_picture_is_a_picture(drawn: Image.Image) -> None:
    assert drawn.size == (300, 200)
    assert drawn.getpixel((100, 80)) == drawn.getpixel((41, 21)) == COLOURS["red"]
    assert drawn.getpixel((39, 80)) == drawn.getpixel((161, 80)) == (255, 255, 255)
