"""The OpenAI-compatible model against a real server that answers well, badly or not at all."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import formatdate

import pytest

from phoneagent.core.chat import ChatRequest, Message, Picture, Text
from phoneagent.errors import ConfigError, ModelError, ModelRefused, ModelUnavailable, ReplyError
from phoneagent.models.openai import OpenAIModel, build
from phoneagent.models.options import ModelOptions
from phoneagent.models.usage import Price, Prices
from tests.chat_server import Body, ChatServer, Drop, Fail, Hang, Raw, Say, Turn

SCHEMA = {
    "type": "object",
    "properties": {"tap": {"type": "integer"}},
    "required": ["tap"],
    "additionalProperties": False,
}
QUICK = ModelOptions(
    timeout_s=5.0, connect_timeout_s=2.0, retries=2, backoff_s=0.01, retry_for_s=8.0
)
Open = Callable[..., tuple[OpenAIModel, ChatServer]]


@pytest.fixture
def opened() -> Iterator[Open]:
    """Opens a model on a server of its own that takes the given turns."""
    things: list[OpenAIModel | ChatServer] = []

    def open_it(
        *turns: Turn, options: ModelOptions = QUICK, model: str = "some-vl", **kinds: object
    ) -> tuple[OpenAIModel, ChatServer]:
        server = ChatServer(*turns, **kinds)  # type: ignore[arg-type]
        opened_model = build(model, replace(options, base_url=server.base_url))
        things.extend((opened_model, server))
        return opened_model, server

    yield open_it
    for thing in things:
        thing.close()


def asking(text: str = "What next?", *, schema: bool = True, picture: bool = False) -> ChatRequest:
    parts: tuple[Text | Picture, ...] = (Text(text=text),)
    if picture:
        image = Picture(sha="ab", size_px=(28, 56), media_type="image/png", data=b"\x89PNG")
        parts = (*parts, image)
    return ChatRequest(
        role="operator",
        messages=(
            Message(role="system", parts=(Text(text="You operate a phone."),)),
            Message(role="user", parts=parts),
        ),
        reply_schema=SCHEMA if schema else None,
        schema_name="operator/choose",
        max_tokens=77,
    )


@pytest.mark.parametrize("asks_stream", [True, False])
@pytest.mark.parametrize("sends_stream", [True, False])
def test_streamed_and_whole_replies_are_the_same(
    opened: Open, asks_stream: bool, sends_stream: bool
) -> None:
    turn = Say('{"tap": 12, "why": "über\u2028你好\x85👋"}', stream=sends_stream, keepalive=True)
    model, server = opened(turn, options=replace(QUICK, stream=asks_stream))
    reply = model.chat(asking())
    assert json.loads(reply.text) == {"tap": 12, "why": "über\u2028你好\x85👋"}
    assert reply.finish == "stop"
    assert (reply.usage.calls, reply.usage.estimated_calls) == (1, 0)
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (100, 10)
    assert reply.usage.cached_tokens == 60
    assert reply.usage.seconds > 0
    assert server.requests[0].get("stream", False) is asks_stream


def test_a_stream_that_does_not_say_it_is_one(opened: Open) -> None:
    event = {"choices": [{"delta": {"content": "{}"}, "finish_reason": "stop"}]}
    model, _ = opened(Raw(f"data: {json.dumps(event)}\n\ndata: [DONE]\n\n"))
    assert model.chat(asking()).text == "{}"


def test_what_is_sent(opened: Open) -> None:
    model, server = opened(Say("{}"))
    model.chat(asking(picture=True))
    (body,) = server.requests
    assert body["model"] == "some-vl"
    assert body["max_tokens"] == 77
    assert body["temperature"] == 0.0
    assert body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "operator_choose", "strict": True, "schema": SCHEMA},
    }
    system, user = body["messages"]
    assert system == {"role": "system", "content": "You operate a phone."}
    assert user["content"][0] == {"type": "text", "text": "What next?"}
    assert user["content"][1]["image_url"]["url"] == "data:image/png;base64,iVBORw=="
    assert server.keys == ["Bearer not-needed"]


def test_connections_are_kept(opened: Open) -> None:
    model, server = opened(Say("{}"))
    for _ in range(5):
        model.chat(asking())
    assert len(server.requests) == 5
    assert server.connections <= 2


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 529])
def test_faults_that_pass_are_tried_again(opened: Open, status: int) -> None:
    model, server = opened(Fail(status), Fail(status), Say('{"tap": 1}'))
    assert model.chat(asking()).text == '{"tap": 1}'
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    "turn",
    [
        Fail(503, "overloaded"),
        Fail(429, "slow down"),
        Drop(),
        Drop(midway=True),
        Raw("<html>gateway</html>", "text/html"),
        Raw('{"choices": [{"message": {"cont'),
        Raw("[]"),
        Raw('{"choices": []}'),
        Raw('{"error": {"message": "upstream died", "code": 502}}'),
        Raw('data: {"error": {"message": "upstream died"}}\n\n', "text/event-stream"),
        Raw("data: {not json}\n\n", "text/event-stream"),
        Say("half", stream=True, finish=None, done=False),
    ],
    ids=lambda turn: str(turn)[:60],
)
def test_lasting_faults_end_as_unavailable(opened: Open, turn: Turn) -> None:
    model, server = opened(turn)
    with pytest.raises(ModelUnavailable, match="3 attempts") as caught:
        model.chat(asking())
    assert len(server.requests) == 1 + QUICK.retries
    assert server.base_url in str(caught.value)


@pytest.mark.parametrize(
    ("turn", "hint"),
    [
        (Fail(400, "temperature-like nonsense"), ""),
        (Fail(400, "This model's maximum context length is 4096 tokens"), "longer context"),
        (Fail(401, "bad key"), "OPENAI_API_KEY"),
        (Fail(403, "not yours"), "OPENAI_API_KEY"),
        (Fail(404, "no such model"), "some-vl"),
        (Fail(429, "pay first", code="insufficient_quota"), "billing"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_final_faults_are_not_tried_again(opened: Open, turn: Fail, hint: str) -> None:
    model, server = opened(turn)
    with pytest.raises(ModelError) as caught:
        model.chat(asking())
    assert not isinstance(caught.value, ModelUnavailable)
    assert turn.message in str(caught.value)
    assert hint in caught.value.hint
    distinct = {json.dumps(body) for body in server.requests}
    assert len(distinct) == len(server.requests), "the same request was sent twice"


def test_retry_after_is_honoured(opened: Open) -> None:
    wait = Fail(429, headers={"retry-after": "0.3"})
    model, _ = opened(wait, Say("{}"))
    began = time.monotonic()
    model.chat(asking())
    assert time.monotonic() - began >= 0.3


@pytest.mark.parametrize("as_date", [False, True])
def test_a_wait_longer_than_there_is_time_ends_the_call(opened: Open, as_date: bool) -> None:
    value = formatdate(time.time() + 3600, usegmt=True) if as_date else "3600"
    model, server = opened(Fail(429, headers={"retry-after": value}))
    began = time.monotonic()
    with pytest.raises(ModelUnavailable, match=r"asks to wait 3[56]\d\d s"):
        model.chat(asking())
    assert len(server.requests) == 1
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("drip", [False, True])
def test_a_slow_answer_is_bounded(opened: Open, drip: bool) -> None:
    options = replace(QUICK, timeout_s=0.3, retries=1, retry_for_s=2)
    model, server = opened(Hang(drip=drip), options=options)
    began = time.monotonic()
    with pytest.raises(ModelUnavailable, match=r"no complete answer after|timed out"):
        model.chat(asking())
    assert time.monotonic() - began < 2.5
    assert len(server.requests) == 2
    assert not drip or server.hung_up.wait(5), "the line stays open after the call"


@pytest.mark.parametrize("drip", [False, True])
def test_closing_ends_a_call_under_way(opened: Open, drip: bool) -> None:
    model, server = opened(Hang(drip=drip), options=replace(QUICK, timeout_s=60, retry_for_s=60))
    failures: list[ModelUnavailable] = []

    def call() -> None:
        try:
            model.chat(asking())
        except ModelUnavailable as error:
            failures.append(error)

    caller = threading.Thread(target=call)
    caller.start()
    while not server.requests:
        time.sleep(0.005)
    model.close()
    caller.join(timeout=5)
    assert not caller.is_alive()
    assert "closed" in str(failures[0])


def test_an_interrupt_ends_a_call_under_way() -> None:
    code = """
