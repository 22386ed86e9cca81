"""Drawings as SVG files: a rectangle for the ground, a path for every stroke.

The format is that of https://www.w3.org/TR/SVG11/; only what this app writes is read.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from phoneagent.virtualphone.apps.draw.canvas import WHITE, Drawing, Size, Stroke

_SVG = "http://www.w3.org/2000/svg"
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_PLAIN = re.compile(r"#[0-9a-fA-F]{6}")


def to_svg(drawing: Drawing, size: Size) -> str:
    """A drawing's strokes as a file; fills and pictures cannot be written as strokes."""
    ET.register_namespace("", _SVG)
    width, height = (str(length) for length in size)
    root = ET.Element(f"{{{_SVG}}}svg", {"width": width, "height": height})
    ground = {"width": width, "height": height, "fill": drawing.ground}
    ET.SubElement(root, f"{{{_SVG}}}rect", ground)
    for operation in drawing.operations:
        if isinstance(operation, Stroke):
            ET.SubElement(root, f"{{{_SVG}}}path", _path(operation, drawing.ground))
    return ET.tostring(root, "unicode")


def _path(stroke: Stroke, ground: str) -> dict[str, str]:
    first, *rest = stroke.points
    ends = rest or [first]
    steps = [f"M{first[0]:.1f},{first[1]:.1f}", *(f"L{x:.1f},{y:.1f}" for x, y in ends)]
    return {
        "d": " ".join(steps),
        "fill": "none",
        "stroke": stroke.color or ground,
        "stroke-width": f"{stroke.width_px:.1f}",
        "stroke-linecap": "round",
    }


def from_svg(text: str) -> Drawing:
    """The drawing in a file.

    Raises:
        ValueError: the text is no SVG.
    """
    try:
        root = ET.fromstring(text)
    except ET.ParseError as error:
        raise ValueError(str(error)) from error
    if root.tag != f"{{{_SVG}}}svg":
        raise ValueError("no svg element")
    ground = root.find(f"{{{_SVG}}}rect")
    strokes = [_stroke(path) for path in root.iter(f"{{{_SVG}}}path")]
    color = ground.get("fill", WHITE) if ground is not None else WHITE
    return Drawing(tuple(stroke for stroke in strokes if stroke), _color(color))


def _stroke(path: ET.Element) -> Stroke | None:
    numbers = [float(number) for number in _NUMBERS.findall(path.get("d", ""))]
    points = tuple(zip(numbers[::2], numbers[1::2], strict=False))
    width = _NUMBERS.match(path.get("stroke-width", "")) or ["1"]
    return Stroke(points, _color(path.get("stroke", "")), float(width[0])) if points else None


def _color(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else "#000000"
