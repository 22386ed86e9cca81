"""Pages that are programs: without a JavaScript engine, those of AndroidWorld are played natively.

A page is recognised by its title and by the generator its script seeds; what it draws from lies in
the page itself.
"""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.chrome.web.dom import Document
from phoneagent.virtualphone.apps.chrome.web.scripts.colors import ColorChallenge
from phoneagent.virtualphone.apps.chrome.web.scripts.generator import generator_of
from phoneagent.virtualphone.apps.chrome.web.scripts.maze import Maze
from phoneagent.virtualphone.apps.chrome.web.scripts.memory import MemoryTask
from phoneagent.virtualphone.apps.chrome.web.scripts.script import Script

__all__ = ["Script", "script_of"]

_PAGES: dict[str, Callable[..., Script]] = {
    "Maze Puzzle": Maze,
    "Memory Task": MemoryTask,
    "Color Challenge": ColorChallenge,
}


def script_of(document: Document) -> Script | None:
    """What plays a page, already begun; None for a page that is only shown."""
    generator = generator_of(document.script)
    page = _PAGES.get(document.title)
    return page(document, generator) if page and generator else None
