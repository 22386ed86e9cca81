"""Splits a shell line into words and operators, with quotes and expansions resolved to parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from phoneagent.virtualphone.shell.tree import (
    Arithmetic,
    Parameter,
    Part,
    Script,
    Substitution,
    Text,
    Word,
)

OPERATORS = (
    *("&&", "||", ";;", ">>", "<<-", "<<", ">&", "<&", "&>"),
    *("|", "&", ";", "<", ">", "(", ")", "\n"),
)
_BLANKS = " \t"
_ENDS_WORD = set(_BLANKS) | set("\n;&|<>()")
_SPECIAL_PARAMETERS = "?$#@*!-0123456789"
_PARAMETER_OPERATORS = (":-", ":=", ":+", ":?", "##", "%%", "-", "=", "+", "?", "#", "%")


class ShellSyntaxError(ValueError):
    """A line the shell cannot read."""


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator; `descriptor` is the digit that stood right before a redirection."""

    text: str
    descriptor: int | None = None


Token = Operator | Word
ParseScript = Callable[[str], Script]


class Lexer:
    """Turns text into tokens.

    Args:
        text: the script.
        parse: makes a script of the inside of `$(...)`.
    """

    def __init__(self, text: str, parse: ParseScript) -> None:
        self._text = text
        self._parse = parse
        self._at = 0
        self._parts: list[Part] = []
        self._plain: list[str] = []
        self._tokens: list[Token] = []
        self._awaited_documents: list[tuple[int, bool]] = []

    def tokens(self) -> list[Token]:
        """All tokens.

        Raises:
            ShellSyntaxError: an unclosed quote or expansion.
        """
        while self._at < len(self._text):
            self._step()
        self._end_word()
        return self._tokens

    def _step(self) -> None:
        char = self._text[self._at]
        if char in _BLANKS:
            self._end_word()
            self._at += 1
        elif char == "#" and not self._parts and not self._plain:
            end = self._text.find("\n", self._at)
            self._at = len(self._text) if end < 0 else end
        elif char in _ENDS_WORD:
            self._operator()
        elif char == "\\":
            self._backslash()
        elif char == "'":
            end = self._find("'", self._at + 1)
            self._add(Text(self._text[self._at + 1 : end], quoted=True))
            self._at = end + 1
        elif char == '"':
            self._at += 1
            self._double_quoted()
        elif char in "$`":
            self._expansion(quoted=False)
        else:
            self._plain.append(char)
            self._at += 1

    def _backslash(self) -> None:
        following = self._text[self._at + 1 : self._at + 2]
        if following != "\n":
            self._add(Text(following or "\\", quoted=True))
        self._at += 2

    def _operator(self) -> None:
        descriptor: int | None = None
        only_digits = not self._parts and len(self._plain) == 1 and self._plain[0].isdigit()
        if self._text[self._at] in "<>" and only_digits:
            descriptor = int(self._plain.pop())
        self._end_word()
        text = next(o for o in OPERATORS if self._text.startswith(o, self._at))
        self._at += len(text)
        self._tokens.append(Operator(text, descriptor))
        if text in ("<<", "<<-"):
            self._awaited_documents.append((len(self._tokens), text == "<<-"))
        elif text == "\n" and self._awaited_documents:
            self._read_documents()

    def _read_documents(self) -> None:
        """Replace the delimiter word after each `<<` by the lines up to that delimiter."""
        for index, strip_tabs in self._awaited_documents:
            delimiter = self._tokens[index] if index < len(self._tokens) else ()
            if isinstance(delimiter, Operator):
                raise ShellSyntaxError("syntax error: here-document without a delimiter")
            end = "".join(part.text for part in delimiter if isinstance(part, Text))
            literal = any(isinstance(part, Text) and part.quoted for part in delimiter)
            self._tokens[index] = self._document(end, literal=literal, strip_tabs=strip_tabs)
        self._awaited_documents.clear()

    def _document(self, end: str, *, literal: bool, strip_tabs: bool) -> Word:
        lines: list[str] = []
        while self._at < len(self._text):
            stop = self._text.find("\n", self._at)
            stop = len(self._text) if stop < 0 else stop
            line = self._text[self._at : stop]
            self._at = stop + 1
            line = line.lstrip("\t") if strip_tabs else line
            if line == end:
                break
            lines.append(line + "\n")
        body = "".join(lines)
        if literal:
            return (Text(body, quoted=True),)
        inner = Lexer(body, self._parse)
        inner._quoted_until("")
        return tuple(inner._parts)

    def _double_quoted(self) -> None:
        self._add(Text("", quoted=True))
        self._quoted_until('"')

    def _quoted_until(self, end: str) -> None:
        while True:
            char = self._text[self._at : self._at + 1]
            if not char:
                if end:
                    raise ShellSyntaxError("syntax error: unterminated quoted string")
                return
            if char == end:
                self._at += 1
                return
            if char == "\\":
                self._quoted_backslash()
            elif char in "$`":
                self._expansion(quoted=True)
            else:
                self._add(Text(char, quoted=True))
                self._at += 1

    def _quoted_backslash(self) -> None:
        following = self._text[self._at + 1 : self._at + 2]
        self._at += 2
        if following == "\n":
            return
        escaped = following != "" and following in '"\\$`'
        self._add(Text(following if escaped else "\\" + following, quoted=True))

    def _expansion(self, *, quoted: bool) -> None:
        if self._text[self._at] == "`":
            end = self._find("`", self._at + 1)
            inside = self._text[self._at + 1 : end].replace("\\`", "`").replace("\\$", "$")
            self._add(Substitution(self._parse(inside), quoted))
            self._at = end + 1
        elif self._text.startswith("$((", self._at):
            end = self._closing(self._at + 3, "(", ")")
            if self._text[end + 1 : end + 2] != ")":
                raise ShellSyntaxError("syntax error: missing '))'")
            self._add(Arithmetic(self._word(self._text[self._at + 3 : end]), quoted))
            self._at = end + 2
        elif self._text.startswith("$(", self._at):
            end = self._closing(self._at + 2, "(", ")")
            self._add(Substitution(self._parse(self._text[self._at + 2 : end]), quoted))
            self._at = end + 1
        elif self._text.startswith("${", self._at):
            end = self._closing(self._at + 2, "{", "}")
            self._add(self._braced(self._text[self._at + 2 : end], quoted))
            self._at = end + 1
        else:
            self._named(quoted)

    def _named(self, quoted: bool) -> None:
        start = self._at + 1
        end = start
        if self._text[start : start + 1] and self._text[start] in _SPECIAL_PARAMETERS:
            end += 1
        else:
            while end < len(self._text) and (
                self._text[end] == "_" or (self._text[end].isascii() and self._text[end].isalnum())
            ):
                end += 1
        if end == start:
            self._add(Text("$", quoted=quoted))
        else:
            self._add(Parameter(self._text[start:end], quoted=quoted))
        self._at = end

    def _braced(self, inside: str, quoted: bool) -> Parameter:
        if inside.startswith("#") and len(inside) > 1:
            return Parameter(inside[1:], "length", quoted=quoted)
        size = 0
        while size < len(inside) and (inside[size] == "_" or inside[size].isalnum()):
            size += 1
        size = size or len(inside[:1])
        name, rest = inside[:size], inside[size:]
        if not rest:
            return Parameter(name, quoted=quoted)
        for operator in _PARAMETER_OPERATORS:
            if rest.startswith(operator):
                return Parameter(name, operator, self._word(rest[len(operator) :]), quoted)
        raise ShellSyntaxError(f"${{{inside}}}: bad substitution")

    def _word(self, text: str) -> Word:
        inner = Lexer(text, self._parse)
        while inner._at < len(inner._text):
            if inner._text[inner._at] in _ENDS_WORD:
                inner._plain.append(inner._text[inner._at])
                inner._at += 1
            else:
                inner._step()
        inner._end_plain()
        return tuple(inner._parts)

    def _closing(self, start: int, opening: str, closing: str) -> int:
        """The place of the bracket that closes an expansion, past quotes and nested brackets."""
        depth = 1
        at = start
        while at < len(self._text):
            char = self._text[at]
            if char == "\\":
                at += 1
            elif char == "'":
                at = self._find("'", at + 1)
            elif char == '"':
                at = self._end_of_quotes(at + 1)
            elif char == opening:
                depth += 1
            elif char == closing:
                depth -= 1
                if depth == 0:
                    return at
            at += 1
        raise ShellSyntaxError(f"syntax error: missing {closing!r}")

    def _end_of_quotes(self, at: int) -> int:
        while at < len(self._text) and self._text[at] != '"':
            if self._text[at] == "\\":
                at += 1
            elif self._text.startswith("$(", at):
                at = self._closing(at + 2, "(", ")")
            at += 1
        return at

    def _find(self, wanted: str, start: int) -> int:
        place = self._text.find(wanted, start)
        if place < 0:
            raise ShellSyntaxError(f"syntax error: unterminated {wanted!r}")
        return place

    def _add(self, part: Part) -> None:
        self._end_plain()
        last = self._parts[-1] if self._parts else None
        if isinstance(part, Text) and isinstance(last, Text) and last.quoted == part.quoted:
            self._parts[-1] = Text(last.text + part.text, part.quoted)
        else:
            self._parts.append(part)

    def _end_plain(self) -> None:
        if self._plain:
            text, self._plain = "".join(self._plain), []
            self._add(Text(text))

    def _end_word(self) -> None:
        self._end_plain()
        if self._parts:
            self._tokens.append(tuple(self._parts))
            self._parts = []
