"""What a person types into the address bar: an address, or words to search for."""

from __future__ import annotations

import re
from urllib.parse import quote_plus, urlsplit

from phoneagent.virtualphone.apps.chrome.fetch import NEW_TAB, SEARCH

_SCHEME = re.compile(r"(https?|file|content|data|chrome-native):", re.IGNORECASE)
_HOST = re.compile(r"(localhost|\d+(\.\d+){3}|[\w-]+(\.[\w-]+)*\.[a-z]{2,})(:\d+)?([/?#].*)?", re.I)


def address_of(typed: str) -> str:
    """The address that typed words mean; words that are none are searched for.

    >>> address_of("example.org/a")
    'http://example.org/a'
    """
    typed = typed.strip()
    if typed.startswith("/"):
        return f"file://{typed}"
    if _SCHEME.match(typed):
        return typed
    if _HOST.fullmatch(typed):
        return f"http://{typed}"
    return SEARCH + quote_plus(typed)


def shown(url: str) -> str:
    """An address as the bar shows it while nobody types: without what goes without saying."""
    if url == NEW_TAB:
        return ""
    parts = urlsplit(url)
    if parts.scheme in ("http", "https"):
        return (parts.netloc.removeprefix("www.") + parts.path.rstrip("/")) + (
            f"?{parts.query}" if parts.query else ""
        )
    return url
