"""Actions written as Python calls: `click(point='<point>10 20</point>')`, `do(action="Back")`."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from typing import Any

from phoneagent.errors import ReplyError

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Call:
    """One call with its keyword arguments, which are constants."""

    name: str
    values: dict[str, Any]

    def text(self, key: str) -> str:
        """A text argument.

        Raises:
            ReplyError: it is missing or no text.
        """
        value = self.values.get(key)
        if not isinstance(value, str):
            raise ReplyError(f"{self.name} needs {key}='...'")
        return value

    def point(self, *keys: str) -> tuple[int, int]:
        """The first of the arguments that is there, as a point; a box gives its centre.

        Raises:
            ReplyError: none of them is there, or it holds no two or four numbers.
        """
        for key in keys:
            if key in self.values:
                return as_point(self.values[key])
        raise ReplyError(f"{self.name} needs a point: {' or '.join(keys)}")


def read_call(text: str) -> Call:
    """Parse one call; nothing is ever evaluated.

    Raises:
        ReplyError: not a call of a plain name with constant keyword arguments.
    """
    try:
        node = ast.parse(_closed(text.strip()), mode="eval").body
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.args:
            raise ValueError("not a call with named arguments")
        values = {}
        for word in node.keywords:
            if word.arg is None:
                raise ValueError("not a call with named arguments")
            values[word.arg] = ast.literal_eval(word.value)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ReplyError(f"not an action: {text[:120]!r} ({error})") from None
    return Call(node.func.id, values)


def write_call(name: str, **values: object) -> str:
    """The call as text, with texts in double quotes."""
    words = (f"{key}={json.dumps(v, ensure_ascii=False)}" for key, v in values.items())
    return f"{name}({', '.join(words)})"


def as_point(value: object) -> tuple[int, int]:
    """A point from `[x, y]`, `(x,y)`, `<point>x y</point>` or a box `[x1, y1, x2, y2]`.

    Raises:
        ReplyError: not two or four numbers.
    """
    if isinstance(value, str):
        numbers = [float(number) for number in _NUMBER.findall(value)]
    elif isinstance(value, list | tuple) and all(_is_number(part) for part in value):
        numbers = [float(part) for part in value]
    else:
        numbers = []
    if len(numbers) == 4:
        numbers = [(numbers[0] + numbers[2]) / 2, (numbers[1] + numbers[3]) / 2]
    if len(numbers) != 2:
        raise ReplyError(f"not a point: {value!r}")
    return round(numbers[0]), round(numbers[1])


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _closed(text: str) -> str:
    """The text with real line breaks inside its strings escaped, and its bracket closed."""
    flat = text.replace("\r", "").replace("\n", "\\n").replace("\t", "\\t")
    return flat if flat.endswith(")") else f"{flat})"
