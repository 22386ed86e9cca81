"""The page in a real browser: it shows the phone, and the phone does what is done to the page."""

from __future__ import annotations

import json
import time

import pytest

from phoneagent.virtualphone.mirror import Mirror
from phoneagent.virtualphone.phone import VirtualPhone
from tests.browsing import Browser, until
from tests.requirements import browser
from tests.virtualphone.hands import NOON, Hands

PROGRAM = browser()
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="no chromium here: apt-get install chromium"
)
SIZES = [(500, 900), (1600, 700), (320, 480), (360, 800), (1000, 300), (2200, 1300)]
CTRL = 2


@pytest.fixture(scope="module")
def chromium():
    running = Browser(PROGRAM)
    yield running
    running.close()


@pytest.fixture(scope="module")
def one():
    """One phone, its page and the open tab, for all tests of this module."""
    with VirtualPhone(now=NOON) as phone, Mirror(phone, "127.0.0.1:6555") as mirror:
        yield phone, mirror


@pytest.fixture(scope="module")
def tab(chromium, one):
    page = chromium.open(one[1].url)
    page.wait("document.querySelector('#screen').dataset.frame")
    yield page
    page.close()


class View:
    """The page, and how px of the phone become px of the page."""

    def __init__(self, page, phone, mirror):
        self.page = page
        self.phone = phone
        self.mirror = mirror
        self.hands = Hands(phone)

    def box(self, selector="#screen"):
        script = f"JSON.stringify(document.querySelector('{selector}').getBoundingClientRect())"
        return json.loads(self.page.run(script))

    def at(self, x, y):
        box, (width, height) = self.box(), self.phone.size_px
        return box["left"] + x / width * box["width"], box["top"] + y / height * box["height"]

    def settle(self):
        """Wait until the page shows what the phone shows."""
        number = self.mirror.frames.look().number
        self.page.wait(f"Number(document.querySelector('#screen').dataset.frame) >= {number}")

    def sees(self, label="", **wanted):
        def seen():
            with self.phone.lock:
                return self.hands.sees(label, **wanted)

        return until(seen, 10, label or str(wanted))

    def center(self, label="", **wanted):
        with self.phone.lock:
            return self.at(*self.hands.need(label, **wanted).bounds.center)

    def click(self, label="", **wanted):
        self.page.click(*self.center(label, **wanted))

    def button(self, text):
        script = f"[...document.querySelectorAll('button')].find(b => b.textContent === '{text}')"
        self.page.run(f"{script}.click()")

    def pixel(self, x, y):
        """What the page shows at a point of the phone's screen."""
        script = (
            "(() => { const c = document.querySelector('#screen'); return [...c.getContext('2d')"
            f".getImageData({x} * c.width, {y} * c.height, 1, 1).data].slice(0, 3); }})()"
        )
        return self.page.run(script)


@pytest.fixture
def view(tab, one):
    phone, mirror = one
    with phone.lock:
        phone.reset()
    tab.resize(500, 900)
    seen = View(tab, phone, mirror)
    seen.settle()
    return seen


