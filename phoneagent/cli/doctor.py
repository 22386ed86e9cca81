"""`phoneagent doctor`: prove a round trip to phone and model, with a number and a fix per line."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from phoneagent.cli.helping import Command
from phoneagent.cli.options import device_option, json_option, load_config, model_options
from phoneagent.cli.tables import wrapped
from phoneagent.core.finding import Finding
from phoneagent.errors import ConfigError, DeviceError, InfraError, StoreError

if TYPE_CHECKING:
    from phoneagent.config import Config
    from phoneagent.devices.android import AndroidDevice

_ROOM_MIB = 500


@click.command(
    "doctor",
    cls=Command,
    examples=(
        "phoneagent doctor",
        "phoneagent doctor --device emulator-5554 --model openai:NAME",
    ),
)
@device_option
@model_options
@json_option
def doctor_command(device: str | None, as_json: bool, **flags: Any) -> None:
    """Prove a round trip to the phone and the model: a number per line, a fix per problem.

    A mark says how it went: ✓ as it should be, ! works but less well, ✗ broken. Exit code 1 when
    something is broken. Typing is tried in the search field of the phone's Settings; the field, the
    app in front and the keyboard are put back.
    """
    config = load_config(device=device, **flags)
    findings = []
    for finding in _examine(config):
        findings.append(finding)
        if not as_json:
            _print(finding)
    broken = [finding for finding in findings if not finding.ok and finding.needed]
    if as_json:
        checks = [_plain(finding) for finding in findings]
        print(json.dumps({"ok": not broken, "checks": checks}, ensure_ascii=False))
    else:
        names = ", ".join(finding.name for finding in broken)
        print(f"\nBroken: {names}." if broken else "\nAll is well.")
    sys.exit(1 if broken else 0)


def _plain(finding: Finding) -> dict[str, Any]:
    """As JSON; a hint only where there is something to mend."""
    return finding.model_dump(mode="json", exclude={"hint"} if finding.ok else None)


def _print(finding: Finding) -> None:
    mark, colour = ("✓", "green") if finding.ok else ("✗", "red")
    if not finding.ok and not finding.needed:
        mark, colour = "!", "yellow"
    first, *rest = wrapped(finding.detail, indent=14)
    click.echo(f"{click.style(mark, fg=colour)} {finding.name:<11} {first}")
    hints = [] if finding.ok else finding.hint.splitlines()
    for line in (*rest, *(line for hint in hints for line in wrapped(hint, indent=14))):
        click.echo(f"{'':14}{line}")


def _examine(config: Config) -> Iterator[Finding]:
    """Everything, cheapest first; each part goes on when another one fails."""
    yield _space(config.runs_dir)
    yield _memory(config)
    yield from _phone(config)
    if not _served_by_phone(config):
        yield from _model(config, None)


def _served_by_phone(config: Config) -> bool:
    return config.base_url.startswith("adb:")


def _space(folder: Path) -> Finding:
    """Whether run folders have room."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free_mib = shutil.disk_usage(there).free / 2**20
    return Finding(
        name="space",
        ok=free_mib >= _ROOM_MIB,
        detail=f"{free_mib / 1024:.1f} GiB free in {there}",
        hint="Delete old runs, or move them with PHONEAGENT_RUNS_DIR.",
    )


def _memory(config: Config) -> Finding:
    from phoneagent.memory import open_items

    try:
        items = open_items(config.memory_path)
        stats = items.stats()
        items.close()
    except StoreError as error:
        return Finding(name="memory", ok=False, detail=str(error.args[0]), hint=error.hint)
    held = f"{stats.tips} tips, {stats.shortcuts} shortcuts, {stats.pages} pages, {stats.runs} runs"
    return Finding(
        name="memory",
        ok=not stats.notice,
        detail=stats.notice or f"{held} in {stats.path}",
        hint="What was in it is kept beside it; `memory import` takes an export back.",
        needed=False,
    )


def _phone(config: Config) -> Iterator[Finding]:
    from phoneagent import devices
    from phoneagent.devices.probe import probe, probe_adb

    adb = probe_adb()
    yield adb
    if not adb.ok:
        return
    began = time.monotonic()
    try:
        device = devices.connect(config.device)
    except (DeviceError, ConfigError) as error:
        yield Finding(name="phone", ok=False, detail=str(error.args[0]), hint=error.hint)
        return
    seconds = time.monotonic() - began
    with device:
        detail = f"{device.serial} ({device.spec}) is there after {seconds:.1f} s"
        yield Finding(name="phone", ok=True, detail=detail, seconds=seconds)
        yield from probe(device)
        yield from _crew(config, device)
        if _served_by_phone(config):
            yield from _model(config, device)


def _crew(config: Config, device: AndroidDevice) -> Iterator[Finding]:
    """Who would pursue a goal on this phone with these settings."""
    from phoneagent.session import choose_crew

    try:
        crew = choose_crew(config, device)
    except ConfigError as error:
        yield Finding(name="crew", ok=False, detail=str(error.args[0]), hint=error.hint)
        return
    yield Finding(name="crew", ok=True, detail="rules (no model)" if crew == "rules" else crew)


def _model(config: Config, device: AndroidDevice | None) -> Iterator[Finding]:
    """Each model once, whatever the roles that use it."""
    if not config.model:
        return
    from phoneagent.models.probe import probe
    from phoneagent.session import open_models

    try:
        models = open_models(config, device)
    except (ConfigError, InfraError) as error:
        yield Finding(name="model", ok=False, detail=str(error.args[0]), hint=error.hint)
        return
    for model in dict.fromkeys(models.values()):
        yield from probe(model)
        model.close()
