"""Loads a device, model or crew by name: built-ins by module name, strangers by entry point."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from importlib.abc import InspectLoader
from importlib.metadata import entry_points
from typing import Any

from phoneagent.errors import ConfigError


def names(room: str) -> list[str]:
    """Every name that `load(room, name)` accepts, sorted.

    A built-in counts when its module defines `build`; that is asked without importing it.
    """
    package = importlib.import_module(f"phoneagent.{room}")
    found = {entry.name for entry in entry_points(group=f"phoneagent.{room}")}
    for module in pkgutil.iter_modules(package.__path__):
        # Asked of the folder's own finder: pytest's import hook in between has no sources to show.
        spec = module.module_finder.find_spec(f"phoneagent.{room}.{module.name}", None)
        loader = spec.loader if spec else None
        source = loader.get_source(spec.name) if isinstance(loader, InspectLoader) and spec else ""
        if source and "\ndef build(" in source:
            found.add(module.name)
    return sorted(found)


def load(room: str, name: str) -> Callable[..., Any]:
    """The `build` function of `phoneagent.<room>.<name>` or of the entry point with that name.

    Raises:
        ConfigError: nothing is called that; the message lists what is.
    """
    known = names(room)
    if name not in known:
        raise ConfigError(
            f"Unknown {room.rstrip('s')} '{name}'.", hint=f"Known: {', '.join(known)}"
        )
    for entry in entry_points(group=f"phoneagent.{room}"):
        if entry.name == name:
            return entry.load()  # type: ignore[no-any-return]
    return importlib.import_module(f"phoneagent.{room}.{name}").build  # type: ignore[no-any-return]
