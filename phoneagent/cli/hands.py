"""One step by hand: ui, screenshot, tap, type, swipe, press, open, expect."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from phoneagent.cli.helping import Command
from phoneagent.cli.options import (
    as_index,
    as_point,
    device_option,
    json_option,
    load_config,
    within_option,
)
from phoneagent.errors import ConfigError

if TYPE_CHECKING:
    from phoneagent.core.screen import Observation
    from phoneagent.phone import Phone


@contextmanager
def _phone(device: str | None, **flags: Any) -> Iterator[Phone]:
    from phoneagent import devices
    from phoneagent.phone import Phone

    config = load_config(device=device, **flags)
    with Phone(devices.connect(config.device), config) as phone:
        yield phone


def _target(text: str) -> str | int | tuple[int, int]:
    """Reads "@12", "540,1200" or the words on the element."""
    index, point = as_index(text), as_point(text)
    return index if index is not None else point or text


def _done(as_json: bool, **facts: Any) -> None:
    if as_json:
        print(json.dumps({"ok": True, **facts}, ensure_ascii=False))


def _as_json(seen: Observation) -> dict[str, Any]:
    return {
        "app": seen.app,
        "package": seen.package,
        "activity": seen.activity,
        "page": seen.page,
        "title": seen.title,
        "keyboard_shown": seen.keyboard_shown,
        "warnings": list(seen.warnings),
        "toasts": list(seen.toasts),
        "elements": [
            element.model_dump(mode="json", exclude={"locator"}) for element in seen.elements
        ],
    }


@click.command("ui", cls=Command)
@device_option
@json_option
def ui_command(device: str | None, as_json: bool) -> None:
    """Print what is on the screen: one numbered line per thing a person would point at."""
    with _phone(device) as phone:
        seen = phone.look()
    print(json.dumps(_as_json(seen), ensure_ascii=False) if as_json else seen.text)


@click.command("screenshot", cls=Command)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default="screen.png")
@device_option
@json_option
def screenshot_command(file: Path, device: str | None, as_json: bool) -> None:
    """Save the screen as a PNG picture to FILE ("-" writes it to stdout)."""
    with _phone(device) as phone:
        png = phone.screenshot()
    if str(file) == "-":
        sys.stdout.buffer.write(png)
        return
    file.write_bytes(png)
    _done(as_json, file=str(file), bytes=len(png))
    if not as_json:
        print(file)


@click.command("tap", cls=Command)
@click.argument("target")
@within_option
@device_option
@json_option
def tap_command(target: str, within: float, device: str | None, as_json: bool) -> None:
    """Tap TARGET: @12 (a number from `ui`), 540,1200 (a point) or the words on it."""
    with _phone(device) as phone:
        phone.tap(_target(target), within=within)
    _done(as_json, tapped=target)


@click.command("type", cls=Command)
@click.argument("text")
@click.option("--into", metavar="TARGET", help="The field: @12, a point, or its label.")
@click.option("--append", is_flag=True, help="Add at the end of what is there.")
@click.option("--enter", is_flag=True, help="Press the keyboard's action key after.")
@within_option
@device_option
@json_option
def type_command(
    text: str, into: str | None, device: str | None, as_json: bool, **how: Any
) -> None:
    """Type TEXT, any script, into a field; by default the focused one."""
    with _phone(device) as phone:
        phone.type(text, _target(into) if into else None, **how)
    _done(as_json, typed=len(text))


@click.command("swipe", cls=Command)
@click.argument("direction_or_points", nargs=-1, required=True)
@device_option
@json_option
def swipe_command(direction_or_points: tuple[str, ...], device: str | None, as_json: bool) -> None:
    """Swipe up, down, left or right, or from one point to another: swipe 540,1800 540,600."""
    points = [as_point(word) for word in direction_or_points]
    with _phone(device) as phone:
        if len(points) == 2 and points[0] and points[1]:
            phone.swipe(path=(*points[0], *points[1]))
        elif len(direction_or_points) == 1:
            phone.swipe(direction_or_points[0])
        else:
            raise ConfigError("Give a direction, or two points such as 540,1800 540,600.")
    _done(as_json)


@click.command("press", cls=Command)
@click.argument("key")
@device_option
@json_option
def press_command(key: str, device: str | None, as_json: bool) -> None:
    """Press KEY: back, home, enter, recents, delete, tab, search, power, volume_up ..."""
    from typing import get_args

    from phoneagent.core.actions import Key

    if key not in get_args(Key):
        raise ConfigError(f"Unknown key '{key}'.", hint=f"Known: {', '.join(get_args(Key))}")
    with _phone(device) as phone:
        phone.press(key)
    _done(as_json, pressed=key)


@click.command("open", cls=Command)
@click.argument("name")
@click.option("--fresh", is_flag=True, help="End the app and clear its data first.")
@device_option
@json_option
def open_command(name: str, fresh: bool, device: str | None, as_json: bool) -> None:
    """Open an app by the NAME under its icon, or a link."""
    with _phone(device) as phone:
        phone.open(name, fresh=fresh)
    _done(as_json, opened=name)


@click.command("expect", cls=Command)
@click.argument("text", required=False)
@click.option("--gone", metavar="TEXT", help="This can no longer be read.")
@click.option("--app", metavar="NAME", help="This app is in front.")
@click.option("--on", metavar="LABEL", help="This switch, box or tab is on.")
@click.option("--off", metavar="LABEL", help="This one is off.")
@click.option("--field", metavar="LABEL", help="This field, with --value.")
@click.option("--value", metavar="TEXT", help="What the field holds.")
@within_option
@device_option
@json_option
def expect_command(
    text: str | None, within: float, device: str | None, as_json: bool, **wanted: str | None
) -> None:
    """Wait until TEXT, and all that is asked for, is on the screen; exit 1 when it is not."""
    given = {name: value for name, value in {"text": text, **wanted}.items() if value}
    with _phone(device) as phone:
        found = phone.expect(within=within, **given)
    _done(as_json, satisfied=found.text)
