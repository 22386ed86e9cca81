"""Runs the `phoneagent` command in forked processes that have their imports behind them.

`python -m tests.e2e.warm` reads one job per line of standard input and answers with the process id
and then the exit code. A job is a JSON object: argv, env, cwd, out, err (files), and `die`, which
lets the process kill itself at an exact moment, as `kill -9` from outside would:
["guard", 2] once the second event of that kind stands in the journal, ["phone", 2] once the phone
has done the second action and before anybody wrote that down. `file_limit` is the size in bytes
that no file may exceed; 0 means any.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import sys
from typing import Any, NoReturn

PRELOAD = (
    "phoneagent.cli.run",
    "phoneagent.session",
    "phoneagent.loop",
    "phoneagent.agents.crew",
    "phoneagent.agents.rules",
    "phoneagent.devices.android",
    "phoneagent.models.openai",
    "phoneagent.models.scripted",
    "phoneagent.memory.store",
    "phoneagent.perception",
    "phoneagent.trace",
    "uiautomator2",
    "openai.resources.chat",
)


def main() -> None:
    for name in PRELOAD:
        importlib.import_module(name)
    for line in sys.stdin.buffer:
        job = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _be(job)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _be(job: dict[str, Any]) -> NoReturn:
    """Become the command: its environment, its folder, its streams."""
    code = 1
    try:
        os.environ.clear()
        os.environ.update(job["env"])
        os.chdir(job["cwd"])
        for descriptor, path, flags in (
            (0, os.devnull, os.O_RDONLY),
            (1, job["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
            (2, job["err"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        ):
            opened = os.open(path, flags, 0o600)
            os.dup2(opened, descriptor)
            os.close(opened)
        _prepare_to_die(*job["die"])
        _forbid_files_beyond(job["file_limit"])
        sys.argv = ["phoneagent", *job["argv"]]
        code = _command()
    except BaseException:  # noqa: BLE001 - the fork must never go on as its parent
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _command() -> int:
    import atexit

    from phoneagent.cli import main as phoneagent

    try:
        phoneagent()
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    finally:
        atexit._run_exitfuncs()
    return 0


def _forbid_files_beyond(size_bytes: int) -> None:
    """Let writes fail as on a full disk, with an error rather than a signal."""
    if size_bytes:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, size_bytes))


def _prepare_to_die(kind: str = "", nth: int = 0) -> None:
    if kind == "phone":
        _die_after_action(nth)
    elif kind:
        _die_after_event(kind, nth)


def _die_after_event(kind: str, nth: int) -> None:
    from phoneagent.trace.journal import Journal

    append, seen = Journal.append, []

    def last_words(self: Journal, event: str, data: Any = None, *, durable: bool = False) -> None:
        append(self, event, data, durable=durable)
        seen.append(event)
        if event == kind and seen.count(kind) == nth:
            _die()

    Journal.append = last_words  # type: ignore[method-assign]


def _die_after_action(nth: int) -> None:
    from phoneagent.core.steps import Intention, Receipt
    from phoneagent.devices.android import AndroidDevice

    perform = AndroidDevice.perform

    def last_deed(self: AndroidDevice, intention: Intention) -> Receipt:
        receipt = perform(self, intention)
        if intention.n == nth:
            _die()
        return receipt

    AndroidDevice.perform = last_deed  # type: ignore[method-assign]


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
