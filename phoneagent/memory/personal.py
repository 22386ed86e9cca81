"""Which texts of a run are somebody's own: typed ones, and those the goal names or quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phoneagent.core.actions import Type, UseShortcut
from phoneagent.core.run import Run
from phoneagent.core.text import fold

_QUOTED = re.compile("[\"“„«「]([^\"“”„«»「」]+)[\"”“»」]|(?<!\\w)'([^']+)'(?!\\w)")
_NAME = r"([A-Z][\w'-]*(?:\s+[A-Z][\w'-]*)*)"
# Words before a name in a request: kinds of data, and whom something goes to.
_NAMED = re.compile(
    r"\b(?i:named|called|titled|entitled|labell?ed|contact|note|notes|file|folder|event|alarm|"
    r"reminder|task|list|playlist|recipe|expense|recording|document|photo|conversation|account|"
    r"text|message|call|dial|email|mail|tell|ask|reply to|from|with)\s+" + _NAME
)
_SENT_TO = re.compile(
    r"\b(?i:send|text|message|reply|forward|share|email|write)\b.*?\bto\s+" + _NAME
)
_OWNER = re.compile(r"\b" + _NAME + r"'s\b")


def personal_texts(run: Run) -> Iterator[str]:
    """Every text to be masked before a run is remembered. Names of apps are nobody's own."""
    for step in run.steps:
        if isinstance(step.action, Type):
            yield from (step.action.text, *step.action.text.splitlines())
        elif isinstance(step.action, UseShortcut):
            yield from step.action.with_.values()
    apps = {fold(app) for app in run.apps}
    yield from (text for text in _in_goal(run.goal) if fold(text) not in apps)


def _in_goal(goal: str) -> Iterator[str]:
    for match in _QUOTED.finditer(goal):
        yield match[1] or match[2]
    for pattern in (_NAMED, _SENT_TO, _OWNER):
        for match in pattern.finditer(goal):
            yield match[1].removesuffix("'s")
