"""Habits of the house that no linter checks: module docstrings, and who may print."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "phoneagent"
MODULES = {
    str(path.relative_to(PACKAGE)): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}
# The virtual phone is a product of its own with a command line of its own.
COMMAND_LINES = ("cli/", "virtualphone/__main__.py")
_SENTENCE_INSIDE = re.compile(r"[.!?]\s+[A-Z]")


def prints(tree: ast.Module) -> list[int]:
    """The lines that call or hand on the built-in print, or write to the standard streams."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in ("print", "pprint"):
            found.append(node.lineno)
        if isinstance(node, ast.Attribute) and ast.unparse(node).startswith(
            ("sys.stdout.write", "sys.stderr.write", "builtins.print")
        ):
            found.append(node.lineno)
    return found


def unlike_one_sentence(said: str | None) -> str:
    """What is wrong with a module's docstring; "" when nothing is."""
    if not said:
        return "it says nothing"
    first, *rest = said.split("\n\n")[0].splitlines()
    if rest or not first.endswith((".", "?", "!")):
        return "the first line is no whole sentence"
    return "more than one sentence in the first line" if _SENTENCE_INSIDE.search(first) else ""


def test_every_module_begins_with_one_sentence():
    found = {name: unlike_one_sentence(ast.get_docstring(tree)) for name, tree in MODULES.items()}
    assert len(found) > 100
    assert {name: problem for name, problem in found.items() if problem} == {}


def test_only_command_lines_print():
    silent = {n: tree for n, tree in MODULES.items() if not n.startswith(COMMAND_LINES)}
    assert {name: lines for name, tree in silent.items() if (lines := prints(tree))} == {}


@pytest.mark.parametrize("said", [None, "Says\nmuch.", "No end", "One. And another."])
def test_a_bad_docstring_is_noticed(said: str | None):
    assert unlike_one_sentence(said)


@pytest.mark.parametrize(
    "code", ["print('x')", "say = print", "import sys\nsys.stdout.write('x')", "f(key=print)"]
)
def test_printing_is_noticed(code: str):
    assert prints(ast.parse(code))
