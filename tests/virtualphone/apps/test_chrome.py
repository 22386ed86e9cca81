"""Chrome: pages, links, forms, tabs, lists, and the pages that are games, used by a person."""

from __future__ import annotations

import json
import math
import sqlite3
import threading
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.apps.chrome.address import address_of
from phoneagent.virtualphone.apps.chrome.store import PACKAGE
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import ACTION_VIEW, Component, Intent
from tests.virtualphone.hands import NOON, Hands

BACK, ENTER = 4, 66
PAGE = """<!doctype html><title>Trip</title><meta name=viewport content="width=device-width">
<h1 id=top>Trip to Oslo</h1><p>We leave on <b>Friday</b>. See the <a href=plan.html>full plan</a>.
<ul><li>Tickets<li>Warm clothes</ul><table border=1><tr><th>Day<td>Fri</table>
<div style="display:none">secret</div><script>document.write("no")</script>
<form action=sent.html><label for=n>Name</label> <input id=n name=n placeholder="Your name"><br>
<label><input type=checkbox name=news checked> News</label>
<input type=radio name=seat value=w id=w><label for=w>Window</label>
<input type=radio name=seat value=a id=a checked><label for=a>Aisle</label>
<select name=meal><option value=f>Fish<option value=v>Veg</select><button>Send</button></form>"""
MAZE = """<html><head><title>Maze Puzzle</title><style>.row {display: flex;}
.cell {width: 110px; height: 110px; border: 1px solid black;} .wall {background-color: black;}
</style></head><body><div id="maze"></div><div>
<button onclick="moveCharacter('up')">Up</button>
<button onclick="moveCharacter('down')">Down</button>
<button onclick="moveCharacter('left')">Left</button>
<button onclick="moveCharacter('right')">Right</button></div>
<script>rng = new SeededRNG(7)</script></body></html>"""
MEMORY = """<title>Memory Task</title><div id="number"></div>
<button id="button" onclick="handleButtonClick()">Click Me</button>
<div id="form" style="display: none;"><input type="number" id="answer" placeholder="Product">
<button onclick="checkAnswer()">Submit</button></div><div id="result"></div>
<script>const rng = new SeededRNG(12345);</script>"""
COLORS = """<title>Color Challenge</title><meta name="viewport" content="width=device-width">
<style>canvas {border: 1px solid black} .color-button {width: 30px; height: 30px}</style>
<div id="taskColors"></div><canvas id="canvas" width="300" height="300"></canvas>
<div id="colorPalette"></div><button id="clearButton">Clear</button>
<button id="submitButton">Submit</button><p id="result"></p>
<script>const rng = new SeededRNG(3); const availableColors = ['#ff0000', '#00ff00', '#0000ff',
'#ffff00', '#ff00ff'];</script>"""
FILES = {
    "trip.html": PAGE,
    "plan.html": "<title>Plan</title><h1>The plan</h1><a href=trip.html#top>Back to the trip</a>",
    "sent.html": "<title>Sent</title>Thank you",
    "maze.html": MAZE,
    "memory.html": MEMORY,
    "colors.html": COLORS,
    "long.html": "".join(f"<p>Paragraph {n}</p>" for n in range(1000)),
    "words.txt": "plain & simple",
}
STATE = {
    "files": {f"/sdcard/Download/{name}": text for name, text in FILES.items()},
    "chrome": {"bookmarks": [{"title": "Trip page", "url": "file:///sdcard/Download/trip.html"}]},
}


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON, state=STATE) as held:
        yield held
        assert held.unknown == []


@pytest.fixture
def hands(phone):
    user = Hands(phone)
    user.open("Chrome")
    return user


@pytest.fixture
def site():
    """A web server on this computer; yields its port and what was asked of it."""
    asked = []

    class Answers(BaseHTTPRequestHandler):
        def _answer(self, body, mime="text/html", code=200):
            asked.append((self.command, self.path))
            self.send_response(code)
            self.send_header("Content-Type", mime)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            if self.path == "/data.bin":
                self._answer(b"\1\2", "application/octet-stream")
            elif self.path.startswith("/missing"):
                self._answer(b"<title>404</title><h1>Nothing here</h1>", code=404)
            else:
                self._answer(b"<title>Site</title><h1>Hello</h1><a href=/data.bin>Data</a>")

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(b"<h1>Got " + body + b"</h1>")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_port, asked
    server.shutdown()
    thread.join()
    server.server_close()


