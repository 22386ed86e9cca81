"""What a model must be shown: the tree, a picture, or a picture with marks."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from tests.perception.screens import listing, preference, see, text, v


def picture(colour: str = "white", *, noise: bool = True) -> bytes:
    image = Image.new("RGB", (1080, 2400), colour)
    if noise:
        draw = ImageDraw.Draw(image)
        for n in range(300):
            draw.rectangle((n * 3, n * 7, n * 3 + 200, n * 7 + 40), fill=(n % 255, 90, 200))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


SHOT = picture()


def icon(left: int, top: int = 300) -> str:
    return v("ImageButton", (left, top, left + 120, top + 120), flags="C")


def test_a_screen_with_words_needs_only_its_tree():
    seen = see(listing(preference("Wi-Fi", 240), preference("Bluetooth", 440)), image=SHOT)
    assert (seen.needs, seen.warnings, seen.look) == ("tree", (), "")


def test_nameless_things_need_a_picture_many_of_them_marks():
    words = [preference(f"Row {n}", 900 + 200 * n) for n in range(4)]
    assert see(icon(0), *words, image=SHOT).needs == "tree+image"
    assert see(icon(0), icon(200), icon(400), *words, image=SHOT).needs == "marks"


def test_a_game_or_a_page_without_nodes_is_poor():
    surface = v("android.view.SurfaceView", (0, 0, 1080, 2400))
    seen = see(surface, image=SHOT)
    assert seen.needs == "image"
    assert "poor_tree" in seen.warnings
    assert seen.look
    assert see(surface, icon(0), image=SHOT).needs == "marks"
    web = v("android.webkit.WebView", (0, 200, 1080, 2400))
    assert see(text("shop.example", (0, 100, 500, 180)), web, image=SHOT).needs == "image"


def test_a_web_page_with_nodes_is_not_poor():
    inner = [text(f"Paragraph {n}", (0, 300 + 100 * n, 1080, 380 + 100 * n)) for n in range(8)]
    seen = see(v("android.webkit.WebView", (0, 200, 1080, 2400), *inner), image=SHOT)
    assert (seen.needs, seen.warnings) == ("tree", ())


def test_a_black_picture_over_a_full_tree_is_a_secured_window():
    black = picture("black", noise=False)
    rows = [preference(f"Row {n}", 240 + 200 * n) for n in range(4)]
    seen = see(listing(*rows), image=black)
    assert seen.warnings == ("secure",)
    assert seen.needs == "tree"
    assert "black" in see(image=black).warnings


def test_without_a_picture_there_is_only_the_tree():
    assert see(icon(0), icon(200), icon(400)).needs == "tree"
