"""One JSON line per episode, on the disk before the next one begins; what a resumed run skips."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError

from phoneagent.benchmarks.androidworld.episode import Episode
from phoneagent.errors import StoreError

FILE = "episodes.jsonl"


class Journal:
    """The episodes of one evaluation.

    Args:
        folder: where `episodes.jsonl` lies or will lie.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def append(self, episode: Episode) -> None:
        """Add a line and make sure that it survives a crash.

        Raises:
            StoreError: the disk said no.
        """
        line = episode.model_dump_json().encode() + b"\n"
        try:
            with self.path.open("ab") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StoreError(f"{self.path} cannot be written: {error.strerror}.") from error

    def read(self) -> list[Episode]:
        """The last episode of each task and seed, in the order they were first played.

        A line that a crash has cut off is removed.

        Raises:
            StoreError: another line is no episode.
        """
        if not self.path.exists():
            return []
        data = self.path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if whole != data:
            os.truncate(self.path, len(whole))
        latest: dict[tuple[str, int], Episode] = {}
        for number, line in enumerate(whole.splitlines(), 1):
            try:
                episode = Episode.model_validate_json(line)
            except ValidationError as error:
                raise StoreError(f"{self.path}, line {number}: no episode.") from error
            latest[episode.key] = episode
        return list(latest.values())
