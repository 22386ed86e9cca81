"""Help that ends with examples: commands and groups whose --help shows how they are used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

NAMES = {"help_option_names": ["-h", "--help"]}


class _Exemplary(click.Command):
    """A command with an Examples section, and with sections of terms explained.

    Args:
        examples: command lines, as they are typed.
        sections: heading to (term, meaning) rows.
    """

    def __init__(
        self,
        *args: Any,
        examples: Sequence[str] = (),
        sections: dict[str, Sequence[tuple[str, str]]] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("context_settings", NAMES)
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.sections = sections or {}

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, rows in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl(rows)
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':{formatter.current_indent}}{example}\n")


class Command(_Exemplary):
    """One command."""


class Group(_Exemplary, click.Group):
    """Several commands below one name; the ones below look the same."""

    command_class = Command
