"""Buttons, fields, boxes to tick, pictures: the elements a page does not draw itself."""

from __future__ import annotations

from functools import partial
from typing import Any

from phoneagent.virtualphone.apps.chrome.web.dom import Element
from phoneagent.virtualphone.apps.chrome.web.hands import Touched
from phoneagent.virtualphone.apps.chrome.web.inline import Place
from phoneagent.virtualphone.apps.chrome.web.looks import Looks
from phoneagent.virtualphone.apps.chrome.web.page import Page
from phoneagent.virtualphone.apps.chrome.web.style import color_of
from phoneagent.virtualphone.ui import (
    WRAP,
    Drag,
    EditText,
    Frame,
    Icon,
    Node,
    Picture,
    Row,
    Text,
)

_FIELD_DP, _FIELD_HEIGHT_DP = 190.0, 40.0
_BUTTON_GREY, _EDGE_GREY = "#efefef", "#767676"
_INPUT_TYPES = {"number": "number", "tel": "phone", "email": "email"}
_BUTTON_TYPES = ("submit", "button", "reset")
_LARGEST_PICTURE_DP = 360.0


class Controls:
    """Makes the nodes of the controls of one page."""

    def __init__(self, page: Page, looks: Looks, touched: Touched) -> None:
        self._page = page
        self._looks = looks
        self._touched = touched

    def node(self, place: Place) -> Node | None:
        """The node of a control; None for one that is not shown."""
        element = place.element
        if element.tag == "input":
            return self._input(place)
        makers = {
            "button": self._button,
            "select": self._select,
            "textarea": self._field,
            "img": self._picture,
            "canvas": self._canvas,
        }
        return makers[element.tag](place)

    def _input(self, place: Place) -> Node | None:
        kind = place.element.get("type", "text").lower()
        if kind == "hidden":
            return None
        if kind in ("checkbox", "radio"):
            return self._tick(place, kind)
        if kind in _BUTTON_TYPES or kind == "image":
            return self._button(place)
        return self._field(place)

    def _common(self, element: Element) -> dict[str, Any]:
        return {
            "id": element.id,
            "bare_id": True,
            "enabled": "disabled" not in element.attrs,
            "desc": element.get("aria-label") or element.get("title"),
        }

    def _size(self, place: Place) -> dict[str, Any]:
        lengths = {name: self._looks.length(place.style, name) for name in ("width", "height")}
        return {name: dp for name, dp in lengths.items() if dp is not None}

    def _button(self, place: Place) -> Node:
        element, style = place.element, place.style
        default = {"submit": "Submit", "reset": "Reset"}.get(element.get("type"), "")
        label = element.get("value", default) if element.tag == "input" else element.words()
        box = self._looks.box({"padding": "6px 12px", **style})
        return Node(
            class_name="android.widget.Button",
            text=label,
            on_click=partial(self._touched.tapped, element),
            focusable=True,
            **self._common(element),
            **self._looks.text(style),
            **(
                box
                | {
                    "background": box["background"] or _BUTTON_GREY,
                    "border": ""
                    if style.get("border") == "none"
                    else box.get("border", _EDGE_GREY),
                    "radius": box.get("radius", 3.0),
                }
            ),
            **self._size(place),
        )

    def _field(self, place: Place) -> Node:
        element = place.element
        many = element.tag == "textarea"
        kind = element.get("type")
        text = self._looks.text(place.style)
        size = {"width": _FIELD_DP, "height": 96.0 if many else _FIELD_HEIGHT_DP}
        return EditText(
            element.words() if many and "value" not in element.attrs else element.get("value"),
            partial(self._touched.typed, element),
            key=self._touched.field_key(element),
            hint=element.get("placeholder"),
            password=kind == "password",
            input_type="multiline" if many else _INPUT_TYPES.get(kind, "text"),
            on_submit=None if many else partial(self._touched.entered, element),
            ime_action="" if many else "go",
            **self._common(element),
            **{
                "size": max(text["size"], 14),
                "color": text["color"],
                "background": color_of(place.style.get("background-color", "")) or "#ffffff",
                "border": _EDGE_GREY,
                "radius": 3,
                "pad": (8, 4, 8, 4),
                "min_height": 0,
                "margin": 2,
            },
            **(size | self._size(place)),
        )

    def _tick(self, place: Place, kind: str) -> Node:
        element = place.element
        label = "CheckBox" if kind == "checkbox" else "RadioButton"
        return Node(
            class_name=f"android.widget.{label}",
            paint=kind,
            checkable=True,
            checked="checked" in element.attrs,
            focusable=True,
            on_click=partial(self._touched.tapped, element),
            margin=4,
            **self._common(element),
        )

    def _select(self, place: Place) -> Node:
        element = place.element
        return Row(
            Text(chosen(element), size=15, weight=1, max_lines=1),
            Icon("drop_down"),
            class_name="android.widget.Spinner",
            text="",
            width=self._size(place).get("width", _FIELD_DP),
            height=_FIELD_HEIGHT_DP,
            background="#ffffff",
            border=_EDGE_GREY,
            radius=3,
            pad=(8, 0, 4, 0),
            margin=2,
            focusable=True,
            on_click=partial(self._touched.tapped, element),
            **self._common(element),
        )

    def _picture(self, place: Place) -> Node:
        element = place.element
        image = self._page.image(element.get("src"))
        facts = {
            "id": element.id,
            "bare_id": True,
            "class_name": "android.widget.Image",
            "text": "",
            "desc": element.get("alt") or element.get("title"),
        }
        size = self._attributes_dp(element) | self._size(place)
        if "onclick" in element.attrs:
            facts["on_click"] = partial(self._touched.tapped, element)
        if image is None:
            size = size or {"width": 120.0, "height": 60.0}
            words = Text(element.get("alt"), size=12, color="#5f6368", max_lines=2)
            return Row(words, border="#c5c6d0", pad=4, **{**facts, **size})
        return Picture(image, **facts, **_fitted(size, image.width / image.height, image.width))

    def _attributes_dp(self, element: Element) -> dict[str, float]:
        given = {name: element.get(name).removesuffix("px") for name in ("width", "height")}
        return {n: float(v) * self._looks.scale for n, v in given.items() if v.isdigit()}

    def _canvas(self, place: Place) -> Node:
        element, script = place.element, self._page.script
        size = {"width": 300.0 * self._looks.scale, "height": 150.0 * self._looks.scale}
        drawn = script.canvas(element) if script else None
        picture = Picture(
            drawn,
            class_name="android.widget.Image",
            id=element.id,
            bare_id=True,
            desc=element.get("aria-label"),
            on_drag=partial(self._drag, element),
            **(size | self._attributes_dp(element) | self._size(place)),
        )
        edge = self._looks.box(place.style).get("border", "")
        return Frame(picture, border=edge, pad=1, width=WRAP) if edge else picture

    def _drag(self, element: Element, drag: Drag) -> None:
        self._touched.dragged(element, drag)


def chosen(select: Element) -> str:
    """What a select shows: the option marked so, else the first."""
    options = select.all("option")
    marked = [option for option in options if "selected" in option.attrs]
    return (marked or options or [Element("option")])[0].words()


def _fitted(size: dict[str, float], ratio: float, natural_px: int) -> dict[str, float]:
    """Width and height of a picture, the side left open following its own shape."""
    width, height = size.get("width"), size.get("height")
    if width is None:
        width = height * ratio if height else min(float(natural_px), _LARGEST_PICTURE_DP)
    return {"width": width, "height": height or width / ratio}
