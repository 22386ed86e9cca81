"""Intents, components and intent filters, matched as Android's own rules say.

The rules are those of https://developer.android.com/guide/components/intents-filters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Union
from urllib.parse import unquote, urlsplit

ACTION_MAIN = "android.intent.action.MAIN"
ACTION_VIEW = "android.intent.action.VIEW"
ACTION_EDIT = "android.intent.action.EDIT"
ACTION_INSERT = "android.intent.action.INSERT"
ACTION_SEND = "android.intent.action.SEND"
ACTION_SENDTO = "android.intent.action.SENDTO"
ACTION_PICK = "android.intent.action.PICK"
ACTION_GET_CONTENT = "android.intent.action.GET_CONTENT"
CATEGORY_DEFAULT = "android.intent.category.DEFAULT"
CATEGORY_HOME = "android.intent.category.HOME"
CATEGORY_LAUNCHER = "android.intent.category.LAUNCHER"
CATEGORY_APP_BROWSER = "android.intent.category.APP_BROWSER"
CATEGORY_APP_CALENDAR = "android.intent.category.APP_CALENDAR"
CATEGORY_APP_CONTACTS = "android.intent.category.APP_CONTACTS"
CATEGORY_APP_FILES = "android.intent.category.APP_FILES"
CATEGORY_APP_GALLERY = "android.intent.category.APP_GALLERY"
CATEGORY_APP_MAPS = "android.intent.category.APP_MAPS"
CATEGORY_APP_MUSIC = "android.intent.category.APP_MUSIC"

FLAG_NEW_TASK = 0x10000000
FLAG_CLEAR_TASK = 0x00008000
FLAG_CLEAR_TOP = 0x04000000
FLAG_SINGLE_TOP = 0x20000000


@dataclass(frozen=True)
class Component:
    """A component of an app: the package and the full class name."""

    package: str
    name: str

    @classmethod
    def parse(cls, text: str) -> Component:
        """Read `package/.Short` or `package/full.Name`.

        Raises:
            ValueError: no slash, or nothing on one side of it.
        """
        package, slash, name = text.partition("/")
        if not (package and slash and name):
            raise ValueError(f"Bad component name: {text}")
        return cls(package, full_name(package, name))

    @property
    def short(self) -> str:
        """`package/.Name` when the class lies in the package, as `am` prints it."""
        name = self.name
        inside = name.startswith(self.package + ".")
        return f"{self.package}/{name.removeprefix(self.package) if inside else name}"

    def __str__(self) -> str:
        return f"{self.package}/{self.name}"


def full_name(package: str, name: str) -> str:
    """The full class name of a possibly shortened one."""
    return package + name if name.startswith(".") else name


Extra = Union[str, int, float, bool, bytes, tuple[str, ...], "Intent", None]


@dataclass(frozen=True)
class Intent:
    """What somebody wants: an action on data, for one component or for whoever answers."""

    action: str = ""
    data: str = ""
    type: str = ""
    categories: frozenset[str] = frozenset()
    component: Component | None = None
    package: str = ""
    extras: Mapping[str, Extra] = field(default_factory=dict)
    flags: int = 0

    @property
    def scheme(self) -> str:
        return urlsplit(self.data).scheme

    def text(self, key: str, default: str = "") -> str:
        """An extra as text; `default` when it is missing."""
        value = self.extras.get(key)
        return default if value is None else str(value)

    def number(self, key: str, default: int = 0) -> int:
        """An extra as an integer; `default` when it is missing or not one."""
        try:
            return int(self.text(key, str(default)))
        except ValueError:
            return default

    @property
    def address(self) -> str:
        """What follows the scheme and before any query: the number of `tel:`, `sms:`, `mailto:`."""
        rest = self.data.partition(":")[2].removeprefix("//")
        return unquote(rest.partition("?")[0])

    @property
    def row_id(self) -> int:
        """The number a content URI ends in; 0 when it means no single row (ContentUris.parseId)."""
        last = urlsplit(self.data).path.rstrip("/").rpartition("/")[2]
        return int(last) if last.isdecimal() else 0

    def to(self, component: Component) -> Intent:
        """The same intent, addressed."""
        return replace(self, component=component)

    def with_extra(self, key: str, value: Extra) -> Intent:
        """The same intent with one more extra."""
        return replace(self, extras={**self.extras, key: value})


def launch(component: Component) -> Intent:
    """The intent a launcher sends for an app's main activity."""
    return Intent(
        ACTION_MAIN,
        categories=frozenset({CATEGORY_LAUNCHER}),
        component=component,
        flags=FLAG_NEW_TASK,
    )


@dataclass(frozen=True)
class IntentFilter:
    """What an activity answers. Empty `schemes` and `types` mean: intents without data.

    Args:
        activity: the activity's name, `.Short` or full.
        actions: any of these.
        categories: what the intent may ask for, beside DEFAULT.
        schemes: URI schemes, for example `tel`.
        hosts: URI authorities; empty means any.
        paths: shell patterns of the URI's path; empty means any.
        types: MIME types with `*` allowed, for example `image/*`.
    """

    activity: str
    actions: frozenset[str]
    categories: frozenset[str] = frozenset()
    schemes: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    paths: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()

    def matches(self, intent: Intent) -> bool:
        """Whether action, categories, data and type all pass."""
        return (
            intent.action in self.actions
            and intent.categories <= self.categories | {CATEGORY_DEFAULT}
            and self._type_passes(intent)
            and self._data_passes(intent)
        )

    def _type_passes(self, intent: Intent) -> bool:
        if not self.types or not intent.type:
            return not self.types and not intent.type
        wanted = intent.type.lower()
        return any(fnmatchcase(wanted, kind) or fnmatchcase(kind, wanted) for kind in self.types)

    def _data_passes(self, intent: Intent) -> bool:
        if not intent.data:
            return not self.schemes or bool(self.types and intent.type)
        parts = urlsplit(intent.data)
        if not self.schemes:
            return bool(self.types) and parts.scheme in ("content", "file")
        return (
            parts.scheme in self.schemes
            and (not self.hosts or parts.netloc in self.hosts)
            and (not self.paths or any(fnmatchcase(parts.path, path) for path in self.paths))
        )


def answers(
    activity: str,
    *actions: str,
    schemes: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
    types: tuple[str, ...] = (),
    categories: tuple[str, ...] = (),
) -> IntentFilter:
    """A filter in one line, for an app's `filters`."""
    return IntentFilter(
        activity,
        frozenset(actions),
        frozenset(categories),
        frozenset(schemes),
        frozenset(hosts),
        (),
        frozenset(types),
    )
