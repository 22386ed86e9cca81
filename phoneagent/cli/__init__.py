"""argv to one call: the only room that prints and that sets up logging."""

from __future__ import annotations


def main() -> None:
    """The `phoneagent` command."""
    import logging

    from phoneagent.cli.root import phoneagent

    warnings = logging.StreamHandler()
    warnings.setFormatter(logging.Formatter("Warning: %(message)s"))
    logging.getLogger("phoneagent").addHandler(warnings)
    phoneagent()
