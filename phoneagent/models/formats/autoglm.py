"""AutoGLM-Phone: `<think>...</think><answer>do(action="Tap", element=[x, y])</answer>`.

The format is that of github.com/zai-org/Open-AutoGLM; points are on a 0-1000 grid.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from phoneagent.core.actions import (
    Answer,
    Ask,
    BaseAction,
    DoubleTap,
    Drag,
    Finish,
    LongPress,
    OpenApp,
    Press,
    Swipe,
    Tap,
    Type,
    Wait,
)
from phoneagent.errors import ReplyError
from phoneagent.models.formats import Spoken
from phoneagent.models.formats.calls import Call, read_call, write_call

_ANSWER = re.compile(r"<answer>(.*?)(?:</answer>|\Z)", re.DOTALL)
_THINK = re.compile(r"<think>(.*?)</think>", re.DOTALL)
_BARE = re.compile(r"(?:do\(action=|finish\(message=)")
_BARE_TEXT = re.compile(
    r'(do\(action="Type(?:_Name)?", *text=|finish\(message=)(["\'])(.*)\2\)', re.DOTALL
)
_ALL = 1000


class AutoGlm:
    """One action a reply; every earlier step is a turn, without its picture."""

    turns = _ALL
    past_pictures = False
    words: Mapping[str, str] = {}

    def read(self, reply: str) -> Spoken:
        wrapped = _ANSWER.search(reply)
        bare = _BARE.search(reply)
        if wrapped:
            line, before = wrapped[1].strip(), reply[: wrapped.start()]
        elif bare:
            line, before = reply[bare.start() :].strip(), reply[: bare.start()]
        else:
            raise ReplyError("the reply has no do(action=...) and no finish(message=...)")
        thought = _THINK.search(before)
        return Spoken((_action(_call(line)),), (thought[1] if thought else before).strip())

    def write(self, action: BaseAction, thought: str) -> str:
        call = _written(action)
        return f"<think>{thought}</think><answer>{call}</answer>" if call else ""


def _call(line: str) -> Call:
    """The call; where a text holds bare quotes, all between the outer ones is the text."""
    try:
        return read_call(line)
    except ReplyError:
        bare = _BARE_TEXT.fullmatch(line)
        if bare is None:
            raise
    if bare[1].startswith("finish"):
        return Call("finish", {"message": bare[3]})
    return Call("do", {"action": "Type", "text": bare[3]})


def _action(call: Call) -> BaseAction:
    if call.name == "finish":
        return Finish(because=str(call.values.get("message") or "finished"))
    if call.name != "do":
        raise ReplyError(f"there is no {call.name}(...), only do(...) and finish(...)")
    match call.text("action"):
        case "Tap":
            return Tap(target=call.point("element"))
        case "Long Press":
            return LongPress(target=call.point("element"))
        case "Double Tap":
            return DoubleTap(target=call.point("element"))
        case "Swipe":
            return Swipe(path=(*call.point("start"), *call.point("end")))
        case "Launch":
            return OpenApp(name=call.text("app"))
        case name:
            return _without_point(name, call)


def _without_point(name: str, call: Call) -> BaseAction:
    match name:
        case "Type" | "Type_Name":
            return Type(text=call.text("text"))
        case "Back":
            return Press(key="back")
        case "Home":
            return Press(key="home")
        case "Wait":
            found = re.search(r"\d+(?:\.\d+)?", str(call.values.get("duration", "")))
            return Wait(seconds=min(float(found[0]) if found else 1.0, 30.0))
        case "Take_over" | "Interact":
            return Ask(question=str(call.values.get("message") or "What shall I do here?"))
    raise ReplyError(f"there is no action {name!r}")


def _written(action: BaseAction) -> str:
    match action:
        case Tap(target=(x, y)):
            return write_call("do", action="Tap", element=[x, y])
        case LongPress(target=(x, y)):
            return write_call("do", action="Long Press", element=[x, y])
        case DoubleTap(target=(x, y)):
            return write_call("do", action="Double Tap", element=[x, y])
        case Swipe(path=(x1, y1, x2, y2)) | Drag(target=(x1, y1), to=(x2, y2)):
            return write_call("do", action="Swipe", start=[x1, y1], end=[x2, y2])
        case Type(text=text):
            return write_call("do", action="Type", text=text)
        case _:
            return _written_plain(action)


def _written_plain(action: BaseAction) -> str:
    match action:
        case OpenApp(name=name):
            return write_call("do", action="Launch", app=name)
        case Press(key="home" | "back"):
            return write_call("do", action=action.key.capitalize())
        case Wait(seconds=seconds):
            return write_call("do", action="Wait", duration=f"{seconds:g} seconds")
        case Ask(question=question):
            return write_call("do", action="Take_over", message=question)
        case Finish(because=said) | Answer(text=said):
            return write_call("finish", message=said)
    return ""


FORMAT = AutoGlm()