def visit(hands, address):
    """Type an address and press Enter."""
    hands.tap(id="url_bar")
    hands.phone.commit_text(address)
    hands.phone.key(ENTER)


def open_file(hands, name):
    visit(hands, f"file:///sdcard/Download/{name}")


def url(hands):
    return hands.need(id="url_bar").text


def texts(hands):
    return [node.text for node in hands.nodes() if node.text]


# pages


def test_a_page_is_a_web_view_with_its_texts(hands):
    open_file(hands, "trip.html")
    assert hands.sees("Trip", class_name="WebView")
    heading = hands.need("Trip to Oslo")
    assert heading.size > hands.need("Tickets").size
    assert {"full plan", "Tickets", "Warm clothes", "Day", "Fri"} <= set(texts(hands))
    assert not {"secret", "no"} & set(texts(hands))
    assert hands.need(class_name="WebView").children
    assert [n.id for n in hands.nodes() if n.bare_id and n.id == "n"] == ["n"]


def test_links_lead_on_and_back_leads_back(phone, hands):
    open_file(hands, "trip.html")
    hands.tap("full plan")
    assert hands.sees("The plan")
    hands.tap("Back to the trip")
    assert hands.sees("Trip to Oslo")
    phone.key(BACK)
    phone.key(BACK)
    assert hands.sees("Trip to Oslo")
    hands.tap(id="menu_button")
    hands.tap("Forward")
    assert hands.sees("The plan")
    phone.key(BACK)
    phone.key(BACK)
    assert phone.activities.top()[0] != PACKAGE


def test_a_form_sends_what_was_filled_in(phone, hands):
    open_file(hands, "trip.html")
    hands.fill("Your name", "Ann & Bob")
    phone.key(BACK)
    hands.tap("News")
    hands.tap("Window")
    hands.tap("Fish")
    hands.tap("Veg")
    hands.tap("Send")
    assert hands.sees("Thank you")
    assert url(hands).endswith("sent.html?n=Ann+%26+Bob&seat=w&meal=v")


def test_enter_in_a_field_sends_the_form(phone, hands):
    open_file(hands, "trip.html")
    hands.fill("Your name", "Ann")
    phone.key(ENTER)
    assert "n=Ann&news=on&seat=a&meal=f" in url(hands)


def test_other_apps_open_pages_in_it(phone, hands):
    uri = phone.documents.uri_of("/sdcard/Download/plan.html")
    phone.activities.start(Intent(ACTION_VIEW, data=uri, type="text/html"))
    if hands.sees("Just once"):
        hands.tap("Chrome")
        hands.tap("Just once")
    assert hands.sees("The plan")


def test_texts_and_pictures_are_shown_and_what_is_missing_is_said(phone, hands):
    open_file(hands, "words.txt")
    assert hands.sees("plain & simple")
    picture = phone.png()
    phone.files.write_bytes("/sdcard/Download/shot.png", picture)
    open_file(hands, "shot.png")
    assert hands.sees(class_name="Image")
    open_file(hands, "none.html")
    assert hands.sees("ERR_FILE_NOT_FOUND")


def test_find_in_page_counts_and_steps(phone, hands):
    open_file(hands, "trip.html")
    hands.tap(id="menu_button")
    hands.tap("Find in page")
    phone.type_text("t")
    assert hands.sees("1/4")
    hands.tap("Next", id="find_next_button")
    assert hands.sees("2/4")
    phone.key(BACK)
    phone.key(BACK)
    assert hands.sees(id="url_bar")


def test_what_is_found_is_brought_into_sight(phone, hands):
    open_file(hands, "long.html")
    hands.tap(id="menu_button")
    hands.tap("Find in page")
    phone.type_text("99")
    phone.key(BACK)
    for place in range(2, 7):
        hands.tap("Next")
        assert hands.sees(f"{place}/19")
    assert hands.sees("Paragraph 599")
    hands.tap("Previous")
    assert hands.sees("Paragraph 499")


