"""`phoneagent memory`: see and edit what earlier runs taught."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from phoneagent.cli.helping import Group
from phoneagent.cli.options import json_option, load_config, memory_path_option
from phoneagent.errors import ConfigError

if TYPE_CHECKING:
    from phoneagent.memory.items import Entry, Items

KINDS = ("tip", "shortcut", "page")


@contextmanager
def _items(memory_path: Path | None) -> Iterator[Items]:
    from phoneagent.memory import open_items

    items = open_items(load_config(memory_path=memory_path).memory_path)
    try:
        yield items
    finally:
        items.close()


def _tell(facts: dict[str, Any], as_json: bool, sentence: str) -> None:
    print(json.dumps(facts, ensure_ascii=False) if as_json else sentence)


@click.group(
    "memory",
    cls=Group,
    examples=(
        "phoneagent memory list shortcut --search alarm",
        'phoneagent memory add "Names are written in capitals." --app Contacts',
        "phoneagent memory undo",
    ),
)
def memory_command() -> None:
    """See and edit what earlier runs taught: tips, shortcuts and pages."""


@memory_command.command("list")
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.option("--search", default="", metavar="TEXT", help="Only items that contain TEXT.")
@memory_path_option
@json_option
def list_command(kind: Any, search: str, memory_path: Path | None, as_json: bool) -> None:
    """List what is known, of one KIND or all, with how often it helped."""
    with _items(memory_path) as items:
        entries = items.entries(kind, search)
    if as_json:
        print(json.dumps({"items": [e.model_dump() for e in entries]}, ensure_ascii=False))
        return
    if not entries:
        print("Nothing fits." if kind or search else "Nothing is known yet.")
        return
    from phoneagent.cli.tables import print_table

    print_table(("kind", "name", "from", "helped", "what it says"), map(_row, entries))


@memory_command.command("show")
@click.argument("name")
@memory_path_option
@json_option
def show_command(name: str, memory_path: Path | None, as_json: bool) -> None:
    """Show one item whole: its NAME as `memory list` gives it."""
    with _items(memory_path) as items:
        item = items.show(_full_name(items, name))
    data = item.model_dump(mode="json", by_alias=True, exclude_defaults=not as_json)
    print(json.dumps(data, ensure_ascii=False, indent=None if as_json else 2))


@memory_command.command("add")
@click.argument("text")
@click.option("--app", metavar="NAME", help="It holds in this app only (label or package).")
@click.option("--page", metavar="KEY", help="It holds on this page only.")
@memory_path_option
@json_option
def add_command(
    text: str, app: str | None, page: str | None, memory_path: Path | None, as_json: bool
) -> None:
    """Add a tip in your own words; every later run may read it."""
    if app and page:
        raise ConfigError("Give --app or --page, not both.")
    scope: Literal["global", "app", "page"] = "app" if app else "page" if page else "global"
    with _items(memory_path) as items:
        tip = items.add_tip(text, scope=scope, about=app or page or "")
    _tell({"added": tip.id}, as_json, f"Added {tip.id}.")


@memory_command.command("rm")
@click.argument("names", nargs=-1, required=True)
@memory_path_option
@json_option
def remove_command(names: tuple[str, ...], memory_path: Path | None, as_json: bool) -> None:
    """Remove items; `phoneagent memory undo` brings the last one back."""
    with _items(memory_path) as items:
        keys = [_full_name(items, name) for name in names]
        for key in keys:
            items.remove(key)
    _tell({"removed": keys}, as_json, f"Removed {', '.join(keys)}.")


@memory_command.command("state")
@click.argument("name")
@click.argument("state", type=click.Choice(["active", "quarantined", "retired"]))
@memory_path_option
@json_option
def state_command(name: str, state: Any, memory_path: Path | None, as_json: bool) -> None:
    """Use a tip or shortcut again, or no longer. One that failed thrice is quarantined."""
    with _items(memory_path) as items:
        key = _full_name(items, name)
        items.set_state(key, state)
    _tell({"name": key, "state": state}, as_json, f"{key} is {state}.")


@memory_command.command("undo")
@memory_path_option
@json_option
def undo_command(memory_path: Path | None, as_json: bool) -> None:
    """Take the last change back, a person's or a run's."""
    with _items(memory_path) as items:
        why, count = items.undo()
    sentence = f"Taken back: {why} ({count} items)." if count else "There is nothing to take back."
    _tell({"undone": why, "items": count}, as_json, sentence)


@memory_command.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default="-")
@memory_path_option
def export_command(file: Path, memory_path: Path | None) -> None:
    """Write everything as JSON to FILE; by default to stdout."""
    with _items(memory_path) as items:
        text = json.dumps(items.export(), ensure_ascii=False, indent=1)
    if str(file) == "-":
        print(text)
        return
    _write(file, text)
    print(f"Wrote {file}.", file=sys.stderr)


@memory_command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@memory_path_option
@json_option
def import_command(file: Path, memory_path: Path | None, as_json: bool) -> None:
    """Add what `memory export` wrote; same names are replaced."""
    from phoneagent.memory.items import read_export

    data = read_export(file)
    with _items(memory_path) as items:
        count = items.import_(data)
    _tell({"imported": count}, as_json, f"Imported {count} items.")


@memory_command.command("stats")
@memory_path_option
@json_option
def stats_command(memory_path: Path | None, as_json: bool) -> None:
    """What the file holds, in numbers, and whether it had to be mended."""
    with _items(memory_path) as items:
        stats = items.stats()
    if as_json:
        print(stats.model_dump_json())
        return
    for name in ("tips", "shortcuts", "pages", "runs", "steps", "quarantined"):
        print(f"{name:<12} {getattr(stats, name)}")
    print(f"{'file':<12} {stats.path} ({stats.size_bytes / 1024:.0f} KiB)")
    if stats.notice:
        print(f"{'note':<12} {stats.notice}")


def _full_name(items: Items, name: str) -> str:
    """The key that is `name`, or the only one that begins with it.

    Raises:
        ConfigError: several do.
    """
    keys = [entry.key for entry in items.entries()]
    fits = [key for key in keys if key.startswith(name)]
    if name in keys or not fits:
        return name  # an unknown one is named by whoever looks it up
    if len(fits) > 1:
        raise ConfigError(f"Several names begin with '{name}': {', '.join(fits[:5])}")
    return fits[0]


def _row(entry: Entry) -> tuple[str, ...]:
    helped = "" if entry.kind == "page" else f"{entry.wins}/{entry.uses}"
    origin = entry.origin if entry.state == "active" else f"{entry.origin}, {entry.state}"
    return entry.kind, entry.key, origin, helped, entry.text


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"Cannot write {file}: {error.strerror}.") from error
