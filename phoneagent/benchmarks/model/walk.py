"""Moments at which an Operator is asked: on the virtual phone, or before somebody's pictures."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from phoneagent.core.plan import Plan, Subgoal
from phoneagent.core.protocols import Device
from phoneagent.core.run import Run
from phoneagent.core.screen import Capture, Observation
from phoneagent.errors import ConfigError

# Errands through every kind of screen: lists, forms, dialogs, switches, a clock.
ERRANDS = (
    "add a contact named Carla Diaz with number 555-0199 and send her a message saying hi",
    "create a note with the title Packing and the body socks and a towel",
    "set the screen timeout to 5 minutes, then turn off Bluetooth",
    "set a 9:45 pm alarm called Pills, then start a timer of 10 minutes",
    "turn on airplane mode, then write a note called Verse saying the woods are lovely",
    "add a contact named Erik Holm with number 555-0142, then delete the contact Carla Diaz",
    "make sure that the dark theme is on, then set the media volume to 60%",
    "set an alarm for 7:30, then send a text to 555-0123 saying I'll be late",
)
_PICTURES = {".png", ".jpg", ".jpeg", ".webp"}
_EMPTY_TREE = '<hierarchy rotation="0"></hierarchy>'


class Album:
    """Screenshots by content hash, in memory."""

    def __init__(self) -> None:
        self._images: dict[str, bytes] = {}

    def put_image(self, data: bytes) -> str:
        """Keep it; its content hash."""
        sha = hashlib.sha256(data).hexdigest()
        self._images[sha] = data
        return sha

    def image(self, sha: str) -> bytes:
        return self._images.get(sha, b"")

    def put_tree(self, xml: str) -> str:
        """Nothing here reads hierarchies again."""
        return ""

    def tree(self, sha: str) -> str:
        return ""


@dataclass(frozen=True)
class Walk:
    """Moments at which an action is to be chosen, in the order they came.

    Attributes:
        source: where they come from, for reports.
        runs: each with its goal, plan, history, lessons and screen.
        album: holds their screenshots.
    """

    source: str
    runs: tuple[Run, ...]
    album: Album


def walk_on_virtual_phone(steps: int, errands: Sequence[str] = ERRANDS) -> Walk:
    """Do errands on a virtual phone with the crew of rules, and note when its Operator is asked.

    Raises:
        DeviceError: the virtual phone does not start.
    """
    from phoneagent import devices

    album = Album()
    runs: list[Run] = []
    with (
        tempfile.TemporaryDirectory(prefix="phoneagent-") as scratch,
        devices.connect("virtual") as phone,
    ):
        for number, errand in enumerate(errands):
            if len(runs) < steps:
                runs += _asked(phone, errand, Path(scratch), f"errand-{number}", album)
    # A longer walk goes the same way again; a picture is forgotten by then.
    return Walk("virtual phone", tuple(_cycled(runs, steps)), album)


def walk_through_pictures(folder: Path, steps: int) -> Walk:
    """Moments that show the pictures of a folder one after the other; nothing is known but them.

    Raises:
        ConfigError: there is no picture, or one cannot be read.
    """
    files = sorted(f for f in folder.iterdir() if f.suffix.lower() in _PICTURES)
    if not files:
        raise ConfigError(f"There is no picture in {folder}.", hint="PNG, JPEG or WebP are read.")
    album = Album()
    goal = "find the settings of this app and turn its notifications on"
    plan = Plan(clauses=(goal,), subgoals=(Subgoal(id=1, text=goal, status="active"),))
    runs = [
        Run(id=file.stem, goal=goal, plan=plan).see(_seen(file, album)) for file in files[:steps]
    ]
    return Walk(str(folder), tuple(_cycled(runs, steps)), album)


def _asked(phone: Device, errand: str, scratch: Path, name: str, album: Album) -> list[Run]:
    """The moments of one errand at which the Operator had to look at the screen and choose."""
    from phoneagent.config import Config
    from phoneagent.session import Session

    found: list[Run] = []
    last: list[Run] = []

    def note(node: str, run: Run) -> None:
        if node == "choose" and last and _needs_operator(last[-1]):
            found.append(last[-1])
        last[:] = [run]

    config = Config(
        crew="rules",
        memory="read",
        memory_path=scratch / "memory.db",
        runs_dir=scratch,
        yes=True,
    )
    session = Session(config, phone, on_event=note)
    try:
        session.run(errand, out=scratch / name)
    finally:
        session.close()
    return list(_kept(found, scratch / name, album))


def _needs_operator(run: Run) -> bool:
    return not run.queue and run.opening is None and run.plan.active is not None


def _kept(runs: Sequence[Run], folder: Path, album: Album) -> Iterator[Run]:
    """The runs, with their screenshots moved from the run folder into the album."""
    from phoneagent import perception, trace

    stored = trace.ShotStore(folder, perception.to_webp)
    for run in runs:
        assert run.seen is not None
        sha = album.put_image(stored.image(run.seen.shot))
        yield run.see(run.seen.but(shot=sha))


def _seen(file: Path, album: Album) -> Observation:
    from phoneagent import perception
    from phoneagent.core.hierarchy import parse_hierarchy

    data = file.read_bytes()
    try:
        size_px, _ = perception.describe_image(data)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{file} cannot be read as a picture: {error}") from error
    root = parse_hierarchy(_EMPTY_TREE)
    capture = Capture(data, _EMPTY_TREE, root, package="", activity="", size_px=size_px)
    return perception.observe(capture).but(shot=album.put_image(data))


def _cycled(runs: Sequence[Run], steps: int) -> Iterator[Run]:
    for n in range(steps if runs else 0):
        yield runs[n % len(runs)]
