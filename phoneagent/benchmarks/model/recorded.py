"""Recorded requests and texts, on which the quality of quantised weights is judged.

A folder may hold: texts (`*.txt`), cassettes (`*.jsonl`, as `--record` writes them) and requests in
folders of their own (as `--model manual:DIR` writes them). A single file is a text or a cassette.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from phoneagent.agents import replies
from phoneagent.core.chat import ChatRequest
from phoneagent.errors import ConfigError
from phoneagent.models.cassette import read_requests
from phoneagent.models.manual import REQUEST, read_desk

_OPERATOR = "operator"
_FORMS = "operator/native/"
_TEXTS = {".txt", ".md"}
_CASSETTE = ".jsonl"


@dataclass(frozen=True)
class Recorded:
    """One request to an Operator, and what was answered then; "" when nothing was."""

    request: ChatRequest
    reply: str = ""

    @property
    def form(self) -> str:
        """The action format it asks for; "" for the crew's own JSON."""
        prompt = self.request.prompt
        return prompt.removeprefix(_FORMS) if prompt.startswith(_FORMS) else ""


@dataclass(frozen=True)
class Data:
    """What quality is judged on."""

    texts: tuple[str, ...] = ()
    requests: tuple[Recorded, ...] = ()


def read_data(path: Path) -> Data:
    """Everything usable in a file or folder.

    Raises:
        ConfigError: there is nothing, or something is damaged.
    """
    if path.is_dir():
        files = sorted(f for f in path.iterdir() if f.suffix in (".txt", _CASSETTE))
        desks = sorted(f.parent for f in path.glob(f"*/{REQUEST}"))
    else:
        files, desks = [path], []
    texts = tuple(_text(file) for file in files if file.suffix in _TEXTS)
    cassettes = [file for file in files if file.suffix == _CASSETTE]
    found = [one for file in cassettes for one in _of_cassette(file)]
    found += [Recorded(*read_desk(desk)) for desk in desks]
    data = Data(texts, tuple(one for one in found if one.request.role == _OPERATOR))
    if not data.texts and not data.requests:
        raise ConfigError(
            f"There is nothing in {path} to judge by.",
            hint="Texts (*.txt), cassettes with requests to an Operator (*.jsonl), or a folder "
            "that --model manual:DIR wrote.",
        )
    return data


def _of_cassette(file: Path) -> Iterator[Recorded]:
    """Its requests with the schema that Operators ask by, which cassettes do not keep."""
    for request, reply in read_requests(file):
        native = request.prompt.startswith(_FORMS)
        schema = None if native else replies.CHOICE
        yield Recorded(request.but(reply_schema=schema), reply)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"Cannot read {file}: {error}") from error
