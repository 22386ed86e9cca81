"""What is remembered between prompts changes nothing but the time: against fresh runs, to 1e-5."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from phoneagent.agents import replies
from phoneagent.core.chat import ChatRequest
from phoneagent.models.local.prefix import Prefixes, shared
from tests.models.local import tiny
from tests.models.local.conftest import picture, request

Open = Callable[..., Any]
EXACT = 1e-5
OFF = 1e-2
WITH_3D_POSITIONS = ("qwen2_vl", "qwen2_5_vl", "qwen3_vl")


@contextmanager
def logits_of(engine: Any) -> Iterator[list[Any]]:
    """The logits of every forward pass meanwhile."""
    seen: list[Any] = []
    head = engine.model.get_output_embeddings()
    hook = head.register_forward_hook(lambda m, i, out: seen.append(out[0, -1]))
    try:
        yield seen
    finally:
        hook.remove()


def asked(text: str = "tap the button", *pictures: Any, **more: Any) -> ChatRequest:
    return request(text, *pictures, reply_schema=replies.CHOICE, max_tokens=120, **more)


def write(engine: Any, one: ChatRequest) -> tuple[Any, Any]:
    """What was written, and all logits on the way."""
    import torch

    with logits_of(engine) as seen:
        written = engine.write(one, engine.limits_for(one))
    return written, torch.stack(seen)


def fresh(open_engine: Open, family: str, one: ChatRequest) -> tuple[Any, Any]:
    return write(open_engine(family), one)


def key(one: ChatRequest) -> str:
    return one.messages[-1].text


def difference(one: Any, other: Any) -> float:
    return float((one - other).abs().max())


@pytest.mark.parametrize("family", tiny.FAMILIES)
def test_a_shared_beginning_is_read_once(engine: Open, family: str):
    alone, expected = fresh(engine, family, asked("now scroll", picture()))
    made = engine(family)
    write(made, asked("tap the button", picture(1)))
    written, got = write(made, asked("now scroll", picture()))
    assert written.text == alone.text
    assert 0 < written.timings.cached_tokens < written.timings.prompt_tokens
    assert alone.timings.cached_tokens == 0
    assert difference(got, expected) < EXACT


@pytest.mark.parametrize("family", tiny.FAMILIES)
def test_a_wrong_beginning_would_be_noticed(engine: Open, family: str):
    """The control: the same reading under the marks of another prompt gives other logits."""
    right = asked("now scroll")
    other = asked("now scroll", system="you drive a tractor " * 12)
    _, expected = fresh(engine, family, right)
    made = engine(family)
    write(made, other)
    reading = made.prefixes.take("operator", made.prompts.make(other.messages).marks)
    reading.cut(60)
    reading.marks[:] = made.prompts.make(right.messages).marks[:60]
    made.prefixes.keep("operator", reading)
    _, got = write(made, right)
    assert difference(got[0], expected[0]) > OFF


@pytest.mark.parametrize("family", tiny.FAMILIES)
def test_an_unchanged_screen_is_free(engine: Open, family: str):
    alone, expected = fresh(engine, family, asked("now scroll", picture()))
    made = engine(family)
    write(made, asked("tap the button", picture()))
    looked = made.pictures.looked
    written, got = write(made, asked("now scroll", picture()))
    end = made.prompts.make(asked("now scroll", picture()).messages).runs[-1][1]
    assert written.timings.cached_tokens >= end
    assert written.timings.vision_s == 0
    assert made.pictures.looked == looked
    assert written.text == alone.text
    assert difference(got, expected) < EXACT


@pytest.mark.parametrize("family", tiny.FAMILIES)
def test_another_picture_of_the_same_size_is_read_anew(engine: Open, family: str):
    _, expected = fresh(engine, family, asked("tap", picture(7)))
    made = engine(family)
    write(made, asked("tap", picture(8)))
    written, got = write(made, asked("tap", picture(7)))
    start = made.prompts.make(asked("tap", picture(7)).messages).runs[0][0]
    assert written.timings.cached_tokens == start
    assert difference(got, expected) < EXACT
    _, other = fresh(engine, family, asked("tap", picture(8)))
    assert difference(other[0], expected[0]) > OFF


@pytest.mark.parametrize("family", tiny.FAMILIES)
def test_a_picture_is_looked_at_once_whoever_asks(engine: Open, family: str):
    pair = (picture(1), picture(2))
    _, expected = fresh(engine, family, asked("compare", *pair, role="reflector"))
    made = engine(family)
    write(made, asked("tap", pair[0]))
    write(made, asked("tap", pair[1]))
    looked = made.pictures.looked
    _, got = write(made, asked("compare", *pair, role="reflector"))
    assert made.pictures.looked == looked
    assert difference(got, expected) < EXACT


@pytest.mark.parametrize("family", WITH_3D_POSITIONS)
def test_positions_of_another_prompt_never_leak_in(engine: Open, family: str):
    """`rope_deltas`, which these models keep on themselves, is never read."""
    import torch

    small, large = picture(1, (56, 56)), picture(2, (112, 224))
    _, expected = fresh(engine, family, asked("now scroll", large))
    made = engine(family)
    write(made, asked("tap the button", large))
    write(made, asked("other things", small, role="manager"))
    made.model.model.rope_deltas = torch.tensor([[-999]])
    _, got = write(made, asked("now scroll", large))
    assert difference(got, expected) < EXACT


@pytest.mark.parametrize("family", WITH_3D_POSITIONS)
def test_the_models_own_positions_would_leak(engine: Open, family: str):
    """The control: left to itself the model goes on with the positions of the last prompt."""
    import torch

    from phoneagent.models.local.cache import RoomyCache
    from phoneagent.models.local.prompt import as_row

    made = engine(family)
    prompt = made.prompts.make(asked("tap", picture(2, (112, 224))).messages)
    features = {"image": made.pictures.features(prompt.shown)}
    ids = as_row(prompt.ids, "cpu")
    logits = []
    with torch.inference_mode():
        for stale in (None, torch.tensor([[-40]])):
            keys_values = RoomyCache(made.model.config.get_text_config().num_hidden_layers)
            made.model.model.rope_deltas = None
            made.model(
                input_ids=ids[:, :-1],
                mm_token_type_ids=prompt.inputs["mm_token_type_ids"][:, :-1],
                image_grid_thw=prompt.inputs["image_grid_thw"],
                mm_encoder_outputs=dict(features),
                past_key_values=keys_values,
            )
            if stale is not None:
                made.model.model.rope_deltas = stale
            out = made.model(input_ids=ids[:, -1:], past_key_values=keys_values)
            logits.append(out.logits[0, -1])
    assert difference(*logits) > OFF


def test_two_roles_at_once_say_what_each_says_alone(engine: Open):
    mine = [asked(f"step {n}", picture(n, (112, 168)), role="operator") for n in range(4)]
    yours = [asked(f"plan {n}", picture(9 - n, (56, 112)), role="manager") for n in range(4)]
    expected = {key(one): fresh(engine, "qwen2_5_vl", one)[0].text for one in (*mine, *yours)}
    made = engine("qwen2_5_vl")
    got: dict[str, str] = {}

    def ask(requests: list[ChatRequest]) -> None:
        for one in requests:
            got[key(one)] = made.write(one, made.limits_for(one)).text

    threads = [threading.Thread(target=ask, args=(some,)) for some in (mine, yours)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == expected


def test_a_reply_that_broke_off_leaves_nothing_behind(engine: Open):
    from dataclasses import replace

    from phoneagent.models.local.decode import Cancelled

    _, expected = fresh(engine, "qwen2_5_vl", asked("now scroll"))
    made = engine("qwen2_5_vl")
    write(made, asked("tap"))
    limits = replace(made.limits_for(asked("now scroll")), cancelled=lambda: True)
    with pytest.raises(Cancelled):
        made.write(asked("now scroll"), limits)
    written, got = write(made, asked("now scroll"))
    assert written.timings.cached_tokens == 0
    assert difference(got, expected) < EXACT


def test_a_repair_goes_on_from_the_reply(engine: Open):
    from phoneagent.core.chat import Message, Text

    made = engine("qwen2_5_vl")
    first = asked("tap the button", picture())
    said = made.write(first, made.limits_for(first))
    more = (
        Message(role="assistant", parts=(Text(text=said.text),)),
        Message(role="user", parts=(Text(text="there is no element 3"),)),
    )
    again = first.but(messages=(*first.messages, *more))
    timings = made.write(again, made.limits_for(again)).timings
    assert timings.cached_tokens >= said.timings.prompt_tokens


def test_roles_beyond_the_room_are_forgotten():
    made = Prefixes(lambda: _Nothing(), room=2)
    for role in ("a", "b", "c"):
        reading = made.take(role, [1, 2, 3])
        reading.marks += [1, 2, 3]
        made.keep(role, reading)
    assert [len(made.take(role, [1, 2, 3]).marks) for role in ("a", "b", "c")] == [0, 2, 2]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [([1, 2, 3], [1, 2, 4], 2), ([1], [1, 2], 1), ([], [1], 0), ([2], [1], 0)],
)
def test_how_much_is_shared(one: list[int], other: list[int], count: int):
    assert shared(one, other) == count


class _Nothing:
    """A cache of a model without layers."""

    def keep(self, length: int) -> None:
        """Nothing to forget."""
