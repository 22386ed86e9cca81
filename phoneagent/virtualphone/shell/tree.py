"""The syntax tree of a shell line: what the parser makes and the interpreter walks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Literal characters; quoted ones are never split, globbed or dropped."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """`$NAME`, `${NAME}` and `${NAME<operator><argument>}` such as `${A:-b}` or `${A%.txt}`."""

    name: str
    operator: str = ""
    argument: Word = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Substitution:
    """`$(script)` or a backtick pair."""

    script: Script
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`$((expression))`, expanded before it is computed."""

    expression: Word
    quoted: bool = False


Part = Text | Parameter | Substitution | Arithmetic
Word = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Redirect:
    """One redirection.

    `descriptor` is the number in front (0 in, 1 out, 2 err); `operator` is one of
    `<`, `>`, `>>`, `>&`, `<&` and `<<` (a here-document, whose text is the target).
    """

    descriptor: int
    operator: str
    target: Word


@dataclass(frozen=True, slots=True)
class Simple:
    """Assignments, words and redirections: one command, or only assignments."""

    assignments: tuple[tuple[str, Word], ...]
    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """`( script )` runs in a copy of the shell, `{ script; }` in the shell itself."""

    script: Script
    subshell: bool
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class If:
    """`if` and every `elif` as (condition, body) pairs, then the `else` body."""

    branches: tuple[tuple[Script, Script], ...]
    otherwise: Script | None
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class For:
    """`for NAME in WORDS; do BODY; done`."""

    name: str
    words: tuple[Word, ...]
    body: Script
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Loop:
    """`while` and `until`."""

    condition: Script
    body: Script
    until: bool
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """`case WORD in PATTERN|PATTERN) BODY ;; ... esac`."""

    subject: Word
    branches: tuple[tuple[tuple[Word, ...], Script], ...]
    redirects: tuple[Redirect, ...] = ()


Command = Simple | Group | If | For | Loop | Case


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands joined by `|`; a leading `!` turns the exit code around."""

    commands: tuple[Command, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class AndOr:
    """The first pipeline, then (operator, pipeline) pairs with `&&` or `||`."""

    first: Pipeline
    rest: tuple[tuple[str, Pipeline], ...] = ()
    background: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """What runs one after the other."""

    steps: tuple[AndOr, ...] = ()
