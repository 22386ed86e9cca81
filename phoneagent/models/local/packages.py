"""Whether the libraries of the extra `local` are installed and fit together."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from phoneagent.errors import ConfigError

NEEDED = ("torch", "transformers", "safetensors", "llguidance", "numpy")
_FIRST_MAJOR = 5
_INSTALL = (
    "Install them with: pip install 'phoneagent[local]' (a small torch without CUDA comes with "
    "--extra-index-url https://download.pytorch.org/whl/cpu)\n"
    "  Or serve the model and use --model openai:NAME --base-url URL, which needs none of them."
)


def require_packages() -> None:
    """Raise ConfigError when a library is missing, too old or broken; nothing is downloaded."""
    if missing := missing_of(NEEDED):
        raise ConfigError(f"local: models need {', '.join(missing)}.", hint=_INSTALL)
    found = version_of("transformers")
    if int(found.partition(".")[0]) < _FIRST_MAJOR:
        raise ConfigError(
            f"local: models need transformers {_FIRST_MAJOR} or newer; {found} is installed.",
            hint=_INSTALL,
        )


def missing_of(names: Iterable[str]) -> list[str]:
    """Those of these libraries that are not installed."""
    return [name for name in names if not _is_there(name)]


def _is_there(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except (ImportError, ValueError):
        return False


def version_of(package: str) -> str:
    """The installed version; "0" when it cannot be told."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "0"


def has_torchvision() -> bool:
    """Whether torchvision can be used; to be asked before transformers is imported.

    Raises:
        ConfigError: it is installed, but for another torch; then transformers cannot be imported
            either.
    """
    if not _is_there("torchvision"):
        return False
    try:
        importlib.import_module("torchvision")
    except (ImportError, RuntimeError, OSError, AttributeError) as error:
        raise ConfigError(
            f"torchvision is installed, but does not work beside this torch: {error}",
            hint="Remove it: pip uninstall torchvision. Pictures work without it.",
        ) from error
    return True
