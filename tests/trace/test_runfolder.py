"""The run folder: private, append-only, whole after a crash, without secrets."""

import gzip
import json
import os
import signal
import stat
import subprocess
import sys

import pytest

from phoneagent.core.result import Result
from phoneagent.errors import StoreError
from phoneagent.policy import Redactor
from phoneagent.trace import RunFolder, list_runs, new_run_id
from tests.trace.builders import result_of, walk, webp

SECRET = 'hunter & "22"'


@pytest.fixture
def folder(tmp_path):
    with RunFolder.create(tmp_path / "runs", "r1", {"goal": "g"}) as made:
        yield made


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_everything_is_private(folder):
    old = os.umask(0)
    try:
        folder.append("start", {"a": 1}, durable=True)
        folder.write_result(Result(run_id="r1", goal="g", status="failed", verified=False))
        folder.write_report("<p>hi</p>")
        folder.open_shots(webp).put_tree("<hierarchy/>")
        folder.state_db.read_bytes()
        folder.close()
    finally:
        os.umask(old)
    for path in [folder.path, *folder.path.rglob("*")]:
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path


def test_events_come_back_in_order(folder):
    for n in range(5):
        folder.append("perceive", {"steps": n})
    kinds = [(event.n, event.kind, event.data["steps"]) for event in folder.events()]
    assert kinds == [(n + 1, "perceive", n) for n in range(5)]


def test_a_torn_last_line_is_left_out_and_cut_off_on_going_on(folder):
    folder.append("start", {"a": 1})
    folder.append("plan", {"a": 2})
    folder.close()
    journal = folder.path / "journal.jsonl"
    whole = journal.read_bytes()
    for cut in range(1, len(whole.splitlines(True)[1])):
        journal.write_bytes(whole[:-cut])
        again = RunFolder.open_existing(folder.path)
        events = list(again.events())
        assert [e.kind for e in events] == (["start", "plan"] if cut == 1 else ["start"])
        again.append("resume")
        again.close()
        assert [e.kind for e in again.events()][-1] == "resume"
        assert [e.n for e in again.events()] == list(range(1, len(events) + 2))


def test_a_damaged_line_in_the_middle_is_told(folder):
    folder.append("start")
    folder.append("plan")
    folder.close()
    journal = folder.path / "journal.jsonl"
    journal.write_bytes(b"garbage\n" + journal.read_bytes())
    with pytest.raises(StoreError, match="line 1"):
        list(folder.events())


def test_durable_events_survive_a_kill(tmp_path):
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from phoneagent.trace import RunFolder\n"
        "folder = RunFolder.create(Path(sys.argv[1]), 'k', {'goal': 'g'})\n"
        "folder.append('begin', {'n': 1}, durable=True)\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "ready\n"
    with pytest.raises(StoreError, match="another process"):
        RunFolder.open_existing(tmp_path / "k").append("resume")
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    with RunFolder.open_existing(tmp_path / "k") as again:
        again.append("resume")
        assert [e.kind for e in again.events()] == ["begin", "resume"]


def test_the_same_run_is_not_made_twice(folder, tmp_path):
    with pytest.raises(StoreError, match="already a run"):
        RunFolder.create(tmp_path / "runs", "r1", {"goal": "other"})
    assert folder.manifest["goal"] == "g"


def test_no_run_there(tmp_path):
    with pytest.raises(StoreError, match="no run"):
        RunFolder.open_existing(tmp_path)


def test_a_place_that_cannot_be_used(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        RunFolder.create(tmp_path / "file", "r", {})


def test_runs_are_listed_newest_first(tmp_path):
    for name, status in (("a", "succeeded"), ("b", "failed"), ("c", None)):
        with RunFolder.create(tmp_path, name, {"goal": f"goal {name}"}) as made:
            if status:
                made.write_result(Result(run_id=name, goal="g", status=status, verified=False))
    (tmp_path / "no_run").mkdir()
    (tmp_path / "a" / "run.json").write_text("{")
    runs = {run.run_id: run for run in list_runs(tmp_path)}
    assert [run.run_id for run in list_runs(tmp_path)][:2] == ["c", "b"]
    assert (runs["b"].status, runs["c"].status, runs["a"].status) == ("failed", "", "damaged")
    assert runs["b"].goal == "goal b"
    assert list_runs(tmp_path / "nothing") == ()


def test_run_ids_sort_by_time():
    assert new_run_id(1_700_000_000) < new_run_id(1_700_000_100)
    assert new_run_id() != new_run_id()


def test_the_journal_stops_growing_but_keeps_what_matters(tmp_path):
    with RunFolder.create(tmp_path, "r", {}, cap_bytes=2000) as folder:
        for _ in range(100):
            folder.append("perceive", {"text": "x" * 100})
        folder.append("begin", {"n": 9}, durable=True)
    assert folder.size_bytes < 4000
    assert [e.kind for e in folder.events()][-1] == "begin"


def test_no_secret_in_any_file(tmp_path):
    redactor = Redactor({"pw": SECRET})
    with RunFolder.create(tmp_path, "r", {"goal": f"log in with {SECRET}"}, redactor) as folder:
        shots = folder.open_shots(webp)
        shots.put_tree(f"<node text='{SECRET.replace('&', '&amp;').replace(chr(34), '&quot;')}'/>")
        run = walk(folder, shots, goal=f"type {SECRET}")
        folder.append("odd", {"deep": [{"x": [SECRET]}], SECRET: json.dumps({"a": SECRET})})
        result = result_of(run, folder)
        folder.write_result(result)
        from phoneagent.trace import render_report

        folder.write_report(render_report(folder, run, result))
    for path in folder.path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            text = gzip.decompress(data) if path.suffix == ".gz" else data
            for part in (b"hunter", SECRET.encode()):
                assert part not in text, path
    assert "<secret:pw>" in (folder.path / "run.json").read_text()


def test_odd_texts_are_written(folder):
    folder.append("odd", {"text": "lone \ud800 and \u2028 and \x00"})
    assert next(iter(folder.events())).kind == "odd"
