"""What past runs taught: tips, shortcuts, pages and trajectories, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from phoneagent.memory.masking import mask_personal

if TYPE_CHECKING:
    from phoneagent.core.protocols import Memory
    from phoneagent.memory.items import Items

Mode = Literal["off", "read", "write"]

__all__ = ["Mode", "mask_personal", "open_items", "open_memory"]


def open_memory(path: Path, mode: Mode) -> Memory:
    """The memory in the file at `path`, made with the shipped seeds when it is not there.

    Args:
        path: the memory file.
        mode: "off" knows nothing and learns nothing, "read" recalls, "write" also learns.

    Raises:
        StoreError: the file comes from a newer version, or its place cannot be used. A damaged
            file is set aside as NAME.damaged-DATE and a fresh one made; that is logged.
    """
    if mode == "off":
        from phoneagent.memory.nothing import NoMemory

        return NoMemory()
    from phoneagent.memory.remembering import FileMemory
    from phoneagent.memory.seeds import open_seeded

    return FileMemory(open_seeded(path), learns=mode == "write")


def open_items(path: Path) -> Items:
    """The same file, for seeing and editing what it holds. Raises like `open_memory`."""
    from phoneagent.memory.items import Items
    from phoneagent.memory.seeds import open_seeded

    return Items(open_seeded(path))
