"""Packed weights: kernels against their own reference, rounding, files and back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from phoneagent.agents import replies
from phoneagent.errors import ConfigError, ModelError
from phoneagent.models import open_model
from phoneagent.models.local.packed import REPORT, packed_bits
from tests.models.local import tiny
from tests.models.local.conftest import Build, picture, request

HEALTHY = 1.5e-2


def noise(*shape: int, seed: int = 0) -> Any:
    import torch

    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def span_rounded(weight: Any, group: int) -> Any:
    """Rounded to 16 even steps between the extremes of each group: what there is to beat."""
    x = weight.view(weight.shape[0], -1, group)
    low, high = x.amin(-1, keepdim=True), x.amax(-1, keepdim=True)
    step = (high - low) / 15
    return (((x - low) / step).round() * step + low).view_as(weight)


@pytest.mark.parametrize("rows", [1, 5, 15, 16, 63, 64, 200])
@pytest.mark.parametrize("name", ["Int4Linear", "Int8Linear"])
def test_kernels_compute_what_the_weights_say(name: str, rows: int):
    import torch

    from phoneagent.models.local import linears
    from phoneagent.models.local.rounding import relative_error

    layer = getattr(linears, name)(256, 192, noise(192))
    layer.pack(noise(192, 256))
    x = noise(rows, 256, seed=1).to(torch.bfloat16)
    x[:, 7] *= 80  # as in language models: one input far above all others
    expected = x.float() @ layer.restored().T + layer.bias
    assert relative_error(layer(x), expected) < HEALTHY
    layer.step.mul_(-1)
    assert relative_error(layer(x), expected) > 1


@pytest.mark.parametrize("kind", ["even", "one input", "everywhere"])
def test_activations_of_all_kinds_keep_their_small_numbers(kind: str):
    import torch

    from phoneagent.models.local.activations import Activations
    from phoneagent.models.local.rounding import relative_error

    x = noise(40, 512)
    if kind == "one input":
        x[:, 7] *= 200
    if kind == "everywhere":
        x[noise(40, 512, seed=1) > 1.9] *= 100
    weight = (noise(512, 64, seed=2) * 40).clamp(-127, 127).to(torch.int8)
    step = torch.full((64,), 0.01, dtype=torch.bfloat16)
    rows = Activations.of(x)
    assert rows.parts == (2 if kind == "everywhere" else 1)
    assert (rows.apart is None) == (kind == "even")
    small = x.abs() < 4
    back = rows.codes[:40].float()
    back = back + (rows.codes[40:].float() / 254 if rows.parts == 2 else 0)
    back = back * rows.step.float()
    if rows.apart is not None:
        back[:, rows.apart] = rows.values
    assert relative_error(back[small], x[small]) < 0.02
    alone = (x / x.abs().amax(1, keepdim=True) * 127).round() * x.abs().amax(1, keepdim=True) / 127
    assert kind == "even" or relative_error(alone[small], x[small]) > 0.2
    expected = x @ (weight.float() * 0.01)
    assert relative_error(rows.times(weight, step), expected) < 0.02


@pytest.mark.parametrize("heavy", [False, True])
def test_rounding_beats_the_span_between_extremes(heavy: bool):
    from phoneagent.models.local.rounding import GROUP, relative_error, to_4_bits

    weight = noise(64, 1024) ** (3 if heavy else 1)
    found = to_4_bits(weight).error
    span = relative_error(span_rounded(weight, GROUP), weight)
    assert found < (0.90 if heavy else 0.95) * span


def test_columns_that_stick_out_are_scaled_down_where_that_helps():
    from phoneagent.models.local.rounding import to_4_bits, to_8_bits

    weight = noise(64, 1024)
    even = to_4_bits(weight)
    assert even.columns is None
    weight[:, ::200] *= 20
    for rounding in (to_4_bits, to_8_bits):
        with_columns = rounding(weight)
        without = rounding(weight, scale_columns=False)
        assert with_columns.columns is not None
        assert with_columns.error < 0.8 * without.error


def test_layers_with_scaled_columns_compute_the_same():
    import torch

    from phoneagent.models.local.linears import Int4Linear, Int8Linear
    from phoneagent.models.local.rounding import relative_error

    weight = noise(128, 512)
    weight[:, ::100] *= 20
    for kind in (Int4Linear, Int8Linear):
        layer = kind(512, 128)
        layer.pack(weight)
        assert layer.columns is not None
        for rows in (1, 100):
            x = noise(rows, 512, seed=2).to(torch.bfloat16)
            assert relative_error(layer(x), x.float() @ layer.restored().T) < HEALTHY


def test_addresses_off_the_kernels_steps_do_no_harm():
    """The 8-bit kernel crashes on weights or inputs that do not begin at 16 bytes."""
    import torch

    from phoneagent.models.local.linears import Int8Linear, aligned
    from phoneagent.models.local.rounding import relative_error

    layer = Int8Linear(128, 64)
    layer.pack(noise(64, 128))
    whole = layer(noise(1, 128).to(torch.bfloat16))
    codes = torch.empty(64 * 128 + 8, dtype=torch.int8)[8:].view(64, 128)
    layer.codes = aligned(codes.copy_(layer.codes))
    x = torch.empty(129, dtype=torch.bfloat16)[1:].view(1, 128)
    assert relative_error(layer(x.copy_(noise(1, 128))), whole) == 0


def test_fused_layers_are_the_layers(checkpoint: Build):
    import torch
    from torch import nn

    from phoneagent.models.local.fusing import FusedPart, fuse
    from phoneagent.models.local.linears import Int4Linear

    module = nn.Module()
    for n, (name, size) in enumerate((("q_proj", 128), ("k_proj", 64), ("v_proj", 64))):
        layer = Int4Linear(128, size, noise(size) if n else None)
        layer.pack(noise(size, 128, seed=n))
        setattr(module, name, layer)
    for rows in (1, 120):
        x = noise(rows, 128, seed=9).to(torch.bfloat16)
        alone = [getattr(module, name)(x) for name in ("q_proj", "k_proj", "v_proj")]
        if rows == 1:
            single = module
            module = nn.Module()
            for name in ("q_proj", "k_proj", "v_proj"):
                setattr(module, name, getattr(single, name))
            assert fuse(module) == 2
            assert isinstance(module.k_proj, FusedPart)
        together = [getattr(module, name)(x) for name in ("q_proj", "k_proj", "v_proj")]
        for one, other in zip(alone, together, strict=True):
            assert torch.equal(one, other)


def logits(model: Any) -> Any:
    """The first logits of a reply to a long prompt with a picture."""
    engine = model.load()
    seen: list[Any] = []
    head = engine.model.get_output_embeddings()
    hook = head.register_forward_hook(lambda m, i, out: seen.append(out[0, -1]))
    model.write(request("tap it " * 30, picture(), reply_schema=replies.VERDICT))
    hook.remove()
    return seen[0].float()


@pytest.mark.parametrize("family", tiny.FAMILIES)
def test_a_packed_model_is_near_the_whole_one_and_survives_its_file(
    checkpoint: Build, tmp_path: Path, family: str
):
    from phoneagent.models.local.rounding import relative_error

    folder = checkpoint(family, width=128, vocabulary=384)
    kept = tmp_path / "kept"
    found = {}
    for name, address in {
        "whole": f"{folder}?dtype=bfloat16",
        "int8": f"{folder}?quant=int8",
        "int4": f"{folder}?quant=int4&packed={kept}",
        "again": f"{folder}?quant=int4&packed={kept}",
        "alone": f"{kept}",
    }.items():
        model = open_model(f"local:{address}")
        found[name] = logits(model)
        model.close()
    assert relative_error(found["int8"], found["whole"]) < 0.08
    assert relative_error(found["int4"], found["whole"]) < 0.5
    assert relative_error(found["again"], found["int4"]) == 0
    assert relative_error(found["alone"], found["int4"]) == 0
    assert packed_bits(kept) == 4
    rows = json.loads((kept / REPORT).read_text())["layers"]
    assert {row["bits"] for row in rows} == {4, 8}
    assert all(0 < row["error"] < 0.12 for row in rows)
    weights = sum(file.stat().st_size for file in kept.glob("*.safetensors"))
    assert weights < 0.5 * sum(file.stat().st_size for file in folder.glob("*.safetensors"))


@pytest.mark.parametrize("vocabulary", [384, 0])
@pytest.mark.parametrize("tie", [1, 0])
def test_heads_of_all_kinds(checkpoint: Build, tie: int, vocabulary: int):
    from phoneagent.models.local.rounding import relative_error

    folder = checkpoint("qwen2_5_vl", width=128, vocabulary=vocabulary, tie=tie)
    whole, packed = (open_model(f"local:{folder}?{q}") for q in ("dtype=bfloat16", "quant=int8"))
    assert relative_error(logits(packed), logits(whole)) < 0.08
    whole.close()
    packed.close()


def test_the_likeliest_tokens_have_the_logits_of_the_table():
    import torch

    from phoneagent.models.local.head import TiedHead, TwoStageHead
    from phoneagent.models.local.linears import Int8Embedding

    words = Int8Embedding(512, 128, torch.bfloat16)
    words.pack(noise(512, 128))
    head = TwoStageHead(words)
    head.fill()
    x = noise(3, 1, 128, seed=3).to(torch.bfloat16)
    exact, found = TiedHead(words)(x).float(), head(x).float()
    assert torch.equal(exact.argmax(-1), found.argmax(-1))
    best = exact.topk(10, -1).indices
    assert torch.allclose(found.gather(-1, best), exact.gather(-1, best), rtol=0.02, atol=0.05)
    assert (found - exact).abs().max() > 0.1


def test_what_is_kept_for_another_checkpoint_is_made_anew(checkpoint: Build, tmp_path: Path):
    kept = tmp_path / "kept"
    for family in ("qwen2_vl", "qwen3_vl"):
        model = open_model(f"local:{checkpoint(family, width=128)}?quant=int4&packed={kept}")
        model.load()
        model.close()
        assert json.loads((kept / "config.json").read_text())["model_type"] == family


def test_a_folder_of_something_else_is_left_alone(checkpoint: Build, tmp_path: Path):
    (tmp_path / "letter.txt").write_text("dear")
    model = open_model(f"local:{checkpoint(width=128)}?quant=int4&packed={tmp_path}")
    with pytest.raises(ModelError, match="holds something else"):
        model.load()
    assert (tmp_path / "letter.txt").read_text() == "dear"


def test_packed_weights_are_not_packed_to_other_bits(checkpoint: Build, tmp_path: Path):
    kept = tmp_path / "kept"
    model = open_model(f"local:{checkpoint(width=128)}?quant=int8&packed={kept}")
    model.load()
    model.close()
    with pytest.raises(ConfigError, match="packed to 8 bits, not int4"):
        open_model(f"local:{kept}?quant=int4")


@pytest.mark.parametrize("quant", ["none", "int8", "int4"])
def test_a_missing_tensor_is_an_error_never_a_random_one(
    checkpoint: Build, tmp_path: Path, quant: str
):
    from safetensors.torch import load_file, save_file

    folder = tmp_path / "holed"
    shutil.copytree(checkpoint(width=128), folder)
    tensors = load_file(folder / "model.safetensors")
    gone = next(name for name in tensors if "layers.1.mlp.down" in name)
    del tensors[gone]
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    model = open_model(f"local:{folder}?quant={quant}")
    with pytest.raises(ModelError) as caught:
        model.load()
    assert "1 tensors are missing" in str(caught.value)
    assert "layers.1.mlp.down_proj" in str(caught.value)
    assert "hf download" in str(caught.value)


@pytest.mark.parametrize("quant", ["none", "int4"])
def test_a_tensor_of_another_shape_is_an_error(checkpoint: Build, tmp_path: Path, quant: str):
    import torch
    from safetensors.torch import load_file, save_file

    folder = tmp_path / "bent"
    shutil.copytree(checkpoint(width=128), folder)
    tensors = load_file(folder / "model.safetensors")
    bent = next(name for name in tensors if "layers.1.mlp.down" in name)
    tensors[bent] = torch.zeros(3, 5)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    model = open_model(f"local:{folder}?quant={quant}")
    with pytest.raises(ModelError, match="hf download"):
        model.load()
