"""The memory file: private, shared, undoable, and never lost."""

import os
import sqlite3
import stat
import subprocess
import sys

import pytest

from phoneagent.core.lessons import Learned
from phoneagent.errors import StoreError
from phoneagent.memory import open_items, open_memory
from phoneagent.memory.migrations import STEPS
from phoneagent.memory.store import open_store
from tests.memory.builders import card, finished, notes_list, tip


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "memory.db"


def files(path):
    return sorted(f.name for f in path.parent.iterdir() if f.name.startswith(path.name))


def test_the_file_is_private(path):
    old = os.umask(0)
    try:
        open_memory(path, "write").close()
    finally:
        os.umask(old)
    for name in files(path):
        assert stat.S_IMODE((path.parent / name).stat().st_mode) == 0o600, name


def test_off_makes_no_file(path):
    memory = open_memory(path, "off")
    assert memory.recall("delete a note", None, notes_list()).tips == ()
    memory.learn(finished(), Learned(tips=(tip(),)))
    memory.close()
    assert not path.exists()


def test_read_recalls_and_does_not_learn(path):
    memory = open_memory(path, "read")
    assert memory.recall("turn Wi-Fi off", None, notes_list()).shortcuts
    memory.learn(finished(), Learned(tips=(tip(),)))
    memory.close()
    items = open_items(path)
    assert items.stats().runs == 0
    assert not items.entries(search="check mark to save a note")
    items.close()


def test_a_damaged_file_is_set_aside_and_nothing_is_lost(path, caplog):
    open_memory(path, "write").close()
    original = b"this is not a database, but somebody's bytes" * 100
    path.write_bytes(original)
    memory = open_memory(path, "write")
    assert "set aside" in caplog.text
    assert memory.recall("turn Wi-Fi off", None, notes_list()).shortcuts
    memory.close()
    (aside,) = [name for name in files(path) if ".damaged-" in name]
    assert (path.parent / aside).read_bytes() == original


@pytest.mark.parametrize("page", [1, 3, 10])
def test_damage_inside_the_file_is_found(path, page, caplog):
    open_memory(path, "write").close()
    data = bytearray(path.read_bytes())
    data[page * 4096 : page * 4096 + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    open_memory(path, "write").close()
    assert "was damaged" in caplog.text
    assert any(".damaged-" in name for name in files(path))


def test_damage_twice_in_a_second_loses_neither(path):
    for text in (b"first " * 900, b"second " * 900):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text)
        open_memory(path, "write").close()
    aside = [(path.parent / n).read_bytes()[:5] for n in files(path) if ".damaged-" in n]
    assert sorted(aside) == [b"first", b"secon"]


def test_a_newer_file_is_left_alone(path):
    open_memory(path, "write").close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="version") as caught:
        open_memory(path, "write")
    assert "Update phoneagent" in caught.value.hint
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_used(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be used"):
        open_memory(tmp_path / "file" / "memory.db", "write")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="cannot be used"):
        open_memory(tmp_path / "folder", "write")


def test_a_transaction_is_all_or_nothing(path):
    items = open_items(path)
    store = items._store

    def half():
        with store.change("half") as change:
            change.put("tip", tip_like("x"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert not items.entries(search="half a tip")
    items.close()


def tip_like(id):
    from phoneagent.memory.records import tip_row

    return tip_row(tip(id, "half a tip"))


def test_several_processes_write_at_once(path):
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from phoneagent.memory import open_items\n"
        "items = open_items(Path(sys.argv[1]))\n"
        "for n in range(20):\n"
        "    items.add_tip(f'tip {n} of {sys.argv[2]}', scope='global', about='')\n"
        "items.close()\n"
    )
    children = [
        subprocess.Popen([sys.executable, "-c", program, str(path), str(n)]) for n in range(3)
    ]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    items = open_items(path)
    assert len([e for e in items.entries("tip") if e.origin == "person"]) == 60
    items.close()


def test_every_change_can_be_undone(path):
    memory = open_memory(path, "write")
    seen = notes_list("a", "b")
    memory.recall("x", None, seen)
    memory.learn(finished(id="one"), Learned(tips=(tip(),), pages=(card(),)))
    memory.recall("x", None, seen)
    memory.learn(finished(id="two"), Learned(pages=(card(),)))
    memory.close()
    items = open_items(path)
    assert items.show(card().key).seen == 2
    items.remove("t1")
    assert items.undo() == ("removed t1", 1)
    assert items.show("t1").text == tip().text
    assert items.undo() == ("run two", 1)
    assert items.show(card().key).seen == 1
    assert items.undo() == ("run one", 2)
    with pytest.raises(StoreError, match="t1"):
        items.show("t1")
    assert items.undo() == ("", 0)
    assert items.stats().shortcuts > 30
    items.close()


def test_undoing_leaves_text_search_and_similarity_right(path):
    memory = open_memory(path, "write")
    memory.recall("x", None, notes_list("a"))
    memory.learn(finished(), Learned(pages=(card(function="zebra crossing"),)))
    assert memory.recall("zebra", None, notes_list(page="other")).pages[0].key == card().key
    memory.close()
    items = open_items(path)
    items.undo()
    items.close()
    memory = open_memory(path, "write")
    assert card().key not in [p.key for p in memory.recall("zebra", None, notes_list()).pages]
    memory.close()


def test_opening_again_changes_nothing(path):
    open_memory(path, "write").close()
    first = path.read_bytes()
    open_memory(path, "write").close()
    assert path.read_bytes() == first


def test_a_store_that_loses_its_file_says_so(path):
    store = open_store(path)
    store.connection.execute("DROP TABLE tips")
    with pytest.raises(StoreError, match="cannot be used"), store.reading() as connection:
        connection.execute("SELECT * FROM tips")
    store.close()
