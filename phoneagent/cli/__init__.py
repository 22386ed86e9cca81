"""argv to one call: the only room that prints and that sets up logging."""

from __future__ import annotations

import sys


def main() -> None:
    """The `phoneagent` command; every known error becomes one message and its exit code."""
    from phoneagent.cli.root import phoneagent
    from phoneagent.errors import ConfigError, InfraError, PhoneagentError

    try:
        phoneagent(standalone_mode=False)
    except PhoneagentError as error:
        codes = {ConfigError: 2, InfraError: 3}
        code = next((c for kind, c in codes.items() if isinstance(error, kind)), 1)
        _fail(error, code)
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(141)
    except Exception as error:
        import click

        if isinstance(error, click.exceptions.Exit):
            sys.exit(error.exit_code)
        if isinstance(error, click.Abort):
            print("Interrupted.", file=sys.stderr)
            sys.exit(130)
        if isinstance(error, click.ClickException):
            error.show()
            sys.exit(error.exit_code)
        raise


def _fail(error: Exception, code: int) -> None:
    """One message on stderr; with --json also one object on stdout, so that scripts can read it."""
    print(f"Error: {error}", file=sys.stderr)
    if "--json" in sys.argv:
        import json

        hint = getattr(error, "hint", "")
        text = error.args[0] if error.args else str(error)
        print(json.dumps({"error": text, "hint": hint, "exit_code": code}))
    sys.exit(code)
