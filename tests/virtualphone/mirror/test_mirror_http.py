"""The page's server: who is let in, what a viewer may do, what it is told."""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import socket
import threading
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from phoneagent.virtualphone.chaos import UnreliablePhone
from phoneagent.virtualphone.mirror import Mirror
from phoneagent.virtualphone.mirror.frames import Frames
from phoneagent.virtualphone.mirror.inputs import BadInput, Inputs
from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.hands import NOON

JSON = {"Content-Type": "application/json"}


def ask(mirror, path, *, method="GET", body=None, headers=None, token=None):
    """One request; the token of the page is added unless another is given."""
    connection = http.client.HTTPConnection("127.0.0.1", mirror.port, timeout=10)
    token = mirror.token if token is None else token
    joint = "&" if "?" in path else "?"
    with contextlib.closing(connection):
        connection.request(method, f"{path}{joint}token={token}", body, headers or {})
        reply = connection.getresponse()
        return reply.status, dict(reply.getheaders()), reply.read()


def post(mirror, *events, **more):
    return ask(mirror, "/input", method="POST", body=json.dumps(events), headers=JSON, **more)[0]


# who is let in --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/screen", "/events", "/input", "/nothing"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("token", ["", "wrong", "%00", "%ff%fe", "\u00e9".encode().hex()])
def test_nothing_is_done_without_the_token(served, path, method, token):
    status, headers, _ = ask(served, path, method=method, token=token, body="[]", headers=JSON)
    assert status == 403
    assert headers["Connection"] == "close"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "[::1]:80", ""])
def test_another_host_name_is_refused(served, host):
    """A name of somebody else's that was made to mean 127.0.0.1."""
    assert ask(served, "/", headers={"Host": host})[0] == 403


def test_localhost_is_the_same_host(served):
    assert ask(served, "/", headers={"Host": f"localhost:{served.port}"})[0] == 200


def test_two_host_names_are_refused(served):
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as sock:
        host = f"Host: 127.0.0.1:{served.port}\r\n"
        sock.sendall(f"GET /?token={served.token} HTTP/1.1\r\n{host}{host}\r\n".encode())
        assert sock.recv(100).startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize("origin", ["null", "http://evil.example", "https://127.0.0.1"])
def test_another_page_is_refused(served, origin):
    assert post(served, {"kind": "rotate"}) == 200
    status = ask(served, "/input", method="POST", body="[]", headers={**JSON, "Origin": origin})[0]
    assert status == 403


def test_nobody_else_is_invited(served):
    for path in ("/", "/screen"):
        headers = ask(served, path)[1]
        assert not [name for name in headers if name.startswith("Access-Control")]
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
    status, headers, _ = ask(served, "/input", method="OPTIONS", headers={"Origin": "http://x"})
    assert status == 501
    assert not [name for name in headers if name.startswith("Access-Control")]


def test_it_listens_on_the_loopback_interface_only(served):
    assert served._server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "path",
    ["/../page.html", "//etc/passwd", "/page.html", "/..%2f..%2fweb.py", "/screen/", "/%00", "/.."],
)
def test_there_is_nothing_else_to_get(served, path):
    assert ask(served, path)[0] == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD", "TRACE", "BREW"])
def test_other_methods_are_unknown(served, method):
    assert ask(served, "/", method=method)[0] == 501


# what is posted -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    ["", "{", "{}", "3", '"x"', "[[]]", "[null]", "[" * 9999, '[{"kind":"down"}]', "\ud800"],
)
def test_nonsense_is_refused(served, body):
    data = body.encode("utf-8", "surrogatepass")
    assert ask(served, "/input", method="POST", body=data, headers=JSON)[0] == 400


def test_too_much_is_refused(served):
    body = "[" + " " * 70_000 + "]"
    assert ask(served, "/input", method="POST", body=body, headers=JSON)[0] == 413
    assert post(served, *[{"kind": "rotate"}] * 501) == 400


