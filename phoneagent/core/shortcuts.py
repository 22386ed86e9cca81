"""A shortcut with its arguments becomes moves; a literal can never be mistaken for an argument."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError

from phoneagent.core.actions import OpenLink
from phoneagent.core.lessons import Argument, Hole, Shortcut, ShortcutStep
from phoneagent.core.steps import Move
from phoneagent.errors import ReplyError


def expand(shortcut: Shortcut, given: Mapping[str, str]) -> tuple[Move, ...]:
    """What to do, in order.

    An intent or a deep link becomes one move that opens its URI, every argument percent-encoded in
    UTF-8 as `android.net.Uri.encode` does. A script becomes its steps; a step's `fill` puts an
    argument into a field of its action ("text"), of a target's locator ("target.label") or of its
    expectation ("expect.text").

    Args:
        shortcut: what to expand.
        given: values by argument name; an argument with a default may be left out.

    Raises:
        ReplyError: an argument is missing, unknown, or not of its form; the text says which.
    """
    values = _values(shortcut, given)
    if shortcut.kind == "script":
        moves = tuple(_filled(step, values, shortcut.name) for step in shortcut.steps)
        if moves and shortcut.postcondition and moves[-1].expect is None:
            moves = (*moves[:-1], moves[-1].but(expect=shortcut.postcondition))
        return moves
    uri = "".join(
        quote(values[piece.arg], safe="") if isinstance(piece, Hole) else piece
        for piece in shortcut.uri
    )
    return (Move(action=OpenLink(uri=uri), expect=shortcut.postcondition),)


def problems(shortcut: Shortcut) -> Iterator[str]:
    """What is wrong with a shortcut's definition, so that it cannot be expanded."""
    named = [argument.name for argument in shortcut.arguments]
    holes = [piece.arg for piece in shortcut.uri if isinstance(piece, Hole)]
    used = {*holes, *(name for step in shortcut.steps for name in step.fill.values())}
    if len(named) != len(set(named)):
        yield "two arguments have the same name"
    yield from (f"{name} is not among its arguments" for name in sorted(used - set(named)))
    yield from (f"the argument {name} is not used" for name in sorted(set(named) - used))
    for argument in shortcut.arguments:
        try:
            pattern = re.compile(argument.pattern)
        except re.error as error:
            yield f"the pattern of {argument.name} is no regular expression: {error}"
            continue
        if argument.default is not None and not pattern.fullmatch(argument.default):
            yield f"the default of {argument.name} does not fit its pattern"
    if shortcut.kind == "script" and not shortcut.steps:
        yield "a script needs steps"
    if shortcut.kind != "script" and not shortcut.uri:
        yield "it needs a uri"


def _values(shortcut: Shortcut, given: Mapping[str, str]) -> dict[str, str]:
    known = {argument.name: argument for argument in shortcut.arguments}
    unknown = [name for name in given if name not in known]
    if unknown:
        takes = ", ".join(known) or "no arguments"
        raise ReplyError(f"shortcut {shortcut.name} has no argument {unknown[0]!r}; takes {takes}")
    return {name: _value(shortcut, arg, given.get(name)) for name, arg in known.items()}


def _value(shortcut: Shortcut, argument: Argument, value: str | None) -> str:
    if value is None:
        value = argument.default
    if value is None:
        raise ReplyError(f"shortcut {shortcut.name} needs {_described(argument)}")
    # DOTALL: a message may have several lines.
    if not re.fullmatch(argument.pattern, value, re.DOTALL):
        raise ReplyError(
            f"shortcut {shortcut.name}: {value!r} does not fit {_described(argument)}, "
            f"which must match {argument.pattern}"
        )
    return value


def _described(argument: Argument) -> str:
    return argument.name + (f" ({argument.description})" if argument.description else "")


def _filled(step: ShortcutStep, values: Mapping[str, str], name: str) -> Move:
    """A step with its arguments in the fields that `fill` names."""
    fields: dict[str, Any] = {}
    anchors, expect = dict(step.anchors), step.expect
    for place, argument in step.fill.items():
        head, _, part = place.partition(".")
        if not part:
            fields[place] = values[argument]
        elif head == "expect" and expect is not None:
            expect = expect.but(**{part: values[argument]})
        elif head in anchors:
            anchors[head] = anchors[head].but(**{part: values[argument]})
        else:
            raise ReplyError(f"shortcut {name}: its step has no place {place!r}")
    try:
        action = step.action.but(**fields)
    except (TypeError, ValidationError) as error:
        raise ReplyError(f"shortcut {name}: {error}") from error
    return Move(action=action, anchors=anchors, expect=expect)