import sys
from phoneagent.core.chat import ChatRequest, Message, Text
from phoneagent.models import ModelOptions, open_model
model = open_model("openai:m", ModelOptions(base_url=sys.argv[1], timeout_s=60))
model.chat(ChatRequest(role="r", messages=(Message(role="user", parts=(Text(text="x"),)),)))
"""
    with ChatServer(Hang()) as server:
        asker = subprocess.Popen(
            [sys.executable, "-c", code, server.base_url], stderr=subprocess.PIPE, text=True
        )
        while not server.requests:
            assert asker.poll() is None
            time.sleep(0.01)
        asker.send_signal(signal.SIGINT)
        _, said = asker.communicate(timeout=5)
    assert "KeyboardInterrupt" in said


def test_nobody_listens() -> None:
    with ChatServer(Say("{}")) as server:
        url = server.base_url
    model = build("m", replace(QUICK, base_url=url))
    with pytest.raises(ModelUnavailable, match="3 attempts") as caught:
        model.chat(asking())
    assert url in caught.value.hint


def test_an_empty_reply_is_asked_for_once_more(opened: Open) -> None:
    model, server = opened(Say(""), Say('{"tap": 2}'))
    reply = model.chat(asking())
    assert reply.text == '{"tap": 2}'
    assert reply.usage.calls == 2
    assert reply.usage.input_tokens == 200
    assert len(server.requests) == 2


@pytest.mark.parametrize("text", ["", "  \n", "<think>on and on"])
def test_two_empty_replies_are_an_error(opened: Open, text: str) -> None:
    model, server = opened(Say(text, finish="length"))
    with pytest.raises(ReplyError, match="ran out of tokens"):
        model.chat(asking())
    assert len(server.requests) == 2


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize(
    "turn",
    [
        Say("", message={"refusal": "I will not do that."}),
        Say("", finish="content_filter"),
    ],
)
def test_a_refusal(opened: Open, turn: Say, stream: bool) -> None:
    model, server = opened(replace(turn, stream=stream))
    with pytest.raises(ModelRefused):
        model.chat(asking())
    assert len(server.requests) == 1


def test_a_refusal_as_an_error(opened: Open) -> None:
    model, server = opened(Fail(400, "filtered", code="content_filter"))
    with pytest.raises(ModelRefused):
        model.chat(asking())
    assert len(server.requests) == 1


@pytest.mark.parametrize("stream", [True, False])
def test_a_reply_as_a_tool_call(opened: Open, stream: bool) -> None:
    call = {"type": "function", "function": {"name": "act", "arguments": '{"tap": 7}'}}
    turn = Say("", stream=stream, finish="tool_calls", message={"tool_calls": [call]})
    model, _ = opened(turn)
    reply = model.chat(asking())
    assert (reply.text, reply.finish) == ('{"tap": 7}', "stop")


@pytest.mark.parametrize("stream", [True, False])
def test_thinking_is_left_out(opened: Open, stream: bool) -> None:
    said = Say(
        '<think>maybe {"tap": 1}?</think>\n{"tap": 4}',
        stream=stream,
        message={"reasoning_content": "hm"},
    )
    model, _ = opened(said)
    assert model.chat(asking()).text == '{"tap": 4}'


def test_a_cut_reply_says_so(opened: Open) -> None:
    model, _ = opened(Say('{"tap"', finish="length"))
    reply = model.chat(asking())
    assert (reply.text, reply.finish) == ('{"tap"', "length")


def test_tokens_are_estimated_when_the_server_counts_none(opened: Open) -> None:
    model, _ = opened(Say('{"tap": 4}', usage=None))
    usage = model.chat(asking("x" * 400, picture=True)).usage
    assert usage.estimated_calls == 1
    assert usage.output_tokens == 3
    assert 105 <= usage.input_tokens <= 110  # 420 characters and two patches


def rejecting(field: str, message: str) -> Callable[[Body], Turn]:
    """A server that answers 400 as long as the request has `field`."""
    return lambda body: Fail(400, message) if field in body else Say('{"tap": 1}')


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("response_format", "response_format is not supported by this server"),
        ("stream_options", "Extra inputs are not permitted: stream_options"),
        ("temperature", "Unsupported value: 'temperature' does not support 0.0"),
        ("stream", "streaming is not supported here"),
        ("max_tokens", "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
    ],
)
def test_what_the_server_rejects_is_left_out_from_then_on(
    opened: Open, field: str, message: str
) -> None:
    model, server = opened(brain=rejecting(field, message))
    model.chat(asking())
    taught = len(server.requests)
    assert taught > 1
    model.chat(asking())
    assert len(server.requests) == taught + 1
    assert field not in server.requests[-1]


def test_response_formats_are_lowered_step_by_step(opened: Open) -> None:
    def brain(body: Body) -> Turn:
        wanted = body.get("response_format", {}).get("type")
        return Fail(400, f"'{wanted}' is not a response_format I know") if wanted else Say("{}")

    model, server = opened(brain=brain)
    model.chat(asking())
    kinds = [
        (
            body.get("response_format", {}).get("type"),
            body.get("response_format", {}).get("json_schema", {}).get("strict"),
        )
        for body in server.requests
    ]
    assert kinds == [
        ("json_schema", True),
        ("json_schema", False),
        ("json_object", None),
        (None, None),
    ]
    assert '"tap"' not in server.requests[0]["messages"][0]["content"]
    assert '"tap"' in server.requests[-1]["messages"][0]["content"]


def test_pictures_are_left_out_for_a_server_without_eyes(opened: Open) -> None:
    def brain(body: Body) -> Turn:
        sees = any(isinstance(m["content"], list) for m in body["messages"])
        return Fail(400, "This model does not support image input") if sees else Say("{}")

    model, server = opened(brain=brain)
    assert model.sees_images
    model.chat(asking(picture=True))
    assert not model.sees_images
    assert "cannot see" in server.requests[-1]["messages"][1]["content"]


def test_a_server_that_rejects_everything_is_left_alone(opened: Open) -> None:
    def brain(body: Body) -> Turn:
        return Fail(400, "unsupported: max_tokens max_completion_tokens response_format stream")

    model, server = opened(brain=brain)
    with pytest.raises(ModelError):
        model.chat(asking())
    assert len(server.requests) <= 12


def test_the_price_of_a_call(opened: Open) -> None:
    prices = Prices("2025-01-01", {"some-*": Price(input_usd=10, output_usd=100, cached_usd=1)})
    model, _ = opened(Say("{}"), options=replace(QUICK, prices=prices))
    cost = model.chat(asking()).usage.cost_usd
    assert cost == pytest.approx((40 * 10 + 60 * 1 + 10 * 100) / 1e6)


def test_the_servers_own_price_is_believed(opened: Open) -> None:
    usage = {"prompt_tokens": 5, "completion_tokens": 5, "cost": 0.25}
    model, _ = opened(Say("{}", usage=usage))
    assert model.chat(asking()).usage.cost_usd == 0.25


def test_openai_itself_needs_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    with pytest.raises(ConfigError, match="OPENAI_API_KEY"):
        build("gpt-4.1-mini", ModelOptions())


def test_key_and_url_from_the_environment(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    _, server = opened(Say("{}"))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-env")
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    model = build("m", QUICK)
    model.chat(asking())
    model.close()
    assert server.keys == ["Bearer sk-from-env"]


def test_a_url_in_the_spec_wins(opened: Open) -> None:
    _, server = opened(Say("{}"))
    model = build(f"@cf/m@{server.base_url}", replace(QUICK, base_url="http://127.0.0.1:1/v1"))
    model.chat(asking())
    model.close()
    assert server.requests[0]["model"] == "@cf/m"
    assert model.name == f"openai:@cf/m@{server.base_url}"


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://x/v1", "nonsense"])
def test_a_base_url_that_is_none(url: str) -> None:
    with pytest.raises(ConfigError, match="base URL"):
        build("m", ModelOptions(base_url=url))


def test_a_proxy_never_sees_loopback_traffic(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    model, server = opened(Say("{}"))
    model.chat(asking())
    assert len(server.requests) == 1
