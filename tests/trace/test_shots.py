"""Screens: stored once per content, encoded behind the back, answered at once."""

import gzip
import hashlib
import io
import threading

import pytest
from PIL import Image

from phoneagent.trace import ShotStore
from tests.trace.builders import picture, webp


@pytest.fixture
def store(tmp_path):
    made = ShotStore(tmp_path, webp)
    yield made
    made.close()


def test_a_screenshot_comes_back_at_once_and_after_closing(store, tmp_path):
    data = picture("one")
    sha = store.put_image(data)
    assert store.image(sha) == data
    store.close()
    stored = (tmp_path / "shots" / f"{sha}.webp").read_bytes()
    assert Image.open(io.BytesIO(stored)).size == (1080, 2400)
    assert ShotStore(tmp_path, webp).image(sha) == stored


def test_the_same_content_is_encoded_once(tmp_path):
    calls = []

    def encode(data):
        calls.append(data)
        return b"RIFF" + data

    store = ShotStore(tmp_path, encode)
    first = {store.put_image(b"a" * 100) for _ in range(50)}
    store.close()
    again = ShotStore(tmp_path, encode)
    assert {again.put_image(b"a" * 100)} == first
    again.close()
    assert len(calls) == 1


def test_old_screens_are_found_while_they_wait(tmp_path):
    gate = threading.Event()

    def slow(data):
        gate.wait(30)
        return data

    store = ShotStore(tmp_path, slow)
    shas = [store.put_image(b"%d" % n) for n in range(25)]
    assert [store.image(sha) for sha in shas] == [b"%d" % n for n in range(25)]
    gate.set()
    store.close()
    assert [ShotStore(tmp_path, slow).image(sha) for sha in shas] == [b"%d" % n for n in range(25)]


def test_while_the_loop_waits_screens_are_encoded_at_once(store, tmp_path):
    with store.meanwhile():
        shas = [store.put_image(picture(str(n))) for n in range(3)]
        store.flush()
    assert all((tmp_path / "shots" / f"{sha}.webp").is_file() for sha in shas)


def test_what_is_no_picture_is_kept_as_it_came(store, tmp_path):
    sha = store.put_image(b"\xff\xd8 torn jpeg")
    store.close()
    assert (tmp_path / "shots" / f"{sha}.jpg").read_bytes() == b"\xff\xd8 torn jpeg"
    assert store.problems
    assert store.image(sha) == b"\xff\xd8 torn jpeg"


def test_trees(store, tmp_path):
    xml = "<hierarchy><node text='ü \u4f60'/></hierarchy>"
    sha = store.put_tree(xml)
    assert store.tree(sha) == xml
    store.close()
    assert gzip.decompress((tmp_path / "trees" / f"{sha}.xml.gz").read_bytes()).decode() == xml
    assert ShotStore(tmp_path, webp).tree(sha) == xml


def test_nothing_there(store):
    assert store.image("") == b""
    assert store.image("0" * 24) == b""
    assert store.tree("nothing") == ""
    assert store.put_image(b"") == ""


def test_the_cap_drops_screens_and_says_so(tmp_path):
    store = ShotStore(tmp_path, lambda data: data, cap_bytes=1000)
    for n in range(10):
        store.put_image(b"%d" % n * 400)
    store.close()
    used = sum(f.stat().st_size for f in (tmp_path / "shots").iterdir())
    assert used < 1500
    assert "full" in store.problems[0]


def test_many_threads(tmp_path):
    store = ShotStore(tmp_path, lambda data: data)
    contents = [hashlib.sha256(b"%d" % n).digest() for n in range(60)]

    def put():
        for data in contents:
            assert store.image(store.put_image(data)) == data

    threads = [threading.Thread(target=put) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    assert len(list((tmp_path / "shots").iterdir())) == 60
