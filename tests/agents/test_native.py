"""The Operator of native GUI models: what is sent, and what their points become."""

from __future__ import annotations

import io
import os

import pytest
from PIL import Image

from phoneagent.agents.crew import build
from phoneagent.agents.native import NativeOperator
from phoneagent.agents.operator import Operator
from phoneagent.core.actions import Finish, LongPress, Scroll, Swipe, Tap, Type
from phoneagent.core.base import Rect
from phoneagent.core.chat import ChatReply, Picture
from phoneagent.core.plan import Plan, Subgoal
from phoneagent.core.run import Run
from phoneagent.models import find_profile
from phoneagent.models.coordinates import to_model
from tests.agents.test_prompts import SNAPSHOTS
from tests.core.builders import acted, choice, element, screen

REWRITE = os.environ.get("PHONEAGENT_REWRITE_SNAPSHOTS") == "1"
SIZE = (1080, 2400)
MODELS = {
    "agentcpm": "openai:AgentCPM-GUI",
    "autoglm": "openai:AutoGLM-Phone-9B",
    "gui_owl": "openai:GUI-Owl-1.5-8B",
    "mai_ui": "openai:MAI-UI-8B",
    "qwen": "openai:qwen3-vl-8b?format=qwen",
    "step_gui": "openai:GELab-Zero-4B-preview",
    "uitars": "openai:UI-TARS-1.5-7B",
}


class Saying:
    """A model that gives its replies in order and keeps what it was asked."""

    sees_images = True

    def __init__(self, name, *replies):
        self.name = name
        self.asked = []
        self._replies = list(replies)

    def chat(self, request):
        self.asked.append(request)
        return ChatReply(text=self._replies.pop(0))

    def close(self):
        pass


class Shots:
    """Every screen is the same white picture."""

    def image(self, sha):
        stream = io.BytesIO()
        Image.new("RGB", SIZE, "white").save(stream, "png")
        return stream.getvalue()

    def tree(self, sha):
        return ""


def shown(*elements, **fields):
    return screen(*elements, **({"shot": "s", "needs": "tree", "size_px": SIZE} | fields))


FORM = shown(
    element(1, "Save", role="button", actions=("tap",)),
    element(2, "First name", role="field", actions=("tap", "type")),
    element(3, "People", role="list", actions=("scroll",)).but(bounds=Rect(0, 400, 1080, 2400)),
    element(12, "Ann Lee", role="row", actions=("tap", "long_press")),
)


def a_run(seen=FORM):
    subgoal = Subgoal(id=1, text="add Ann Lee", status="active", app="Contacts")
    return Run(
        id="r",
        goal="add Ann Lee",
        apps=("Clock", "Contacts"),
        plan=Plan(clauses=("add Ann Lee",), subgoals=(subgoal,)),
    ).see(seen)


def operator(name, *replies):
    model = Saying(MODELS[name], *replies)
    roles = dict.fromkeys(("manager", "operator", "reflector", "notetaker", "curator"), model)
    return build(roles, Shots()).operator, model


def chosen(name, reply, seen=FORM):
    crew, _ = operator(name, reply)
    return crew.choose(a_run(seen))


def call(arguments):
    return f'<tool_call>\n{{"name": "mobile_use", "arguments": {arguments}}}\n</tool_call>'


def told(request):
    """The conversation as text, pictures by their place."""
    out = []
    for message in request.messages:
        parts = ["[picture]" if isinstance(p, Picture) else p.text for p in message.parts]
        out.append(f"# {message.role}\n\n" + "\n\n".join(parts))
    return "\n\n".join(out) + "\n"


@pytest.mark.parametrize("name", MODELS)
def test_a_conversation_as_it_is_sent(name):
    crew, model = operator(name, "nothing usable", "nothing usable")
    run = acted(a_run(), choice(Tap(target=2), thought="The field."), FORM)
    run = acted(run, choice(Type(text="Ann", append=True), thought="The name."), FORM)
    assert "could not be used" in crew.choose(run).problem
    text = told(model.asked[0])
    path = SNAPSHOTS / f"operator-native-{name}.md"
    if REWRITE:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_an_unusable_reply_is_asked_for_once_more():
    crew, model = operator("uitars", "no idea", "Thought: x\nAction: press_back()")
    assert crew.choose(a_run()).moves[0].action.key == "back"
    assert "no line 'Action: ...'" in model.asked[1].messages[-1].text


def test_a_point_becomes_the_element_it_lies_on():
    # Element 12 is the row from 1200 to 1300 px, half-way down; the list lies around it.
    found = chosen("agentcpm", '{"POINT":[500,520],"duration":900}')
    assert found.moves[0].action == LongPress(target=12)


def test_a_point_on_nothing_stays_a_point():
    found = chosen("agentcpm", '{"POINT":[500,900]}')
    assert found.moves[0].action == Tap(target=(540, 2160))


def test_a_scroll_names_its_list():
    found = chosen(
        "uitars", "Thought: x\nAction: scroll(point='<point>300 900</point>', direction='down')"
    )
    assert found.moves[0].action == Scroll.model_validate({"direction": "down", "in": 3})


def test_a_scroll_beside_every_list_scrolls_the_screen():
    found = chosen(
        "mai_ui", call('{"action": "swipe", "direction": "up", "coordinate": [500, 20]}')
    )
    assert found.moves[0].action == Scroll(direction="down")


def test_swipes_are_in_device_pixels():
    found = chosen(
        "qwen", call('{"action": "swipe", "coordinate": [500, 750], "coordinate2": [500, 250]}')
    )
    assert found.moves[0].action == Swipe(path=(540, 1800, 540, 600))


def test_its_own_scale_is_undone():
    # UI-TARS-1.5 names pixels of the picture it was sent, as it resizes that itself.
    crew, model = operator("uitars", "Thought: x\nAction: press_back()")
    crew.choose(a_run())
    sent = model.asked[0].messages[-1].parts[-1].size_px
    profile = find_profile(MODELS["uitars"])
    x, y = to_model(FORM.elements[3].bounds.centre, profile, sent, SIZE)
    found = chosen("uitars", f"Thought: x\nAction: click(point='<point>{x:.0f} {y:.0f}</point>')")
    assert max(sent) < 1300
    assert y < 800
    assert found.moves[0].action == Tap(target=12)


def test_an_action_and_the_end_come_together():
    found = chosen("agentcpm", '{"thought":"save","POINT":[500,60],"STATUS":"finish"}')
    assert [move.action for move in found.moves] == [Tap(target=1), Finish(because="save")]


def test_without_a_picture_there_is_no_choice():
    crew, model = operator("agentcpm")
    model.sees_images = False
    assert "screenshot" in crew.choose(a_run()).problem
    assert model.asked == []


def test_other_models_keep_the_crews_own_form():
    model = Saying("openai:gpt-4.1-mini")
    roles = dict.fromkeys(("manager", "operator", "reflector", "notetaker", "curator"), model)
    assert isinstance(build(roles, Shots()).operator, Operator)
    assert isinstance(operator("qwen")[0], NativeOperator)
