"""What a test with a phone leaves behind: run folders, the last screen, and user properties."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from phoneagent.errors import InfraError

if TYPE_CHECKING:
    from phoneagent.phone import Phone


def name_of(item: pytest.Item) -> str:
    """A file name for a test; a rerun of it (pytest-rerunfailures) gets a name of its own."""
    name = re.sub(r"[^\w.\[\]-]+", "-", item.nodeid.replace("::", "-")).strip("-")
    attempt = getattr(item, "execution_count", 1)
    return f"{name}-retry{attempt - 1}" if attempt > 1 else name


def folder_of(item: pytest.Item) -> Path:
    """Where the artefacts of a test go."""
    output: str = item.config.getoption("--phone-output")
    return item.config.rootpath / output / name_of(item)


def keep_last_screen(item: pytest.Item, phone: Phone, report: pytest.TestReport) -> None:
    """The screen a test failed on: as a picture, as text, and in the report."""
    if item.config.getoption("--phone-trace") == "off":
        return
    try:
        seen = phone.look()
        folder = folder_of(item)
        folder.mkdir(parents=True, exist_ok=True)
        phone.screenshot(folder / "last.png")
        (folder / "last.txt").write_text(seen.text, encoding="utf-8")
    except InfraError as error:
        report.sections.append(("phone", f"the last screen could not be kept: {error}"))
        return
    report.sections.append(("phone", f"{seen.text}\n\nscreen: {folder / 'last.png'}"))


def finish(item: pytest.Item, phone: Phone, *, failed: bool) -> None:
    """Decide what stays, and write the user properties (JUnit and others show them)."""
    folder, trace = folder_of(item), item.config.getoption("--phone-trace")
    keep = trace == "on" or (trace == "retain-on-failure" and failed)
    if not keep:
        shutil.rmtree(folder, ignore_errors=True)
    item.user_properties[:] = [p for p in item.user_properties if not p[0].startswith("phone.")]
    for name, value in _properties(phone).items():
        item.user_properties.append((f"phone.{name}", value))
    if keep and folder.exists():
        item.user_properties.append(("phone.trace", str(folder)))


def _properties(phone: Phone) -> dict[str, str]:
    about = phone.device.describe()
    found = {"device": about["serial"], "android": about.get("android", "")}
    results = phone.results
    if results:
        calls = sum(sum(result.model_calls.values()) for result in results)
        found |= {
            "status": ",".join(result.status for result in results),
            "steps": str(sum(result.steps for result in results)),
            "model_calls": str(calls),
            "cost_usd": f"{sum(result.cost_usd for result in results):.4f}",
        }
    return found
