"""Runs commands that must not outlive whoever started them: `python -m phoneagent.devices.guard`.

Standard input is the life line. When it ends, because the starter closed it or died in whatever
way, every command is ended and the scratch folder removed. Works alike on every system.

Usage: guard SCRATCH_FOLDER -- COMMAND ... -- COMMAND ...
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys

_GRACE_S = 3.0


def main(arguments: list[str]) -> int:
    """Start the commands, wait for the end of standard input, end them."""
    scratch, *words = arguments
    commands: list[list[str]] = []
    for word in words:
        if word == "--":
            commands.append([])
        else:
            commands[-1].append(word)
    # The first command's output is the starter's to read: nobody else may hold that pipe open.
    outputs = [None, *[subprocess.DEVNULL] * (len(commands) - 1)]
    running = [
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output)
        for command, output in zip(commands, outputs, strict=True)
    ]
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    with contextlib.suppress(KeyboardInterrupt):
        sys.stdin.buffer.read()
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            process.kill()
    shutil.rmtree(scratch, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