def test_a_search_intent_and_one_without_a_page(phone, hands):
    extras = {"query": "boats"}
    phone.activities.start(Intent("android.intent.action.WEB_SEARCH", extras=extras))
    assert hands.sees("No search here")
    phone.activities.start(Intent(ACTION_VIEW, data="http://"))
    assert hands.sees(id="search_box")


def test_a_long_page_scrolls(phone, hands):
    begun = time.process_time()
    open_file(hands, "long.html")
    for _ in range(3):
        phone.swipe(540, 2000, 540, 600)
    assert not hands.sees("Paragraph 0")
    assert len(phone.dump_xml()) < 100_000
    assert time.process_time() - begun < 6


# the network


def test_pages_of_the_network_are_shown(phone, hands, site):
    port, asked = site
    visit(hands, f"10.0.2.2:{port}/a?b=c")
    assert hands.sees("Hello")
    assert asked == [("GET", "/a?b=c")]
    assert url(hands) == f"10.0.2.2:{port}/a?b=c"
    visit(hands, f"http://localhost:{port}/missing")
    assert hands.sees("Nothing here")


def test_what_cannot_be_shown_is_downloaded(phone, hands, site):
    port, _ = site
    visit(hands, f"localhost:{port}")
    for _ in range(2):
        hands.tap("Data")
    assert phone.files.read_bytes("/sdcard/Download/data (1).bin") == b"\1\2"
    hands.tap(id="menu_button")
    hands.tap("Downloads")
    assert hands.sees("data.bin")
    hands.tap("Remove data.bin")
    hands.tap("Delete", id="button1")
    assert not phone.files.exists("/sdcard/Download/data.bin")


def test_a_form_may_be_posted(phone, hands, site):
    port, asked = site
    form = f"<form method=post action=http://localhost:{port}/p><input name=q value=1><button>Go"
    phone.files.write_text("/sdcard/Download/post.html", form)
    open_file(hands, "post.html")
    hands.tap("Go")
    assert hands.sees("Got q=1")
    assert asked == [("POST", "/p")]


def test_without_a_network_or_a_server_it_says_so(phone, hands, site):
    port, asked = site
    phone.radios.set_wifi(False)
    phone.radios.set_mobile_data(False)
    visit(hands, f"localhost:{port}")
    assert hands.sees("ERR_INTERNET_DISCONNECTED")
    phone.radios.set_wifi(True)
    hands.tap("Reload")
    assert hands.sees("Hello")
    assert asked == [("GET", "/")]


def test_a_search_is_answered_honestly(phone, hands):
    visit(hands, "weather in oslo")
    assert hands.sees("No search here")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org", "http://example.org"),
        (" https://a.b/c ", "https://a.b/c"),
        ("/sdcard/a.html", "file:///sdcard/a.html"),
        ("localhost:80/x", "http://localhost:80/x"),
        ("10.0.2.2", "http://10.0.2.2"),
        ("cats & dogs", "https://www.google.com/search?q=cats+%26+dogs"),
        ("what is e.g.", "https://www.google.com/search?q=what+is+e.g."),
    ],
)
def test_what_is_typed_is_an_address_or_a_search(typed, address):
    assert address_of(typed) == address


# tabs and lists


def test_tabs_are_opened_switched_and_closed(phone, hands):
    open_file(hands, "trip.html")
    hands.tap(id="menu_button")
    hands.tap("New tab")
    open_file(hands, "plan.html")
    hands.tap("Switch or close tabs")
    hands.tap("Trip, tab")
    assert hands.sees("Trip to Oslo")
    hands.tap("Switch or close tabs")
    hands.tap("Close Trip tab")
    hands.tap("Close Plan tab")
    assert hands.sees("No tabs")
    hands.tap("New tab", id="new_tab_button")
    assert hands.sees(id="search_box")


