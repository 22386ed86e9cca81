"""Walks the syntax tree: pipelines, redirections, control flow, built-ins and commands."""

from __future__ import annotations

import posixpath
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from phoneagent.virtualphone.shell.channels import (
    Buffer,
    Bytes,
    Channels,
    Nowhere,
    Pipe,
)
from phoneagent.virtualphone.shell.client import Client, NoClient
from phoneagent.virtualphone.shell.expand import Expander, Variables
from phoneagent.virtualphone.shell.glob import matches
from phoneagent.virtualphone.shell.jumps import Exit, LoopControl
from phoneagent.virtualphone.shell.lexer import ShellSyntaxError
from phoneagent.virtualphone.shell.parser import parse
from phoneagent.virtualphone.shell.redirection import Redirected, Redirections
from phoneagent.virtualphone.shell.registry import COMMANDS, Body, CommandError, Invocation, reason
from phoneagent.virtualphone.shell.tree import (
    AndOr,
    Case,
    Command,
    For,
    Group,
    If,
    Loop,
    Pipeline,
    Script,
    Simple,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

NOT_FOUND = 127
SYNTAX_ERROR = 1
_SHELL = "/system/bin/sh"
_START_VALUES = {
    "ANDROID_DATA": "/data",
    "ANDROID_ROOT": "/system",
    "ANDROID_STORAGE": "/storage",
    "EXTERNAL_STORAGE": "/sdcard",
    "HOME": "/",
    "HOSTNAME": "vphone",
    "LOGNAME": "root",
    "PATH": "/product/bin:/apex/com.android.runtime/bin:/system/bin:/system/xbin:/vendor/bin",
    "SHELL": "/bin/sh",
    "TERM": "xterm",
    "TMPDIR": "/data/local/tmp",
    "USER": "root",
}
_parse = lru_cache(maxsize=512)(parse)


class Shell:
    """One shell process on the phone.

    Args:
        phone: what the commands act on.
        client: who waits for it.
        programs: the classes `app_process` can start.
    """

    def __init__(
        self,
        phone: VirtualPhone,
        client: Client | None = None,
        programs: Mapping[str, Body] | None = None,
    ) -> None:
        self.phone = phone
        self.client = client or NoClient()
        self.programs = dict(programs or {})
        self.variables = Variables(dict(_START_VALUES), set(_START_VALUES))
        self.folder = "/"
        self._channels = Channels(Bytes(), Nowhere(), Nowhere())
        self._expander = self._new_expander()
        self._substituted = False

    @property
    def user(self) -> str:
        """Who runs it: root or shell."""
        return self.variables.values["USER"]

    def become(self, user: str) -> None:
        """Run as another user from now on."""
        self.variables.values |= {"USER": user, "LOGNAME": user}

    def run(self, text: str, channels: Channels) -> int:
        """Run a script and return its exit code; nothing a script does raises."""
        try:
            script = _parse(text)
        except ShellSyntaxError as error:
            channels.err.write(f"{_SHELL}: {error}\n".encode())
            self.variables.code = SYNTAX_ERROR
            return SYNTAX_ERROR
        try:
            self.execute(script, channels)
        except Exit as end:
            self.variables.code = end.code
        except LoopControl:
            pass
        except RecursionError:
            channels.err.write(f"{_SHELL}: nested too deeply\n".encode())
            self.variables.code = SYNTAX_ERROR
        return self.variables.code

    def subshell(self) -> Shell:
        """A copy, as `( )` and `$( )` make."""
        other = Shell(self.phone, self.client, self.programs)
        other.variables = self.variables.copy()
        other._expander = other._new_expander()
        other.folder = self.folder
        other._channels = self._channels
        return other

    def execute(self, script: Script, channels: Channels) -> int:
        """Run a parsed script; raises `Exit` and `LoopControl`."""
        self._channels = channels
        for step in script.steps:
            if step.background:
                self._in_background(step, channels)
            else:
                self._and_or(step, channels)
        return self.variables.code

    # -- lists and pipelines ----------------------------------------------------------------

    def _and_or(self, step: AndOr, channels: Channels) -> None:
        self._pipeline(step.first, channels)
        for joint, pipeline in step.rest:
            if (joint == "&&") == (self.variables.code == 0):
                self._pipeline(pipeline, channels)

    def _in_background(self, step: AndOr, channels: Channels) -> None:
        other = self.subshell()
        script = Script((replace(step, background=False),))
        quiet = replace(channels, stdin=Bytes())
        thread = threading.Thread(target=_run_alone, args=(other, script, quiet), daemon=True)
        thread.start()
        self.variables.background_pid = self.variables.pid + 1
        self.variables.code = 0

    def _pipeline(self, pipeline: Pipeline, channels: Channels) -> None:
        pipes: list[Pipe] = []
        threads: list[threading.Thread] = []
        stdin = channels.stdin
        for stage in pipeline.commands[:-1]:
            pipe = Pipe()
            ends = Channels(stdin, pipe, channels.err)
            work = Script((AndOr(Pipeline((stage,))),))
            thread = threading.Thread(
                target=_run_stage, args=(self.subshell(), work, ends), daemon=True
            )
            thread.start()
            threads.append(thread)
            pipes.append(pipe)
            stdin = pipe
        last = replace(channels, stdin=stdin) if pipes else channels
        try:
            self._guarded(pipeline.commands[-1], last)
        finally:
            for pipe in pipes:
                pipe.abandon()
        for thread in threads:
            thread.join(timeout=5)
        if pipeline.negated:
            self.variables.code = int(self.variables.code == 0)

    # -- commands ---------------------------------------------------------------------------

    def _guarded(self, command: Command, channels: Channels) -> None:
        """Run one command; a failing redirection or expansion is an error of the command."""
        try:
            with ExitStack() as files:
                inner = Redirections(self, self._expander.text).apply(
                    command.redirects, channels, files
                )
                self.variables.code = self._run(command, inner)
        except Redirected as error:
            channels.err.write(f"{_SHELL}: {error}\n".encode("utf-8", "surrogateescape"))
            self.variables.code = 1
        except ShellSyntaxError as error:
            channels.err.write(f"{_SHELL}: {error}\n".encode("utf-8", "surrogateescape"))
            raise Exit(1) from None

    def _run(self, command: Command, channels: Channels) -> int:
        match command:
            case Simple():
                return self._simple(command, channels)
            case Group():
                return self._group(command, channels)
            case If():
                return self._if(command, channels)
            case For():
                words = self._expander.fields(command.words, self.folder)
                return self._repeat(self._assign_each(command.name, words), command.body, channels)
            case Loop():
                return self._repeat(
                    lambda: self._goes_on(command, channels), command.body, channels
                )
            case Case():
                return self._case(command, channels)

    def _group(self, group: Group, channels: Channels) -> int:
        if not group.subshell:
            return self.execute(group.script, channels)
        other = self.subshell()
        try:
            return other.execute(group.script, channels)
        except Exit as end:
            return end.code
        except LoopControl:
            return 0

    def _if(self, choice: If, channels: Channels) -> int:
        for condition, body in choice.branches:
            if self.execute(condition, channels) == 0:
                return self.execute(body, channels)
        return self.execute(choice.otherwise, channels) if choice.otherwise else 0

    def _assign_each(self, name: str, words: Sequence[str]) -> Callable[[], bool]:
        waiting = iter(words)

        def advance() -> bool:
            for word in waiting:
                self.variables.values[name] = word
                return True
            return False

        return advance

    def _goes_on(self, loop: Loop, channels: Channels) -> bool:
        if self.client.wait(0):
            raise Exit(129)  # the client hung up
        return (self.execute(loop.condition, channels) == 0) != loop.until

    def _repeat(self, advance: Callable[[], bool], body: Script, channels: Channels) -> int:
        code = 0
        while advance():
            try:
                code = self.execute(body, channels)
            except LoopControl as control:
                if control.levels > 1:
                    raise LoopControl(leave=control.leave, levels=control.levels - 1) from None
                if control.leave:
                    return 0
        return code

    def _case(self, case: Case, channels: Channels) -> int:
        subject = self._expander.text(case.subject)
        for patterns, body in case.branches:
            if any(matches(subject, self._expander.pattern(pattern)) for pattern in patterns):
                return self.execute(body, channels) if body.steps else 0
        return 0

    def _simple(self, command: Simple, channels: Channels) -> int:
        self._substituted = False
        words = self._expander.fields(command.words, self.folder)
        before = dict(self.variables.values) if words and command.assignments else None
        for name, value in command.assignments:
            self.variables.values[name] = self._expander.text(value)
        if not words:
            return self.variables.code if self._substituted else 0
        try:
            return self.call(words, channels)
        finally:
            if before is not None and words[0] != "exec":
                self.variables.values = before

    def call(self, words: Sequence[str], channels: Channels) -> int:
        """Run one command by name and arguments; unknown names are noted on the phone."""
        name = posixpath.basename(words[0]) if words[0].startswith("/") else words[0]
        entry = COMMANDS.get(name)
        if entry is None:
            self.phone.unknown.append(" ".join(words))
            text = f"{_SHELL}: {words[0]}: inaccessible or not found\n"
            channels.err.write(text.encode("utf-8", "surrogateescape"))
            return NOT_FOUND
        run = Invocation(name, words[1:], channels.stdin, channels.out, channels.err, self)
        try:
            if not entry.holds_phone:
                return entry.body(run) or 0
            with self.phone.lock:
                return entry.body(run) or 0
        except CommandError as error:
            run.error_line(str(error) if error.bare else f"{name}: {error}")
            return error.code
        except BrokenPipeError:
            return 141  # 128 + SIGPIPE
        except OSError as error:
            run.complain(reason(error))
            return 1
        except (ValueError, OverflowError) as error:  # a number that is none, a path with a NUL
            run.complain(f"bad argument: {error}")
            return 1

    def output_of(self, script: Script) -> bytes:
        """What a script prints, for `$( )`."""
        other = self.subshell()
        buffer = Buffer()
        channels = Channels(Bytes(), buffer, self._channels.err)
        try:
            code = other.execute(script, channels)
        except Exit as end:
            code = end.code
        except LoopControl:
            code = 0
        self.variables.code = code
        self._substituted = True
        return buffer.value()

    def _new_expander(self) -> Expander:
        return Expander(self.variables, self.output_of, self.phone.files)


def _run_alone(shell: Shell, script: Script, channels: Channels) -> None:
    try:
        shell.execute(script, channels)
    except (Exit, LoopControl, OSError):
        return


def _run_stage(shell: Shell, script: Script, ends: Channels) -> None:
    pipe = ends.out
    assert isinstance(pipe, Pipe)
    try:
        _run_alone(shell, script, ends)
    finally:
        pipe.finish()
        if isinstance(ends.stdin, Pipe):
            ends.stdin.abandon()
