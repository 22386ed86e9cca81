"""Simple Draw Pro: drawn, coloured, taken back, saved and opened by a person."""

from __future__ import annotations

import io
import math
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.apps.draw.canvas import Canvas, Drawing, Fill, Stroke
from phoneagent.virtualphone.apps.draw.svg import from_svg, to_svg
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import Intent
from tests.virtualphone.hands import NOON, Hands

BACK, HOME = 4, 3
ORANGE, WHITE = (230, 81, 0), (255, 255, 255)


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON) as fresh:
        yield fresh
        assert fresh.unknown == []


@pytest.fixture
def hands(phone):
    user = Hands(phone)
    user.open("Draw")
    return user


def line(phone):
    """A thick line across the screen at a height of 1200."""
    phone.swipe(200, 1200, 900, 1200)


def circle(phone, x, y, radius):
    """A closed round line."""
    now_ms = phone.clock.uptime_ms()
    turns = [number * math.tau / 40 for number in range(41)]
    points = [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
    phone.touch("down", *points[0], now_ms)
    for number, point in enumerate(points):
        phone.touch("move", *point, now_ms + 10 * number)
    phone.touch("up", *points[-1], now_ms + 500)


def at(phone, x, y):
    return phone.screenshot().getpixel((x, y))


def save(hands, name, ending):
    hands.tap("Save")
    hands.fill("Filename", name)
    hands.tap(f".{ending}")
    hands.tap("OK")
    hands.tap("Save", id="button1")


def test_a_finger_draws_and_a_tap_makes_a_dot(phone, hands):
    assert at(phone, 500, 1200) == WHITE
    line(phone)
    assert at(phone, 500, 1200) == ORANGE
    assert at(phone, 500, 1300) == WHITE
    phone.tap(300, 800)
    assert at(phone, 300, 800) == ORANGE


def test_a_line_is_seen_while_it_is_drawn(phone, hands):
    phone.touch("down", 200, 1200)
    phone.touch("move", 500, 1200)
    assert at(phone, 400, 1200) == ORANGE
    phone.touch("cancel", 500, 1200)
    assert at(phone, 400, 1200) == WHITE
    assert not hands.sees("Undo")


def test_steps_back_and_forth(phone, hands):
    line(phone)
    phone.swipe(200, 1600, 900, 1600)
    hands.tap("Undo")
    assert (at(phone, 500, 1200), at(phone, 500, 1600)) == (ORANGE, WHITE)
    hands.tap("Undo")
    assert not hands.sees("Undo")
    hands.tap("Redo")
    hands.tap("Redo")
    assert at(phone, 500, 1600) == ORANGE
    hands.tap("Clear")
    assert (at(phone, 500, 1200), at(phone, 500, 1600)) == (WHITE, WHITE)
    hands.tap("Undo")
    assert at(phone, 500, 1200) == ORANGE


def test_the_eraser_takes_away(phone, hands):
    line(phone)
    hands.tap("Eraser")
    phone.swipe(500, 1000, 500, 1400)
    assert (at(phone, 500, 1200), at(phone, 300, 1200)) == (WHITE, ORANGE)
    hands.tap("Eraser")
    phone.tap(500, 1200)
    assert at(phone, 500, 1200) == ORANGE


def test_the_brush_has_a_size(phone, hands):
    bar = hands.find(id="stroke_width_bar").bounds
    phone.tap(bar.right - 30, bar.center[1])
    line(phone)
    assert at(phone, 500, 1240) == ORANGE
    phone.tap(bar.left + 10, bar.center[1])
    phone.swipe(200, 1600, 900, 1600)
    assert at(phone, 500, 1610) == WHITE


def test_the_brush_has_a_colour_by_code_or_by_finger(phone, hands):
    hands.tap("Change color")
    hands.phone.tap(*hands.find(id="color_picker_new_hex").bounds.center)
    phone.key(29, meta=0x1000)
    phone.type_text("0000ff")
    phone.key(BACK)
    hands.tap("OK")
    line(phone)
    assert at(phone, 500, 1200) == (0, 0, 255)
    hands.tap("Change color")
    hue = hands.find(id="color_picker_hue").bounds
    phone.tap(hue.center[0], hue.top + hue.height // 3)
    square = hands.find(id="color_picker_square").bounds
    phone.swipe(*square.center, square.right - 1, square.top + 1)
    hands.tap("OK")
    phone.tap(300, 800)
    red, green, blue = at(phone, 300, 800)
    assert green > 250
    assert max(red, blue) < 10
    hands.tap("Change color")
    hands.tap("Cancel")
    assert at(phone, 300, 800)[1] > 250


def test_the_dropper_and_the_bucket(phone, hands):
    circle(phone, 500, 1200, 250)
    hands.tap("Bucket fill")
    phone.tap(500, 1200)
    assert at(phone, 600, 1250) == ORANGE
    assert at(phone, 500, 1700) == WHITE
    hands.tap("Undo")
    hands.tap("Eyedropper")
    phone.tap(500, 1700)
    hands.tap("Bucket fill")
    phone.tap(250, 1200)
    assert at(phone, 250, 1200) == WHITE


def test_the_ground_has_a_colour(phone, hands):
    line(phone)
    hands.tap("More options")
    hands.tap("Change background color")
    hands.phone.tap(*hands.find(id="color_picker_new_hex").bounds.center)
    phone.key(29, meta=0x1000)
    phone.type_text("112233")
    phone.key(BACK)
    hands.tap("OK")
    assert at(phone, 500, 1700) == (17, 34, 51)
    assert at(phone, 500, 1200) == ORANGE


@pytest.mark.parametrize(("ending", "kind"), [("png", "PNG"), ("jpg", "JPEG")])
def test_a_drawing_is_saved_as_a_picture(phone, hands, ending, kind):
    line(phone)
    save(hands, "lorem", ending)
    assert phone.toasts.last.text == "File saved successfully"
    with Image.open(phone.files.host(f"/sdcard/Download/lorem.{ending}")) as saved:
        assert saved.format == kind
        seen = [saved.convert("RGB").getpixel((500, y)) for y in range(900, 1100)]
    assert any(abs(red - 230) + abs(blue) < 30 for red, _, blue in seen)


def test_a_drawing_is_saved_as_svg_and_opened_again(phone, hands):
    line(phone)
    save(hands, "lorem", "svg")
    root = ET.fromstring(phone.files.read_text("/sdcard/Download/lorem.svg"))
    assert [child.tag.rpartition("}")[2] for child in root] == ["rect", "path"]
    hands.tap("Clear")
    hands.tap("More options")
    hands.tap("Open file")
    hands.tap("lorem.svg")
    assert at(phone, 500, 1200) == ORANGE


@pytest.mark.parametrize(
    ("name", "problem"),
    [("", "Filename cannot be empty"), ("a/b", "Filename contains invalid characters")],
)
def test_a_name_that_no_file_can_have(phone, hands, name, problem):
    hands.tap("Save")
    hands.fill("Filename", name)
    if not name:
        phone.key(67)
    hands.tap("OK")
    assert phone.toasts.last.text == problem
    assert hands.sees("Save as")


def test_a_drawing_is_not_lost_unasked(phone, hands):
    line(phone)
    phone.key(BACK)
    assert hands.sees("You have unsaved changes. Save before exit?")
    phone.key(BACK)
    assert at(phone, 500, 1200) == ORANGE
    phone.key(HOME)
    hands.open("Draw")
    assert at(phone, 500, 1200) == ORANGE
    save(hands, "kept", "png")
    phone.key(BACK)
    assert not hands.sees(id="my_canvas")


def test_an_untouched_canvas_is_left_at_once(phone, hands):
    phone.key(BACK)
    assert not hands.sees(id="my_canvas")


def test_a_picture_is_edited_for_another_app(phone):
    stream = io.BytesIO()
    Image.new("RGB", (300, 500), (0, 0, 200)).save(stream, "PNG")
    phone.files.write_bytes("/sdcard/DCIM/blue.png", stream.getvalue())
    hands = Hands(phone)
    hands.open("Gallery")
    hands.tap("DCIM")
    phone.tap(150, 300)
    hands.tap("Edit")
    assert at(phone, 500, 1500) == (0, 0, 200)
    line(phone)
    hands.tap("Save")
    with Image.open(phone.files.host("/sdcard/DCIM/blue.png")) as edited:
        assert edited.convert("RGB").getpixel((edited.width // 2, 950)) == ORANGE
    assert hands.sees("blue.png")


def test_what_is_no_picture_is_refused(phone):
    phone.files.write_bytes("/sdcard/Download/no.svg", b"<html/>")
    edit = "android.intent.action.EDIT"
    uri = phone.documents.uri_of("/sdcard/Download/no.svg")
    assert phone.activities.start(Intent(edit, uri, "image/svg+xml")).ok
    assert phone.toasts.last.text == "Invalid file format"


def test_a_drawing_is_shared(phone, hands):
    line(phone)
    hands.tap("Share")
    assert hands.sees("simple-draw.png")


def test_the_size_tool_can_be_hidden(phone, hands):
    hands.tap("More options")
    hands.tap("Settings")
    hands.tap("Show brush size tool")
    hands.tap("Navigate up")
    assert not hands.sees(id="stroke_width_bar")


def test_a_turned_screen_keeps_the_drawing(phone, hands):
    phone.swipe(200, 500, 900, 500)
    turning.turn(phone, 1)
    assert hands.sees("Undo")
    turning.turn(phone, 0)
    assert at(phone, 500, 500) == ORANGE


def test_a_thousand_strokes_are_painted_once():
    strokes = tuple(Stroke(((0, y), (99, y)), "#ff0000", 1) for y in range(0, 2000, 2))
    canvas = Canvas()
    first = canvas.image(Drawing(strokes), (100, 2000))
    assert first.getpixel((50, 1998)) == (255, 0, 0)
    grown = Drawing((*strokes, Fill((5, 6), "#00ff00")))
    assert canvas.image(grown, (100, 2000)) is first
    assert first.getpixel((5, 6)) == (0, 255, 0)
    assert canvas.image(Drawing(strokes[:1]), (100, 2000)).getpixel((50, 1998)) == (255, 255, 255)


def test_svg_is_written_and_read():
    drawing = Drawing((Stroke(((1.0, 2.0), (3.5, 4.0)), "#00ff00", 7.0),), "#101010")
    assert from_svg(to_svg(drawing, (10, 20))) == drawing
    erased = to_svg(Drawing((Stroke(((1.0, 2.0),), None, 7.0),)), (10, 20))
    assert 'stroke="#ffffff"' in erased
    with pytest.raises(ValueError, match="no svg"):
        from_svg("<a/>")
