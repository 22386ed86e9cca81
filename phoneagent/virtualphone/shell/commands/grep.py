"""`grep`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phoneagent.virtualphone.shell.regex import compile_regex, lines_of
from phoneagent.virtualphone.shell.registry import (
    CommandError,
    Invocation,
    command,
    each_input,
    split_options,
)


@command("grep", "egrep", "fgrep", holds_phone=False)
def grep(run: Invocation) -> int:
    """`grep [-E -F -i -v -c -n -l -q -o -w -x -r -h -H -s -m N -e PATTERN -A N -B N -C N]`."""
    options, operands = split_options(run.args, with_value="emABCf")
    patterns = [options["e"]] if "e" in options else operands[:1]
    operands = operands if "e" in options else operands[1:]
    if not patterns:
        raise CommandError("no REGEX", code=2)
    matcher = _matcher(patterns[0], options, run.name)
    if not operands and not {"c", "A", "B", "C", "m", "r", "R", "H", "l"} & options.keys():
        return 0 if _grep_stream(run, options, matcher) else 1
    found = failed = False
    many = ("r" in options or len(operands) > 1 or "H" in options) and "h" not in options
    names = list(_grep_names(run, operands, recursive="r" in options or "R" in options))
    sources = list(each_input(run, names)) if names or not operands else []
    failed = len(sources) < max(1, len(names))
    for name, data in sources:
        prefix = f"{'(standard input)' if name == '-' else name}:" if many else ""
        found = _grep_one(run, options, matcher, lines_of(data), (name, prefix)) or found
        if found and "q" in options:
            return 0
    if failed and "s" not in options:
        return 2
    return 0 if found else 1


def _matcher(pattern: str, options: dict[str, str], name: str) -> re.Pattern[str]:
    fixed = "F" in options or name == "fgrep"
    extended = "E" in options or name == "egrep"
    text = "|".join(re.escape(p) for p in pattern.split("\n")) if fixed else pattern
    if not fixed:
        text = compile_regex(pattern, extended=extended).pattern
    if "w" in options:
        text = rf"(?<!\w)(?:{text})(?!\w)"
    if "x" in options:
        text = rf"\A(?:{text})\Z"
    return re.compile(text, re.IGNORECASE if "i" in options else 0)


def _grep_names(run: Invocation, operands: list[str], *, recursive: bool) -> Iterator[str]:
    for operand in operands or (["."] if recursive else []):
        path = run.phone.files.host(run.path(operand)) if operand != "-" else None
        if path is not None and path.is_dir():
            if not recursive:
                run.complain(f"{operand}: Is a directory")
                continue
            for inner in sorted(path.rglob("*")):
                if inner.is_file():
                    yield f"{operand.rstrip('/')}/{inner.relative_to(path).as_posix()}"
        else:
            yield operand


def _grep_one(
    run: Invocation,
    options: dict[str, str],
    matcher: re.Pattern[str],
    lines: list[str],
    label: tuple[str, str],
) -> bool:
    name, prefix = label
    wanted = "v" not in options
    hits = [i for i, line in enumerate(lines) if bool(matcher.search(line)) == wanted]
    if "m" in options:
        hits = hits[: int(options["m"])]
    if "q" in options:
        return bool(hits)
    if "c" in options:
        run.line(f"{prefix}{len(hits)}")
    elif "l" in options:
        run.out(f"{name}\n" if hits else "")
    elif "o" in options:
        for i in hits:
            for match in matcher.finditer(lines[i]):
                run.line(f"{prefix}{match[0]}")
    else:
        for i in _with_surroundings(hits, options, len(lines)):
            number = f"{i + 1}{':' if i in hits else '-'}" if "n" in options else ""
            run.line(f"{prefix}{number}{lines[i]}")
    return bool(hits)


def _grep_stream(run: Invocation, options: dict[str, str], matcher: re.Pattern[str]) -> bool:
    """Standard input line by line, as it comes; it may never end."""
    found, number, waiting = False, 0, b""
    while part := run.stdin.read_some(1 << 16):
        whole, newline, waiting = (waiting + part).rpartition(b"\n")
        lines = lines_of(whole + newline)
        found = _grep_lines(run, options, matcher, lines, number) or found
        number += len(lines)
        run.stdout.flush()
        if found and "q" in options:
            return True
    return _grep_lines(run, options, matcher, lines_of(waiting), number) or found


def _grep_lines(
    run: Invocation,
    options: dict[str, str],
    matcher: re.Pattern[str],
    lines: list[str],
    before: int,
) -> bool:
    wanted = "v" not in options
    found = False
    for number, line in enumerate(lines, before + 1):
        if bool(matcher.search(line)) != wanted:
            continue
        found = True
        if "q" in options:
            return True
        shown = [match[0] for match in matcher.finditer(line)] if "o" in options else [line]
        prefix = f"{number}:" if "n" in options else ""
        run.out("".join(f"{prefix}{text}\n" for text in shown))
    return found


def _with_surroundings(hits: list[int], options: dict[str, str], count: int) -> list[int]:
    around = int(options.get("C", "0"))
    before = int(options.get("B", around))
    after = int(options.get("A", around))
    if not (before or after):
        return hits
    shown = {i for hit in hits for i in range(hit - before, hit + after + 1)}
    return sorted(i for i in shown if 0 <= i < count)
