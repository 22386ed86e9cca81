"""Whatever a phone writes: perception never fails, never invents, and stays fast."""

from __future__ import annotations

import time
from xml.sax.saxutils import quoteattr

from hypothesis import given, settings
from hypothesis import strategies as st

from phoneagent.core.hierarchy import parse_hierarchy
from phoneagent.core.screen import Capture
from phoneagent.perception import changes, observe
from tests.perception.screens import capture, listing, preference, switch, toolbar, window

CLASSES = st.sampled_from(
    [
        "android.widget.TextView",
        "android.widget.EditText",
        "android.widget.Switch",
        "android.widget.SeekBar",
        "android.widget.ImageView",
        "android.widget.FrameLayout",
        "android.view.View",
        "android.webkit.WebView",
        "androidx.recyclerview.widget.RecyclerView",
        "",
        "odd",
    ]
)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
SIDE = st.integers(-50, 2600)
BOX = st.tuples(SIDE, SIDE, SIDE, SIDE)
FLAG = st.sampled_from(["true", "false"])
NAMES = ("clickable", "checkable", "checked", "scrollable", "selected", "focused", "password")


@st.composite
def nodes(draw: st.DrawFn, depth: int = 3) -> str:
    left, top, right, bottom = draw(BOX)
    flags = " ".join(f'{name}="{draw(FLAG)}"' for name in NAMES)
    inner = draw(st.lists(nodes(depth=depth - 1), max_size=3)) if depth else []
    words = [quoteattr(_legal(draw(WORDS))) for _ in range(3)]
    return (
        f'<node index="0" class="{draw(CLASSES)}" package="{draw(st.sampled_from(PACKAGES))}" '
        f"text={words[0]} content-desc={words[1]} resource-id={words[2]} {flags} "
        f'visible-to-user="{draw(FLAG)}" drawing-order="{draw(st.integers(0, 5))}" '
        f'bounds="[{left},{top}][{right},{bottom}]">{"".join(inner)}</node>'
    )


PACKAGES = ["com.example.app", "com.android.systemui", "android", "x.inputmethod.y", ""]


def _legal(words: str) -> str:
    """Without what XML 1.0 forbids: a dump with those is not a hierarchy."""
    return "".join(c for c in words if c in "\t\n\r" or (c >= "\x20" and c not in "\ufffe\uffff"))


def look(xml: str) -> Capture:
    root = parse_hierarchy(xml)
    return Capture(b"", xml, root, "com.example.app", "com.example.app.Main", (1080, 2400))


@settings(max_examples=60, deadline=None)
@given(st.lists(nodes(), max_size=3))
def test_any_hierarchy_is_read(windows: list[str]):
    seen = observe(look(f"<hierarchy>{''.join(windows)}</hierarchy>"))
    again = observe(look(f"<hierarchy>{''.join(windows)}</hierarchy>"))
    assert seen == again
    assert [e.index for e in seen.elements] == list(range(1, len(seen.elements) + 1))
    for element in seen.elements:
        left, top, right, bottom = element.bounds
        assert 0 <= left < right <= 1080
        assert 0 <= top < bottom <= 2400
    assert "\n\n" not in seen.text
    assert not changes(seen, again).any


def test_a_very_deep_hierarchy_is_read():
    depth = 300
    xml = '<node class="a" bounds="[0,0][1080,2400]">' * depth + "</node>" * depth
    assert observe(look(f"<hierarchy>{xml}</hierarchy>")).elements == ()


def test_no_hierarchy_at_all_is_a_poor_tree():
    seen = observe(look("<hierarchy/>"))
    assert seen.elements == ()
    assert "poor_tree" in seen.warnings


def test_a_screen_of_sixty_nodes_takes_a_few_milliseconds():
    tops = range(240, 2340, 190)
    rows = [preference(f"Row {top}", top, "About", switch(top, on=True)) for top in tops]
    page = capture(window(toolbar("Settings"), listing(*rows)))
    assert sum(1 for _ in page.root.walk()) >= 60
    observe(page)
    spent = []
    for _ in range(20):
        start = time.perf_counter()
        observe(page)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.01  # about 1 ms on an idle core; the suite shares its machine
