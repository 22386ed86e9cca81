"""Pages of the browser itself: what it says when there is nothing to show."""

from __future__ import annotations

import html
from urllib.parse import urlsplit

_REASONS = {
    "ERR_INTERNET_DISCONNECTED": (
        "You're offline",
        "Turn off airplane mode, or turn on mobile data or Wi-Fi.",
    ),
    "ERR_FILE_NOT_FOUND": ("Your file couldn't be accessed", "It may have been moved or deleted."),
    "ERR_NAME_NOT_RESOLVED": (
        "This site can't be reached",
        "The server's address could not be found. Check if there is a typo in it.",
    ),
    "ERR_CONNECTION_REFUSED": ("This site can't be reached", "It refused to connect."),
    "ERR_CONNECTION_TIMED_OUT": ("This site can't be reached", "It took too long to respond."),
}
_STYLE = """<meta name="viewport" content="width=device-width"><style>
body { margin: 40px 24px; color: #5f6368; }
h1 { color: #202124; font-size: 24px; }</style>"""


def error_page(url: str, code: str) -> str:
    """The page for an address that led nowhere."""
    title, advice = _REASONS.get(code, ("This site can't be reached", "It sent no answer."))
    place = urlsplit(url).netloc or url
    return (
        f"<title>{html.escape(place)}</title>{_STYLE}<h1>{title}</h1><p>{html.escape(place)}</p>"
        f"<p>{advice}</p><p>{code}</p><button>Reload</button>"
    )


def search_page(words: str) -> str:
    """The page in place of a search engine's answer."""
    return (
        f"<title>{html.escape(words)} - Google Search</title>{_STYLE}<h1>No search here</h1>"
        f"<p>This phone has no search engine, so nothing was looked up for "
        f"\N{LEFT DOUBLE QUOTATION MARK}{html.escape(words)}\N{RIGHT DOUBLE QUOTATION MARK}.</p>"
        "<p>Type the address of a page, or open a file.</p>"
    )
