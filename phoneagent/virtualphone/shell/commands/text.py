"""Filters: echo, printf, grep, sed, head, tail, wc, sort, uniq, cut, tr, rev, od and base64."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator

from phoneagent.virtualphone.shell.registry import (
    CommandError,
    Invocation,
    command,
    each_input,
    reason,
    split_options,
)

_ESCAPES = {
    "n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b",
    "\\": "\\", '"': '"', "'": "'",
}  # fmt: skip
_ESCAPE = re.compile(
    r"\\(x[0-9a-fA-F]{1,2}|0[0-7]{0,3}|[1-7][0-7]{0,2}|u[0-9a-fA-F]{1,4}|.)", re.DOTALL
)


def unescape(text: str) -> str:
    """Resolve backslash escapes as `echo -e` and `printf` do."""

    def one(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] == "x" and len(code) > 1:
            return chr(int(code[1:], 16))
        if code[0] == "u" and len(code) > 1:
            return chr(int(code[1:], 16))
        if code[0].isdecimal():
            return chr(int(code, 8))
        return _ESCAPES.get(code, "\\" + code)

    return _ESCAPE.sub(one, text)


def lines_of(data: bytes) -> list[str]:
    """The lines of a text, without their newlines."""
    text = data.decode("utf-8", "surrogateescape")
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


@command("echo", holds_phone=False)
def echo(run: Invocation) -> int:
    args = list(run.args)
    newline, escapes = "\n", False
    while args and re.fullmatch(r"-[neE]+", args[0]):
        option = args.pop(0)
        newline = "" if "n" in option else newline
        escapes = "e" in option or (escapes and "E" not in option)
    text = " ".join(args)
    run.out((unescape(text) if escapes else text) + newline)
    return 0


@command("printf", holds_phone=False)
def printf(run: Invocation) -> int:
    """`printf FORMAT [ARG ...]`; the format is used again while arguments are left."""
    if not run.args:
        raise CommandError("Needs 1 argument")
    form, waiting = unescape(run.args[0]), list(run.args[1:])
    while True:
        before = len(waiting)
        run.out(_format(form, waiting))
        if not waiting or len(waiting) == before:
            return 0


_CONVERSION = re.compile(r"%(%|[-+ #0]*\d*(?:\.\d+)?[a-zA-Z])")


def _format(form: str, waiting: list[str]) -> str:
    def one(match: re.Match[str]) -> str:
        if match[1] == "%":
            return "%"
        kind = match[1][-1]
        value = waiting.pop(0) if waiting else ""
        if kind == "b":
            return unescape(value)
        if kind in "sc":
            return "%" + match[1] and (match[0] % (value[:1] if kind == "c" else value))
        try:
            number = float(value or 0) if kind in "eEfgG" else int(value or "0", 0)
        except ValueError:
            number = 0
        return match[0].replace("u", "d") % number

    return _CONVERSION.sub(one, form)


def _regex(pattern: str, *, extended: bool) -> str:
    """A Python regular expression for a POSIX one; in a basic one `\\|`, `\\(`, `\\{` are magic."""
    if not extended:
        pattern = re.sub(r"\\([|(){}+?])|([|(){}+?])", lambda m: m[1] or "\\" + m[2], pattern)
    for name, chars in (
        ("alpha", "a-zA-Z"), ("digit", "0-9"), ("alnum", "a-zA-Z0-9"), ("space", r"\s"),
        ("upper", "A-Z"), ("lower", "a-z"), ("xdigit", "0-9a-fA-F"), ("punct", r"!-/:-@\[-`{-~"),
    ):  # fmt: skip
        pattern = pattern.replace(f"[:{name}:]", chars)
    return pattern


def compile_regex(pattern: str, *, extended: bool, ignore_case: bool = False) -> re.Pattern[str]:
    """Compile a POSIX regular expression.

    Raises:
        CommandError: not one.
    """
    try:
        return re.compile(_regex(pattern, extended=extended), re.IGNORECASE if ignore_case else 0)
    except re.error:
        raise CommandError(f"bad REGEX '{pattern}'", code=2) from None


@command("grep", "egrep", "fgrep", holds_phone=False)
def grep(run: Invocation) -> int:
    """`grep [-E -F -i -v -c -n -l -q -o -w -x -r -h -H -s -m N -e PATTERN -A N -B N -C N]`."""
    options, operands = split_options(run.args, with_value="emABCf")
    patterns = [options["e"]] if "e" in options else operands[:1]
    operands = operands if "e" in options else operands[1:]
    if not patterns:
        raise CommandError("no REGEX", code=2)
    matcher = _matcher(patterns[0], options, run.name)
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


def _with_surroundings(hits: list[int], options: dict[str, str], count: int) -> list[int]:
    around = int(options.get("C", "0"))
    before = int(options.get("B", around))
    after = int(options.get("A", around))
    if not (before or after):
        return hits
    shown = {i for hit in hits for i in range(hit - before, hit + after + 1)}
    return sorted(i for i in shown if 0 <= i < count)


@command("head", "tail", holds_phone=False)
def ends(run: Invocation) -> int:
    """`head|tail [-n N | -c N | -N] [FILE ...]`; `tail -n +N` starts at a line."""
    args = [f"-n{a[1:]}" if re.fullmatch(r"-\d+", a) else a for a in run.args]
    options, operands = split_options(args, with_value="nc")
    value = options.get("c", options.get("n", "10"))
    if not re.fullmatch(r"[+-]?\d+", value):
        raise CommandError(f"bad number '{value}'")
    shown = 0
    for operand, data in each_input(run, operands):
        if len(operands) > 1:
            run.out(("\n" if shown else "") + f"==> {operand} <==\n")
        pieces = (
            [data[i : i + 1] for i in range(len(data))]
            if "c" in options
            else (data.splitlines(keepends=True))
        )
        run.out(b"".join(_end(pieces, value, head=run.name == "head")))
        shown += 1
    return 0 if shown == max(1, len(operands)) else 1


def _end(pieces: list[bytes], value: str, *, head: bool) -> list[bytes]:
    number = abs(int(value))
    if head:
        return pieces[: -number or None] if value.startswith("-") else pieces[:number]
    return (
        pieces[max(0, number - 1) :]
        if value.startswith("+")
        else pieces[-number:]
        if number
        else []
    )


@command("wc", holds_phone=False)
def wc(run: Invocation) -> int:
    options, operands = split_options(run.args)
    kinds = [k for k in "lwmc" if k in options] or ["l", "w", "c"]
    totals = [0] * len(kinds)
    rows = 0
    for operand, data in each_input(run, operands):
        counts = {
            "l": data.count(b"\n"),
            "w": len(data.split()),
            "m": len(data.decode("utf-8", "replace")),
            "c": len(data),
        }
        values = [counts[kind] for kind in kinds]
        totals = [a + b for a, b in zip(totals, values, strict=True)]
        name = "" if operand == "-" else f" {operand}"
        run.line(" ".join(str(v) for v in values) + name)
        rows += 1
    if len(operands) > 1:
        run.line(" ".join(str(v) for v in totals) + " total")
    return 0 if rows == max(1, len(operands)) else 1


@command("sort", holds_phone=False)
def sort(run: Invocation) -> int:
    """`sort [-n -r -u -f -k N -t CHAR] [FILE ...]`."""
    options, operands = split_options(run.args, with_value="ktoS")
    lines = [line for _, data in each_input(run, operands) for line in lines_of(data)]
    field = int(re.match(r"\d+", options["k"])[0]) if re.match(r"\d+", options.get("k", "")) else 0  # type: ignore[index]

    def key(line: str) -> tuple[float, str]:
        parts = line.split(options["t"]) if "t" in options else line.split()
        text = parts[field - 1] if 0 < field <= len(parts) else ("" if field else line)
        text = text.lower() if "f" in options else text
        number = re.match(r"\s*-?\d+(\.\d+)?", text) if "n" in options else None
        return (float(number[0]) if number else 0.0, text)

    lines = sorted(lines, key=key, reverse="r" in options)
    if "u" in options:
        lines = list(dict.fromkeys(lines))
    run.out("".join(f"{line}\n" for line in lines))
    return 0


@command("uniq", holds_phone=False)
def uniq(run: Invocation) -> int:
    options, operands = split_options(run.args)
    groups: list[tuple[str, int]] = []
    for _, data in each_input(run, operands[:1]):
        for line in lines_of(data):
            if groups and groups[-1][0] == line:
                groups[-1] = (line, groups[-1][1] + 1)
            else:
                groups.append((line, 1))
    for line, count in groups:
        if ("d" in options and count < 2) or ("u" in options and count > 1):
            continue
        run.line(f"{count:7} {line}" if "c" in options else line)
    return 0


@command("cut", holds_phone=False)
def cut(run: Invocation) -> int:
    """`cut -d CHAR -f LIST` or `-c LIST`, LIST like `1,3-5,7-`."""
    options, operands = split_options(run.args, with_value="dfcbC")
    chars = options.get("c") or options.get("b") or options.get("C")
    ranges = _ranges(chars or options.get("f") or "")
    delimiter = options.get("d", "\t")[:1] or "\t"
    for _, data in each_input(run, operands):
        for line in lines_of(data):
            pieces = list(line) if chars else line.split(delimiter)
            if not chars and len(pieces) == 1:
                run.out("" if "s" in options else line + "\n")
                continue
            kept = [p for i, p in enumerate(pieces, 1) if any(a <= i <= b for a, b in ranges)]
            run.line(("" if chars else delimiter).join(kept))
    return 0


def _ranges(text: str) -> list[tuple[int, int]]:
    out = []
    for piece in text.split(","):
        match = re.fullmatch(r"(\d*)(-?)(\d*)", piece)
        if not match or not piece.strip("-"):
            raise CommandError(f"bad range '{text}'")
        first = int(match[1] or 1)
        last = int(match[3]) if match[3] else (1 << 30 if match[2] else first)
        out.append((first, last))
    return out


@command("tr", holds_phone=False)
def tr(run: Invocation) -> int:
    options, operands = split_options(run.args)
    if not operands:
        raise CommandError("Needs 1 argument")
    text = run.stdin.read().decode("utf-8", "surrogateescape")
    source = _char_set(operands[0])
    inside: Callable[[str], bool] = (
        (lambda c: c not in source) if "c" in options else (lambda c: c in source)
    )
    if "d" in options:
        run.out("".join(c for c in text if not inside(c)))
        return 0
    squeeze = "s" in options
    target = _char_set(operands[1]) if len(operands) > 1 else source
    out: list[str] = []
    for char in text:
        new = char
        if inside(char) and target:
            new = target[-1] if "c" in options else target[min(source.index(char), len(target) - 1)]
            if squeeze and out and out[-1] == new:
                continue
        out.append(new)
    run.out("".join(out))
    return 0


def _char_set(text: str) -> str:
    named = {"[:upper:]": "A-Z", "[:lower:]": "a-z", "[:digit:]": "0-9", "[:space:]": " \t\n\r",
             "[:alpha:]": "A-Za-z", "[:alnum:]": "A-Za-z0-9"}  # fmt: skip
    for name, chars in named.items():
        text = text.replace(name, chars)
    text = unescape(text)
    return re.sub(
        r"(.)-(.)",
        lambda m: "".join(chr(c) for c in range(ord(m[1]), ord(m[2]) + 1)),
        text,
        flags=re.DOTALL,
    )


@command("rev", "tac", holds_phone=False)
def turn(run: Invocation) -> int:
    lines = [line for _, data in each_input(run, run.args) for line in lines_of(data)]
    lines = lines[::-1] if run.name == "tac" else [line[::-1] for line in lines]
    run.out("".join(f"{line}\n" for line in lines))
    return 0


@command("base64", holds_phone=False)
def base64_command(run: Invocation) -> int:
    options, operands = split_options(run.args, with_value="w")
    for _, data in each_input(run, operands):
        if "d" in options:
            try:
                run.out(base64.b64decode(data))
            except ValueError:
                raise CommandError("bad input") from None
        else:
            text = base64.b64encode(data).decode()
            width = int(options.get("w", "76")) or max(1, len(text))
            run.out("".join(text[i : i + width] + "\n" for i in range(0, len(text), width)))
    return 0


@command("xxd", "od", "hexdump", holds_phone=False)
def hexdump(run: Invocation) -> int:
    options, operands = split_options(run.args, with_value="lsctAN")
    for _, data in each_input(run, operands[:1]):
        data = data[: int(options["l"])] if "l" in options else data
        if "p" in options:
            run.line(data.hex())
            continue
        for at in range(0, len(data), 16):
            row = data[at : at + 16]
            pairs = " ".join(row[i : i + 2].hex() for i in range(0, len(row), 2))
            shown = "".join(chr(b) if 32 <= b < 127 else "." for b in row)
            run.line(f"{at:08x}: {pairs:39}  {shown}")
    return 0


@command("seq", holds_phone=False)
def seq(run: Invocation) -> int:
    try:
        numbers = [int(arg) for arg in run.args]
    except ValueError:
        raise CommandError("bad number") from None
    if not 1 <= len(numbers) <= 3:
        raise CommandError("Needs 1 argument")
    first = numbers[0] if len(numbers) > 1 else 1
    step = numbers[1] if len(numbers) == 3 else 1
    last = numbers[-1]
    if step == 0 or abs(last - first) // abs(step) > 1_000_000:
        raise CommandError("bad range")
    run.out("".join(f"{n}\n" for n in range(first, last + (1 if step > 0 else -1), step)))
    return 0


@command("sed", holds_phone=False)
def sed(run: Invocation) -> int:
    """`sed [-n] [-E] [-i] [-e] SCRIPT [FILE ...]` with s///, p, d and line or /regex/ addresses."""
    from phoneagent.virtualphone.shell.commands.sed_script import SedScript

    args = list(run.args)
    script, files, flags = [], [], ""
    while args:
        arg = args.pop(0)
        if arg == "-e" and args:
            script.append(args.pop(0))
        elif re.fullmatch(r"-[nErisz]+", arg):
            flags += arg[1:]
        elif not script:
            script.append(arg)
        else:
            files.append(arg)
    program = SedScript("\n".join(script), extended="E" in flags or "r" in flags)
    for name in files or ["-"]:
        try:
            data = (
                run.stdin.read()
                if name == "-"
                else (run.phone.files.host(run.path(name)).read_bytes())
            )
        except OSError as error:
            run.complain(f"{name}: {reason(error)}")
            return 1
        text = program.run(lines_of(data), quiet="n" in flags)
        if "i" in flags and name != "-":
            with run.phone.lock:
                run.phone.files.write_text(run.path(name), text)
        else:
            run.out(text)
    return 0
