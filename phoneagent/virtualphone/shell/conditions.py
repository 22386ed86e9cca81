"""The expressions of `test` and `[`."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from phoneagent.virtualphone.shell.glob import matches
from phoneagent.virtualphone.shell.registry import CommandError, Invocation

_FILE_TESTS: Mapping[str, Callable[[Path], bool]] = {
    "-e": Path.exists,
    "-f": Path.is_file,
    "-d": Path.is_dir,
    "-h": Path.is_symlink,
    "-L": Path.is_symlink,
    "-r": Path.exists,
    "-w": Path.exists,
    "-x": lambda path: path.exists() and bool(path.stat().st_mode & stat.S_IXUSR),
    "-s": lambda path: path.exists() and path.stat().st_size > 0,
    "-p": Path.is_fifo,
    "-S": Path.is_socket,
    "-b": Path.is_block_device,
    "-c": Path.is_char_device,
}
_NUMBERS: Mapping[str, Callable[[int, int], bool]] = {
    "-eq": lambda a, b: a == b,
    "-ne": lambda a, b: a != b,
    "-lt": lambda a, b: a < b,
    "-le": lambda a, b: a <= b,
    "-gt": lambda a, b: a > b,
    "-ge": lambda a, b: a >= b,
}
_TEXTS: Mapping[str, Callable[[str, str], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
}


def evaluate(args: Sequence[str], run: Invocation) -> bool:
    """The truth of a test expression (POSIX `test`, with `-a`, `-o`, `!` and parentheses).

    Raises:
        CommandError: not an expression.
    """
    if not args:
        return False
    reader = _Reader(list(args), run)
    value = reader.any_of()
    if reader.rest:
        raise CommandError(f"{reader.rest[0]}: unexpected operator/operand", code=2)
    return value


class _Reader:
    def __init__(self, rest: list[str], run: Invocation) -> None:
        self.rest = rest
        self._run = run

    def any_of(self) -> bool:
        value = self._all_of()
        while self.rest[:1] in (["-o"], ["||"]):
            self.rest.pop(0)
            value = self._all_of() or value
        return value

    def _all_of(self) -> bool:
        value = self._single()
        while self.rest[:1] in (["-a"], ["&&"]):
            self.rest.pop(0)
            value = self._single() and value
        return value

    def _single(self) -> bool:
        if not self.rest:
            raise CommandError("expression expected", code=2)
        if len(self.rest) >= 3 and self._is_comparison(self.rest[1]):
            left, operator, right = self.rest[:3]
            del self.rest[:3]
            return self._compare(left, operator, right)
        first = self.rest.pop(0)
        if first == "!" and self.rest:
            return not self._single()
        if first == "(" and ")" in self.rest:
            value = self.any_of()
            if self.rest[:1] != [")"]:
                raise CommandError("missing )", code=2)
            self.rest.pop(0)
            return value
        if self.rest and first in ("-n", "-z"):
            return (self.rest.pop(0) != "") == (first == "-n")
        if self.rest and first in _FILE_TESTS:
            return self._file(first, self.rest.pop(0))
        if self.rest and first == "-t":
            self.rest.pop(0)
            return False
        return first != ""

    def _is_comparison(self, word: str) -> bool:
        return word in _NUMBERS or word in _TEXTS or word in ("==", "-nt", "-ot", "-ef")

    def _compare(self, left: str, operator: str, right: str) -> bool:
        if operator == "==":
            return matches(left, right)
        if operator in _TEXTS:
            return _TEXTS[operator](left, right)
        if operator in _NUMBERS:
            try:
                return _NUMBERS[operator](int(left), int(right))
            except ValueError:
                raise CommandError(f"{left} {operator} {right}: bad number", code=2) from None
        return self._compare_files(left, operator, right)

    def _compare_files(self, left: str, operator: str, right: str) -> bool:
        one, two = self._path(left), self._path(right)
        if one is None or two is None or not (one.exists() and two.exists()):
            return False
        if operator == "-ef":
            return one.samefile(two)
        newer, older = (one, two) if operator == "-nt" else (two, one)
        return newer.stat().st_mtime > older.stat().st_mtime

    def _file(self, test: str, operand: str) -> bool:
        path = self._path(operand)
        return path is not None and bool(operand) and _FILE_TESTS[test](path)

    def _path(self, operand: str) -> Path | None:
        try:
            return self._run.phone.files.host(self._run.path(operand))
        except OSError:
            return None
