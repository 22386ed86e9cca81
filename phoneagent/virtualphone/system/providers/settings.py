"""The settings provider: `content://settings/{system,secure,global}` over the settings store."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from phoneagent.virtualphone.system.providers.base import (
    BadQuery,
    Query,
    Row,
    UnknownUri,
    Value,
)
from phoneagent.virtualphone.system.settings import Namespace, Settings, namespace

_NAME_IS = re.compile(r"\s*name\s*=\s*(?:'([^']*)'|\"([^\"]*)\"|(\?))\s*", re.IGNORECASE)


class SettingsProvider:
    """Rows of `_id, name, value`; the where clause may be `name='...'`, as clients use it."""

    authorities: Sequence[str] = ("settings",)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def query(self, path: str, query: Query) -> list[Row]:
        space, key = _split(path)
        wanted = key or _wanted(query)
        rows: list[Row] = [
            {"_id": number, "name": name, "value": value}
            for number, (name, value) in enumerate(self._settings.list(space), start=1)
            if wanted in (None, name)
        ]
        if not query.projection:
            return rows
        unknown = [column for column in query.projection if column not in ("_id", "name", "value")]
        if unknown:
            raise BadQuery(f"no such column: {unknown[0]}")
        return [{column: row[column] for column in query.projection} for row in rows]

    def insert(self, path: str, values: Mapping[str, Value]) -> str:
        space, key = _split(path)
        name = key or str(values.get("name", ""))
        if not name:
            raise BadQuery("a setting needs a name")
        self._settings.put(space, name, str(values.get("value", "")))
        return name

    def update(self, path: str, values: Mapping[str, Value], query: Query) -> int:
        space, key = _split(path)
        name = key or _wanted(query) or str(values.get("name", ""))
        self._settings.put(space, name, str(values.get("value", "")))
        return 1

    def delete(self, path: str, query: Query) -> int:
        space, key = _split(path)
        name = key or _wanted(query)
        return int(name is not None and self._settings.delete(space, name))

    def mime_of(self, path: str) -> str:
        return "vnd.android.cursor.dir/setting"


def _split(path: str) -> tuple[Namespace, str | None]:
    space, _, key = path.partition("/")
    try:
        return namespace(space), key or None
    except ValueError as error:
        raise UnknownUri(f"Unknown URI content://settings/{path}") from error


def _wanted(query: Query) -> str | None:
    if not query.where:
        return None
    found = _NAME_IS.fullmatch(query.where)
    if found is None:
        raise BadQuery(f"only name='...' is understood here, not {query.where!r}")
    return str(query.args[0]) if found[3] else found[1] or found[2]
