"""Recursive-descent parser of the shell language (POSIX.1-2017, section 2.10, the common part)."""

from __future__ import annotations

import re
from collections.abc import Callable

from phoneagent.virtualphone.shell.lexer import Lexer, Operator, ShellSyntaxError, Token
from phoneagent.virtualphone.shell.tree import (
    AndOr,
    Case,
    Command,
    For,
    Group,
    If,
    Loop,
    Pipeline,
    Redirect,
    Script,
    Simple,
    Text,
    Word,
)

MAX_NESTING = 50
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=")
_REDIRECTIONS = {"<": 0, "<<": 0, "<<-": 0, "<&": 0, ">": 1, ">>": 1, ">&": 1, "&>": 1}
_CLOSERS = {"then", "elif", "else", "fi", "do", "done", "esac", "}"}
_Built = Group | If | For | Loop | Case


def parse(text: str, depth: int = 0) -> Script:
    """Parse a script.

    Raises:
        ShellSyntaxError: what the shell would refuse, with its words.
    """
    if depth > MAX_NESTING:
        raise ShellSyntaxError("syntax error: nested too deeply")
    tokens = Lexer(text, lambda inside: parse(inside, depth + 1)).tokens()
    parser = _Parser(tokens)
    script = parser.script()
    parser.expect_end()
    return script


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    # -- looking ----------------------------------------------------------------------------

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _operator(self, *texts: str) -> bool:
        token = self._peek()
        return isinstance(token, Operator) and token.text in texts

    def _take(self, *texts: str) -> bool:
        found = self._operator(*texts)
        self._at += found
        return found

    def _word_text(self) -> str | None:
        """The next word when it is plain and unquoted, so that it may be a reserved word."""
        token = self._peek()
        if isinstance(token, tuple) and len(token) == 1:
            part = token[0]
            if isinstance(part, Text) and not part.quoted:
                return part.text
        return None

    def _reserved(self, *words: str) -> bool:
        return self._word_text() in words

    def _expect(self, word: str) -> None:
        if not self._reserved(word):
            raise self._unexpected()
        self._at += 1

    def _unexpected(self) -> ShellSyntaxError:
        token = self._peek()
        if token is None:
            return ShellSyntaxError("syntax error: unexpected end of file")
        shown = token.text if isinstance(token, Operator) else self._word_text() or "word"
        shown = "newline" if shown == "\n" else shown
        return ShellSyntaxError(f"syntax error: unexpected '{shown}'")

    def expect_end(self) -> None:
        if self._peek() is not None:
            raise self._unexpected()

    def _newlines(self) -> None:
        while self._take("\n"):
            pass

    # -- grammar ----------------------------------------------------------------------------

    def script(self) -> Script:
        steps: list[AndOr] = []
        while True:
            while self._take("\n", ";") if steps else self._take("\n"):
                pass
            if self._peek() is None or self._operator(")", ";;") or self._reserved(*_CLOSERS):
                return Script(tuple(steps))
            steps.append(self._and_or())
            ended = steps[-1].background or self._operator("\n", ";", ")", ";;")
            if not ended and self._peek() is not None:
                raise self._unexpected()

    def _and_or(self) -> AndOr:
        first = self._pipeline()
        rest: list[tuple[str, Pipeline]] = []
        while self._operator("&&", "||"):
            joint = "&&" if self._take("&&") else "||"
            self._at += joint == "||"
            self._newlines()
            rest.append((joint, self._pipeline()))
        return AndOr(first, tuple(rest), background=self._take("&"))

    def _pipeline(self) -> Pipeline:
        negated = self._reserved("!")
        self._at += negated
        commands = [self._command()]
        while self._take("|"):
            self._newlines()
            commands.append(self._command())
        return Pipeline(tuple(commands), negated)

    def _command(self) -> Command:
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise ShellSyntaxError("syntax error: nested too deeply")
        try:
            return self._one_command()
        finally:
            self._depth -= 1

    def _one_command(self) -> Command:
        if self._take("("):
            return self._redirected(self._group())
        word = self._word_text()
        if word in _CLOSERS:
            raise self._unexpected()
        builders: dict[str, Callable[[], _Built]] = {
            "{": self._braces,
            "if": self._if,
            "for": self._for,
            "while": self._loop,
            "until": self._loop,
            "case": self._case,
        }
        if word in builders:
            return self._redirected(builders[word]())
        return self._simple()

    def _group(self) -> Group:
        script = self.script()
        if not self._take(")"):
            raise self._unexpected()
        return Group(script, subshell=True)

    def _braces(self) -> Group:
        self._expect("{")
        script = self.script()
        self._expect("}")
        return Group(script, subshell=False)

    def _if(self) -> If:
        branches: list[tuple[Script, Script]] = []
        self._expect("if")
        while True:
            condition = self.script()
            self._expect("then")
            branches.append((condition, self.script()))
            if not self._reserved("elif"):
                break
            self._at += 1
        otherwise = None
        if self._reserved("else"):
            self._at += 1
            otherwise = self.script()
        self._expect("fi")
        return If(tuple(branches), otherwise)

    def _for(self) -> For:
        self._expect("for")
        name = self._word_text()
        if name is None or not name.isidentifier():
            raise self._unexpected()
        self._at += 1
        self._newlines()
        words: list[Word] = []
        if self._reserved("in"):
            self._at += 1
            while isinstance(token := self._peek(), tuple):
                words.append(token)
                self._at += 1
        self._take(";")
        return For(name, tuple(words), self._do_block())

    def _loop(self) -> Loop:
        until = self._reserved("until")
        self._at += 1
        condition = self.script()
        return Loop(condition, self._do_block(), until)

    def _do_block(self) -> Script:
        self._newlines()
        self._expect("do")
        body = self.script()
        self._expect("done")
        return body

    def _case(self) -> Case:
        self._expect("case")
        subject = self._any_word()
        self._newlines()
        self._expect("in")
        self._newlines()
        branches: list[tuple[tuple[Word, ...], Script]] = []
        while not self._reserved("esac"):
            self._take("(")
            patterns = [self._any_word()]
            while self._take("|"):
                patterns.append(self._any_word())
            if not self._take(")"):
                raise self._unexpected()
            branches.append((tuple(patterns), self.script()))
            self._take(";;")
            self._newlines()
        self._expect("esac")
        return Case(subject, tuple(branches))

    def _any_word(self) -> Word:
        token = self._peek()
        if not isinstance(token, tuple):
            raise self._unexpected()
        self._at += 1
        return token

    def _redirected(self, command: _Built) -> _Built:
        redirects: list[Redirect] = []
        while self._operator(*_REDIRECTIONS):
            redirects += self._redirect()
        if not redirects:
            return command
        fields = {name: getattr(command, name) for name in command.__slots__}
        return type(command)(**(fields | {"redirects": tuple(redirects)}))

    def _simple(self) -> Simple:
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        redirects: list[Redirect] = []
        while True:
            token = self._peek()
            if isinstance(token, tuple):
                self._at += 1
                found = None if words else _assignment(token)
                if found:
                    assignments.append(found)
                else:
                    words.append(token)
            elif self._operator(*_REDIRECTIONS):
                redirects += self._redirect()
            else:
                break
        if not (words or assignments or redirects):
            raise self._unexpected()
        return Simple(tuple(assignments), tuple(words), tuple(redirects))

    def _redirect(self) -> list[Redirect]:
        token = self._peek()
        assert isinstance(token, Operator)
        self._at += 1
        target = self._any_word()
        descriptor = _REDIRECTIONS[token.text] if token.descriptor is None else token.descriptor
        if token.text == "&>":
            return [Redirect(1, ">", target), Redirect(2, ">&", (Text("1"),))]
        return [Redirect(descriptor, token.text.removesuffix("-"), target)]


def _assignment(word: Word) -> tuple[str, Word] | None:
    first = word[0]
    if not isinstance(first, Text) or first.quoted:
        return None
    match = _ASSIGNMENT.match(first.text)
    if match is None:
        return None
    rest = first.text[match.end() :]
    value: Word = (Text(rest), *word[1:]) if rest else word[1:]
    return match[1], value
