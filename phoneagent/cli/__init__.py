"""argv to one call: the only room that prints and that sets up logging."""

from __future__ import annotations


def main() -> None:
    """The `phoneagent` command."""
    import logging

    from phoneagent.cli.root import phoneagent
    from phoneagent.cli.warnings import Warnings

    logging.getLogger("phoneagent").addHandler(Warnings(logging.WARNING))
    phoneagent()
