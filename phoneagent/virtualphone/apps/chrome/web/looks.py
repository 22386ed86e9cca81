"""Sizes and colours of a page in the units of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from phoneagent.virtualphone.apps.chrome.web.style import (
    Style,
    color_of,
    length_px,
    sides_px,
)

TEXT_COLOR = "#202124"
_WIDE_PAGE_PX = 980.0
_LEGIBLE_SP = 14.0
_SHRUNK = 0.85
"""How small text becomes on a wide page, as long as it is smaller than `_LEGIBLE_SP` then."""


@dataclass(frozen=True)
class Looks:
    """How CSS pixels become dp: one to one, or a wide page shrunk to the screen's width.

    Args:
        scale: dp per CSS pixel.
    """

    scale: float

    @classmethod
    def of(cls, fits_the_screen: bool, width_dp: float) -> Looks:
        """The looks of a page on a screen of some width."""
        return cls(1.0 if fits_the_screen else width_dp / _WIDE_PAGE_PX)

    def text(self, style: Style) -> dict[str, Any]:
        """Size, weight, colour and alignment of text; shrunken text stays legible."""
        css_px = length_px(style.get("font-size", "16px"), 16, 16)
        aligned = {"center": "center", "right": "end", "end": "end"}
        return {
            "size": max(1.0, css_px * self.scale, min(css_px * _SHRUNK, _LEGIBLE_SP)),
            "bold": style.get("font-weight", "") in ("bold", "bolder", "600", "700", "800", "900"),
            "color": color_of(style.get("color", "")) or TEXT_COLOR,
            "text_align": aligned.get(style.get("text-align", ""), "start"),
        }

    def box(self, style: Style) -> dict[str, Any]:
        """Margin, padding, ground and border of a box."""
        found: dict[str, Any] = {
            "margin": self._sides(style, "margin"),
            "pad": self._sides(style, "padding"),
            "background": color_of(style.get("background-color", "")),
        }
        border = style.get("border", "").split()
        if border and border[0] not in ("none", "0", "0px"):
            found["border"] = color_of(border[-1]) or "#767676"
        if "border-radius" in style:
            found["radius"] = length_px(style["border-radius"], 16, 100) * self.scale
        return found

    def _sides(self, style: Style, name: str) -> tuple[float, float, float, float]:
        font_px = length_px(style.get("font-size", "16px"), 16, 16)
        sides = list(sides_px(style.get(name, "0"), font_px))
        for number, side in enumerate(("left", "top", "right", "bottom")):
            if f"{name}-{side}" in style:
                sides[number] = length_px(style[f"{name}-{side}"], font_px, 0)
        left, top, right, bottom = (side * self.scale for side in sides)
        return left, top, right, bottom

    def length(self, style: Style, name: str) -> float | None:
        """A width or height in dp; None when the page leaves it open."""
        text = style.get(name, "")
        if not text or text == "auto" or text.endswith("%"):
            return None
        return length_px(text, 16, 0) * self.scale or None
