"""Hierarchies made by hand, short enough to read: `v()` is a view, `screen()` a capture of some."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from phoneagent.core.hierarchy import parse_hierarchy
from phoneagent.core.screen import Capture, Observation
from phoneagent.perception import observe

WIDTH, HEIGHT = 1080, 2400
Box = tuple[int, int, int, int]
FLAGS = {
    "C": "clickable",
    "K": "checkable",
    "k": "checked",
    "S": "scrollable",
    "L": "long-clickable",
    "s": "selected",
    "f": "focused",
    "F": "focusable",
    "P": "password",
}


def v(cls: str, box: Box, *children: str, flags: str = "", **attributes: object) -> str:
    """One view as XML; `flags` are letters of FLAGS, other attributes go by their short names."""
    package = str(attributes.pop("package", "com.example.app"))
    names = {"id": "resource-id", "desc": "content-desc", "order": "drawing-order"}
    shown = {names.get(name, name): str(value) for name, value in attributes.items()}
    rid = shown.get("resource-id", "")
    if rid and ":" not in rid:
        shown["resource-id"] = f"{package}:id/{rid}"
    told = {"text": "", "content-desc": "", "enabled": "true", "visible-to-user": "true"} | shown
    told |= {name: "true" if letter in flags else "false" for letter, name in FLAGS.items()}
    written = " ".join(f"{name}={quoteattr(value)}" for name, value in told.items())
    bounds = f"[{box[0]},{box[1]}][{box[2]},{box[3]}]"
    full = cls if "." in cls else f"android.widget.{cls}"
    inside = "".join(children)
    return (
        f'<node index="0" class="{full}" package="{package}" bounds="{bounds}" {written}>'
        f"{inside}</node>"
    )


def text(words: str, box: Box, **attributes: object) -> str:
    return v("TextView", box, text=words, **attributes)


def window(*children: str, box: Box = (0, 0, WIDTH, HEIGHT), **attributes: object) -> str:
    return v("FrameLayout", box, *children, **attributes)


def xml_of(*windows: str) -> str:
    return f'<?xml version="1.0"?><hierarchy rotation="0">{"".join(windows)}</hierarchy>'


def capture(*windows: str, **facts: object) -> Capture:
    xml = xml_of(*windows)
    defaults: dict[str, object] = {
        "image": b"",
        "package": "com.example.app",
        "activity": "com.example.app.MainActivity",
        "size_px": (WIDTH, HEIGHT),
    }
    return Capture(xml=xml, root=parse_hierarchy(xml), **(defaults | facts))  # type: ignore[arg-type]


def see(*children: str, **facts: object) -> Observation:
    """What is seen when one full-screen window holds `children`."""
    return observe(capture(window(*children), **facts), label="Example")


def lines(seen: Observation) -> list[str]:
    """The compact text without its header."""
    return seen.text.split("\n")[1:]


def preference(
    title: str,
    top: int,
    summary: str = "",
    widget: str = "",
    height: int = 200,
    **attributes: object,
) -> str:
    """A row as Android's preference screens have them."""
    words = [text(title, (60, top + 20, 800, top + 90), id="android:id/title")]
    if summary:
        words.append(text(summary, (60, top + 100, 800, top + 160), id="android:id/summary"))
    return v(
        "LinearLayout",
        (0, top, WIDTH, top + height),
        v("RelativeLayout", (60, top, 800, top + height), *words),
        widget,
        flags="CF",
        **attributes,
    )


def switch(top: int, on: bool, clickable: bool = False, label: str = "") -> str:
    flags = "K" + ("k" if on else "") + ("C" if clickable else "")
    return v(
        "Switch",
        (900, top + 60, 1020, top + 140),
        flags=flags,
        desc=label,
        id="android:id/switch_widget",
    )


def toolbar(title: str, *buttons: str) -> str:
    return v(
        "android.view.ViewGroup",
        (0, 80, WIDTH, 240),
        v("ImageButton", (0, 80, 140, 240), flags="C", desc="Navigate up"),
        text(title, (160, 120, 700, 200)),
        *buttons,
        id="action_bar",
    )


def listing(*rows: str, top: int = 240, bottom: int = HEIGHT, scrolls: bool = False) -> str:
    return v(
        "androidx.recyclerview.widget.RecyclerView",
        (0, top, WIDTH, bottom),
        *rows,
        flags="S" if scrolls else "",
        id="recycler_view",
    )
