"""What a place shows: its files, narrowed, sorted, and what is said about each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.files.locations import DOCUMENTS, RECENT, STORAGE, Location
from phoneagent.virtualphone.system.folders import Entry, below, entries
from phoneagent.virtualphone.timetext import hour24, time_text

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone
    from phoneagent.virtualphone.system.preferences import Preferences

_RECENT_COUNT = 64
_LARGE_BYTES = 10_000_000
_WEEK_S = 7 * 86_400


@dataclass(frozen=True)
class Chip:
    """A filter below the toolbar."""

    title: str
    fits: Callable[[Entry, float], bool]
    """Gets a file and the present time in seconds."""


def _of_kind(*kinds: str) -> Callable[[Entry, float], bool]:
    return lambda one, now_s: any(fnmatchcase(one.mime, kind) for kind in kinds)


CHIPS = (
    Chip("Images", _of_kind("image/*")),
    Chip("Audio", _of_kind("audio/*")),
    Chip("Videos", _of_kind("video/*")),
    Chip("Documents", _of_kind(*DOCUMENTS.kinds)),
    Chip("Large files", lambda one, now_s: one.size_bytes >= _LARGE_BYTES),
    Chip("This week", lambda one, now_s: now_s - one.modified_s <= _WEEK_S),
)


@dataclass(frozen=True)
class Order:
    """By what files are sorted; folders come first in any case."""

    by: str = "name"
    falling: bool = False

    @property
    def title(self) -> str:
        return next((title for title, order in ORDERS if order == self), ORDERS[0][0])

    def arrange(self, found: Iterable[Entry]) -> list[Entry]:
        """Sort entries."""
        keys: dict[str, Callable[[Entry], tuple[object, ...]]] = {
            "name": lambda e: (e.name.casefold(),),
            "type": lambda e: (kind_text(e), e.name.casefold()),
            "size": lambda e: (e.size_bytes, e.name.casefold()),
            "date": lambda e: (e.modified_s, e.name.casefold()),
        }
        ordered = sorted(found, key=keys[self.by], reverse=self.falling)
        return sorted(ordered, key=lambda e: not e.is_folder)


ORDERS = (
    ("File name (A to Z)", Order("name")),
    ("File name (Z to A)", Order("name", falling=True)),
    ("Type (A to Z)", Order("type")),
    ("Type (Z to A)", Order("type", falling=True)),
    ("Size (smallest first)", Order("size")),
    ("Size (largest first)", Order("size", falling=True)),
    ("Modified (newest first)", Order("date", falling=True)),
    ("Modified (oldest first)", Order("date")),
)


@dataclass(frozen=True)
class Look:
    """How places are shown: sorting, grid or list, hidden files, and what is searched for."""

    order: Order = Order()
    grid: bool = False
    hidden: bool = False
    query: str = ""
    chips: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def load(cls, settings: Preferences) -> Look:
        number = settings.get("sortOrder", 0)
        order = ORDERS[number][1] if 0 <= number < len(ORDERS) else Order()
        grid = settings.get("viewMode", 1) == _GRID
        return cls(order, grid, settings.get("showHiddenFiles", default=False))

    def store(self, settings: Preferences) -> None:
        """Keep what outlives the screen."""
        settings.put("sortOrder", [order for _, order in ORDERS].index(self.order))
        settings.put("viewMode", _GRID if self.grid else _LIST)
        settings.put("showHiddenFiles", self.hidden)

    @property
    def narrows(self) -> bool:
        """Whether files are sought rather than listed."""
        return bool(self.query or self.chips)

    def everything(self) -> Look:
        """The same without search and filters."""
        return replace(self, query="", chips=frozenset())


_LIST, _GRID = 1, 2


def listing(phone: VirtualPhone, place: Location, look: Look) -> list[Entry]:
    """The files and folders a place shows."""
    now_s = phone.clock.epoch_ms() / 1000
    if not place.folder:
        found = [e for e in _everywhere(phone) if _listed(e, place.root.kinds)]
    elif look.narrows:
        found = list(below(phone.files, place.folder))
    else:
        found = entries(phone.files, place.folder)
    found = [e for e in found if (look.hidden or not e.hidden) and _fits(e, look, now_s)]
    if place.root == RECENT:
        newest = sorted(found, key=lambda e: (-e.modified_s, e.name.casefold()))
        return newest[:_RECENT_COUNT]
    return look.order.arrange(found)


def _everywhere(phone: VirtualPhone) -> list[Entry]:
    private = f"{STORAGE}/Android/"
    found = below(phone.files, STORAGE)
    return [e for e in found if not e.is_folder and not e.path.startswith(private)]


def _listed(one: Entry, kinds: tuple[str, ...]) -> bool:
    return not kinds or any(fnmatchcase(one.mime, kind) for kind in kinds)


def _fits(one: Entry, look: Look, now_s: float) -> bool:
    if look.query.casefold() not in one.name.casefold():
        return False
    if not look.chips:
        return True
    kinds = [CHIPS[number] for number in look.chips if number < _FIRST_OTHER_CHIP]
    others = [CHIPS[number] for number in look.chips if number >= _FIRST_OTHER_CHIP]
    return (
        not one.is_folder
        and (not kinds or any(chip.fits(one, now_s) for chip in kinds))
        and all(chip.fits(one, now_s) for chip in others)
    )


_FIRST_OTHER_CHIP = 4
"""The chips before it say of what kind a file is: any of them is enough."""

# what is said about a file ---------------------------------------------------------------------


def summary(phone: VirtualPhone, one: Entry) -> str:
    """Date, size and kind: `3:34 PM, 21 B, TXT document`; a folder says nothing."""
    if one.is_folder:
        return ""
    return ", ".join((date_text(phone, one.modified_s), size_text(one.size_bytes), kind_text(one)))


def date_text(phone: VirtualPhone, moment_s: float) -> str:
    """The time of a moment today, else its date, with the year if it is another one."""
    moment, now = datetime.fromtimestamp(moment_s, phone.clock.now().tzinfo), phone.clock.now()
    if moment.year != now.year:
        return f"{moment:%b} {moment.day}, {moment.year}"
    if moment.date() != now.date():
        return f"{moment:%b} {moment.day}"
    return time_text(moment, long=hour24(phone.settings))


def size_text(count: int) -> str:
    """A size as Android writes it: `21 B`, `1.50 kB`, `3.2 MB`."""
    size, units = float(count), ("B", "kB", "MB", "GB", "TB")
    number = 0
    while size > 900 and number + 1 < len(units):  # Android changes the unit from 900 on
        size, number = size / 1000, number + 1
    if number == 0:
        return f"{count} B"
    digits = 2 if size < 10 else 1 if size < 100 else 0
    return f"{size:.{digits}f} {units[number]}"


def kind_text(one: Entry) -> str:
    """What kind of file it is: `JPG image`, `PDF document`."""
    if one.is_folder:
        return "Folder"
    stem, dot, ending = one.name.rpartition(".")
    mark = f"{ending.upper()} " if dot and stem else ""
    word = _WORDS.get(one.mime) or _WORDS.get(one.mime.partition("/")[0]) or "file"
    return f"{mark}{word}" if mark else word.capitalize()


_WORDS = {
    "image": "image",
    "audio": "audio",
    "video": "video",
    "text": "document",
    "application/pdf": "document",
    "application/msword": "document",
    "application/epub+zip": "document",
    "application/zip": "archive",
    "application/x-tar": "archive",
    "application/vnd.android.package-archive": "application",
}
