"""Joules out of the counters that Linux has for processors."""

from __future__ import annotations

from pathlib import Path

import pytest

from phoneagent.benchmarks.model.energy import meter_for

TOP_UJ = 1000_000_000


def domain(folder: Path, place: str, name: str, energy_uj: int) -> Path:
    made = folder / f"intel-rapl:{place}"
    made.mkdir()
    (made / "name").write_text(f"{name}\n")
    (made / "max_energy_range_uj").write_text(f"{TOP_UJ}\n")
    count(made, energy_uj)
    return made


def count(made: Path, energy_uj: int) -> None:
    (made / "energy_uj").write_text(f"{energy_uj}\n")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return domain(tmp_path, "0", "package-0", 5_000_000)


def test_counts_from_question_to_question(package: Path):
    meter = meter_for("cpu", package.parent)
    assert meter.source == "RAPL"
    assert meter.since_last() is None
    count(package, 7_500_000)
    assert meter.since_last() == 2.5
    assert meter.since_last() == 0


def test_counters_begin_again(package: Path):
    meter = meter_for("cpu", package.parent)
    count(package, TOP_UJ - 1_000_000)
    meter.since_last()
    count(package, 2_000_000)
    assert meter.since_last() == 3


def test_memory_counts_and_parts_of_packages_do_not(package: Path):
    memory = domain(package.parent, "0:1", "dram", 0)
    cores = domain(package.parent, "0:0", "core", 0)
    domain(package.parent, "1", "package-1", 0)
    meter = meter_for("cpu", package.parent)
    meter.since_last()
    count(memory, 1_000_000)
    count(cores, 9_000_000)
    count(package, 6_000_000)
    assert meter.since_last() == 2


@pytest.mark.parametrize("device", ["cpu", "mps", ""])
def test_a_machine_that_does_not_tell(tmp_path: Path, device: str):
    meter = meter_for(device, tmp_path / "absent")
    assert (meter.source, meter.since_last(), meter.since_last()) == ("", None, None)


def test_a_counter_that_goes_away(package: Path):
    meter = meter_for("cpu", package.parent)
    meter.since_last()
    (package / "energy_uj").unlink()
    assert meter.since_last() is None
