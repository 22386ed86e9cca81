"""UI-TARS and UI-TARS-1.5: `Thought: ...` and `Action: click(point='<point>x y</point>')`.

The format is that of github.com/bytedance/UI-TARS (its mobile action space).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from phoneagent.core.actions import (
    Answer,
    BaseAction,
    Drag,
    Finish,
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
from phoneagent.models.formats.calls import Call, read_call

_THOUGHT = re.compile(r"(?:Thought|Reflection|Action_Summary):\s*(.*?)(?=\s*Action:|\Z)", re.DOTALL)
_WAIT_S = 5.0


class UiTars:
    """One action a reply; the last five screens are shown again."""

    turns = 5
    past_pictures = True
    words: Mapping[str, str] = {}

    def read(self, reply: str) -> Spoken:
        text = reply.replace("[EOS]", "").strip()
        _, marker, action = text.rpartition("Action:")
        if not marker:
            raise ReplyError("the reply has no line 'Action: ...'")
        thought = _THOUGHT.search(text)
        calls = re.split(r"\)\s*\n\n+(?=\w+\()", action.strip())
        actions = tuple(_action(read_call(_plain(call))) for call in calls)
        return Spoken(actions, thought[1].strip() if thought else "")

    def write(self, action: BaseAction, thought: str) -> str:
        call = _written(action)
        return f"Thought: {thought}\nAction: {call}" if call else ""


def _plain(call: str) -> str:
    """The call with its texts quoted so that an apostrophe inside does not end them."""
    found = re.fullmatch(r"(\w+)\((content|app_name|key)='(.*)'\)?", call.strip(), re.DOTALL)
    if not found:
        return call
    inner = re.sub(r"(?<!\\)'", r"\\'", found[3])
    return f"{found[1]}({found[2]}='{inner}')"


def _action(call: Call) -> BaseAction:
    match call.name:
        case "click":
            return Tap(target=call.point("point", "start_box"))
        case "long_press":
            return LongPress(target=call.point("point", "start_box"))
        case "type":
            text = call.text("content")
            submits = text.endswith("\n")
            return Type(text=text.removesuffix("\n"), append=True, enter=submits)
        case "scroll":
            within = call.point("point", "start_box")
            return Scroll.model_validate({"direction": call.text("direction"), "in": within})
        case "drag":
            start, end = call.point("start_point", "start_box"), call.point("end_point", "end_box")
            return Swipe(path=(*start, *end))
        case _:
            return _without_point(call)


def _without_point(call: Call) -> BaseAction:
    match call.name:
        case "open_app":
            return OpenApp(name=call.text("app_name"))
        case "press_home":
            return Press(key="home")
        case "press_back":
            return Press(key="back")
        case "wait":
            return Wait(seconds=_WAIT_S)
        case "finished":
            said = call.values.get("content")
            return Finish(because=str(said or "finished"))
    raise ReplyError(f"there is no action {call.name}")


def _written(action: BaseAction) -> str:
    match action:
        case Tap(target=(x, y)):
            return f"click(point='{_point(x, y)}')"
        case LongPress(target=(x, y)):
            return f"long_press(point='{_point(x, y)}')"
        case Scroll(direction=direction, in_=(x, y)):
            return f"scroll(point='{_point(x, y)}', direction='{direction}')"
        case Swipe(path=(x1, y1, x2, y2)) | Drag(target=(x1, y1), to=(x2, y2)):
            return f"drag(start_point='{_point(x1, y1)}', end_point='{_point(x2, y2)}')"
        case Type(text=text, enter=enter):
            return f"type(content='{_quoted(text)}{chr(92) + 'n' if enter else ''}')"
        case _:
            return _written_plain(action)


def _written_plain(action: BaseAction) -> str:
    match action:
        case OpenApp(name=name):
            return f"open_app(app_name='{_quoted(name)}')"
        case Press(key="home" | "back"):
            return f"press_{action.key}()"
        case Wait():
            return "wait()"
        case Finish(because=said) | Answer(text=said):
            return f"finished(content='{_quoted(said)}')"
    return ""


def _point(x: int, y: int) -> str:
    return f"<point>{x} {y}</point>"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")


FORMAT = UiTars()
