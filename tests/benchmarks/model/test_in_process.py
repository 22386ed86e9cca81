"""Models in this process, on tiny random weights: speed, and what quantisation costs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from phoneagent.agents import replies
from phoneagent.core.chat import ChatRequest, Message, Text
from phoneagent.errors import ModelUnavailable
from phoneagent.models import ModelOptions, open_model
from tests.cli.conftest import Cli
from tests.requirements import missing_for_local_models

pytestmark = pytest.mark.skipif(
    bool(missing_for_local_models()),
    reason=f"no {missing_for_local_models()} here: pip install -e '.[local]'",
)


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """Threads cost more than they save on models of this size."""
    if not missing_for_local_models():
        import torch

        before = torch.get_num_threads()
        torch.set_num_threads(1)
        yield
        torch.set_num_threads(before)


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("screens")
    gradient = Image.linear_gradient("L").resize((1080, 2400)).convert("RGB")
    gradient.save(folder / "one.png")
    gradient.rotate(180).save(folder / "two.png")
    return folder


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.models.local import tiny

    return tiny.build(tmp_path_factory.mktemp("checkpoint") / "Tiny", "qwen2_5_vl", width=128)


def test_random_weights_in_numbers(cli: Cli, screens: Path):
    said = cli(
        *("bench-model", "--random-weights", "tiny", "--quant", "none,int4", "--steps", "2"),
        *("--image-tokens", "128", "--images", str(screens), "--json"),
    )
    assert said.code == 0, said.err
    whole, packed = said.json["rows"]
    assert (whole["quant"], packed["quant"]) == ("none", "int4")
    for row in (whole, packed):
        assert (row["device"], row["threads"], row["steps"]) == ("cpu", 1, 2)
        assert row["valid_share"] == 1  # the grammar sees to it
        assert 64 < row["image_tokens"] <= 128
        assert row["cached_tokens"] > 500  # the system prompt
        first, later = row["samples"]
        assert first["cached_tokens"] == 0
        assert later["first_token_s"] < row["first_token_s"]
        assert 0 < row["forwards_per_action"] < row["tokens_per_action"]
        assert row["vision_s"]["best"] > 0
        assert row["prefill_tok_s"]["best"] > 0
        assert 0 < row["bandwidth_share"]["best"] < 1
        assert row["peak_bytes"] > row["weights_bytes"] > row["pass_bytes"] > 0
    assert packed["pass_bytes"] < 0.6 * whole["pass_bytes"]


def test_a_wrong_shape_lists_the_known_ones(cli: Cli):
    said = cli("bench-model", "--random-weights", "gpt-17")
    assert said.code == 2
    assert "qwen2.5-vl-3b" in said.err
    assert "tiny" in said.err


def test_one_that_cannot_be_opened_does_not_keep_the_others(
    cli: Cli, checkpoint: Path, screens: Path
):
    given = ("--images", str(screens), "--steps", "1", "--image-tokens", "0")
    said = cli("bench-model", "--model", f"local:{checkpoint}", "--quant", "bnb4,int8", *given)
    assert said.code == 1
    assert "Tiny on cpu, 1 thread; 1 step" in said.out
    assert "Not measured: bnb4:" in said.out
    assert "CUDA" in said.out
    alone = cli("bench-model", "--model", f"local:{checkpoint}", "--quant", "bnb4", *given)
    assert alone.code == 3
    assert "CUDA" in alone.err


# ---- quality -----------------------------------------------------------------------------------

WORDS = ("open", "settings", "tap", "the", "button", "on", "screen", "text", "done")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text, and requests of an Operator as `--model manual:` writes them."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "text.txt").write_text(" ".join(WORDS * 30))
    desk = open_model(f"manual:{folder}", ModelOptions(wait_s=0.0))
    for number in range(8):
        said = " ".join(WORDS[number:] + WORDS[:number])
        request = ChatRequest(
            role="operator",
            prompt="operator/choose",
            messages=(Message(role="user", parts=(Text(text=said * 3),)),),
            reply_schema=replies.CHOICE,
            max_tokens=60,
        )
        with pytest.raises(ModelUnavailable):
            desk.chat(request)
    return folder


def judged(cli: Cli, checkpoint: Path, data: Path, quant: str) -> list[dict[str, float]]:
    model = ("bench-model", "--model", f"local:{checkpoint}", "--quant", quant)
    said = cli(*model, "--quality", str(data), "--steps", "0", "--json")
    assert said.code == 0, said.err
    found: list[dict[str, float]] = said.json["quality"]
    return found


def damaged(checkpoint: Path, target: Path) -> Path:
    """The same checkpoint with noise as large as its weights."""
    import torch
    from safetensors.torch import load_file, save_file

    shutil.copytree(checkpoint, target)
    weights = load_file(target / "model.safetensors")
    chance = torch.Generator().manual_seed(1)
    for name, weight in weights.items():
        if weight.dim() == 2:
            noise = torch.randn(weight.shape, generator=chance) * weight.std()
            weights[name] = weight + noise.to(weight.dtype)
    save_file(weights, target / "model.safetensors", metadata={"format": "pt"})
    return target


def test_quantised_weights_are_compared_with_whole_ones(cli: Cli, checkpoint: Path, data: Path):
    whole, eight, four = judged(cli, checkpoint, data, "int8,int4")  # whole ones come unasked
    assert [one["quant"] for one in (whole, eight, four)] == ["none", "int8", "int4"]
    assert whole["same_action"] == whole["same_kind"] == whole["same_token"] == 1
    assert eight["same_token"] > four["same_token"] > 0.2
    assert whole["packing_error"] is None
    assert whole["requests"] == 8
    assert whole["text_tokens"] > 200
    assert eight["perplexity"] == pytest.approx(whole["perplexity"], rel=0.05)
    assert eight["same_action"] >= four["same_action"]
    assert 0 < eight["packing_error"] < four["packing_error"] < 0.2
    assert four["worst_layer"]
    assert all(one["valid_share"] == 1 for one in (whole, eight, four))


def test_perplexity_is_that_of_transformers(cli: Cli, checkpoint: Path, data: Path):
    import torch
    from transformers import AutoModelForImageTextToText, AutoTokenizer

    model = AutoModelForImageTextToText.from_pretrained(checkpoint, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(checkpoint)
    ids = tokenizer((data / "text.txt").read_text(), return_tensors="pt")["input_ids"]
    with torch.no_grad():
        loss = model(input_ids=ids, labels=ids).loss
    (whole,) = judged(cli, checkpoint, data, "none")
    assert whole["text_tokens"] == ids.shape[1] - 1 <= 512
    assert whole["perplexity"] == pytest.approx(float(loss.exp()), rel=1e-3)


def test_a_damaged_model_agrees_less(checkpoint: Path, data: Path, tmp_path: Path):
    """The control: what is wrong with the weights shows in every figure."""
    from phoneagent.benchmarks.model.in_process import open_local
    from phoneagent.benchmarks.model.quality import Judge
    from phoneagent.benchmarks.model.recorded import read_data

    judge = Judge(read_data(data), lambda line: None)
    found = []
    for folder, quant in (
        (checkpoint, "none"),
        (checkpoint, "int8"),
        (damaged(checkpoint, tmp_path / "Damaged"), "int8"),
    ):
        subject = open_local(str(folder), quant)
        found.append(judge.judge(subject))
        subject.close()
    whole, eight, broken = found
    for figure in ("same_action", "same_kind", "same_token"):
        right, near, wrong = (getattr(one, figure) for one in found)
        assert right == 1, figure
        assert near > wrong, figure
    assert (eight.same_kind, eight.same_token) > (0.8, 0.9)
    assert (broken.same_kind or 0) < 0.5
    off = [abs((one.perplexity or 0) / (whole.perplexity or 1) - 1) for one in (eight, broken)]
    assert off[1] > 10 * off[0]


def test_what_was_recorded_counts(cli: Cli, checkpoint: Path, data: Path, tmp_path: Path):
    """The model's own first actions, laid in as the replies of then, are found again."""
    folder = tmp_path / "answered"
    shutil.copytree(data, folder)
    own = open_model(f"local:{checkpoint}")
    for number, desk in enumerate(sorted(folder.glob("0*"))):
        request = ChatRequest.model_validate_json((desk / "request.json").read_text())
        said = own.chat(request).text if number % 2 else '{"do":[{"press":"volume_up"}]}'
        (desk / "reply.json").write_text(said)
    own.close()
    (whole,) = judged(cli, checkpoint, folder, "none")
    assert whole["same_as_recorded"] == 0.5


def test_the_table_of_qualities(cli: Cli, checkpoint: Path, data: Path):
    model = ("bench-model", "--model", f"local:{checkpoint}", "--quant", "int4")
    said = cli(*model, "--quality", str(data / "text.txt"), "--steps", "0")
    assert said.code == 0, said.err
    lines = {line[:27].strip(): line[27:].split() for line in said.out.splitlines()}
    assert lines["against whole weights"] == ["float32", "int4"]
    assert len(lines["perplexity"]) == 2
    assert lines["same action"] == ["n/a", "n/a"]


def test_a_text_that_is_no_data(cli: Cli, checkpoint: Path, tmp_path: Path):
    (tmp_path / "x.bin").write_bytes(json.dumps({}).encode())
    said = cli("bench-model", "--model", f"local:{checkpoint}", "--quality", str(tmp_path))
    assert said.code == 2
    assert "nothing" in said.err
