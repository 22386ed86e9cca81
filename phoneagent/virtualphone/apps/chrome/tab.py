"""One tab: where it has been, the page it shows, what a touch of it does."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlencode, urlsplit

from phoneagent.virtualphone.apps.chrome.fetch import (
    NEW_TAB,
    Found,
    NotReached,
    fetch,
    is_search,
    search_words,
)
from phoneagent.virtualphone.apps.chrome.inner import error_page, search_page
from phoneagent.virtualphone.apps.chrome.web.dom import Element
from phoneagent.virtualphone.apps.chrome.web.page import Page
from phoneagent.virtualphone.ui import Drag

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_numbers = itertools.count(1)


class Tab:
    """A tab of the browser.

    Args:
        phone: whose files and radios its pages come from.
        on_visit: called with every page that was opened by an address.
        on_download: called with what cannot be shown.
        on_choose: asks for an option of a select.

    Attributes:
        pages: the history, oldest first; None is the new-tab page.
        place: which of them is shown.
    """

    def __init__(
        self,
        phone: VirtualPhone,
        on_visit: Callable[[Page], object],
        on_download: Callable[[Found], object],
        on_choose: Callable[[Element], object],
    ) -> None:
        self.number = next(_numbers)
        self.phone = phone
        self._on_visit = on_visit
        self._on_download = on_download
        self._on_choose = on_choose
        self.pages: list[Page | None] = [None]
        self.place = 0
        self._drawn: tuple[float, float] | None = None

    @property
    def page(self) -> Page | None:
        return self.pages[self.place]

    @property
    def url(self) -> str:
        return self.page.url if self.page else NEW_TAB

    @property
    def title(self) -> str:
        return self.page.title if self.page else "New tab"

    # going places

    def open(self, url: str, body: bytes | None = None) -> None:
        """Go to an address; what cannot be shown is downloaded."""
        if url == NEW_TAB:
            self._show(None)
            return
        address = urldefrag(url)[0]
        if self.page and body is None and url != address == urldefrag(self.url)[0]:
            return
        page = self._load(address, body)
        if page is not None:
            self._show(page)
            self._on_visit(page)

    def _show(self, page: Page | None) -> None:
        del self.pages[self.place + 1 :]
        self.pages.append(page)
        self.place = len(self.pages) - 1
        if self.pages[0] is None and len(self.pages) == 2 and page is not None:
            self.pages, self.place = [page], 0

    def _load(self, url: str, body: bytes | None = None) -> Page | None:
        if is_search(url):
            return Page(url, search_page(search_words(url)), self._bytes)
        try:
            found = fetch(self.phone, url, body)
        except NotReached as reason:
            return Page(url, error_page(url, reason.code), self._bytes)
        if found.is_page:
            return Page(found.url, found.source(), self._bytes)
        self._on_download(found)
        return None

    def _bytes(self, url: str) -> bytes:
        try:
            return fetch(self.phone, url).data
        except NotReached:
            return b""

    def reload(self) -> None:
        """Fetch the page again."""
        if self.page:
            self.pages[self.place] = self._load(self.page.url) or self.page

    @property
    def can_go_back(self) -> bool:
        return self.place > 0

    @property
    def can_go_forward(self) -> bool:
        return self.place + 1 < len(self.pages)

    def go(self, steps: int) -> None:
        """Back (-1) or forward (1) in the history."""
        self.place = min(max(0, self.place + steps), len(self.pages) - 1)

    # touches of the page (`web.hands.Touched`)

    def tapped(self, element: Element) -> None:
        """Follow a link, press a button, tick a box."""
        page = self.page
        if page is None:
            return
        if page.script:
            page.script.clicked(element)
        kind = element.get("type").lower()
        if element.tag == "a":
            self._follow(page, element)
        elif element.tag == "label":
            self._tap_labelled(page, element)
        elif element.tag == "select":
            self._on_choose(element)
        elif element.tag == "input" and kind in ("checkbox", "radio"):
            _tick(page, element, kind)
        elif element.tag == "button" or kind in ("submit", "image", "reset"):
            self._press(page, element, kind or "submit")

    def _follow(self, page: Page, link: Element) -> None:
        target = link.get("href")
        if target and not target.startswith(("javascript:", "mailto:", "tel:")):
            self.open(page.resolve(target))

    def _tap_labelled(self, page: Page, label: Element) -> None:
        named = page.document.by_id(label.get("for")) if label.get("for") else None
        control = named or label.first("input")
        if control is not None:
            self.tapped(control)

    def _press(self, page: Page, button: Element, kind: str) -> None:
        form = page.document.form_of(button)
        if form is None:
            if urlsplit(page.url).scheme and button.words() == "Reload":
                self.reload()
        elif kind == "reset":
            for control in form.all("input", "textarea"):
                control.attrs.pop("value", None)
        elif kind != "button":
            self._submit(page, form, button)

    def _submit(self, page: Page, form: Element, button: Element | None) -> None:
        sent = urlencode(fields_of(form, button))
        action = page.resolve(form.get("action") or page.url)
        if form.get("method").lower() == "post":
            self.open(action, sent.encode())
        else:
            self.open(f"{action.partition('?')[0]}?{sent}")

    def typed(self, element: Element, text: str) -> None:
        element.attrs["value"] = text

    def entered(self, element: Element) -> None:
        """The Enter key submits the form a field is in."""
        form = self.page.document.form_of(element) if self.page else None
        if self.page and form is not None:
            self._submit(self.page, form, None)

    def dragged(self, element: Element, drag: Drag) -> None:
        script = self.page.script if self.page else None
        here = _share(drag)
        if script and drag.kind == "move" and self._drawn:
            script.stroke(element, self._drawn, here)
        self._drawn = here if drag.kind in ("down", "move") else None

    def field_key(self, element: Element) -> str:
        return f"web {id(element)}"


def fields_of(form: Element, button: Element | None) -> list[tuple[str, str]]:
    """What a form sends: names and values of its controls."""
    sent: list[tuple[str, str]] = []
    for control in form.all("input", "textarea", "select", "button"):
        name, kind = control.get("name"), control.get("type").lower()
        is_button = control.tag == "button" or kind in ("submit", "button", "reset", "image")
        if not name or (is_button and control is not button):
            continue
        if kind in ("checkbox", "radio") and "checked" not in control.attrs:
            continue
        sent.append((name, value_of(control)))
    return sent


def value_of(control: Element) -> str:
    """The value of one control."""
    if control.tag == "select":
        options = control.all("option")
        marked = [option for option in options if "selected" in option.attrs] or options[:1]
        return marked[0].get("value", marked[0].words()) if marked else ""
    if control.tag == "textarea" and "value" not in control.attrs:
        return control.words()
    ticked = control.get("type").lower() in ("checkbox", "radio")
    return control.get("value", "on" if ticked else "")


def _tick(page: Page, element: Element, kind: str) -> None:
    if kind == "checkbox":
        if "checked" in element.attrs:
            del element.attrs["checked"]
        else:
            element.attrs["checked"] = ""
        return
    for other in page.document.root.all("input"):
        if other.get("type").lower() == "radio" and other.get("name") == element.get("name"):
            other.attrs.pop("checked", None)
    element.attrs["checked"] = ""


def _share(drag: Drag) -> tuple[float, float]:
    """Where a finger is on a canvas, as shares of its sides."""
    frame = drag.frame
    return (drag.x - frame.left) / frame.width, (drag.y - frame.top) / frame.height
