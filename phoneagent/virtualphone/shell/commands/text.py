"""Filters: head, tail, wc, sort, uniq, cut, tr, rev, base64, xxd and seq."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

from phoneagent.virtualphone.shell.commands.printing import unescape
from phoneagent.virtualphone.shell.regex import lines_of
from phoneagent.virtualphone.shell.registry import (
    CommandError,
    Invocation,
    command,
    each_input,
    split_options,
)


@command("head", "tail", holds_phone=False)
def ends(run: Invocation) -> int:
    """`head|tail [-n N | -c N | -N] [FILE ...]`; `tail -n +N` starts at a line."""
    args = [f"-n{a[1:]}" if re.fullmatch(r"-\d+", a) else a for a in run.args]
    options, operands = split_options(args, with_value="nc")
    value = options.get("c", options.get("n", "10"))
    if not re.fullmatch(r"[+-]?\d+", value):
        raise CommandError(f"bad number '{value}'")
    if run.name == "head" and not operands and "c" not in options and value.isdecimal():
        return _first_lines(run, int(value))
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


def _first_lines(run: Invocation, count: int) -> int:
    """Pass on the first lines as they come, without waiting for the end of the input."""
    waiting = b""
    while count > 0 and (part := run.stdin.read_some(1 << 16)):
        *lines, waiting = (waiting + part).split(b"\n")
        run.out(b"".join(line + b"\n" for line in lines[:count]))
        count -= len(lines)
    if count > 0:
        run.out(waiting)
    return 0


@command("yes", holds_phone=False)
def yes(run: Invocation) -> int:
    """The same line again and again, until nobody listens."""
    line = " ".join(run.args or ["y"]) + "\n"
    while not run.shell.client.wait(0):
        run.out(line * 1000)
    return 129


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


@command("tee", holds_phone=False)
def tee(run: Invocation) -> int:
    append = "-a" in run.args
    data = run.stdin.read()
    for operand in run.args:
        if operand != "-a":
            with run.phone.files.host(run.path(operand)).open("ab" if append else "wb") as file:
                file.write(data)
            run.phone.files.stamp(run.path(operand))
    run.out(data)
    return 0


@command("cat", holds_phone=False)
def cat(run: Invocation) -> int:
    operands = [arg for arg in run.args if arg not in ("-u", "-e", "-v", "-t")]
    if not operands:
        while part := run.stdin.read_some(1 << 16):
            run.out(part)
            run.stdout.flush()
        return 0
    shown = 0
    for _, content in each_input(run, operands):
        run.out(content)
        shown += 1
    return 0 if shown == len(operands) else 1
