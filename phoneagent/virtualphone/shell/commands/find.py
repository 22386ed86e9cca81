"""`find`: walks folders and tests, prints or changes what it meets."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path

from phoneagent.virtualphone.shell.glob import matches
from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command


@command("find")
def find(run: Invocation) -> int:
    """`find [PATH ...] [-name|-iname|-path|-type|-mindepth|-maxdepth|-size|-empty|-newer ...]`.

    Terms are joined by and, `-o` separates alternatives; `-print`, `-delete`, `-exec` act.
    """
    args = list(run.args)
    starts = []
    while args and not args[0].startswith(("-", "(", "!")):
        starts.append(args.pop(0))
    query = _FindQuery(run, args)
    code = 0
    for start in starts or ["."]:
        root = run.phone.files.host(run.path(start))
        if not root.exists():
            run.complain(f"{start}: No such file or directory")
            code = 1
            continue
        for shown, path, depth in walk(start, root, bottom_up=query.deletes):
            query.visit(shown, path, depth)
    return code


def walk(
    shown: str, path: Path, depth: int = 0, *, bottom_up: bool
) -> Iterator[tuple[str, Path, int]]:
    if not bottom_up:
        yield shown, path, depth
    if path.is_dir() and not path.is_symlink():
        for name in sorted(entry.name for entry in path.iterdir()):
            inner = shown + name if shown.endswith("/") else f"{shown}/{name}"
            yield from walk(inner, path / name, depth + 1, bottom_up=bottom_up)
    if bottom_up:
        yield shown, path, depth


class _FindQuery:
    """The expression of `find`: alternatives, each a list of terms."""

    def __init__(self, run: Invocation, args: list[str]) -> None:
        self._run = run
        self._least, self._most = 0, 1 << 30
        self._alternatives: list[list[tuple[str, str]]] = [[]]
        self.deletes = "-delete" in args or "-depth" in args
        waiting = [arg for arg in args if arg not in ("(", ")", "\\(", "\\)")]
        while waiting:
            self._take(waiting.pop(0), waiting)
        self._acts = any(
            term in ("-print", "-print0", "-delete", "-exec")
            for terms in self._alternatives
            for term, _ in terms
        )

    def _take(self, term: str, waiting: list[str]) -> None:
        if term in ("-o", "-or"):
            self._alternatives.append([])
        elif term in ("-a", "-and", "-depth", "-xdev"):
            pass
        elif term in ("-print", "-print0", "-delete", "-empty", "!", "-not", "-prune"):
            self._alternatives[-1].append((term, ""))
        elif term == "-exec":
            end = next((i for i, arg in enumerate(waiting) if arg in (";", "+")), len(waiting))
            self._alternatives[-1].append((term, "\0".join(waiting[:end])))
            del waiting[: end + 1]
        elif not waiting:
            raise CommandError(f"'{term}' needs 1 arg")
        elif term in ("-mindepth", "-maxdepth"):
            value = int(waiting.pop(0))
            self._least = value if term == "-mindepth" else self._least
            self._most = value if term == "-maxdepth" else self._most
        elif term in ("-name", "-iname", "-path", "-type", "-size", "-newer", "-mtime", "-user"):
            self._alternatives[-1].append((term, waiting.pop(0)))
        else:
            raise self._run.unknown_option()

    def visit(self, shown: str, path: Path, depth: int) -> None:
        """Test one path and act on it."""
        if not self._least <= depth <= self._most:
            return
        for terms in self._alternatives:
            if self._all_hold(terms, shown, path):
                if not self._acts:
                    self._run.line(shown)
                return

    def _all_hold(self, terms: list[tuple[str, str]], shown: str, path: Path) -> bool:
        negate = False
        for term, value in terms:
            if term in ("!", "-not"):
                negate = True
                continue
            if self._holds(term, value, shown, path) == negate:
                return False
            negate = False
        return True

    def _holds(self, term: str, value: str, shown: str, path: Path) -> bool:
        name = posixpath.basename(shown.rstrip("/")) or shown
        match term:
            case "-name":
                return matches(name, value)
            case "-iname":
                return matches(name.lower(), value.lower())
            case "-path":
                return matches(shown, value)
            case "-type":
                return _is_kind(path, value)
            case "-empty":
                return not any(path.iterdir()) if path.is_dir() else path.stat().st_size == 0
            case "-size":
                return _has_size(path, value)
            case "-newer":
                other = self._run.phone.files.host(self._run.path(value))
                return path.lstat().st_mtime > other.stat().st_mtime
            case "-mtime" | "-user" | "-prune":
                return True
            case _:
                return self._act(term, value, shown, path)

    def _act(self, term: str, value: str, shown: str, path: Path) -> bool:
        run = self._run
        if term == "-delete":
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        elif term == "-exec":
            words = [word.replace("{}", shown) for word in value.split("\0")]
            return run.shell.call(words, run.channels) == 0
        else:
            run.out(shown + ("\0" if term == "-print0" else "\n"))
        return True


def _is_kind(path: Path, kinds: str) -> bool:
    letter = "l" if path.is_symlink() else "d" if path.is_dir() else "f"
    return letter in kinds.split(",")


def _has_size(path: Path, value: str) -> bool:
    units = {"c": 1, "k": 1024, "M": 1 << 20, "G": 1 << 30}
    sign = value[0] if value[:1] in "+-" else ""
    text = value.lstrip("+-")
    unit = units.get(text[-1:], 512)
    wanted = int(text.rstrip("ckMG") or 0)
    have = -(-path.lstat().st_size // unit)
    return have > wanted if sign == "+" else have < wanted if sign == "-" else have == wanted
