"""Where the bytes of screens lie: screenshots as WebP, hierarchies gzipped, each content once."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path

from phoneagent.errors import StoreError
from phoneagent.trace.files import make_private_folder, write_whole
from phoneagent.trace.mask import Mask, NoSecrets

_RECENT = 16
# Encoding a phone-sized screenshot takes a good part of a second; more than this would eat memory.
_MAX_WAITING = 32
# An encoder beside the loop slows it down; the loop needs some milliseconds between two waits.
_GIVE_WAY_S = 0.05
_SUFFIXES = (".webp", ".jpg", ".png", ".bin")


class ShotStore:
    """Implements `core.protocols.Shots` in a run folder.

    Encoding and writing happen in one background thread, which gives way to the loop for a moment
    unless the loop waits anyhow (`meanwhile`). Until a screen is written, and for the last few
    screens after, it is answered from memory. `close` waits for what is still under way.

    Args:
        folder: the run folder; bytes go to `shots/<sha>.webp` and `trees/<sha>.xml.gz`.
        encode: makes WebP of a screenshot's bytes; may raise OSError or ValueError, and the
            screenshot is then stored as it came.
        redactor: masks secrets in hierarchies.
        cap_bytes: screens are dropped once they fill this much.
    """

    def __init__(
        self,
        folder: Path,
        encode: Callable[[bytes], bytes],
        redactor: Mask | None = None,
        cap_bytes: int = 500 * 1024 * 1024,
    ) -> None:
        self._shots = make_private_folder(folder / "shots")
        self._trees = make_private_folder(folder / "trees")
        self._encode = encode
        self._redactor = redactor or NoSecrets()
        self._cap_bytes = cap_bytes
        there = [f for d in (self._shots, self._trees) for f in d.iterdir()]
        self._used_bytes = sum(f.stat().st_size for f in there)
        self._stored = {f.name.partition(".")[0] for f in there}
        self._recent: OrderedDict[str, bytes] = OrderedDict()
        self._waiting: dict[str, bytes] = {}
        self._lock = threading.Lock()
        self._jobs: queue.Queue[tuple[str, bool] | None] = queue.Queue(_MAX_WAITING)
        self._writer: threading.Thread | None = None
        self._go_on = threading.Event()
        self.problems: list[str] = []  # what could not be stored, for the journal

    def put_image(self, data: bytes) -> str:
        """Store a screenshot (JPEG or PNG bytes); its content hash, or "" for no bytes."""
        return self._put(data, is_tree=False) if data else ""

    def put_tree(self, xml: str) -> str:
        """Store a hierarchy with its secrets masked; the content hash of what is stored."""
        masked = self._redactor.mask_xml(xml)
        return self._put(masked.encode("utf-8", "replace"), is_tree=True) if masked else ""

    def image(self, sha: str) -> bytes:
        """The screenshot: as it came while it is recent, else as stored; b"" when not there."""
        kept = self._kept(sha)
        if kept is not None:
            return kept
        found = self._image_file(sha)
        return found.read_bytes() if found else b""

    def tree(self, sha: str) -> str:
        kept = self._kept(sha)
        if kept is not None:
            return kept.decode()
        path = self._trees / f"{sha}.xml.gz"
        return gzip.decompress(path.read_bytes()).decode() if sha and path.is_file() else ""

    @contextlib.contextmanager
    def meanwhile(self) -> Iterator[None]:
        """Around what the loop waits for (the phone): the time to encode."""
        self._go_on.set()
        try:
            yield
        finally:
            self._go_on.clear()

    def flush(self) -> None:
        """Wait until everything is on the disk."""
        with self.meanwhile():
            self._jobs.join()

    def close(self) -> None:
        """Wait until everything is on the disk and end the thread. May be called twice."""
        writer = self._writer
        if writer is not None:
            self._jobs.put(None)
            with self.meanwhile():
                writer.join()
            self._writer = None

    def _kept(self, sha: str) -> bytes | None:
        with self._lock:
            if sha in self._recent:
                self._recent.move_to_end(sha)
                return self._recent[sha]
            return self._waiting.get(sha)

    def _put(self, data: bytes, *, is_tree: bool) -> str:
        sha = hashlib.sha256(data).hexdigest()[:24]
        with self._lock:
            known = sha in self._recent or sha in self._waiting
            self._recent[sha] = data
            self._recent.move_to_end(sha)
            while len(self._recent) > _RECENT:
                self._recent.popitem(last=False)
            if known or sha in self._stored:
                return sha
            self._waiting[sha] = data
            if self._writer is None:
                self._writer = threading.Thread(
                    target=self._write_all, name="phoneagent-shots", daemon=True
                )
                self._writer.start()
        self._jobs.put((sha, is_tree))
        return sha

    def _image_file(self, sha: str) -> Path | None:
        paths = (self._shots / f"{sha}{suffix}" for suffix in _SUFFIXES)
        return next((path for path in paths if sha and path.is_file()), None)

    def _write_all(self) -> None:
        """The background thread: one job after the other until None comes."""
        while (job := self._jobs.get()) is not None:
            self._go_on.wait(_GIVE_WAY_S)
            sha, is_tree = job
            data = self._waiting[sha]
            try:
                self._write(sha, data, is_tree)
            except StoreError as error:
                self.problems.append(f"screen {sha} was not stored: {error}")
            finally:
                with self._lock:
                    self._waiting.pop(sha, None)
                self._jobs.task_done()
        self._jobs.task_done()

    def _write(self, sha: str, data: bytes, is_tree: bool) -> None:
        if self._used_bytes >= self._cap_bytes:
            self.problems.append(f"screen {sha} was not stored: the run folder is full")
            return
        if is_tree:
            path, encoded = self._trees / f"{sha}.xml.gz", gzip.compress(data, 6, mtime=0)
        else:
            suffix, encoded = self._encoded(data)
            path = self._shots / f"{sha}{suffix}"
        write_whole(path, encoded)
        self._stored.add(sha)
        self._used_bytes += len(encoded)

    def _encoded(self, data: bytes) -> tuple[str, bytes]:
        """WebP, or the bytes as they came when they are no picture that can be encoded."""
        try:
            return ".webp", self._encode(data)
        except (OSError, ValueError) as error:
            self.problems.append(f"a screenshot could not be encoded: {error}")
        if data.startswith(b"\xff\xd8"):
            return ".jpg", data
        return (".png" if data.startswith(b"\x89PNG") else ".bin"), data
