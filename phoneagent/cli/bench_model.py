"""`phoneagent bench-model`: what a model costs on this machine, asked as the Operator would."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from phoneagent.cli.bench_table import lines_of
from phoneagent.cli.failing import INTERRUPTED, exit_code_of
from phoneagent.cli.helping import Command
from phoneagent.cli.options import json_option, load_config
from phoneagent.errors import ConfigError, InfraError

if TYPE_CHECKING:
    from phoneagent.benchmarks.model.bench import Bench
    from phoneagent.config import Config

QUANTS = ("none", "int8", "int4", "bnb4")
_PLAIN_WIDTH = 80
EXIT_CODES = (
    ("0", "everything was measured"),
    ("1", "some configurations are not possible here; the others were measured"),
    ("2", "wrong usage, no such folder or shape, or the extra 'local' is missing"),
    ("3", "the phone or the model could not be reached, or failed"),
    ("130", "interrupted; what was measured until then is printed"),
)


@click.command(
    "bench-model",
    cls=Command,
    sections={"Exit codes": EXIT_CODES},
    examples=(
        "phoneagent bench-model --model local:FOLDER --quant none,int4",
        "phoneagent bench-model --model openai:NAME --base-url http://127.0.0.1:8080/v1",
        "phoneagent bench-model --model local:FOLDER --quant int8,int4 --quality FOLDER",
        "phoneagent bench-model --random-weights qwen2.5-vl-3b --quant int4 --steps 3",
    ),
)
@click.option("--model", metavar="SPEC", help="local:FOLDER or openai:NAME.")
@click.option("--base-url", metavar="URL", help="The server of openai:NAME; adb:PORT on a phone.")
@click.option("--device", metavar="SPEC", help="The phone that serves it, with adb:PORT.")
@click.option(
    "--random-weights",
    "random",
    metavar="SHAPE",
    help="Instead of a model: one of a published shape with random weights; a wrong name lists "
    "the known ones.",
)
@click.option("--quant", metavar="NAMES", help="Comma-separated: none, int8, int4, bnb4.")
@click.option(
    "--image-tokens",
    metavar="NUMBERS",
    help="Comma-separated: the most that a picture may cost; 0 shows none.",
)
@click.option(
    "--steps",
    type=click.IntRange(min=0),
    default=20,
    metavar="N",
    help="Replies per configuration (20); 0 with --quality measures no speed.",
)
@click.option(
    "--images",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Your own screenshots, instead of the screens of the virtual phone.",
)
@click.option(
    "--quality",
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="Compare each quantisation with whole weights, on texts and recorded requests.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the JSON to this file as well.",
)
@json_option
@click.option("--quiet", "-q", is_flag=True, help="No progress, only the result.")
def bench_model_command(
    quant: str | None,
    image_tokens: str | None,
    random: str | None,
    out: Path | None,
    as_json: bool,
    quiet: bool,
    **given: Any,
) -> None:
    """Measure a model on this machine: speed, memory, energy, and how many replies are usable.

    It is asked what the Operator asks while an errand is done on the virtual phone: the same
    prompts, screenshots and reply schema. The first step, which has nothing remembered, is told
    apart from the later ones.
    """
    from phoneagent.benchmarks.model.bench import Bench, Plan

    if random and given["model"]:
        raise click.UsageError("--random-weights stands instead of --model: give one of them.")
    config = load_config(**{name: given.pop(name) for name in ("model", "base_url", "device")})
    plan = Plan(
        model="" if random else _spec(config),
        random=random or "",
        quants=_quants(quant),
        image_tokens=_numbers(image_tokens),
        **given,
    )
    if not plan.steps and not plan.quality:
        raise click.UsageError("--steps 0 measures nothing without --quality.")
    bench = Bench(plan, config, lambda line: None if quiet else click.echo(line, err=True))
    sys.exit(_measured(bench, out, as_json=as_json))


def _measured(bench: Bench, out: Path | None, *, as_json: bool) -> int:
    """Measure, and show what there is however it ends; the exit code."""
    why, code = "", 0
    try:
        bench.measure()
    except (KeyboardInterrupt, InfraError) as error:
        if not bench.has_figures:
            raise
        if isinstance(error, KeyboardInterrupt):
            why, code = "interrupted", INTERRUPTED
        else:
            why, code = str(error), exit_code_of(error)
        click.echo(f"Ended early, {why}; this is what was measured so far.", err=True)
    report = bench.report(why)
    whole = json.dumps(report.to_json(), ensure_ascii=False)
    if out:
        _write(out, whole)
    if as_json:
        print(whole)
    else:
        for line in lines_of(report, _width()):
            click.echo(line)
    return code or int(any(row.problem for row in report.rows))


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"Cannot write {file}: {error}") from error


def _width() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _PLAIN_WIDTH


def _spec(config: Config) -> str:
    """The model that the settings give the Operator."""
    from phoneagent.session import spec_for

    spec = spec_for(config, "operator")
    if not spec.startswith(("local:", "openai:")):
        said = f"'{spec}' answers without a model." if spec else "No model is named."
        raise ConfigError(
            said,
            hint="Give one: --model local:FOLDER, --model openai:NAME, or --random-weights SHAPE.",
        )
    return spec


def _quants(names: str | None) -> tuple[str | None, ...]:
    if names is None:
        return (None,)
    found = tuple(name.strip() for name in names.split(","))
    if unknown := [name for name in found if name not in QUANTS]:
        raise click.BadParameter(
            f"'{unknown[0]}' is none of {', '.join(QUANTS)}.", param_hint="--quant"
        )
    return found


def _numbers(text: str | None) -> tuple[int | None, ...]:
    if text is None:
        return (None,)
    words = [word.strip() for word in text.split(",")]
    if not all(word.isdecimal() for word in words):
        raise click.BadParameter(f"'{text}' are no numbers.", param_hint="--image-tokens")
    return tuple(int(word) for word in words)
