"""Where pages come from: files of the phone, the network the host has, the browser itself."""

from __future__ import annotations

import html
import http.client
import mimetypes
import re
import socket
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit, urlunsplit

from phoneagent.virtualphone.apps.chrome.web.page import data_of

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

NEW_TAB = "chrome-native://newtab/"
SEARCH = "https://www.google.com/search?q="
HOST_LOOPBACK = "10.0.2.2"
"""What the emulator calls the computer it runs on; the phone's own loopback is that as well."""
_PATIENCE_S = 5.0
_LARGEST_BYTES = 8 << 20
_AGENT = "Mozilla/5.0 (Linux; Android 14; Pixel 6) AppleWebKit/537.36 Chrome/124.0 Mobile"
_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """What lies behind an address: its bytes and their MIME type, at its final address."""

    url: str
    data: bytes
    mime: str
    charset: str = ""

    @property
    def is_page(self) -> bool:
        """Whether the browser shows it; anything else is downloaded."""
        return self.mime.startswith(("text/", "image/")) or self.mime in (
            *_HTML,
            "application/json",
        )

    def source(self) -> str:
        """It as HTML: pages as they are, texts and pictures in a page of their own."""
        if self.mime.startswith("image/"):
            return (
                f'<title>{html.escape(_name(self.url))}</title><img src="{html.escape(self.url)}">'
            )
        found = _CHARSET.search(self.data[:2048])
        charset = self.charset or (found[1].decode("ascii") if found else "utf-8")
        try:
            text = self.data.decode(charset, errors="replace")
        except LookupError:
            text = self.data.decode("utf-8", errors="replace")
        if self.mime in _HTML:
            return text
        return f"<title>{html.escape(_name(self.url))}</title><pre>{html.escape(text)}</pre>"


class NotReached(Exception):
    """There is nothing behind an address; `code` is what Chrome calls the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fetch(phone: VirtualPhone, url: str, body: bytes | None = None) -> Found:
    """What lies behind an address.

    Args:
        phone: whose files and radios count.
        url: http, https, file, content or data.
        body: what a form posts; None for a plain visit.

    Raises:
        NotReached: there is nothing, or no way to it.
    """
    scheme = urlsplit(url).scheme
    if scheme == "data":
        return Found(url, data_of(url), url[5:].split(",")[0].split(";")[0] or "text/plain")
    if scheme in ("http", "https"):
        return _from_network(phone, url, body)
    if scheme in ("file", "content"):
        return _from_storage(phone, url)
    raise NotReached("ERR_UNKNOWN_URL_SCHEME")


def _from_storage(phone: VirtualPhone, url: str) -> Found:
    path = phone.path_behind(url)
    place = phone.files.host(path) if path else None
    if place is None or not place.is_file():
        raise NotReached("ERR_FILE_NOT_FOUND")
    return Found(url, place.read_bytes(), mimetypes.guess_type(path)[0] or "text/plain")


def _from_network(phone: VirtualPhone, url: str, body: bytes | None) -> Found:
    if not phone.radios.online:
        raise NotReached("ERR_INTERNET_DISCONNECTED")
    request = urllib.request.Request(_on_host(url), body, {"User-Agent": _AGENT})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE_S) as answer:  # noqa: S310
            return _found(url, answer.geturl(), answer)
    except urllib.error.HTTPError as error:
        with error:
            return _found(url, error.geturl() or url, error)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotReached(_code_of(error)) from error


def _found(
    asked: str, final: str, answer: http.client.HTTPResponse | urllib.error.HTTPError
) -> Found:
    headers = answer.headers
    url = asked if final == _on_host(asked) else final
    data = answer.read(_LARGEST_BYTES)
    return Found(url, data, headers.get_content_type(), headers.get_content_charset() or "")


def _on_host(url: str) -> str:
    """An address as the host knows it."""
    parts = urlsplit(url)
    if parts.hostname != HOST_LOOPBACK:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.replace(HOST_LOOPBACK, "127.0.0.1")))


def _code_of(error: Exception) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    codes: tuple[tuple[type[BaseException], str], ...] = (
        (socket.gaierror, "ERR_NAME_NOT_RESOLVED"),
        (ConnectionRefusedError, "ERR_CONNECTION_REFUSED"),
        (TimeoutError, "ERR_CONNECTION_TIMED_OUT"),
        (ssl.SSLError, "ERR_SSL_PROTOCOL_ERROR"),
        (ConnectionError, "ERR_CONNECTION_RESET"),
    )
    return next((code for kind, code in codes if isinstance(reason, kind)), "ERR_FAILED")


def is_search(url: str) -> bool:
    """Whether an address asks the search engine."""
    return url.startswith(SEARCH)


def search_words(url: str) -> str:
    """What a search asks for."""
    return parse_qs(urlsplit(url).query).get("q", [""])[0]


def _name(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2] or url