def test_bookmarks_and_history_are_kept_in_chromes_own_files(phone, hands):
    hands.tap("Trip page")
    hands.tap("full plan")
    hands.tap(id="menu_button")
    hands.tap("Bookmark this page")
    folder = "/data/data/com.android.chrome/app_chrome/Default"
    marks = json.loads(phone.files.read_text(f"{folder}/Bookmarks"))
    names = [mark["name"] for mark in marks["roots"]["synced"]["children"]]
    assert names == ["Trip page", "Plan"]
    with closing(sqlite3.connect(phone.files.host(f"{folder}/History"))) as db:
        assert db.execute("SELECT title FROM urls ORDER BY id").fetchall() == [("Trip",), ("Plan",)]
    phone.force_stop(PACKAGE)
    hands.open("Chrome")
    hands.tap(id="menu_button")
    hands.tap("History")
    hands.tap("Search")
    phone.type_text("trip")
    assert not hands.sees("Plan")
    hands.tap("Trip")
    assert hands.sees("Trip to Oslo")


def test_while_typing_what_was_visited_is_suggested(phone, hands):
    open_file(hands, "plan.html")
    hands.tap(id="url_bar")
    assert hands.need(id="url_bar").field.edit.text == ""
    phone.type_text("pla")
    hands.tap("Plan")
    assert hands.sees("The plan")


def test_the_first_run_comes_after_cleared_data(phone, hands):
    assert phone.clear_data(PACKAGE)
    phone.packages.get(PACKAGE).granted.add("android.permission.POST_NOTIFICATIONS")
    main = Component(PACKAGE, "com.google.android.apps.chrome.Main")
    page = "file:///sdcard/Download/plan.html"
    phone.activities.start(Intent(ACTION_VIEW, data=page, type="text/html", component=main))
    assert not hands.sees("The plan")
    hands.tap("Accept & continue")
    hands.tap("No thanks")
    assert hands.sees("The plan")


def test_notifications_are_asked_for_where_they_are_not_granted(phone, hands):
    phone.clear_data(PACKAGE)
    hands.open("Chrome")
    hands.tap("Accept & continue")
    hands.tap("Yes, I'm in")
    hands.tap("No thanks")
    hands.tap("Continue")
    hands.tap("Allow")
    assert "android.permission.POST_NOTIFICATIONS" in phone.packages.get(PACKAGE).granted
    assert hands.sees(id="search_box")


# games


def test_the_maze_is_walked(phone, hands):
    """A wall follower: with the right hand on the wall every maze without islands is left."""
    open_file(hands, "maze.html")
    order = ["Up", "Right", "Down", "Left"]
    facing = 1
    for _ in range(60):
        for turn in (1, 0, 3, 2):
            before = hands.need("X").frame
            hands.tap(order[(facing + turn) % 4])
            if hands.sees("Success!"):
                return
            if hands.need("X").frame != before:
                facing = (facing + turn) % 4
                break
    raise AssertionError("the goal is not reached")


def test_the_product_of_five_numbers_is_asked(phone, hands):
    open_file(hands, "memory.html")
    numbers = []
    for _ in range(5):
        numbers += [int(text) for text in texts(hands) if text.isdigit()][-1:]
        hands.tap("Click Me")
    assert not hands.sees("Click Me")
    hands.fill("Product", "0")
    hands.tap("Submit")
    assert not hands.sees("Success!")
    hands.fill("Product", str(math.prod(numbers)))
    hands.tap("Submit")
    assert hands.sees("Success!")


def test_a_drawing_needs_all_three_colours(phone, hands):
    open_file(hands, "colors.html")
    swatches = [n for n in hands.need(id="taskColors").walk() if n.background and not n.children]
    wanted = {node.background for node in swatches}
    assert len(wanted) == 3
    canvas = hands.need(id="canvas").bounds
    for number, color in enumerate(sorted(wanted)):
        assert not hands.sees("Success!")
        palette = hands.need(id="colorPalette")
        button = next(n for n in palette.walk() if n.background == color and n.on_click)
        phone.tap(*button.bounds.center)
        y = canvas.top + 60 + 40 * number
        phone.swipe(canvas.left + 50, y, canvas.right - 50, y + 30)
        hands.tap("Submit")
    assert hands.sees("Success!")
    hands.tap("Clear")
    hands.tap("Submit")
    assert not hands.sees("Success!")


def test_every_page_can_be_turned_and_drawn(phone, hands):
    for name in FILES:
        open_file(hands, name)
        for quarters in (1, 0):
            turning.turn(phone, quarters)
            phone.screenshot()
            assert phone.dump_xml()
