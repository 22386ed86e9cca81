"""A 3B vision-language model in process: true shape, random weights, this machine's processor.

python -m benchmarks.speed.on_device [--layers N] [--depth N] [--only int4]

Each kind of weights is measured in a process of its own, so that its memory is its own. The limit
of decoding is what the memory gives in the same run: bytes of weights per token over bytes per
second.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.speed.table import Row, markdown

HOW = "python -m benchmarks.speed.on_device"
SHAPE = "qwen2.5-vl-3b"
DECODED = {"int4": 48, "int8": 24, "none": 16}
CONTEXT = 640
ROOT = Path(__file__).resolve().parents[2]


def rows(layers: int = 0, depth: int = 0, kinds: tuple[str, ...] = ("int4", "none")) -> list[Row]:
    """Figures of every kind, and how they compare."""
    found = {kind: _in_a_process(kind, layers, depth) for kind in kinds}
    made = [row for kind in kinds for row in _rows_of(kind, found[kind])]
    if {"int4", "none"} <= found.keys():
        times = found["none"]["token_s"] / found["int4"]["token_s"]
        said = f"{found['none']['token_s'] * 1e3:.0f} ms"
        made.append(
            Row("int4: times as fast as bf16", times, "", 3, at_least=True, how=HOW, note=said)
        )
    return made


def _rows_of(kind: str, figures: dict[str, Any]) -> list[Row]:
    name = {"none": "bf16"}.get(kind, kind)
    limit_s = figures["pass_bytes"] / figures["bandwidth_b_s"]
    share = 100 * limit_s / figures["token_s"]
    token_ms, median_ms = figures["token_s"] * 1e3, figures["token_median_s"] * 1e3
    weights_mib = figures["weights_bytes"] / 2**20
    seen = (
        f"{figures['bandwidth_b_s'] / 1e9:.1f} GB/s, {figures['pass_bytes'] / 1e9:.2f} GB a token"
    )
    goal = 45 if kind == "int4" else None
    load = f"load average {figures['load']:.1f}"
    made = [
        Row(f"{name}: decoding, fastest", token_ms, "ms a token", how=HOW, note=load),
        Row(
            f"{name}: decoding, median",
            median_ms,
            "ms a token",
            how=HOW,
            note=f"{1e3 / median_ms:.1f} tokens/s",
        ),
        Row(
            f"{name}: share of the memory's limit",
            share,
            "%",
            goal,
            at_least=True,
            how=HOW,
            note=seen,
        ),
        Row(f"{name}: prompt, tokens a second", figures["prompt_tokens_s"], "", how=HOW),
    ]
    if kind != "int4":
        return made
    over = figures["resident_bytes"] / figures["weights_bytes"]
    peak = figures["peak_bytes"] / figures["weights_bytes"]
    first, second = figures["first_s"], figures["second_s"]
    note = f"{figures['resident_bytes'] / 2**20:.0f} MiB, weights {weights_mib:.0f} MiB"
    cached = f"{first:.1f} s, then {second:.1f} s with another screen and picture"
    return [
        *made,
        Row(f"{name}: memory in use, times its weights", over, "", 1.6, how=HOW, note=note),
        Row(f"{name}: memory at its peak, times its weights", peak, "", 1.8, how=HOW),
        Row("picture of a 1080 x 2400 screen", figures["image_tokens"], "tokens", 512, how=HOW),
        Row("first token, second step over first", second / first, "", 0.5, how=HOW, note=cached),
        Row("first token, same screen again", figures["again_s"], "s", how=HOW),
    ]


def _in_a_process(kind: str, layers: int, depth: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.speed.on_device", "--measure", kind]
    command += ["--layers", str(layers), "--depth", str(depth)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def measure(kind: str, layers: int, depth: int) -> dict[str, Any]:
    """Everything about one kind of weights, in this process."""
    from phoneagent.models.local import gauges, shapes

    texts = [file.read_text("utf-8") for file in sorted((ROOT / "prompts").rglob("*.md"))]
    cut = {name: n for name, n in (("layers", layers), ("depth", depth)) if n}
    with tempfile.TemporaryDirectory() as folder:
        engine = shapes.random_engine(SHAPE, Path(folder), quant=kind, texts=texts, **cut)
    facts = gauges.facts_of(engine)
    before = gauges.read_bytes_per_s()
    token = _decoding(engine, DECODED[kind])
    figures = {
        "load": os.getloadavg()[0],
        "weights_bytes": facts.model_bytes,
        "pass_bytes": facts.pass_bytes,
        "token_s": min(token["times_s"]),
        "token_median_s": statistics.median(token["times_s"]),
        "prompt_tokens_s": CONTEXT / token["prompt_s"],
    }
    if kind == "int4":
        figures |= _steps(engine)
    figures |= _memory()
    # Measured before and after, since others use this machine, too; it takes memory itself.
    return figures | {"bandwidth_b_s": max(before, gauges.read_bytes_per_s())}


def _decoding(engine: Any, count: int) -> dict[str, Any]:
    """Seconds per token at a context of some hundred tokens, and for reading those."""
    import torch

    from phoneagent.models.local.cache import RoomyCache

    keys_values = RoomyCache(engine.model.config.get_text_config().num_hidden_layers)
    ids = torch.arange(3000)[None, -CONTEXT:]

    def read(tokens: Any) -> Any:
        start = keys_values.get_seq_length()
        places = torch.arange(start, start + tokens.shape[1]).expand(3, 1, -1)
        given = {"past_key_values": keys_values, "use_cache": True, "logits_to_keep": 1}
        began = time.perf_counter()
        logits = engine.model(input_ids=tokens, position_ids=places, **given).logits
        return time.perf_counter() - began, logits[:, -1].argmax(-1, keepdim=True)

    with torch.inference_mode():
        prompt_s, token = read(ids)
        times_s = []
        for _ in range(count):
            took, token = read(token)
            times_s.append(took)
    return {"prompt_s": prompt_s, "times_s": times_s[1:]}


def _steps(engine: Any) -> dict[str, Any]:
    """Two steps of an Operator, each with a screen and a picture, then the second once more."""
    first, second = (_request(n) for n in (0, 1))
    timings = []
    for request in (first, second, second):
        timings.append(engine.write(request, engine.limits_for(request)).timings)
    return {
        "image_tokens": timings[0].image_tokens,
        "first_s": timings[0].first_token_s,
        "second_s": timings[1].first_token_s,
        "again_s": timings[2].first_token_s,
    }


def _request(number: int) -> Any:
    """What an Operator is asked on some screen of the phone, with its picture."""
    import io

    from PIL import Image

    from phoneagent import prompts
    from phoneagent.agents import replies
    from phoneagent.core.actions import prompt_lines
    from phoneagent.core.chat import ChatRequest, Message, Picture, Text

    rows_shown = "\n".join(f"{n} Setting {number}.{n} [on]" for n in range(1, 15))
    names = ("done_when", "yields", "facts", "tips", "shortcuts", "pages")
    values = dict.fromkeys(names, "") | {
        "goal": "turn on Wi-Fi",
        "subgoal": f"open page {number} of the settings",
        "history": "\n".join(f"{n} tap {n}: ok" for n in range(number + 1)),
        "screen": f"Settings\n{rows_shown}",
    }
    image = io.BytesIO()
    Image.effect_noise((1080, 2400), 40 + number).convert("RGB").save(image, "JPEG")
    picture = Picture(sha=str(number), size_px=(1080, 2400), data=image.getvalue())
    system = prompts.render("operator/system", actions=prompt_lines())
    user = prompts.render("operator/choose", **values)
    return ChatRequest(
        role="operator",
        messages=(
            Message(role="system", parts=(Text(text=system),)),
            Message(role="user", parts=(Text(text=user), picture)),
        ),
        reply_schema=replies.VERDICT,
        max_tokens=8,
    )


def _memory() -> dict[str, int]:
    """What this process holds, and the most it has held."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    kib = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith("kB")}
    return {"resident_bytes": kib["VmRSS"] * 1024, "peak_bytes": kib["VmHWM"] * 1024}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--layers", type=int, default=0, help="fewer layers, for a quick look")
    asked.add_argument("--depth", type=int, default=0, help="fewer layers of the vision part")
    asked.add_argument("--only", choices=sorted(DECODED))
    asked.add_argument("--measure", choices=sorted(DECODED), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure, given.layers, given.depth)))
    elif given.only:
        print(markdown(rows(given.layers, given.depth, (given.only,))))
    else:
        print(markdown(rows(given.layers, given.depth)))


if __name__ == "__main__":
    main()
