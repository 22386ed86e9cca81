"""The crew knows words, never apps: no packages, ids, activities or makers' apps."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import phoneagent.agents.rules as rules
from phoneagent.agents.rules.words import Vocabulary
from phoneagent.virtualphone.phone import VirtualPhone

FOLDER = Path(rules.__file__).parent
SOURCES = {
    p: p.read_text(encoding="utf-8") for p in FOLDER.rglob("*") if p.suffix in (".py", ".toml")
}
# A Java package (two dots or more with a usual head), an Android id, an activity.
KNOWS_APP = re.compile(
    r"\b(?:com|org|net|io|de|app)\.[a-z]\w*(?:\.\w+)+|:id/|\bandroid:|\w+Activity\b|/\.[A-Z]"
)
MAKERS = re.compile(
    r"(?i)\b(?:google|samsung|pixel|markor|whatsapp|telegram|gmail|chrome|vlc|osmand|broccoli|"
    r"deskclock|keep notes|joplin|tasks\.org|aosp)\b"
)


def test_there_is_something_to_look_at():
    assert len(SOURCES) > 20


def test_no_package_id_or_activity_is_named():
    for path, text in SOURCES.items():
        assert not KNOWS_APP.search(text), (path.name, KNOWS_APP.search(text))


def test_no_makers_app_is_named():
    for path, text in SOURCES.items():
        assert not MAKERS.search(text), (path.name, MAKERS.search(text))


def test_nothing_of_the_virtual_phone_is_named_but_dictionary_words():
    with VirtualPhone() as phone:
        packages = {p.name for p in phone.packages.all()}
    for path, text in SOURCES.items():
        assert not [name for name in packages if name in text], path.name


def test_the_shipped_data_is_the_vocabulary_and_nothing_else():
    data = [p for p in FOLDER.rglob("*") if p.is_file() and p.suffix not in (".py", ".pyc")]
    assert [p.name for p in data] == ["words.toml"]
    assert set(tomllib.loads(SOURCES[data[0]])) == set(Vocabulary.model_fields)
