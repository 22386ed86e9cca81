"""Planner and actor apart: one model plans and judges in JSON, a native GUI model acts."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

from PIL import Image

from phoneagent.core.base import Point
from phoneagent.models import find_profile
from phoneagent.models.coordinates import to_model
from tests.chat_server import Body, ChatServer, Say
from tests.e2e.conftest import Command
from tests.e2e.test_endings import ended
from tests.e2e.test_model_goals import Phone
from tests.e2e.test_model_server import GOAL, right_answer
from tests.virtualphone.hands import Hands

ACTOR = "UI-TARS-1.5-7B"
WAY = ("Network & internet", "Internet", "Wi\N{NON-BREAKING HYPHEN}Fi")


def pictures(body: Body) -> list[Image.Image]:
    found: list[Any] = []
    for message in body["messages"]:
        if isinstance(message["content"], list):
            found += [part for part in message["content"] if part["type"] == "image_url"]
    urls = (part["image_url"]["url"] for part in found)
    return [Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))) for url in urls]


class Minds:
    """The planner says what is right; the actor points at the switch on its own scale."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        self.acted: list[Body] = []

    def __call__(self, body: Body) -> Say:
        if body["model"] != ACTOR:
            return Say(json.dumps(self._without_start(json.loads(right_answer(body).text))))
        self.acted.append(body)
        if len(self.acted) == 1:
            return Say("Thought: Open it.\nAction: open_app(app_name='Settings')")
        with self._phone.lock:
            switch = Hands(self._phone).need(WAY[len(self.acted) - 2]).bounds
        centre = Point((switch.left + switch.right) // 2, (switch.top + switch.bottom) // 2)
        profile = find_profile(ACTOR)
        x, y = to_model(centre, profile, pictures(body)[-1].size, self._phone.size_px)
        return Say(f"Thought: Next.\nAction: click(point='<point>{x:.0f} {y:.0f}</point>')")

    def _without_start(self, said: dict[str, Any]) -> dict[str, Any]:
        """The plan without the deep link: the actor walks."""
        for item in said.get("todo", ()):
            item.pop("start", None)
        return said


def test_a_planner_and_a_native_actor(agent: Command, phone: Phone) -> None:
    minds = Minds(phone)
    with ChatServer(brain=minds) as chat:
        done = agent(
            *("run", "--base-url", chat.base_url, "--json"),
            *("--model", "openai:planner", "--model", f"operator=openai:{ACTOR}"),
            GOAL,
        )
    assert ended(done) == (0, "succeeded"), done.err
    assert not phone.radios.wifi
    assert len(minds.acted) == 4
    assert [len(pictures(body)) for body in minds.acted] == [1, 2, 3, 4]
    assert all("response_format" not in body for body in minds.acted)
