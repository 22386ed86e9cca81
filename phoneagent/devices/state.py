"""Small files that must outlive this process: in the user's state folder, one per phone."""

from __future__ import annotations

import re
from pathlib import Path


def state_file(kind: str, serial: str, suffix: str) -> Path:
    """The file of `kind` for one phone; its folder exists afterwards.

    Args:
        kind: "keyboards", "leases", "apps".
        serial: the phone's serial, any characters.
        suffix: with the dot.
    """
    import platformdirs

    folder = platformdirs.user_state_path("phoneagent") / kind
    folder.mkdir(parents=True, exist_ok=True)
    return folder / (re.sub(r"[^\w.\-]", "_", serial) + suffix)
