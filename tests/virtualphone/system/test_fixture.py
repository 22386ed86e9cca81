"""The fixture's page in the documents: every key on it is taken, and none is missing from it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from phoneagent.virtualphone import apps
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system import state as fixture
from tests.virtualphone.hands import NOON

PAGE = (Path(__file__).parents[3] / "docs" / "fixture.md").read_text(encoding="utf-8")
EXAMPLE = json.loads(re.search(r"^```json\n(.*?)^```", PAGE, re.M | re.S)[1])
READ_WHOLE = frozenset({"settings", "properties", "files", "packages"})
"""Whose inner keys are data, or are passed on all at once."""


class Watched(dict):
    """A mapping that remembers which of its keys somebody asked for."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        super().__init__({key: watched(value) for key, value in facts.items()})
        self.asked: set[str] = set()

    def __getitem__(self, key):
        self.asked.add(key)
        return super().__getitem__(key)

    def get(self, key, default=None):
        self.asked.add(key)
        return super().get(key, default)

    def items(self):
        self.asked.update(self)
        return super().items()

    def keys(self):
        self.asked.update(self)
        return super().keys()


def watched(value):
    if isinstance(value, Mapping):
        return Watched(value)
    return [watched(item) for item in value] if isinstance(value, list) else value


def unread(value, path="", whole=False):
    """The paths of all keys nobody asked for."""
    if isinstance(value, Watched):
        for key, inner in value.items() if whole else dict.items(value):
            if key not in value.asked:
                yield f"{path}.{key}"
            yield from unread(inner, f"{path}.{key}", whole or key in READ_WHOLE)
    elif isinstance(value, list):
        for item in value:
            yield from unread(item, path, whole)


def test_every_key_of_the_example_is_read_by_somebody():
    facts = Watched(EXAMPLE)
    with VirtualPhone(now=NOON, state=facts):
        pass
    assert list(unread(facts)) == []


def traces(phone):
    """What a fixture may change: files by name and content, and what the system holds."""
    root = phone.files.root
    files = {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    packages = [(p.name, p.label, p.enabled) for p in phone.packages.all()]
    clock = phone.clock.save() | {"now": phone.clock.now().strftime("%Y-%m-%d %H %Z")}
    return files, packages, clock, phone.settings.save(), dict(phone.props), phone.clipboard.text


@pytest.mark.parametrize("key", EXAMPLE)
def test_each_key_alone_makes_a_difference(key):
    with VirtualPhone(now=NOON) as fresh, VirtualPhone(now=NOON, state={key: EXAMPLE[key]}) as full:
        before, after = traces(fresh), traces(full)
        differing = [a != b for a, b in zip(before, after, strict=True)]
        differing[2] = key in ("now", "timezone", "frozen") and before[2] != after[2]
        assert any(differing)


@pytest.mark.parametrize("key", EXAMPLE)
def test_each_key_is_explained(key):
    assert re.search(rf"^\| [^|]*`{key}`", PAGE, re.M)


def test_no_key_is_missing_from_the_page():
    sources = [*Path(apps.__file__).parent.rglob("*.py"), Path(fixture.__file__)]
    asked = re.compile(r"\bstate\.get\(\s*[\"'](\w+)[\"']|[\"'](\w+)[\"'] in state\b")
    found = {
        first or second
        for source in sources
        for first, second in asked.findall(source.read_text(encoding="utf-8"))
    }
    assert len(found) > 20
    assert found <= set(EXAMPLE)
