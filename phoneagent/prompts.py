"""Finds and strictly renders a prompt: an unknown or a missing name is an error."""

from __future__ import annotations

import hashlib
import re
from functools import cache

from phoneagent.errors import ConfigError
from phoneagent.resources import data_dir

_NAME = re.compile(r"\$(\w+)")


@cache
def source(prompt: str) -> str:
    """The text of `prompts/<prompt>.md` as it stands, for example "operator/choose"."""
    path = data_dir("prompts") / f"{prompt}.md"
    if not path.is_file():
        raise ConfigError(
            f"There is no prompt '{prompt}'.", hint=f"Expected {path.name} in prompts/."
        )
    return path.read_text(encoding="utf-8").strip()


def exists(prompt: str) -> bool:
    """Whether there is such a prompt."""
    return (data_dir("prompts") / f"{prompt}.md").is_file()


def names_in(prompt: str) -> frozenset[str]:
    """The `$names` a prompt wants filled."""
    return frozenset(_NAME.findall(source(prompt)))


def render(prompt: str, **values: str) -> str:
    """The prompt with every `$name` replaced; a block whose values are all empty is left out.

    A block is a run of lines between blank lines. Values are inserted once: a `$` inside a value
    (screen text, for example) stays what it is.

    Raises:
        ConfigError: a name in the prompt has no value, or a value has no place in the prompt.
    """
    wanted = names_in(prompt)
    if wanted != set(values):
        missing, unknown = wanted - set(values), set(values) - wanted
        raise ConfigError(
            f"Prompt '{prompt}': missing {sorted(missing)}, unknown {sorted(unknown)}."
        )
    blocks = []
    for block in re.split(r"\n\s*\n", source(prompt)):
        names = _NAME.findall(block)
        if names and not any(values[name] for name in names):
            continue
        blocks.append(_NAME.sub(lambda match: values[match[1]], block))
    return "\n\n".join(blocks)


def fingerprint() -> str:
    """A short hash over all prompts: reports with different ones must not be mixed."""
    root = data_dir("prompts")
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.md")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