def test_a_form_of_another_page_is_refused(served):
    """What a page can send elsewhere without asking is not JSON."""
    headers = {"Content-Type": "text/plain"}
    assert ask(served, "/input", method="POST", body="[]", headers=headers)[0] == 415


@pytest.mark.parametrize("length", ["x", "-1", "", "1_0", "\u0661"])
def test_a_body_of_unknown_length_is_refused(served, length):
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as sock:
        lines = (
            f"POST /input?token={served.token} HTTP/1.1",
            f"Host: 127.0.0.1:{served.port}",
            "Content-Type: application/json",
            f"Content-Length: {length}",
        )
        sock.sendall("\r\n".join(lines).encode() + b"\r\n\r\n[]")
        assert sock.recv(100).startswith(b"HTTP/1.1 411")


_numbers = st.one_of(st.floats(), st.integers(), st.none(), st.booleans(), st.text(max_size=3))
_kinds = st.sampled_from(["down", "move", "up", "cancel", "wheel", "key", "text", "rotate", "?"])
_events = st.fixed_dictionaries(
    {"kind": _kinds},
    optional={
        **dict.fromkeys(("x", "y", "t", "dx", "dy"), _numbers),
        "name": st.sampled_from(["Back", "Home", "Enter", "a", "c", "Power", "?", None, 3]),
        "ctrl": st.booleans(),
        "text": st.one_of(st.text(max_size=5), _numbers),
    },
)


@pytest.fixture(scope="module")
def tireless():
    with VirtualPhone(now=NOON) as phone:
        yield phone


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_events, max_size=8))
def test_no_event_breaks_the_phone(tireless, events):
    inputs = Inputs(tireless)
    for event in events:
        with contextlib.suppress(BadInput):
            inputs.perform(event)
    assert tireless.dump_xml().startswith("<?xml")


# what comes of it -----------------------------------------------------------------------------


def finger(kind, x, y, t):
    return {"kind": kind, "x": x, "y": y, "t": t}


def test_a_tap_taps(phone, hands, mirror):
    x, y = hands.need("Settings").bounds.center
    assert post(mirror, finger("down", x, y, 5000), finger("up", x, y, 5040)) == 200
    assert phone.activities.top()[0] == "com.android.settings"


def test_a_rest_is_a_long_press_by_the_viewers_clock(phone, hands, mirror):
    hands.open("Notes")
    phone.files.write_text("/sdcard/Documents/Notes/a.md", "")
    phone.changes.note()
    x, y = hands.need("a", id="title").bounds.center
    post(mirror, finger("down", x, y, 1000))
    assert not hands.sees("1 selected")
    post(mirror, finger("move", x, y, 1520))
    assert hands.sees("1 selected")
    post(mirror, finger("up", x, y, 1700))
    assert hands.sees("1 selected")


def test_a_clock_that_runs_backwards_does_no_harm(phone, hands, mirror):
    x, y = hands.need("Settings").bounds.center
    assert post(mirror, finger("down", x, y, 9e14), finger("up", x, y, 0)) == 200
    assert phone.activities.top()[0] == "com.android.settings"


def test_the_wheel_scrolls_and_never_taps(phone, hands, mirror):
    hands.open("Settings")
    screen = phone.activities.top_screen()
    x, y = hands.need("Apps").bounds.center
    post(mirror, {"kind": "wheel", "x": x, "y": y, "dx": 0, "dy": 1})
    assert phone.activities.top_screen() is screen
    before = phone.dump_xml()
    post(mirror, {"kind": "wheel", "x": 540, "y": 1200, "dx": 0, "dy": 900})
    assert phone.activities.top_screen() is screen
    assert phone.dump_xml() != before
    for edge in (0, 2399):
        post(mirror, {"kind": "wheel", "x": 540, "y": edge, "dx": 0, "dy": -3 if edge else 3})
        assert phone.activities.top_screen() is screen


