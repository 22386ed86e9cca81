"""Which tasks there are: AndroidWorld's own registry, instances made by its own suite code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any
from zipimport import zipimporter

from phoneagent.errors import ConfigError

FAMILY = "android_world"
README = "https://github.com/google-research/android_world#installation"


@dataclass(frozen=True, slots=True)
class Instance:
    """One task with parameters drawn for one seed.

    Attributes:
        name: of the task's class.
        seed: of the suite, as `run.py` of AndroidWorld takes it.
        task: AndroidWorld's object; used for one episode, as it keeps state.
    """

    name: str
    seed: int
    task: Any

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from every other instance."""
        return self.name, self.seed

    @property
    def max_steps(self) -> int:
        """The step budget, as AndroidWorld computes it."""
        return int(10 * self.task.complexity)


def require() -> None:
    """Make sure that AndroidWorld can be imported.

    Raises:
        ConfigError: it is not installed; the hint says how.
    """
    found = find_spec("android_world")
    if found is None or find_spec("android_env") is None:
        raise ConfigError(
            "AndroidWorld is not installed in this Python environment.",
            hint=f"Install it as its README says ({README}): "
            "git clone https://github.com/google-research/android_world, then, inside it, "
            "pip install -r requirements.txt && python setup.py install.",
        )
    if isinstance(found.loader, zipimporter):
        raise ConfigError(
            "AndroidWorld is installed as a zipped egg, in which it cannot find its own files.",
            hint="Name the folder that you cloned it into: PYTHONPATH=FOLDER phoneagent eval ...",
        )
    try:
        import android_world.suite_utils  # noqa: F401
    except ImportError as error:
        raise ConfigError(
            f"AndroidWorld is installed but cannot be imported: {error}",
            hint=f"Its requirements.txt lists what it needs: {README}",
        ) from error


def names() -> tuple[str, ...]:
    """Every task of the family, sorted."""
    return tuple(sorted(_registry()))


def instances(tasks: Sequence[str], seeds: Sequence[int]) -> list[Instance]:
    """One instance of each task for each seed, by seed and then by name.

    Args:
        tasks: names; none means all.
        seeds: of the suite.

    Raises:
        ConfigError: there is no such task; similar names are in the hint.
    """
    from android_world import suite_utils

    registry = _registry()
    for name in tasks:
        if name not in registry:
            raise ConfigError(f"AndroidWorld has no task {name!r}.", hint=_similar(name, registry))
    chosen = {name: registry[name] for name in sorted(tasks or registry)}
    return [
        Instance(name, seed, made[0])
        for seed in seeds
        for name, made in suite_utils.create_suite(chosen, seed=seed).items()
    ]


def _registry() -> dict[str, Any]:
    from android_world import registry

    found: dict[str, Any] = registry.TaskRegistry().get_registry(FAMILY)
    return found


def _similar(name: str, known: dict[str, Any]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=3) or sorted(known)[:3]
    return f"Known: {', '.join(close)} ..."
