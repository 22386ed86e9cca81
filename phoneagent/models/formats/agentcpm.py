"""AgentCPM-GUI: one compact JSON object such as `{"thought":"...","POINT":[480,320]}`.

The format is that of github.com/OpenBMB/AgentCPM-GUI; points are on a 0-1000 grid. An action may
come together with a `STATUS`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from phoneagent.core.actions import (
    Answer,
    Ask,
    BaseAction,
    Drag,
    Finish,
    GiveUp,
    LongPress,
    Press,
    Scroll,
    Swipe,
    Tap,
    Type,
    Wait,
)
from phoneagent.errors import ReplyError
from phoneagent.models.formats import Spoken
from phoneagent.models.formats.calls import as_point
from phoneagent.models.replies import extract_json

_POINT = {"$ref": "#/$defs/Location"}
_STATUS = ("continue", "finish", "satisfied", "impossible", "interrupt", "need_feedback")
_SCHEMA = {
    "type": "object",
    "required": ["thought"],
    "additionalProperties": False,
    "properties": {
        "thought": {"type": "string", "description": "思考过程"},
        "POINT": {**_POINT, "description": "点击的位置"},
        "to": {
            "description": "从POINT滑动的方向或终点",
            "oneOf": [{"enum": ["up", "down", "left", "right"]}, _POINT],
        },
        "duration": {
            "type": "integer",
            "description": "动作或等待的毫秒数",
            "minimum": 0,
            "default": 200,
        },
        "PRESS": {"type": "string", "enum": ["HOME", "BACK", "ENTER"]},
        "TYPE": {"type": "string", "description": "输入文本"},
        "STATUS": {"type": "string", "enum": list(_STATUS), "default": "continue"},
    },
    "$defs": {
        "Location": {
            "type": "array",
            "description": "相对屏幕左上角的坐标，宽和高都缩放到0～1000，[x,y]",
            "items": {"type": "integer", "minimum": 0, "maximum": 1000},
            "minItems": 2,
            "maxItems": 2,
        }
    },
}
_TAP_MS = 200
_HOLD_MS = 1000
OPPOSITE = {"up": "down", "down": "up", "left": "right", "right": "left"}
"""A finger that moves up shows what is below."""


class AgentCpm:
    """It sees the present screen only, and no history."""

    turns = 0
    past_pictures = False
    words = {"schema": json.dumps(_SCHEMA, ensure_ascii=False, separators=(",", ":"))}

    def read(self, reply: str) -> Spoken:
        said = extract_json(reply)
        thought = str(said.get("thought") or "")
        actions = (*_touches(said), *_ended(said, thought))
        if not actions and "duration" in said:
            actions = (Wait(seconds=min(_milliseconds(said) / 1000, 30.0)),)
        if not actions:
            raise ReplyError("the reply names no action: POINT, PRESS, TYPE, duration or STATUS")
        return Spoken(actions, thought)

    def write(self, action: BaseAction, thought: str) -> str:
        written = _written(action)
        if not written:
            return ""
        said = {"thought": thought, **written} if thought else written
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _touches(said: Mapping[str, Any]) -> Iterator[BaseAction]:
    if "POINT" in said:
        yield _pointed(as_point(said["POINT"]), said)
    if "PRESS" in said:
        key = str(said["PRESS"]).lower()
        if key not in ("home", "back", "enter"):
            raise ReplyError(f"PRESS is HOME, BACK or ENTER, not {said['PRESS']!r}")
        yield Press.model_validate({"key": key})
    if "TYPE" in said:
        yield Type(text=str(said["TYPE"]), append=True)


def _pointed(point: tuple[int, int], said: Mapping[str, Any]) -> BaseAction:
    to = said.get("to")
    if to is None:
        return (LongPress if _milliseconds(said) > _TAP_MS else Tap)(target=point)
    if isinstance(to, str):
        if to not in OPPOSITE:
            raise ReplyError(f"to is up, down, left, right or a point, not {to!r}")
        return Scroll.model_validate({"direction": OPPOSITE[to], "in": point})
    return Swipe(path=(*point, *as_point(to)))


def _ended(said: Mapping[str, Any], thought: str) -> Iterator[BaseAction]:
    match said.get("STATUS"):
        case "finish" | "satisfied":
            yield Finish(because=thought or "finished")
        case "impossible" | "interrupt":
            yield GiveUp(why=thought or "impossible")
        case "need_feedback":
            yield Ask(question=thought or "What shall I do here?")


def _milliseconds(said: Mapping[str, Any]) -> float:
    value = said.get("duration", _TAP_MS)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ReplyError(f"duration is a number of milliseconds, not {value!r}")
    return max(0.0, float(value))


def _written(action: BaseAction) -> dict[str, Any]:
    match action:
        case Tap(target=(x, y)):
            return {"POINT": [x, y]}
        case LongPress(target=(x, y)):
            return {"POINT": [x, y], "duration": _HOLD_MS}
        case Scroll(direction=direction, in_=(x, y)):
            return {"POINT": [x, y], "to": OPPOSITE[direction]}
        case Swipe(path=(x1, y1, x2, y2)) | Drag(target=(x1, y1), to=(x2, y2)):
            return {"POINT": [x1, y1], "to": [x2, y2]}
        case Press(key="home" | "back" | "enter"):
            return {"PRESS": action.key.upper()}
        case Type(text=text):
            return {"TYPE": text}
        case Wait(seconds=seconds):
            return {"duration": round(seconds * 1000)}
        case _:
            return _written_status(action)


def _written_status(action: BaseAction) -> dict[str, Any]:
    match action:
        case Finish() | Answer():
            return {"STATUS": "finish"}
        case GiveUp():
            return {"STATUS": "impossible"}
        case Ask():
            return {"STATUS": "need_feedback"}
    return {}


FORMAT = AgentCpm()
