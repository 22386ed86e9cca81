"""Check sums, and the parts of paths: md5sum and its kin, basename, dirname, file."""

from __future__ import annotations

import hashlib
import posixpath
from pathlib import Path

from phoneagent.virtualphone.shell.registry import (
    CommandError,
    Invocation,
    command,
    each_input,
    split_options,
)


@command("md5sum", "sha1sum", "sha256sum", "sha512sum", holds_phone=False)
def sums(run: Invocation) -> int:
    kind = run.name.removesuffix("sum")
    options, operands = split_options(run.args)
    shown = 0
    for operand, content in each_input(run, operands):
        digest = hashlib.new(kind, content, usedforsecurity=False).hexdigest()
        run.line(digest if "b" in options else f"{digest}  {operand}")
        shown += 1
    return 0 if shown == max(1, len(operands)) else 1


@command("basename", "dirname", holds_phone=False)
def name_of(run: Invocation) -> int:
    if not run.args:
        raise CommandError("Needs 1 argument")
    path = run.args[0].rstrip("/") or "/"
    if run.name == "dirname":
        run.line(posixpath.dirname(path) or ".")
        return 0
    name = posixpath.basename(path) or "/"
    suffix = run.args[1] if len(run.args) > 1 else ""
    run.line(name.removesuffix(suffix) if suffix != name else name)
    return 0


@command("file")
def file(run: Invocation) -> int:
    for operand in run.args:
        path = run.phone.files.host(run.path(operand))
        kind = "directory" if path.is_dir() else _content_kind(path)
        run.line(f"{operand}: {kind}")
    return 0


def _content_kind(path: Path) -> str:
    head = path.read_bytes()[:16] if path.exists() else None
    if head is None:
        return "cannot open"
    known = (
        (b"\x89PNG", "PNG image data"),
        (b"\xff\xd8", "JPEG image data"),
        (b"SQLite", "SQLite"),
    )
    plain = "ASCII text" if head.isascii() else "data"
    return next((name for magic, name in known if head.startswith(magic)), plain)
