"""One set of weights for all who use it: roles, models with other pictures, one after the other."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from phoneagent.agents import replies
from phoneagent.core.chat import Usage
from phoneagent.errors import ConfigError, ModelUnavailable
from phoneagent.models import ModelOptions, open_model, open_models
from phoneagent.models.local.spec import LocalSpec
from tests.models.local import tiny
from tests.models.local.conftest import Build, picture, request


def test_roles_share_one_engine_whatever_their_pictures(checkpoint: Build):
    folder = checkpoint()
    specs = {"manager": f"local:{folder}", "operator": f"local:{folder}?image_tokens=12"}
    models = open_models(specs)
    engines = {id(model.load()) for model in models.values()}
    assert len(engines) == 1
    asked = request("look", picture(), reply_schema=replies.VERDICT)
    tokens = {role: model.write(asked).timings.image_tokens for role, model in models.items()}
    assert tokens["operator"] <= 12 < tokens["manager"]
    for model in models.values():
        model.close()


def test_other_weights_are_another_engine(checkpoint: Build):
    one, other = (open_model(f"local:{checkpoint()}{q}") for q in ("", "?dtype=bfloat16"))
    assert one.load() is not other.load()
    one.close()
    other.close()


def test_the_last_one_out_frees_the_memory(checkpoint: Build):
    first, second = (open_model(f"local:{checkpoint('llava')}") for _ in range(2))
    kept = weakref.ref(first.load())
    second.load()
    first.close()
    assert kept() is second.load()
    second.close()
    gc.collect()
    assert kept() is None


def test_a_chat_model_like_any_other(checkpoint: Build):
    model = open_model(f"local:{checkpoint()}")
    asked = request("look", picture(), reply_schema=replies.VERDICT)
    model.chat(asked)
    reply = model.chat(asked)
    assert model.sees_images
    assert reply.finish == "stop"
    assert reply.usage.but(seconds=0) == Usage(
        calls=1,
        input_tokens=reply.usage.input_tokens,
        output_tokens=reply.usage.output_tokens,
        cached_tokens=reply.usage.input_tokens - 1,
    )
    model.close()


def test_a_reply_that_takes_too_long_is_given_up(checkpoint: Build):
    model = open_model(f"local:{checkpoint()}", ModelOptions(retry_for_s=0.05))
    model.load()
    with pytest.raises(ModelUnavailable, match="took too long"):
        model.chat(request(max_tokens=1_000_000))
    model.close()


@pytest.mark.parametrize("family", tiny.FAMILIES)
def test_every_family_has_the_quick_pass(checkpoint: Build, family: str):
    from phoneagent.models.local.engine import Engine

    engine = Engine(LocalSpec(checkpoint(family)))
    assert engine.reads_quickly


def test_a_decoder_that_computes_otherwise_has_none(checkpoint: Build):
    from phoneagent.models.local.engine import Engine
    from phoneagent.models.local.quick import quick_pass

    model = Engine(LocalSpec(checkpoint())).model
    assert quick_pass(model) is not None
    for layer in model.get_decoder().layers:
        layer.self_attn.scaling *= 1  # what the quick pass takes over
        layer.mlp.register_forward_hook(lambda module, inputs, output: output * 1.01)
    assert quick_pass(model) is None


def test_tiles_are_held_to_what_pictures_may_cost(checkpoint: Build):
    tokens = []
    for allowed in (4, 8, 12, 16):  # four tokens a tile, and a small picture of the whole
        model = open_model(f"local:{checkpoint('internvl')}?image_tokens={allowed}")
        asked = request("look", picture(0, (112, 336)), reply_schema=replies.VERDICT)
        tokens.append(model.write(asked).timings.image_tokens)
        model.close()
    assert tokens == [4, 4, 12, 16]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("?dtype=float16", "does not run on a CPU"),
        ("?quant=bnb4", "bnb4 needs"),
        ("?device=cuda", "is not there"),
    ],
)
def test_what_this_machine_cannot_do(checkpoint: Build, query: str, says: str):
    import torch

    from phoneagent.models.local.devices import choose_place
    from phoneagent.models.local.spec import read_spec

    if torch.cuda.is_available() and "float16" not in query:
        pytest.skip("this machine has a GPU")
    with pytest.raises(ConfigError, match=says):
        choose_place(read_spec(f"{checkpoint()}{query}"))


def test_a_checkpoint_larger_than_the_memory_is_not_loaded(tmp_path: Path):
    import json
    import struct

    from phoneagent.models.local.devices import choose_place, require_room

    entry = {"dtype": "BF16", "shape": [10**7, 10**6], "data_offsets": [0, 0]}
    said = json.dumps({"huge": entry}).encode()
    (tmp_path / "model.safetensors").write_bytes(struct.pack("<Q", len(said)) + said)
    spec = LocalSpec(tmp_path)
    with pytest.raises(ConfigError) as caught:
        require_room(spec, choose_place(spec))
    assert "GiB" in str(caught.value)
    assert "?quant=int4" in str(caught.value)
