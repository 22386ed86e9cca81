"""The command line, as in `tests/cli`."""

from tests.cli.conftest import cli, own_folders

__all__ = ["cli", "own_folders"]
