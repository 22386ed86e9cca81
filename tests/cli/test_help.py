"""--help of everything: complete, no wider than a terminal, and quick."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from phoneagent.cli.root import COMMANDS, phoneagent

HEAVY = ("openai", "PIL", "uiautomator2", "adbutils", "langgraph", "sqlite_utils", "jinja2")


def _paths(command: click.Command = phoneagent, path: tuple[str, ...] = ()) -> Iterator[list[str]]:
    yield list(path)
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            below = command.get_command(click.Context(command), name)
            assert below is not None
            yield from _paths(below, (*path, name))


PATHS = list(_paths())


@pytest.mark.parametrize("path", PATHS, ids=lambda path: " ".join(path) or "phoneagent")
def test_help_fits_a_terminal_and_explains_every_option(path: list[str]):
    result = CliRunner().invoke(phoneagent, [*path, "--help"], terminal_width=80)
    assert result.exit_code == 0
    for line in result.stdout.splitlines():
        assert len(line) <= 80, line
    assert result.stdout.startswith(f"Usage: phoneagent {' '.join(path)}".rstrip())


@pytest.mark.parametrize("path", PATHS, ids=lambda path: " ".join(path) or "phoneagent")
def test_every_command_and_option_has_a_sentence(path: list[str]):
    command: click.Command = phoneagent
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.opts


def test_the_short_lines_of_the_overview_are_those_of_real_commands():
    overview = CliRunner().invoke(phoneagent, ["-h"], terminal_width=80).stdout
    for name, (_, line) in COMMANDS.items():
        assert f"  {name} " in overview
        assert line in " ".join(overview.split())


@pytest.mark.parametrize("group", ["memory", "config"])
def test_the_lines_of_a_group_are_not_cut_short(group: str):
    shown = CliRunner().invoke(phoneagent, [group, "-h"], terminal_width=80).stdout
    commands = shown.partition("Commands:")[2].partition("\n\n")[0]
    assert commands.strip()
    assert "..." not in commands


def _cpu_s(*argv: str) -> float:
    """Seconds of processor time a Python process takes; the best of four tries."""
    spent = []
    for _ in range(4):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *argv], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


@pytest.mark.parametrize("words", ["--help", "run --help", "memory list --help", "ui --help"])
def test_help_is_quick(words: str):
    assert _cpu_s("-m", "phoneagent", *words.split()) < 0.2


def test_the_import_is_quick():
    assert _cpu_s("-c", "import phoneagent") < 0.1


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from phoneagent.cli.root import phoneagent\n"
        "try: phoneagent(['run', '--help'])\n"
        "except SystemExit: pass\n"
        f"sys.exit(str([name for name in {HEAVY!r} if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"


def test_the_version():
    result = CliRunner().invoke(phoneagent, ["--version"])
    assert result.exit_code == 0
    assert result.stdout.startswith("phoneagent 0.")
