"""The report: one page that opens from disk, says what happened, and loads nothing."""

import re
import subprocess
from html.parser import HTMLParser

import pytest

from phoneagent.core.actions import Tap
from phoneagent.core.run import Run
from phoneagent.core.steps import Choice, Move, Ruling
from phoneagent.trace import RunFolder, render_report
from tests.requirements import browser
from tests.trace.builders import result_of, screen, walk, webp

BROWSER = browser()


@pytest.fixture
def written(tmp_path):
    manifest = {"goal": "g", "grant": ['delete: "Shopping"'], "versions": {"phoneagent": "1"}}
    with RunFolder.create(tmp_path, "r1", manifest) as folder:
        run = walk(folder, folder.open_shots(webp))
        result = result_of(run, folder)
        path = folder.write_report(render_report(folder, run, result))
    return folder, path


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.open = [], []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_it_says_what_happened(written):
    _, path = written
    text = path.read_text()
    for said in (
        "add a note Shopping with the text milk",
        "the list shows the note",
        "The title comes first.",
        "no change",
        "decided by difference",
        "manager: 1 call, 812 in, 64 out",
        "operator: 1 call, 640 in, 28 out",
        "shows &#34;Shopping saved&#34;",
        "delete: &#34;Shopping&#34;",
    ):
        assert said in text, said
    assert text.count('class="card step" id="step-') == 3


def test_it_is_well_formed_and_every_picture_is_there(written):
    folder, path = written
    links = _Links()
    links.feed(path.read_text())
    assert links.open == []
    assert links.found
    for link in links.found:
        assert (folder.path / link).is_file(), link


def test_it_loads_nothing_from_elsewhere(written):
    _, path = written
    text = path.read_text()
    assert not re.search(r"https?://|<script|url\(|@import", text)


def test_texts_of_the_screen_cannot_break_out(tmp_path):
    evil = '<script>alert(1)</script>" onload="x'
    with RunFolder.create(tmp_path, "r1", {"goal": evil}) as folder:
        run = walk(folder, folder.open_shots(webp), goal=evil)
        text = render_report(folder, run, result_of(run, folder))
    assert "<script" not in text
    assert 'onload="x' not in text


def test_what_was_not_done_is_shown(tmp_path):
    with RunFolder.create(tmp_path, "r1", {"goal": "g"}) as folder:
        shots = folder.open_shots(webp)
        done = walk(folder, shots)
        run = Run(id="r1", goal="g").see(screen(shots, "Notes", "Delete"))
        run = run.intend(Choice(moves=(Move(action=Tap(target=1)),)))
        run = run.allow(Ruling(verdict="human", rule="delete", question="May it delete?"))
        text = render_report(folder, run, result_of(done, folder))
    assert "May it delete?" in text
    assert "The phone was not touched." in text


@pytest.mark.skipif(BROWSER is None, reason="no chromium here: apt-get install chromium")
def test_a_browser_opens_it_from_disk(written):
    _, path = written
    arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", f"file://{path}"]
    shown = subprocess.run(
        [BROWSER, *arguments], capture_output=True, text=True, timeout=60, check=True
    )
    assert "Shopping saved" in shown.stdout
