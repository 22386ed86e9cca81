"""Storage: one folder on the host under many device paths, never left."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.virtualphone.system.files import canonical, temporary_folder

ALIASES = (
    "/sdcard",
    "/storage/emulated/0",
    "/storage/self/primary",
    "/mnt/sdcard",
    "/data/media/0",
)


@pytest.mark.parametrize("alias", ALIASES)
def test_aliases_are_one_folder(phone, alias):
    phone.files.write_text("/sdcard/Download/a.txt", "hello")
    assert phone.files.read_text(f"{alias}/Download/a.txt") == "hello"


def test_private_folders_have_an_alias_too(phone):
    assert phone.files.host("/data/user/0/org.x/f") == phone.files.host("/data/data/org.x/f")


@given(st.lists(st.sampled_from(["..", ".", "", "a", "sdcard", "storage"]), max_size=12))
def test_no_path_leaves_the_device(parts):
    path = canonical("/" + "/".join(parts))
    assert path.startswith("/")
    assert ".." not in path.split("/")


def test_a_link_out_of_the_device_is_refused(phone, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("host")
    (phone.files.host("/sdcard") / "link").symlink_to(secret)
    with pytest.raises(PermissionError, match="Permission denied"):
        phone.files.read_text("/sdcard/link")


def test_times_are_the_devices_and_reading_leaves_them(phone):
    phone.clock.set(phone.clock.now().replace(year=2023))
    phone.files.write_text("/sdcard/x", "1")
    before = phone.files.host("/sdcard/x").stat()
    assert abs(before.st_mtime * 1000 - phone.clock.epoch_ms()) < 5000
    assert before.st_atime_ns == before.st_mtime_ns


def test_databases_are_opened_by_path_every_time(phone):
    path, schema = "/data/data/org.x/databases/x.db", "CREATE TABLE IF NOT EXISTS t(a)"
    with phone.files.database(path, schema) as db:
        db.execute("INSERT INTO t VALUES (1)")
    phone.files.remove(path)  # adb replaces databases under a running phone
    with phone.files.database(path, schema) as db:
        assert db.execute("SELECT count(*) FROM t").fetchone()[0] == 0


def test_a_failed_operation_leaves_the_database_as_it_was(phone):
    path, schema = "/data/data/org.x/databases/x.db", "CREATE TABLE IF NOT EXISTS t(a)"

    def insert_and_fail():
        with phone.files.database(path, schema) as db:
            db.execute("INSERT INTO t VALUES (1)")
            db.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        insert_and_fail()
    with phone.files.database(path, schema) as db:
        assert db.execute("SELECT count(*) FROM t").fetchone()[0] == 0


def test_folders_carry_the_devices_time_too(phone):
    files = phone.files

    def age_s(path):
        return phone.clock.epoch_ms() / 1000 - files.host(path).stat().st_mtime

    files.write_text("/sdcard/one/two/a.txt", "")
    assert max(age_s("/sdcard/one"), age_s("/sdcard/one/two"), age_s("/sdcard")) < 5
    phone.clock.advance(3600)
    files.move("/sdcard/one/two/a.txt", "/sdcard/three/a.txt")
    assert age_s("/sdcard/one/two") < 5 > age_s("/sdcard/three")
    assert age_s("/sdcard/one") > 3000
    assert age_s("/sdcard/three/a.txt") > 3000
    phone.clock.advance(3600)
    files.remove("/sdcard/three/a.txt")
    assert age_s("/sdcard/three") < 5


def test_whoever_sets_tmpdir_chooses_where_a_phone_keeps_its_files(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with temporary_folder() as folder:
        assert Path(folder).parent == tmp_path
        assert Path(folder).stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == []
    monkeypatch.delenv("TMPDIR")
    monkeypatch.setattr(tempfile, "tempdir", None)
    with temporary_folder() as folder:
        assert Path(folder).stat().st_mode & 0o077 == 0
        assert shutil.disk_usage(folder).free > 0
