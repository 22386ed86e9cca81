"""A person with Chrome: a page in Downloads is opened from Files and played."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

from PIL import Image

from phoneagent.core.base import Rect
from phoneagent.core.hierarchy import Node
from tests.androidworld.experts.files import go_to
from tests.androidworld.person import Person, Task, solves

_STEPS = {"Up": (-1, 0), "Down": (1, 0), "Left": (0, -1), "Right": (0, 1)}
_SIZE = 4
_NUMBERS = 5
_DARK = 60

Cell = tuple[int, int]


def open_page(person: Person) -> None:
    """Open task.html with Chrome and go through its first run."""
    person.open_app("Files")
    go_to(person, "Download")
    person.tap("task.html")
    if person.sees("Just once"):
        person.tap("Chrome")
        person.tap("Just once")
    person.tap("Accept & continue")
    person.tap("No thanks")


@solves("BrowserMaze")
def walk(person: Person, task: Task) -> None:
    open_page(person)
    for button in way(free_cells(person)):
        person.tap(button)


def free_cells(person: Person) -> set[Cell]:
    """The cells of the maze that are not black."""
    picture = person.picture()
    maze = person.need(id="maze").bounds
    side = person.need("X").bounds.height_px
    cells = [
        node.bounds
        for node in person.nodes()
        if maze.encloses(node.bounds)
        and node.cls.endswith("View")
        and abs(node.bounds.width_px - node.bounds.height_px) <= 2
        and node.bounds.height_px >= side
    ]
    tops = sorted({box.top for box in cells})[-_SIZE:]
    lefts = sorted({box.left for box in cells})[-_SIZE:]
    return {
        (tops.index(box.top), lefts.index(box.left))
        for box in cells
        if box.top in tops and box.left in lefts and max(color_at(picture, box)) > _DARK
    }


def way(free: set[Cell]) -> list[str]:
    """The buttons that lead from the first cell to the last, as few as possible."""
    ways: dict[Cell, list[str]] = {(0, 0): []}
    queue = deque([(0, 0)])
    while queue:
        row, column = queue.popleft()
        for button, (down, right) in _STEPS.items():
            cell = (row + down, column + right)
            if cell in free and cell not in ways:
                ways[cell] = [*ways[(row, column)], button]
                queue.append(cell)
    return ways[(_SIZE - 1, _SIZE - 1)]


@solves("BrowserMultiply")
def multiply(person: Person, task: Task) -> None:
    open_page(person)
    numbers = []
    for _ in range(_NUMBERS):
        place = person.need(id="number").bounds
        numbers.append(int(person.need(cls="TextView", inside=place).text))
        person.tap("Click Me")
    person.fill("Enter the product", str(math.prod(numbers)))
    person.tap("Submit")


@solves("BrowserDraw")
def draw(person: Person, task: Task) -> None:
    open_page(person)
    picture = person.picture()
    wanted = [color_at(picture, box) for box in boxes_in(person, "taskColors")]
    buttons = {color_at(picture, box): box for box in boxes_in(person, "colorPalette")}
    canvas = person.need(id="canvas").bounds
    for number, color in enumerate(wanted):
        person.tap_on(buttons[color].centre)
        y = canvas.top + canvas.height_px * (number + 1) // (len(wanted) + 1)
        person.swipe((canvas.left + 100, y), (canvas.right - 100, y))
    person.tap("Submit")


def boxes_in(person: Person, name: str) -> list[Rect]:
    """The coloured boxes inside an element of the page."""
    outer = person.need(id=name)
    inside = [node for node in person.nodes() if _lies_in(node, outer)]
    side = min(min(node.bounds.width_px, node.bounds.height_px) for node in inside)
    return [n.bounds for n in inside if max(n.bounds.width_px, n.bounds.height_px) <= side + 2]


def _lies_in(node: Node, outer: Node) -> bool:
    return outer.bounds.encloses(node.bounds) and node.bounds != outer.bounds


def color_at(picture: Image.Image, box: Rect) -> Sequence[int]:
    """The colour between the middle and a corner of a box: beside any letter in it."""
    place = (box.left + box.width_px // 5, box.top + box.height_px // 5)
    color = picture.getpixel(place)
    assert isinstance(color, tuple)
    return color
