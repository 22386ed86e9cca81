"""Finds the provider behind a content URI."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from phoneagent.virtualphone.system.changes import Changes
from phoneagent.virtualphone.system.providers.base import (
    Provider,
    Query,
    Row,
    UnknownUri,
    Value,
    split_uri,
)


class Providers:
    """All content providers of a phone, by authority.

    Args:
        changes: told when rows change.
        of_apps: the provider that an installed app has for an authority.
    """

    def __init__(self, changes: Changes, of_apps: Callable[[str], Provider | None]) -> None:
        self._changes = changes
        self._of_apps = of_apps
        self._by_authority: dict[str, Provider] = {}

    def add(self, provider: Provider) -> None:
        """Make a provider answer for its authorities."""
        for authority in provider.authorities:
            self._by_authority[authority] = provider

    def query(
        self,
        uri: str,
        projection: Sequence[str] = (),
        where: str = "",
        args: Sequence[Value] = (),
        sort: str = "",
    ) -> list[Row]:
        """Rows behind a URI.

        Args:
            uri: `content://AUTHORITY/PATH`.
            projection: column names; all when empty.
            where: an SQL condition with `?` for `args`.
            args: values of the condition.
            sort: an SQL order, the provider's own when empty.

        Raises:
            UnknownUri: nobody answers for it.
            BadQuery: the database does not understand columns, condition or order.
        """
        provider, path = self._find(uri)
        return provider.query(path, Query(projection, where, args, sort))

    def insert(self, uri: str, values: Mapping[str, Value]) -> str:
        """Add a row and return its URI."""
        provider, path = self._find(uri)
        row_id = provider.insert(path, values)
        self._changes.note()
        return f"{uri.rstrip('/')}/{row_id}"

    def update(
        self,
        uri: str,
        values: Mapping[str, Value],
        where: str = "",
        args: Sequence[Value] = (),
    ) -> int:
        """Change the rows behind a URI and return how many."""
        provider, path = self._find(uri)
        count = provider.update(path, values, Query(where=where, args=args))
        self._changes.note()
        return count

    def delete(self, uri: str, where: str = "", args: Sequence[Value] = ()) -> int:
        """Remove the rows behind a URI and return how many."""
        provider, path = self._find(uri)
        count = provider.delete(path, Query(where=where, args=args))
        self._changes.note()
        return count

    def mime_of(self, uri: str) -> str:
        """The MIME type behind a content URI; empty when nobody knows."""
        try:
            provider, path = self._find(uri)
        except UnknownUri:
            return ""
        return provider.mime_of(path)

    def _find(self, uri: str) -> tuple[Provider, str]:
        authority, path = split_uri(uri)
        provider = self._by_authority.get(authority) or self._of_apps(authority)
        if provider is None:
            raise UnknownUri(f"Could not find provider: {authority}")
        return provider, path
