"""The `mobile_use` function call of Qwen-VL and of the GUI models trained from it.

`{"name": "mobile_use", "arguments": {"action": "click", "coordinate": [x, y]}}` in `<tool_call>`
tags; documented by Qwen's cookbook mobile_agent.ipynb, X-PLUG/MobileAgent (GUI-Owl) and
Tongyi-MAI/MAI-UI, which differ in what stands before the call and in a few words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from phoneagent.core.actions import (
    Answer,
    Ask,
    BaseAction,
    DoubleTap,
    Drag,
    Finish,
    GiveUp,
    Key,
    LongPress,
    OpenApp,
    Press,
    Scroll,
    Swipe,
    Tap,
    Type,
    Wait,
)
from phoneagent.errors import ReplyError
from phoneagent.models.formats import Spoken
from phoneagent.models.formats.agentcpm import OPPOSITE
from phoneagent.models.formats.calls import as_point

_CALL = re.compile(r"<tool_call>\s*(\{.*?\})\s*(?:</tool_call>|\Z)", re.DOTALL)
_THINKING = re.compile(r"<think(?:ing)?>(.*?)</think(?:ing)?>", re.DOTALL)
_BUTTONS = {"back": "back", "home": "home", "menu": "recents", "enter": "enter"}
_KEYS = frozenset(get_args(Key))
_WAIT_S = 2.0
_DONE = ("success", "successful", "complete")


@dataclass(frozen=True)
class MobileUse:
    """One dialect of the call.

    Attributes:
        before: what stands before a written call; `{}` is the thought.
        turns, past_pictures, words: as ActionFormat says.
        directions: whether swipes are written as a direction (MAI-UI) rather than a second point.
        buttons_lower: whether the system buttons' names are written in lower case.
    """

    before: str
    turns: int = 0
    past_pictures: bool = True
    words: Mapping[str, str] = field(default_factory=dict)
    directions: bool = False
    buttons_lower: bool = False

    def read(self, reply: str) -> Spoken:
        calls = _CALL.findall(reply)
        if not calls:
            raise ReplyError("the reply has no <tool_call>{...}</tool_call>")
        return Spoken(tuple(_action(_arguments(call)) for call in calls), _thought(reply))

    def write(self, action: BaseAction, thought: str) -> str:
        arguments = self._touch(action) or self._words(action)
        if not arguments:
            return ""
        call = json.dumps({"name": "mobile_use", "arguments": arguments}, ensure_ascii=False)
        return f"{self.before.format(thought)}<tool_call>\n{call}\n</tool_call>"

    def _touch(self, action: BaseAction) -> dict[str, Any]:
        match action:
            case Tap(target=(x, y)):
                return {"action": "click", "coordinate": [x, y]}
            case LongPress(target=(x, y)):
                return {"action": "long_press", "coordinate": [x, y]}
            case DoubleTap(target=(x, y)) if self.directions:
                return {"action": "double_click", "coordinate": [x, y]}
            case Swipe(path=(x1, y1, x2, y2)) | Drag(target=(x1, y1), to=(x2, y2)):
                if self.directions:
                    ends = {"start_coordinate": [x1, y1], "end_coordinate": [x2, y2]}
                    return {"action": "drag", **ends}
                return {"action": "swipe", "coordinate": [x1, y1], "coordinate2": [x2, y2]}
            case Scroll(direction=direction, in_=(x, y)) if self.directions:
                way = OPPOSITE[direction]
                return {"action": "swipe", "direction": way, "coordinate": [x, y]}
        return {}

    def _words(self, action: BaseAction) -> dict[str, Any]:
        match action:
            case Type(text=text):
                return {"action": "type", "text": text}
            case OpenApp(name=name):
                return {"action": "open", "text": name}
            case Press(key=key):
                return self._pressed(key)
            case Wait(seconds=seconds):
                return {"action": "wait", "time": seconds}
            case Answer(text=text):
                return {"action": "answer", "text": text}
            case Ask(question=text):
                return {"action": "ask_user" if self.directions else "interact", "text": text}
            case Finish():
                return {"action": "terminate", "status": "success"}
            case GiveUp():
                failed = "fail" if self.directions else "failure"
                return {"action": "terminate", "status": failed}
        return {}

    def _pressed(self, key: str) -> dict[str, Any]:
        button = next((name for name, pressed in _BUTTONS.items() if pressed == key), "")
        if not button:
            return {"action": "key", "text": key}
        return {
            "action": "system_button",
            "button": button if self.buttons_lower else button.capitalize(),
        }


def _arguments(call: str) -> Mapping[str, Any]:
    try:
        said = json.loads(call)
    except ValueError as error:
        raise ReplyError(f"the tool call is no JSON: {error}") from None
    arguments = said.get("arguments", said)
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments)
        except ValueError as error:
            raise ReplyError(f"the arguments are no JSON: {error}") from None
    if not isinstance(arguments, Mapping) or "action" not in arguments:
        raise ReplyError('the tool call has no "action"')
    return arguments


def _thought(reply: str) -> str:
    """What it said before the call: its thinking if tagged, else the lines Thought and Action."""
    before = reply.partition("<tool_call>")[0]
    tagged = _THINKING.search(before)
    if tagged:
        return tagged[1].strip()
    before = before.rpartition("</think>")[2].rpartition("</thinking>")[2]
    return re.sub(r"^(?:Thought|Action):\s*", "", before.strip(), flags=re.MULTILINE).strip('" \n')


def _action(said: Mapping[str, Any]) -> BaseAction:
    match said["action"]:
        case "click":
            return Tap(target=_point(said, "coordinate"))
        case "long_press":
            return LongPress(target=_point(said, "coordinate"))
        case "double_click":
            return DoubleTap(target=_point(said, "coordinate"))
        case "swipe" if "coordinate2" in said:
            return Swipe(path=(*_point(said, "coordinate"), *_point(said, "coordinate2")))
        case "swipe" | "scroll":
            return _swiped(said)
        case "drag":
            start, end = _point(said, "start_coordinate"), _point(said, "end_coordinate")
            return Drag(target=start, to=end)
        case _:
            return _without_point(said)


def _swiped(said: Mapping[str, Any]) -> BaseAction:
    way = said.get("direction")
    if way not in OPPOSITE:
        raise ReplyError("a swipe needs coordinate and coordinate2, or a direction")
    within = {"in": _point(said, "coordinate")} if "coordinate" in said else {}
    return Scroll.model_validate({"direction": OPPOSITE[way], **within})


def _without_point(said: Mapping[str, Any]) -> BaseAction:
    text = str(said.get("text", ""))
    match said["action"]:
        case "type":
            return Type(text=text, append=True)
        case "open" | "open_app":
            return OpenApp(name=text)
        case "answer":
            return Answer(text=text)
        case "interact" | "ask_user":
            return Ask(question=text or "What shall I do here?")
        case "wait":
            return Wait(seconds=_seconds(said))
        case "terminate" if said.get("status") in _DONE:
            return Finish(because=text or "terminated with success")
        case "terminate":
            return GiveUp(why=text or "terminated with failure")
    return _pressed(said)


def _pressed(said: Mapping[str, Any]) -> BaseAction:
    match said["action"]:
        case "system_button":
            key = _BUTTONS.get(str(said.get("button", "")).lower(), "")
        case "key":
            key = str(said.get("text", "")).lower().removeprefix("keycode_")
        case name:
            raise ReplyError(f"there is no action {name!r}")
    if key not in _KEYS:
        raise ReplyError(f"there is no key {said.get('button') or said.get('text')!r}")
    return Press.model_validate({"key": key})


def _seconds(said: Mapping[str, Any]) -> float:
    value = said.get("time", _WAIT_S)
    try:
        return min(max(0.0, float(value)), 30.0)
    except (TypeError, ValueError):
        raise ReplyError(f"time is a number of seconds, not {value!r}") from None


def _point(said: Mapping[str, Any], key: str) -> tuple[int, int]:
    if key not in said:
        raise ReplyError(f"{said['action']} needs {key}")
    return as_point(said[key])