def test_keys_and_text_of_any_script(phone, hands, mirror):
    hands.open("Contacts")
    hands.tap("Search contacts")
    post(mirror, {"kind": "text", "text": "Zo\u00eb \u4f60"}, {"kind": "key", "name": "Backspace"})
    assert hands.field("Search contacts").text == "Zo\u00eb "
    post(mirror, {"kind": "key", "name": "a", "ctrl": True}, {"kind": "text", "text": "b"})
    assert hands.field("Search contacts").text == "b"
    post(mirror, {"kind": "key", "name": "Home"})
    assert hands.sees(id="hotseat")


def test_rotate_and_power(phone, mirror):
    post(mirror, {"kind": "rotate"})
    assert phone.size_px == (2400, 1080)
    post(mirror, {"kind": "rotate"}, {"kind": "key", "name": "Power"})
    assert phone.size_px == (1080, 2400)
    assert not phone.power.screen_on
    data = ask(mirror, "/screen")[2]
    assert Image.open(io.BytesIO(data)).getextrema() == ((0, 0),) * 3


# what a viewer is told ------------------------------------------------------------------------


def test_the_picture_is_the_screen_and_no_larger_than_wanted(phone, mirror):
    _, headers, data = ask(mirror, "/screen")
    picture = Image.open(io.BytesIO(data))
    assert picture.size == (1080, 2400)
    difference = ImageChops.difference(picture.convert("RGB"), phone.screenshot())
    assert max(high for _, high in difference.resize((108, 240)).getextrema()) < 60
    for wanted, width in ((1080, 1080), (541, 1080), (540, 540), (300, 540), (100, 135), (0, 1080)):
        data = ask(mirror, f"/screen?width={wanted}")[2]
        assert Image.open(io.BytesIO(data)).width == width
    assert int(headers["X-Frame"]) >= 1


class Listener:
    """Reads the events of a page."""

    def __init__(self, mirror):
        self.connection = http.client.HTTPConnection("127.0.0.1", mirror.port, timeout=10)
        self.connection.request("GET", f"/events?token={mirror.token}")
        self.lines = self.connection.getresponse()

    def next(self):
        """The next event with something in it."""
        while True:
            line = self.lines.readline()
            if not line:
                return None
            if line.startswith(b"data:") and (news := json.loads(line[5:])):
                return news

    def close(self):
        self.lines.close()
        self.connection.close()


@pytest.fixture
def listener(mirror):
    with contextlib.closing(Listener(mirror)) as listener:
        yield listener


def test_a_change_is_told_within_a_tenth_of_a_second(phone, listener):
    first = listener.next()
    assert first["size"] == [1080, 2400]
    delays = []
    for number in range(5):
        begun = time.monotonic()
        with phone.lock:
            phone.toasts.show(f"Toast {number}", "android")
            phone.changes.note()
        news = listener.next()
        delays.append(time.monotonic() - begun)
        assert news["frame"] > first["frame"]
    assert min(delays) < 0.1


def test_what_changes_by_itself_is_told(phone, listener):
    listener.next()
    with phone.lock:
        phone.clock.advance(60)
    assert listener.next()["lit"]


def test_an_unchanged_screen_is_quiet_and_not_encoded_again(phone):
    frames = Frames(phone)
    number = frames.look().number
    assert frames.wait(number, 0.1) is None
    assert frames.jpeg(540)[1] is frames.jpeg(400)[1]


def test_a_viewer_uses_up_no_fault():
    with UnreliablePhone(now=NOON, chaos="black_frame@1,empty_tree@1") as phone:
        frames = Frames(phone)
        frames.jpeg(1080)
        picture = Image.open(io.BytesIO(frames.jpeg(540)[1]))
        assert picture.getextrema() != ((0, 0),) * 3
        assert phone.plan.struck == []


def test_stopping_ends_every_connection(phone):
    before = threading.active_count()
    mirror = Mirror(phone, "x").start()
    listener = Listener(mirror)
    listener.next()
    idle = socket.create_connection(("127.0.0.1", mirror.port))
    mirror.stop()
    assert listener.next() is None
    idle.settimeout(5)
    with contextlib.suppress(ConnectionResetError):  # it may not have been accepted yet
        assert idle.recv(1) == b""
    listener.close()
    idle.close()
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() <= before
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", mirror.port))
