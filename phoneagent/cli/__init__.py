"""argv to one call: the only room that prints and that sets up logging."""

from __future__ import annotations


def main() -> None:
    """The `phoneagent` command."""
    from phoneagent.cli.root import phoneagent

    phoneagent()