def test_it_shows_the_screen(view):
    assert view.page.run("document.title") == "127.0.0.1:6555"
    assert "1080 \u00d7 2400" in view.page.run("document.querySelector('#status').textContent")
    with view.phone.lock:
        picture = view.phone.screenshot()
    for x, y in ((0.5, 0.02), (0.3, 0.4), (0.5, 0.93)):
        shown, wanted = view.pixel(x, y), picture.getpixel((int(x * 1080), int(y * 2400)))
        assert max(abs(a - b) for a, b in zip(shown, wanted, strict=True)) < 40
    assert view.page.run("performance.getEntriesByType('resource').length") > 0
    assert view.page.run("document.querySelector('#screen').width") < 1080


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_it_is_tidy_at_any_size(view, size, scheme):
    view.page.prefer(scheme)
    view.page.resize(*size)
    if size[0] > size[1]:
        view.button("Rotate")
        until(lambda: view.phone.rotation == 1, 5, "rotated")
    view.settle()
    script = "[document.scrollingElement.scrollWidth, document.scrollingElement.scrollHeight]"
    width, height = view.page.run(script)
    assert (width, height) == size
    screen, keys = view.box("#phone"), view.box("nav")
    assert 0 <= screen["left"] <= screen["right"] <= width
    assert screen["top"] >= 0
    assert screen["bottom"] <= keys["top"] <= keys["bottom"] <= height
    assert 0 <= keys["left"] <= keys["right"] <= width
    inner, (phone_w, phone_h) = view.box(), view.phone.size_px
    assert abs(inner["width"] / inner["height"] - phone_w / phone_h) < 0.03
    assert max(inner["width"] / width, inner["height"] / height) > 0.45
    script = "[...document.querySelectorAll('button')].every(b => b.scrollWidth <= b.clientWidth)"
    assert view.page.run(script)
    ground = view.page.run("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, ground[4:-1].split(","))) > 380) == (scheme == "light")


def test_a_click_taps_and_the_page_follows(view):
    view.click("Settings")
    view.sees("Network & internet")
    view.settle()
    view.button("Back")
    view.sees(id="hotseat")


def test_a_change_is_shown_at_once(view):
    delays = []
    for number in range(6):
        begun = time.monotonic()
        with view.phone.lock:
            view.phone.toasts.show(f"Toast {number}", "android")
            view.phone.changes.note()
        view.settle()
        delays.append(time.monotonic() - begun)
    assert min(delays) < 0.1, delays


def test_a_drag_scrolls(view):
    x, y = view.at(540, 1700)
    view.page.mouse("Pressed", x, y)
    for step in range(1, 9):
        view.page.mouse("Moved", x, y - 25 * step, buttons=1)
    view.page.mouse("Released", x, y - 200)
    view.sees(id="apps_view")


def test_the_wheel_scrolls(view):
    view.click("Settings")
    view.sees("Network & internet")
    view.page.mouse("Wheel", *view.at(540, 1200), deltaX=0, deltaY=300)
    view.sees("System")
    assert view.phone.activities.top()[1] == "com.android.settings.Settings"


def test_a_long_press_is_felt_while_the_finger_rests(view):
    with view.phone.lock:
        view.phone.files.write_text("/sdcard/Documents/Notes/Milk.md", "")
        view.hands.open("Notes")
    x, y = view.center("Milk", id="title")
    view.page.mouse("Pressed", x, y)
    view.sees("1 selected")
    view.page.mouse("Released", x, y)
    view.settle()
    view.sees("1 selected")


def test_typing_erasing_and_pasting(view):
    view.click("Contacts")
    view.sees("Search contacts")
    view.click("Search contacts")
    view.sees(id="search")
    for key in ("A", "n", "x"):
        view.page.press(key)
    view.page.press("Backspace")
    view.page.press("\u00e9")
    view.page.press(" ")
    view.sees("An\u00e9 ", id="search")
    view.page.press("a", modifiers=CTRL)
    script = (
        "(() => { const data = new DataTransfer(); data.setData('text', '\u4f60\u597d'); "
        "dispatchEvent(new ClipboardEvent('paste', {clipboardData: data})); })()"
    )
    view.page.run(script)
    view.sees("\u4f60\u597d", id="search")
    view.page.press("Escape")
    view.page.press("Escape")
    until(lambda: not view.hands.sees(id="search"), 5, "the search is closed")


def test_home_recents_power_and_rotate(view):
    view.click("Settings")
    view.sees("Network & internet")
    view.button("Recents")
    view.sees("Clear all")
    view.button("Home")
    view.sees(id="hotseat")
    view.button("Rotate")
    view.page.wait("document.querySelector('#status').textContent.includes('2400 \u00d7 1080')")
    view.settle()
    assert view.box()["width"] > view.box()["height"]
    view.button("Power")
    view.page.wait("document.querySelector('#status').textContent.includes('off')")
    view.settle()
    assert view.pixel(0.5, 0.5) == [0, 0, 0]
    view.button("Power")
    view.page.wait("!document.querySelector('#status').textContent.includes('off')")


def test_it_says_when_the_phone_is_gone(chromium):
    with VirtualPhone(now=NOON) as phone:
        mirror = Mirror(phone, "soon gone").start()
        page = chromium.open(mirror.url)
        page.wait("document.querySelector('#screen').dataset.frame")
        assert not page.run("document.body.classList.contains('gone')")
        mirror.stop()
        page.wait("document.body.classList.contains('gone')")
        assert page.run("getComputedStyle(document.querySelector('#gone')).display") == "grid"
        assert page.run("document.querySelector('#status').textContent") == "The phone is gone"
        page.close()
        again = Mirror(phone, "back", mirror.port)
        again.token = mirror.token
        with again:
            page = chromium.open(again.url)
            page.wait("document.querySelector('#screen').dataset.frame")
            page.close()


def test_nothing_is_loaded_from_elsewhere(view):
    script = "performance.getEntriesByType('resource').map(entry => new URL(entry.name).origin)"
    assert set(view.page.run(script)) == {f"http://127.0.0.1:{view.mirror.port}"}


def test_the_page_runs_no_other_script(view):
    script = (
        "(() => { const s = document.createElement('script'); s.textContent = 'window.bad = 1'; "
        "document.body.append(s); return window.bad === undefined; })()"
    )
    assert view.page.run(script)
