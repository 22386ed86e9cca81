"""The sed language as far as phone scripts use it: addresses, `s`, `p`, `d`, `q`, `a`, `i`, `y`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from phoneagent.virtualphone.shell.regex import compile_regex
from phoneagent.virtualphone.shell.registry import CommandError


@dataclass(frozen=True)
class _Address:
    line: int = 0
    """0 when it is a pattern, -1 for `$`."""
    pattern: re.Pattern[str] | None = None

    def hits(self, number: int, line: str, last: bool) -> bool:
        if self.pattern is not None:
            return self.pattern.search(line) is not None
        return last if self.line == -1 else number == self.line


@dataclass
class _Step:
    verb: str
    first: _Address | None = None
    until: _Address | None = None
    negated: bool = False
    pattern: re.Pattern[str] | None = None
    text: str = ""
    flags: str = ""
    inside: bool = False

    def applies(self, number: int, line: str, last: bool) -> bool:
        return self._in_range(number, line, last) != self.negated

    def _in_range(self, number: int, line: str, last: bool) -> bool:
        if self.first is None:
            return True
        if self.until is None:
            return self.first.hits(number, line, last)
        if self.inside:
            self.inside = not self.until.hits(number, line, last)
            return True
        if self.first.hits(number, line, last):
            self.inside = not (self.until.line > 0 and self.until.line <= number)
            return True
        return False


@dataclass
class _Cycle:
    """What becomes of one line."""

    line: str
    shown: bool
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    over: bool = False
    last: bool = False

    def apply(self, step: _Step) -> None:
        match step.verb:
            case "s":
                self.line, replaced = _substitute(step, self.line)
                if replaced and "p" in step.flags:
                    self.before.append(self.line)
            case "p":
                self.before.append(self.line)
            case "y":
                self.line = self.line.translate(str.maketrans(step.text, step.flags))
            case "a" | "i":
                (self.after if step.verb == "a" else self.before).append(step.text)
            case "q":
                self.over = self.last = True
            case _:
                self.over, self.shown = True, False


class SedScript:
    """A parsed sed script.

    Args:
        text: the script.
        extended: extended regular expressions (`-E`).

    Raises:
        CommandError: what real sed would not run either, or a verb that is not supported here.
    """

    def __init__(self, text: str, *, extended: bool) -> None:
        self._text = text
        self._at = 0
        self._extended = extended
        self._steps: list[_Step] = []
        while self._at < len(text):
            if text[self._at] in " \t\n;":
                self._at += 1
            else:
                self._steps.append(self._step())

    def run(self, lines: list[str], *, quiet: bool) -> str:
        """What the script makes of the lines."""
        out: list[str] = []
        for number, line in enumerate(lines, 1):
            cycle = _Cycle(line, shown=not quiet)
            for step in self._steps:
                if step.applies(number, cycle.line, number == len(lines)):
                    cycle.apply(step)
                if cycle.over:
                    break
            out += cycle.before + ([cycle.line] if cycle.shown else []) + cycle.after
            if cycle.last:
                break
        return "".join(f"{line}\n" for line in out)

    def _step(self) -> _Step:
        first = self._address()
        until = None
        if first is not None and self._peek() == ",":
            self._at += 1
            until = self._address()
        negated = self._peek() == "!"
        self._at += negated
        verb = self._peek()
        self._at += 1
        step = _Step(verb, first, until, negated)
        if verb == "s":
            self._substitution(step)
        elif verb == "y":
            mark = self._peek()
            self._at += 1
            step.text, step.flags = self._until(mark), self._until(mark)
            if len(step.text) != len(step.flags):
                raise CommandError("y strings different lengths")
        elif verb in ("a", "i"):
            end = self._text.find("\n", self._at)
            end = len(self._text) if end < 0 else end
            step.text = self._text[self._at : end].lstrip(" \\")
            self._at = end
        elif verb not in ("p", "d", "q") or not verb:
            raise CommandError(f"bad pattern '{self._text}'@{self._at}")
        return step

    def _substitution(self, step: _Step) -> None:
        mark = self._peek()
        self._at += 1
        pattern, replacement = self._until(mark), self._until(mark)
        end = self._at
        while end < len(self._text) and self._text[end] in "gpiI0123456789":
            end += 1
        step.flags = self._text[self._at : end]
        self._at = end
        ignore = "i" in step.flags.lower()
        step.pattern = compile_regex(pattern, extended=self._extended, ignore_case=ignore)
        step.text = replacement

    def _address(self) -> _Address | None:
        char = self._peek()
        if char == "$":
            self._at += 1
            return _Address(-1)
        if char == "/":
            self._at += 1
            return _Address(pattern=compile_regex(self._until("/"), extended=self._extended))
        start = self._at
        while self._peek().isdecimal():
            self._at += 1
        return _Address(int(self._text[start : self._at])) if self._at > start else None

    def _until(self, mark: str) -> str:
        out: list[str] = []
        while self._at < len(self._text):
            char = self._text[self._at]
            self._at += 1
            if char == mark:
                return "".join(out)
            if char == "\\" and self._peek():
                following = self._peek()
                self._at += 1
                out.append(following if following == mark else "\\" + following)
            else:
                out.append(char)
        raise CommandError(f"no end of '{self._text}'")

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]


def _substitute(step: _Step, line: str) -> tuple[str, bool]:
    assert step.pattern is not None
    digits = re.sub(r"\D", "", step.flags)
    skip = int(digits) - 1 if digits else 0
    seen = 0

    def one(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        if seen <= skip or (seen > skip + 1 and "g" not in step.flags):
            return match[0]
        return _replacement(step.text, match)

    new = step.pattern.sub(one, line)
    return new, seen > skip


def _replacement(text: str, match: re.Match[str]) -> str:
    def one(found: re.Match[str]) -> str:
        mark = found[0]
        if mark == "&":
            return match[0]
        if mark[1].isdecimal():
            number = int(mark[1])
            return (match[number] or "") if number <= (match.re.groups) else ""
        return {"n": "\n", "t": "\t"}.get(mark[1], mark[1])

    return re.sub(r"\\.|&", one, text)
