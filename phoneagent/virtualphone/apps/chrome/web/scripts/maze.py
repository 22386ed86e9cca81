"""The page "Maze Puzzle": four buttons lead an X through walls to the last cell."""

from __future__ import annotations

import re

from phoneagent.virtualphone.apps.chrome.web.dom import Document, Element
from phoneagent.virtualphone.apps.chrome.web.scripts.generator import Generator
from phoneagent.virtualphone.apps.chrome.web.scripts.script import StillScript

_SIZE = 4
_GOAL = (_SIZE - 1, _SIZE - 1)
_STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
_CALL = re.compile(r"moveCharacter\('(\w+)'\)")

Cell = tuple[int, int]


class Maze(StillScript):
    """Carves the maze, shows it, moves the X."""

    def __init__(self, document: Document, generator: Generator) -> None:
        self._document = document
        self._open = carve(generator)
        self._at = (0, 0)
        self._show()

    def clicked(self, element: Element) -> None:
        found = _CALL.search(element.get("onclick"))
        step = _STEPS.get(found[1]) if found else None
        if step is None:
            return
        target = (self._at[0] + step[0], self._at[1] + step[1])
        if target in self._open:
            self._at = target
            self._show()
        if self._at == _GOAL:
            self._document.body.children.clear()
            self._document.body.append("h1", "Success!")

    def _show(self) -> None:
        maze = self._document.by_id("maze")
        if maze is None:
            return
        maze.children.clear()
        for row in range(_SIZE):
            line = maze.append("div", class_="row")
            for column in range(_SIZE):
                self._show_cell(line, (row, column))

    def _show_cell(self, line: Element, cell: Cell) -> None:
        if cell not in self._open:
            line.append("div", class_="cell wall")
        elif cell == self._at:
            line.append("div", "X", class_="cell character")
        else:
            line.append("div", class_="cell goal" if cell == _GOAL else "cell")


def carve(generator: Generator) -> frozenset[Cell]:
    """The cells that are no walls: depth first from the corner, until the goal is reached."""
    opened: set[Cell] = set()
    stack: list[Cell] = [(0, 0)]
    directions = list(_STEPS.values())
    while stack:
        cell = stack.pop()
        opened.add(cell)
        if cell == _GOAL:
            break
        for last in range(len(directions) - 1, 0, -1):
            other = generator.below(last + 1)
            directions[last], directions[other] = directions[other], directions[last]
        for down, right in directions:
            row, column = cell[0] + down, cell[1] + right
            if 0 <= row < _SIZE and 0 <= column < _SIZE and (row, column) not in opened:
                stack.append((row, column))
    return frozenset(opened | {_GOAL})
