"""Model calls kept per test, so that a suite runs again without a model: `--phone-cache`.

One cassette per test, below `phone_cache_dir` (an ini value). `record` writes it anew, `read` only
replays, `read-write` replays where there is one and records where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from phoneagent.testing.artefacts import name_of


@dataclass(frozen=True)
class Cache:
    """The cassette of one test, and what is done with it.

    Attributes:
        path: the cassette.
        mode: "off", "read", "read-write" or "record".
        records: whether this run writes it.
    """

    path: Path
    mode: str
    records: bool

    @classmethod
    def of(cls, item: pytest.Item) -> Cache:
        mode = item.config.getoption("--phone-cache")
        path = (
            item.config.rootpath / item.config.getini("phone_cache_dir") / f"{name_of(item)}.jsonl"
        )
        records = mode == "record" or (mode == "read-write" and not path.is_file())
        return cls(path, mode, records)

    def settings(self, model: tuple[str, ...]) -> dict[str, Any]:
        """What changes in the settings of a test that would use `model`."""
        if self.mode == "off" or (not model and (self.records or not self.path.is_file())):
            return {}
        if self.records:
            self.path.unlink(missing_ok=True)
            return {"record": self.path}
        return {"model": (f"cassette:{self.path}",), "fallback": ()}

    def finish(self, *, failed: bool) -> None:
        """A recording of a failed test is of no use."""
        if failed and self.records:
            self.path.unlink(missing_ok=True)
