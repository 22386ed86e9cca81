"""Drawing: what changed on the screen is what changed in the picture, and nothing else."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    EditText,
    Frame,
    Icon,
    ListRow,
    Picture,
    RecyclerView,
    SwitchRow,
    Text,
    fonts,
    icons,
)
from phoneagent.virtualphone.ui.theme import DARK, LIGHT


def changed(before, after):
    """The box in which two pictures differ."""
    return ImageChops.difference(before, after).getbbox()


def inside(box, rect):
    return rect[0] <= box[0] and rect[1] <= box[1] and box[2] <= rect[2] and box[3] <= rect[3]


def test_a_toggled_switch_changes_only_its_own_pixels(bench):
    state = {"on": False}
    bench.open(lambda s: SwitchRow("Wi-Fi", state["on"], lambda v: state.update(on=v)))
    before = bench.display.image()
    bench.tap(bench.find(text="Wi-Fi"))
    after = bench.display.image()
    assert state["on"]
    assert inside(changed(before, after), bench.find(id="android:id/switch_widget").bounds)


def test_an_unchanged_screen_is_the_same_picture(bench):
    bench.open(lambda s: Text("x"))
    image = bench.display.image()
    assert bench.display.image() is image
    assert (image.mode, image.size) == ("RGB", (1080, 2400))


def test_a_list_draws_nothing_outside_itself(bench):
    rows = [ListRow(f"Row {i}", "summary", icon="wifi") for i in range(40)]
    screen = bench.open(
        lambda s: Column(
            Text("Title", height=100), RecyclerView(*rows, weight=1, key="l"), height=FILL
        )
    )
    before = bench.display.image()
    screen.scroll_to("l", 45)
    after = bench.display.image()
    assert inside(changed(before, after), bench.find(id="recycler_view").bounds)


def test_dark_theme(bench):
    bench.open(lambda s: Text("x"))
    assert bench.display.image().getpixel((500, 1500)) == LIGHT.rgb("surface")
    bench.dark = True
    bench.changes.note()
    assert bench.display.image().getpixel((500, 1500)) == DARK.rgb("surface")


def test_a_dialog_dims_what_is_below(bench):
    from phoneagent.virtualphone.ui import AlertDialog

    screen = bench.open(lambda s: Text("x"))
    screen.show(AlertDialog("Sure?"))
    dimmed = bench.display.image().getpixel((20, 300))
    assert max(dimmed) < min(LIGHT.rgb("surface")) // 2 + 20


def test_a_picture_fills_its_node(bench):
    red = Image.new("RGB", (10, 10), (200, 0, 0))
    bench.open(lambda s: Frame(Picture(red, width=100, height=100, id="art")))
    x, y = bench.find(id="art").bounds.center
    assert bench.display.image().getpixel((x, y)) == (200, 0, 0)


def test_a_picture_made_on_drawing_costs_the_tree_nothing(bench):
    asked = []

    def draw(width, height, dark):
        asked.append((width, height, dark))
        return Image.new("RGB", (width, height), (0, 0, 200))

    bench.open(lambda s: Picture(draw, width=100, height=80, id="art"))
    bench.display.dump_xml()
    assert asked == []
    bounds = bench.find(id="art").bounds
    assert bench.display.image().getpixel(bounds.center) == (0, 0, 200)
    assert asked == [(bounds.width, bounds.height, False)]
    bench.dark = True
    bench.display.changed()
    bench.display.image()
    assert asked[-1] == (bounds.width, bounds.height, True)


@pytest.mark.parametrize(
    "text", ["plain", "café", "Привет", "你好", "\U000f1234", "a\U000f1234b", ""]
)
def test_any_text_is_as_wide_as_it_is_measured_and_leaves_ink(text):
    mask = fonts.mask(text, 40)
    assert mask.width >= fonts.width_px(text, 40)
    assert (mask.getbbox() is not None) == bool(text)


def test_every_icon_leaves_ink_and_an_unknown_one_is_an_error(bench):
    for name in icons.NAMES:
        assert icons.mask(name, 48).getbbox() is not None, name
    bench.open(lambda s: Icon("no such icon"))
    with pytest.raises(KeyError):
        bench.display.image()


def test_themes_know_the_same_roles():
    assert set(LIGHT.roles) == set(DARK.roles)


def test_a_toast_shows_until_its_time_is_over(bench):
    bench.open(lambda s: Text("x"))
    before = bench.display.image()
    bench.toasts.show("Saved")
    assert changed(before, bench.display.image()) is not None
    bench.clock.ms += 2000
    assert changed(before, bench.display.image()) is None


def test_a_snackbar_offers_its_action_for_a_while(bench):
    undone = []
    screen = bench.open(lambda s: Text("x"))
    screen.snackbar("Deleted", "Undo", lambda: undone.append(1))
    bench.tap(bench.find(text="Undo"))
    assert undone == [1]
    assert bench.find(text="Deleted") is None
    screen.snackbar("Deleted")
    assert bench.find(text="Deleted") is not None
    bench.clock.ms += 4000
    assert bench.find(text="Deleted") is None


def test_a_floating_hint_stays_above_what_is_typed(bench):
    def label(**args):
        bench.open(lambda s: EditText("Ann", hint="Name", key="name", **args))
        field = bench.display.active().fields[0]
        left, top, right, _ = field.frame
        return bench.display.image().crop((left + 30, top + 5, right - 30, top + 36))

    plain, floating = label(), label(floats=True)
    assert len(plain.getcolors()) == 1
    assert len(floating.getcolors()) > 1
