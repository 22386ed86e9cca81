"""`screencap` and `screenrecord`."""

from __future__ import annotations

import struct

from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command, split_options

_RAW_HEAD = struct.Struct("<4I")
_RGBA_8888, _SRGB = 1, 1


@command("screencap")
def screencap(run: Invocation) -> int:
    """`screencap [-p] [-j] [-d DISPLAY] [FILE]`; raw RGBA pixels without `-p` or `.png`."""
    options, operands = split_options(run.args, with_value="d")
    target = operands[0] if operands else ""
    if "p" in options or target.endswith(".png"):
        data = run.phone.png()
    elif "j" in options or target.endswith((".jpg", ".jpeg")):
        data = run.phone.jpeg()
    else:
        image = run.phone.screenshot().convert("RGBA")
        data = _RAW_HEAD.pack(*image.size, _RGBA_8888, _SRGB) + image.tobytes()
    if not target:
        run.out(data)
        return 0
    path = run.path(target)
    if not run.phone.files.host(path).parent.is_dir():
        raise CommandError(f"Error opening file: {target} (No such file or directory)", bare=True)
    run.phone.files.write_bytes(path, data)
    return 0


@command("screenrecord")
def screenrecord(run: Invocation) -> int:
    """There is no video encoder on this phone, and it says so as a phone without one does."""
    run.error_line("ERROR: unable to create video/avc codec instance")
    return 1
