"""Reads an intent from command-line arguments, and prints one as `am` does.

The flags are those of AOSP's `Intent.parseCommandArgs`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from phoneagent.virtualphone.shell.commands.intent_uri import parse_uri
from phoneagent.virtualphone.shell.registry import CommandError
from phoneagent.virtualphone.system.intents import Component, Extra, Intent


def _integer(text: str) -> int:
    try:
        return int(text, 0)
    except ValueError:
        raise CommandError(
            f"\nException occurred while executing 'start':\njava.lang.NumberFormatException: "
            f'For input string: "{text}"',
            code=255,
            bare=True,
        ) from None


def _real(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise CommandError(f'java.lang.NumberFormatException: For input string: "{text}"') from None


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.replace("\\,", ",") for part in text.split(","))


_EXTRAS: Mapping[str, Callable[[str], Extra]] = {
    **dict.fromkeys(("-e", "--es", "--eu", "--ecn"), str),
    **dict.fromkeys(("--ei", "--el", "--eb"), _integer),
    **dict.fromkeys(("--ef", "--ed"), _real),
    "--ez": lambda text: text.lower() in ("true", "t", "1"),
    **dict.fromkeys(("--eia", "--ela", "--efa", "--eial", "--elal", "--efal"), _list),
    **dict.fromkeys(("--esa", "--esal"), _list),
}
_FLAGS = {
    "--activity-brought-to-front": 0x00400000, "--activity-clear-task": 0x00008000,
    "--activity-clear-top": 0x04000000, "--activity-clear-when-task-reset": 0x00080000,
    "--activity-exclude-from-recents": 0x00800000, "--activity-multiple-task": 0x08000000,
    "--activity-no-animation": 0x00010000, "--activity-no-history": 0x40000000,
    "--activity-no-user-action": 0x00040000, "--activity-previous-is-top": 0x01000000,
    "--activity-reorder-to-front": 0x00020000, "--activity-single-top": 0x20000000,
    "--activity-task-on-home": 0x00004000, "--grant-read-uri-permission": 0x00000001,
    "--grant-write-uri-permission": 0x00000002, "--include-stopped-packages": 0x00000020,
    "--receiver-foreground": 0x10000000, "--debug-log-resolution": 0x00000008,
}  # fmt: skip


@dataclass
class ParsedIntent:
    """An intent and what else stood on the command line."""

    intent: Intent
    options: dict[str, str] = field(default_factory=dict)
    """Options of the command itself by name, with their value or ""."""


def parse_intent(
    args: list[str], flags: frozenset[str], valued: frozenset[str] = frozenset()
) -> ParsedIntent:
    """Read the arguments after the verb.

    Args:
        args: the arguments.
        flags: options of the command itself that stand alone, for example `-W`.
        valued: options of the command itself that take a value, for example `--user`.

    Raises:
        CommandError: what `am` refuses.
    """
    reader = _Reader(list(args))
    while reader.waiting:
        arg = reader.waiting.pop(0)
        if arg in flags:
            reader.options[arg] = ""
        elif arg in valued:
            reader.options[arg] = reader.value(arg)
        else:
            reader.take(arg)
    return ParsedIntent(reader.intent(), reader.options)


class _Reader:
    def __init__(self, waiting: list[str]) -> None:
        self.waiting = waiting
        self.options: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._categories: set[str] = set()
        self._extras: dict[str, Extra] = {}
        self._flags = 0
        self._base = Intent()

    def value(self, option: str) -> str:
        if not self.waiting:
            raise CommandError(f'Error: Argument expected after "{option}"', bare=True)
        return self.waiting.pop(0)

    def take(self, arg: str) -> None:
        if arg in ("-a", "-d", "-t", "-p", "-n", "-i"):
            self._texts[arg] = self.value(arg)
        elif arg == "-c":
            self._categories.add(self.value(arg))
        elif arg.startswith("-c") and len(arg) > 2:
            self._categories.add(arg[2:])
        elif arg in _EXTRAS:
            name = self.value(arg)
            self._extras[name] = _EXTRAS[arg](self.value(arg))
        elif arg == "--esn":
            self._extras[self.value(arg)] = None
        elif arg == "-f":
            self._flags |= _integer(self.value(arg))
        elif arg in _FLAGS:
            self._flags |= _FLAGS[arg]
        elif arg == "--selector":
            pass
        elif arg.startswith("-"):
            raise CommandError(f"Error: Unknown option: {arg}", code=255, bare=True)
        else:
            self._target(arg)

    def _target(self, arg: str) -> None:
        """A last word without a flag: a URI, a component or a package."""
        if ":" in arg:
            try:
                self._base = parse_uri(arg)
            except ValueError as error:
                raise CommandError(f"Error: {error}: {arg}", code=255, bare=True) from None
        elif "/" in arg:
            self._texts["-n"] = arg
        else:
            self._texts["-p"] = arg

    def intent(self) -> Intent:
        name = self._texts.get("-n", "")
        try:
            component = Component.parse(name) if name else None
        except ValueError:
            raise CommandError(f"Error: Bad component name: {name}", code=255, bare=True) from None
        # What the flags leave open comes from the URI (`Intent.fillIn`).
        base, text = self._base, self._texts.get
        return Intent(
            action=text("-a", base.action),
            data=text("-d", base.data),
            type=text("-t", base.type),
            categories=frozenset(self._categories) or base.categories,
            component=component or base.component,
            package=text("-p", base.package),
            extras={**base.extras, **self._extras},
            flags=self._flags | base.flags,
        )


def show(intent: Intent, flags: int | None = None) -> str:
    """The text `Intent { act=... }` that `am` prints."""
    parts = []
    if intent.action:
        parts.append(f"act={intent.action}")
    if intent.categories:
        parts.append(f"cat=[{','.join(sorted(intent.categories))}]")
    if intent.data:
        parts.append(f"dat={_shown_uri(intent.data)}")
    if intent.type:
        parts.append(f"typ={intent.type}")
    shown_flags = intent.flags if flags is None else flags
    if shown_flags:
        parts.append(f"flg=0x{shown_flags:x}")
    if intent.package:
        parts.append(f"pkg={intent.package}")
    if intent.component:
        parts.append(f"cmp={intent.component.short}")
    if intent.extras:
        parts.append("(has extras)")
    return f"Intent {{ {' '.join(parts)} }}"


def _shown_uri(uri: str) -> str:
    """Android hides what follows the scheme of numbers and addresses (`Uri.toSafeString`)."""
    scheme, colon, rest = uri.partition(":")
    if scheme.lower() in ("tel", "sip", "sms", "smsto", "mailto", "nfc") and colon:
        hidden = "".join(c if c in "-@." else "x" for c in rest)
        return f"{scheme}:{hidden}"
    if rest.startswith("//") and scheme.lower() in ("http", "https", "ftp", "rtsp"):
        host = rest[2:].partition("/")[0]
        return f"{scheme}://{host}/..." if "/" in rest[2:] else f"{scheme}://{host}"
    return uri
