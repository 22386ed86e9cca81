"""`phoneagent devices`: which phones are attached."""

from __future__ import annotations

import json

import click

from phoneagent.cli.helping import Command
from phoneagent.cli.options import json_option


@click.command("devices", cls=Command)
@json_option
def devices_command(as_json: bool) -> None:
    """List the phones that adb knows, with their state and what to do about it."""
    from phoneagent.devices import list_devices

    found = list_devices()
    if as_json:
        print(json.dumps({"devices": [device.model_dump(mode="json") for device in found]}))
        return
    if not found:
        print("No phone is attached. The built-in one works without: --device virtual")
        return
    width = max(len(device.serial) for device in found)
    for device in found:
        print(f"{device.serial:<{width}}  {device.state:<12}  {device.model}")
