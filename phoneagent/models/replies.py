"""Gets the text a model meant out of what it sent: no thinking aloud, one JSON object."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from phoneagent.errors import ReplyError

_THINKING = re.compile(r"<(think|thinking)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_BEFORE = re.compile(r"\A.*?</(?:think|thinking)>", re.DOTALL | re.IGNORECASE)
_BOX = re.compile(r"<\|(?:begin|end)_of_box\|>")
_STRING_OR_BRACE = re.compile(r'"(?:\\.|[^"\\])*(?:"|\Z)|[{}]', re.DOTALL)
_STRING_OR_LOOSE_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])', re.DOTALL)
_LIKE_AN_OBJECT = re.compile(r'\{\s*"')
_EXCERPT_CHARS = 40


def strip_thinking(text: str) -> str:
    """`text` without `<think>` blocks, also half ones: the opening tag may stand in the template
    and the closing one may be missing when the reply was cut. A reply that begins with an object
    is left alone: a tag in it is a quotation.
    """
    if text.lstrip().startswith("{"):
        return text.strip()
    without = _THINKING.sub("", text)
    return _BOX.sub("", _THOUGHT_BEFORE.sub("", without)).strip()


def extract_json(text: str) -> dict[str, Any]:
    """The one JSON object in a reply.

    Tolerates code fences, prose around the object, line breaks inside strings and trailing commas.
    Never guesses: two different objects, a list, a repeated key or a cut reply are errors.

    Raises:
        ReplyError: with a message that a model can mend its reply by.
    """
    said = strip_thinking(text.removeprefix("\ufeff"))
    if not said:
        raise ReplyError("The reply is empty; reply with one JSON object.")
    found, problem = _objects(said)
    different = list({json.dumps(value, sort_keys=True): value for value in found}.values())
    if len(different) > 1:
        raise ReplyError(f"The reply holds {len(different)} JSON objects; reply with exactly one.")
    if different:
        if _is_list_item(said):
            raise ReplyError("The reply is a JSON list; reply with one JSON object.")
        return different[0]
    if problem:
        raise ReplyError(problem)
    raise ReplyError(
        f"There is no JSON object in the reply (it begins {_quote(said[:_EXCERPT_CHARS])}); "
        "reply with one JSON object."
    )


def _is_list_item(said: str) -> bool:
    bare = re.sub(r"\A```\w*\s*", "", said)
    return bare.startswith("[") and bare.removesuffix("```").rstrip().endswith("]")


def _objects(said: str) -> tuple[list[dict[str, Any]], str]:
    """Every top-level object in `said`, and what is wrong with the first that cannot be read.

    What lies inside an unreadable or cut object is never taken for the reply.
    """
    found: list[dict[str, Any]] = []
    problem = ""
    start = said.find("{")
    while start >= 0:
        end = _end_of_object(said, start)
        if end < 0:
            if found and not _LIKE_AN_OBJECT.match(said, start):
                break
            return [], "The JSON object is cut off: it is never closed."
        value, fault = _parse(said[start:end])
        if value is None:
            problem = problem or fault
        else:
            found.append(value)
        start = said.find("{", end)
    return found, problem


def _end_of_object(said: str, start: int) -> int:
    """The index after the brace that closes the one at `start`, or -1."""
    depth = 0
    for token in _STRING_OR_BRACE.finditer(said, start):
        if token[0] == "{":
            depth += 1
        elif token[0] == "}":
            depth -= 1
            if depth == 0:
                return token.end()
    return -1


def _parse(piece: str) -> tuple[dict[str, Any] | None, str]:
    tidy = _without_trailing_commas(piece)
    try:
        value = json.loads(
            tidy, strict=False, object_pairs_hook=_no_twins, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        near = _quote(tidy[max(0, error.pos - _EXCERPT_CHARS // 2) :][:_EXCERPT_CHARS])
        return None, (
            f"Not valid JSON at line {error.lineno} column {error.colno}: {error.msg} near {near}."
        )
    except RecursionError:
        return None, "The JSON is nested too deeply."
    except ValueError as error:
        return None, str(error)
    return (value, "") if isinstance(value, dict) else (None, "")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made and made[key] != value:
            raise ValueError(f'The key "{key}" stands twice in one JSON object.')
        made[key] = value
    return made


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON value.")


def _without_trailing_commas(piece: str) -> str:
    """`piece` without commas before a closing bracket; strings stay as they are."""
    return _STRING_OR_LOOSE_COMMA.sub(lambda match: match[1] or "", piece)


def _quote(excerpt: str) -> str:
    return "`" + " ".join(excerpt.split()) + "`"
