"""A furnished virtual phone with AndroidWorld's environment, one per worker."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from phoneagent.benchmarks.androidworld import phones
from phoneagent.benchmarks.androidworld.phones import Bench
from phoneagent.benchmarks.androidworld.scratch import own_temporary_folder
from tests.requirements import has_androidworld


@pytest.fixture(scope="session")
def bench(private_world: object) -> Iterator[Bench]:
    """A started phone; AndroidWorld's pauses only move its clock."""
    if not has_androidworld():
        pytest.skip("AndroidWorld is not installed: docs/benchmarks.md")
    with own_temporary_folder(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of AndroidWorld's own imports
        with phones.open_phone("virtual", virtual_time=True) as opened:
            yield opened


@pytest.fixture(scope="session")
def env(bench: Bench) -> Any:
    """AndroidWorld's environment on that phone."""
    from phoneagent.benchmarks.androidworld import environment

    return environment.build(bench.device)
