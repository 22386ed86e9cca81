"""Step-GUI (GELab-Zero): `<THINK> ... </THINK>` and tab-separated `action:CLICK  point:x,y`.

The format is that of github.com/stepfun-ai/gelab-zero (parser_0922_summary); points are on a
0-1000 grid. The model writes its own summary of the past and is given the last one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from phoneagent.core.actions import (
    Answer,
    Ask,
    BaseAction,
    Drag,
    Finish,
    GiveUp,
    LongPress,
    OpenApp,
    Swipe,
    Tap,
    Type,
    Wait,
)
from phoneagent.errors import ReplyError
from phoneagent.models.formats import Spoken
from phoneagent.models.formats.calls import as_point

_THINK = re.compile(r"<\s*T?H?INK\s*>(.*?)<\s*/\s*T?H?INK\s*>", re.DOTALL | re.IGNORECASE)


class StepGui:
    """One action a reply; no earlier turns."""

    turns = 0
    past_pictures = False
    words: Mapping[str, str] = {}

    def read(self, reply: str) -> Spoken:
        thinking = _THINK.search(reply)
        pairs = reply[thinking.end() :] if thinking else reply
        said = dict(_pairs(pairs))
        if "action" not in said:
            raise ReplyError("the reply has no 'action:NAME'")
        thought = said.get("explain") or (thinking[1].strip() if thinking else "")
        return Spoken((_action(said),), thought, said.get("summary", ""))

    def write(self, action: BaseAction, thought: str) -> str:
        written = _written(action)
        if not written:
            return ""
        explain = re.sub(r"\s+", " ", thought)
        return f"<THINK> {thought} </THINK>\nexplain:{explain}\t{written}\tsummary:{explain}\n"


def _pairs(text: str) -> list[tuple[str, str]]:
    parts = (part.partition(":") for part in text.strip().split("\t"))
    return [(key.strip(), value.strip()) for key, colon, value in parts if colon]


def _action(said: Mapping[str, str]) -> BaseAction:
    match said["action"].upper():
        case "CLICK":
            return Tap(target=_point(said, "point"))
        case "LONGPRESS":
            return LongPress(target=_point(said, "point"))
        case "SLIDE":
            return Swipe(path=(*_point(said, "point1"), *_point(said, "point2")))
        case "TYPE":
            into = as_point(said["point"]) if said.get("point") else None
            return Type(text=_value(said), into=into, append=True)
        case "WAIT":
            found = re.search(r"\d+(?:\.\d+)?", said.get("value", ""))
            return Wait(seconds=min(float(found[0]) if found else 1.0, 30.0))
        case "AWAKE":
            return OpenApp(name=_value(said))
        case "INFO":
            return Ask(question=_value(said))
        case "COMPLETE":
            return Finish(because=said.get("return") or said.get("value") or "complete")
        case "ABORT":
            return GiveUp(why=said.get("value") or "aborted")
    raise ReplyError(f"there is no action {said['action']!r}")


def _point(said: Mapping[str, str], key: str) -> tuple[int, int]:
    if key not in said:
        raise ReplyError(f"{said['action']} needs {key}:x,y")
    return as_point(said[key])


def _value(said: Mapping[str, str]) -> str:
    if not said.get("value"):
        raise ReplyError(f"{said['action']} needs value:...")
    return said["value"]


def _written(action: BaseAction) -> str:
    match action:
        case Tap(target=(x, y)):
            return f"action:CLICK\tpoint:{x},{y}"
        case LongPress(target=(x, y)):
            return f"action:LONGPRESS\tpoint:{x},{y}"
        case Swipe(path=(x1, y1, x2, y2)) | Drag(target=(x1, y1), to=(x2, y2)):
            return f"action:SLIDE\tpoint1:{x1},{y1}\tpoint2:{x2},{y2}"
        case Type(text=text, into=into):
            place = f"\tpoint:{into[0]},{into[1]}" if isinstance(into, tuple) else ""
            return f"action:TYPE\tvalue:{_flat(text)}{place}"
        case Wait(seconds=seconds):
            return f"action:WAIT\tvalue:{seconds:g}"
        case _:
            return _written_plain(action)


def _written_plain(action: BaseAction) -> str:
    match action:
        case OpenApp(name=name):
            return f"action:AWAKE\tvalue:{_flat(name)}"
        case Ask(question=text):
            return f"action:INFO\tvalue:{_flat(text)}"
        case Finish(because=text) | Answer(text=text):
            return f"action:COMPLETE\treturn:{_flat(text)}"
        case GiveUp(why=text):
            return f"action:ABORT\tvalue:{_flat(text)}"
    return ""


def _flat(text: str) -> str:
    return re.sub(r"[\t\n]+", " ", text)


FORMAT = StepGui()
