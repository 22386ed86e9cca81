"""The run folder: manifest, journal, screens, result and report of one run."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, Self

from phoneagent.core.base import Fact
from phoneagent.core.result import Result
from phoneagent.errors import StoreError
from phoneagent.trace.files import make_private_folder, write_whole
from phoneagent.trace.journal import Event, Journal, read_events
from phoneagent.trace.mask import Mask, NoSecrets
from phoneagent.trace.shots import ShotStore

DEFAULT_CAP_BYTES = 500 * 1024 * 1024
_MANIFEST, _JOURNAL, _RESULT, _REPORT = "run.json", "journal.jsonl", "result.json", "report.html"


class RunSummary(Fact):
    """One line of the list of runs; `status` is "" while a run has no result."""

    run_id: str
    path: str
    goal: str = ""
    status: str = ""
    steps: int = 0
    started_at_s: float = 0.0


def new_run_id(now_s: float | None = None) -> str:
    """A fresh id that sorts by time: "20260131-142501-3f9a"."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(now_s))
    return f"{stamp}-{secrets.token_hex(2)}"


class RunFolder:
    """The folder of one run (mode 0700, files 0600). Nothing in it holds a secret in clear text.

    Use `create` for a new run, `open_existing` to go on with one or to read it.
    """

    def __init__(self, path: Path, redactor: Mask, cap_bytes: int) -> None:
        self.path = path
        self.redactor = redactor
        self._cap_bytes = cap_bytes
        self._journal: Journal | None = None
        self._shots: ShotStore | None = None

    @classmethod
    def create(
        cls,
        root: Path,
        run_id: str,
        manifest: Mapping[str, Any],
        redactor: Mask | None = None,
        cap_bytes: int = DEFAULT_CAP_BYTES,
    ) -> Self:
        """Make `root/run_id` with its manifest.

        Args:
            root: where runs lie.
            run_id: the folder's name, see `new_run_id`.
            manifest: what run.json shall say: goal, config, versions, prompt hashes, seeds.
            redactor: masks secrets in everything that is written.
            cap_bytes: the folder stops growing by screens about here.

        Raises:
            StoreError: a run of that id is there already, or the folder cannot be made.
        """
        path = root / run_id
        if (path / _MANIFEST).exists():
            raise StoreError(
                f"There is already a run in {path}.",
                hint=f"Go on with it: phoneagent resume {run_id}",
            )
        folder = cls(make_private_folder(path), redactor or NoSecrets(), cap_bytes)
        folder._write_json(_MANIFEST, {"run_id": run_id, "started_at_s": time.time(), **manifest})
        return folder

    @classmethod
    def open_existing(
        cls, path: Path, redactor: Mask | None = None, cap_bytes: int = DEFAULT_CAP_BYTES
    ) -> Self:
        """The run folder at `path`, for reading or for going on.

        Raises:
            StoreError: there is no run there.
        """
        if not (path / _MANIFEST).is_file():
            raise StoreError(f"There is no run in {path}.", hint="List them: phoneagent runs")
        return cls(path, redactor or NoSecrets(), cap_bytes)

    # ---- manifest and result ---------------------------------------------------------------

    @property
    def run_id(self) -> str:
        return self.path.name

    @property
    def manifest(self) -> dict[str, Any]:
        """What run.json says.

        Raises:
            StoreError: it is damaged.
        """
        return _read_object(self.path / _MANIFEST)

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Replace run.json."""
        self._write_json(_MANIFEST, manifest)

    @property
    def result(self) -> dict[str, Any] | None:
        """What result.json says; None while the run has not ended."""
        path = self.path / _RESULT
        return _read_object(path) if path.is_file() else None

    def write_result(self, result: Result) -> None:
        self._write_json(_RESULT, result.to_json())

    @property
    def state_db(self) -> Path:
        """Where the graph's checkpoints lie; made empty with mode 0600 when it is not there."""
        path = self.path / "state.db"
        path.touch(mode=0o600, exist_ok=True)
        return path

    # ---- journal ---------------------------------------------------------------------------

    def append(self, kind: str, data: Any = None, *, durable: bool = False) -> None:
        """Write one event to the journal; see `Journal.append`."""
        if self._journal is None:
            self._journal = Journal(self.path / _JOURNAL, self.redactor, self._cap_bytes)
        self._journal.append(kind, data, durable=durable)

    def events(self) -> Iterator[Event]:
        """Every event so far, oldest first."""
        return read_events(self.path / _JOURNAL)

    # ---- screens and report ----------------------------------------------------------------

    def open_shots(self, encode: Callable[[bytes], bytes]) -> ShotStore:
        """The store for this run's screens; `encode` makes WebP of a screenshot's bytes."""
        if self._shots is None:
            self._shots = ShotStore(self.path, encode, self.redactor, self._cap_bytes)
        return self._shots

    def meanwhile(self) -> AbstractContextManager[None]:
        """Around what the loop waits for; see `ShotStore.meanwhile`."""
        return self._shots.meanwhile() if self._shots is not None else nullcontext()

    def image_name(self, sha: str) -> str:
        """Where a screenshot lies, relative to the folder; "" when it is not there."""
        if self._shots is not None:
            self._shots.flush()
        found = next((self.path / "shots").glob(f"{sha}.*"), None) if sha else None
        return f"shots/{found.name}" if found else ""

    def write_report(self, html: str) -> Path:
        """Store the report; the path of the page."""
        path = self.path / _REPORT
        write_whole(path, self.redactor.mask(html).encode("utf-8", errors="replace"))
        return path

    @property
    def size_bytes(self) -> int:
        return sum(f.stat().st_size for f in self.path.rglob("*") if f.is_file())

    def close(self) -> None:
        """Wait for screens still being encoded, and let the journal go."""
        if self._shots is not None:
            self._shots.close()
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _write_json(self, name: str, value: Any) -> None:
        masked = self.redactor.mask_value(value)
        text = json.dumps(masked, ensure_ascii=False, indent=2, default=str) + "\n"
        write_whole(self.path / name, text.encode("utf-8", errors="replace"))


def list_runs(root: Path) -> tuple[RunSummary, ...]:
    """Every run below `root`, newest first; folders that are no runs are passed over."""
    if not root.is_dir():
        return ()
    found = [_summary(path.parent) for path in root.glob(f"*/{_MANIFEST}")]
    return tuple(sorted(found, key=lambda run: (run.started_at_s, run.run_id), reverse=True))


def _summary(path: Path) -> RunSummary:
    try:
        manifest = _read_object(path / _MANIFEST)
        result = _read_object(path / _RESULT) if (path / _RESULT).is_file() else {}
    except StoreError:
        return RunSummary(run_id=path.name, path=str(path), status="damaged")
    return RunSummary(
        run_id=path.name,
        path=str(path),
        goal=str(manifest.get("goal", "")),
        status=str(result.get("status", "")),
        steps=int(result.get("steps") or 0),
        started_at_s=float(manifest.get("started_at_s") or 0.0),
    )


def _read_object(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be read: {error}") from error
    if not isinstance(value, dict):
        raise StoreError(f"{path} does not hold a JSON object.")
    return value
