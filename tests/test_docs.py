"""The documents keep up with the program, and what they show runs."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from phoneagent import errors
from phoneagent.cli.root import COMMANDS, phoneagent
from phoneagent.config import Config
from phoneagent.core.actions import TABLE
from phoneagent.core.result import EXIT_CODES
from phoneagent.testing import pytest_plugin

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.M | re.S)
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#([\w-]+))?\)")


def _text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def _blocks(language: str) -> Iterator[tuple[str, str]]:
    """(page and number, code) of every block in a language."""
    for page in PAGES:
        found = (code for marked, code in _BLOCK.findall(page.read_text()) if marked == language)
        for number, code in enumerate(found, start=1):
            yield f"{page.relative_to(ROOT)}-{number}", code


# ---- nothing is missing ------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_on_the_page(name: str):
    assert f"`phoneagent {name}" in _text("cli.md")


def test_every_memory_command_is_on_the_page():
    group = phoneagent.get_command(click.Context(phoneagent), "memory")
    assert isinstance(group, click.Group)
    for name in group.commands:
        assert f"`memory {name}" in _text("cli.md")


def test_every_exit_code_is_on_the_page():
    for status, code in EXIT_CODES.items():
        assert re.search(rf"^\| {code} \| .*`{status}`", _text("cli.md"), re.M), status


@pytest.mark.parametrize("name", Config.model_fields)
def test_every_setting_is_on_the_page(name: str):
    assert f"| `{name}` | `PHONEAGENT_{name.upper()}`" in _text("settings.md")


def _errors() -> list[str]:
    found = vars(errors).items()
    return [n for n, o in found if isinstance(o, type) and issubclass(o, errors.PhoneagentError)]


@pytest.mark.parametrize("name", _errors())
def test_every_error_is_on_the_page(name: str):
    assert f"`{name}`" in _text("library.md")


@pytest.mark.parametrize("action", TABLE, ids=lambda action: action.wire)
def test_every_action_is_on_the_page(action):
    assert f"| `{action.wire}` | `{action.example}` |" in _text("actions.md")


def test_every_plugin_option_is_on_the_page(pytestconfig: pytest.Config):
    source = Path(pytest_plugin.__file__).read_text()
    options = re.findall(r'"(--phone-[a-z-]+)"', source)
    assert len(options) > 4
    for option in options:
        assert f"`{option}" in _text("testing.md")
    for name in re.findall(r'addini\("(\w+)"', source):
        assert f"`{name}`" in _text("testing.md")


# ---- nothing is wrong --------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path):
    for target, anchor in _LINK.findall(page.read_text()):
        if "://" in target:
            continue
        there = (page.parent / target).resolve()
        assert there.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", there.read_text(), re.M)
            slugs = [re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings]
            assert anchor in slugs, (target, anchor)


PYTHON = dict(_blocks("python"))


@pytest.mark.parametrize("name", PYTHON)
def test_python_blocks_run(name: str, tmp_path: Path, private_world: object):
    code = PYTHON[name]
    if "openai:" in code or re.search(r"^\s*\.\.\.", code, re.M):
        compile(code, name, "exec")  # it needs a model, or is a sketch: at least it is Python
        return
    path = tmp_path / "block_test.py"
    path.write_text(code)
    runner = ["-m", "pytest", "-q", "-p", "no:cacheprovider"] if "def test_" in code else []
    done = subprocess.run(
        [sys.executable, *runner, str(path)], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


COMMAND_LINES = [
    (name, line)
    for language in ("sh", "console", "bash")
    for name, code in _blocks(language)
    for line in re.sub(r"\\\n\s*", " ", code).splitlines()
    if re.match(r"(\$ )?([A-Z_]+=\S+ )*phoneagent ", line)
]


@pytest.mark.parametrize(("name", "line"), COMMAND_LINES, ids=lambda text: text[:50])
def test_command_lines_are_understood(name: str, line: str):
    """Every command that is shown can be parsed; nothing is run."""
    for part in re.split(r"&&|\||(?<=\s)&(?=\s|$)", line.removeprefix("$ ")):
        words = shlex.split(part, comments=True)
        while words and "=" in words[0]:
            words.pop(0)
        if not words or words[0] != "phoneagent":
            continue
        command: click.Command = phoneagent
        rest = words[1:]
        while isinstance(command, click.Group):
            found = command.get_command(click.Context(command), rest[0])
            assert found is not None, part
            command, rest = found, rest[1:]
        context = click.Context(command, info_name=command.name, resilient_parsing=True)
        _, left, _ = command.make_parser(context).parse_args(list(rest))
        known = sum(p.nargs != -1 for p in command.params if isinstance(p, click.Argument))
        many = any(p.nargs == -1 for p in command.params)
        assert many or len(left) <= known, part


def _sessions() -> Iterator[tuple[str, list[str]]]:
    """(command, lines it prints) for every command that is shown together with its output."""
    for _, code in _blocks("console"):
        for session in re.split(r"^\$ ", code, flags=re.M)[1:]:
            line, *shown = session.splitlines()
            if line.startswith("phoneagent ") and any(shown):
                yield line, [text for text in shown if text.strip()]


@pytest.mark.parametrize(("line", "shown"), list(_sessions()), ids=lambda text: str(text)[:40])
def test_console_sessions_print_what_they_show(
    line: str, shown: list[str], tmp_path: Path, private_world: object
):
    """The first two words of each line that is shown are among what the command prints."""
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(line, comments=True)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = " ".join((done.stdout + done.stderr).split())
    for text in shown:
        assert " ".join(text.split()[:2]) in said, (text, said)
