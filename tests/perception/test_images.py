"""Screenshots: smaller, compared, black, marked."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from phoneagent.core.base import Rect
from phoneagent.perception import (
    describe_image,
    difference,
    fingerprint,
    is_black,
    mark,
    shrink,
)
from tests.perception.screens import see, v


def drawn(*boxes: tuple[int, int, int, int], kind: str = "JPEG") -> bytes:
    image = Image.new("RGB", (1080, 2400), "white")
    draw = ImageDraw.Draw(image)
    for box in boxes:
        draw.rectangle(box, fill="navy")
    out = io.BytesIO()
    image.save(out, kind, quality=90)
    return out.getvalue()


def test_size_and_type_come_from_the_header():
    assert describe_image(drawn()) == ((1080, 2400), "image/jpeg")
    assert describe_image(drawn(kind="PNG")) == ((1080, 2400), "image/png")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_shrinking_keeps_the_shape_and_leaves_small_ones_alone(kind: str):
    small = shrink(drawn((0, 0, 500, 500), kind=kind), 1200)
    assert describe_image(small)[0] == (540, 1200)
    assert shrink(small, 1200) is small


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_difference_is_the_share_that_changed(kind: str):
    half = difference(drawn(kind=kind), drawn((0, 1200, 1080, 2400), kind=kind))
    assert half == pytest.approx(0.5, abs=0.02)
    assert difference(drawn(kind=kind), drawn(kind=kind)) == 0.0


def test_bars_cursors_and_ignored_boxes_make_no_difference():
    plain = drawn((100, 500, 900, 900))
    clock = drawn((100, 500, 900, 900), (40, 20, 140, 60))
    cursor = drawn((100, 500, 900, 900), (300, 1200, 303, 1260))
    keys = drawn((100, 500, 900, 900), (0, 1600, 1080, 2400))
    assert difference(plain, clock) == 0.0
    assert difference(plain, cursor) == 0.0
    assert difference(plain, keys) > 0.3
    assert difference(plain, keys, ignore=[Rect(0, 1590, 1080, 2400)]) == 0.0


def test_a_switch_that_moved_is_a_difference():
    assert difference(drawn((900, 500, 960, 560)), drawn((960, 500, 1020, 560))) > 0.0


def test_compression_is_no_difference():
    image = Image.open(io.BytesIO(drawn((100, 500, 900, 900))))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    assert difference(drawn((100, 500, 900, 900)), out.getvalue()) == 0.0


def test_a_picture_against_none_or_turned_differs_wholly():
    turned = io.BytesIO()
    Image.new("RGB", (2400, 1080)).save(turned, "JPEG")
    assert difference(drawn(), b"") == 1.0
    assert difference(drawn(), turned.getvalue()) == 1.0


def test_a_fingerprint_is_equal_when_only_the_status_bar_differs():
    assert fingerprint(drawn()) == fingerprint(drawn((40, 10, 240, 60)))
    assert fingerprint(drawn()) != fingerprint(drawn((100, 500, 900, 900)))


def test_black_is_black_also_under_a_white_status_bar():
    black = io.BytesIO()
    image = Image.new("RGB", (1080, 2400), "black")
    ImageDraw.Draw(image).rectangle((20, 10, 200, 60), fill="white")
    image.save(black, "JPEG")
    assert is_black(black.getvalue())
    assert not is_black(drawn())


def crowded() -> list[str]:
    return [
        v("ImageButton", (90 * col, 300 + 90 * row, 90 * col + 90, 390 + 90 * row), flags="C")
        for row in range(6)
        for col in range(12)
    ]


def test_marks_are_drawn_where_the_things_are():
    elements = see(v("ImageButton", (300, 600, 700, 800), flags="C")).elements
    marked = Image.open(io.BytesIO(mark(drawn(), elements)))
    assert marked.size == (1080, 2400)
    around = marked.crop((290, 590, 710, 810)).getcolors(1 << 20)
    assert len(around) > 10
    assert marked.crop((0, 1000, 1080, 2400)).convert("L").getextrema()[0] > 240


def test_marks_fit_a_picture_that_is_smaller_than_the_screen():
    elements = see(v("ImageButton", (300, 600, 700, 800), flags="C")).elements
    marked = Image.open(io.BytesIO(mark(shrink(drawn(), 1200), elements)))
    assert marked.crop((145, 295, 355, 405)).convert("L").getextrema()[0] < 128
    assert marked.crop((0, 500, 540, 1200)).convert("L").getextrema()[0] > 240


def test_many_marks_never_cover_each_other():
    from phoneagent.perception.marks import _tag  # the places, not the pixels

    image = Image.new("RGB", (1080, 2400), "white")
    canvas = ImageDraw.Draw(image)
    from phoneagent.perception.marks import _font

    tags: list[Rect] = []
    for element in see(*crowded()).elements:
        style = (_font(28), "#c2185b")
        screen = Rect(0, 0, 1080, 2400)
        tags.append(_tag(canvas, str(element.index), element.bounds, (screen, tags), style))
    assert len(tags) == 72
    for n, one in enumerate(tags):
        assert not any(one.clipped_to(other).area_px for other in tags[n + 1 :])
