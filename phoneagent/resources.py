"""Finds shipped data (prompts, memory seeds, benchmarks) in a checkout or in the wheel."""

from __future__ import annotations

from pathlib import Path

from phoneagent.errors import ConfigError

_PACKAGE = Path(__file__).resolve().parent


def data_dir(name: str) -> Path:
    """The folder of shipped data called `name` ("prompts", "memory", "benchmarks").

    An editable install copies the wheel's data files, so the checkout wins when there is one.

    Raises:
        ConfigError: neither the checkout nor the wheel holds that folder.
    """
    checkout = _PACKAGE.parent
    for folder in (checkout / name, _PACKAGE / "_data" / name):
        inside_checkout = folder.parent == checkout
        if folder.is_dir() and (not inside_checkout or (checkout / "pyproject.toml").is_file()):
            return folder
    raise ConfigError(
        f"The data folder '{name}' is missing from this installation.",
        hint="Reinstall: pip install --force-reinstall phoneagent",
    )
