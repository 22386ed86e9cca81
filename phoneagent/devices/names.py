"""What people call apps, and which installed component that is, by pure functions."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

# Names that mean the same kind of app on phones of different makers.
_SYNONYMS = (
    {"messages", "messaging", "sms", "text messages", "mms"},
    {"phone", "dialer", "telephone", "calls"},
    {"clock", "alarm", "alarms", "alarm clock", "desk clock", "deskclock"},
    {"photos", "gallery", "album"},
    {"files", "file manager", "my files", "documents", "documentsui"},
    {"contacts", "people", "address book"},
    {"browser", "internet", "web browser", "chrome"},
    {"play store", "google play", "google play store", "vending"},
    {"email", "mail", "e mail"},
    {"settings", "system settings", "preferences"},
    {"recorder", "audio recorder", "sound recorder", "voice recorder"},
    {"notes", "notepad", "memo"},
    {"calendar", "agenda"},
    {"gmail", "gm"},
)
_NOISE = frozenset(
    {
        "com",
        "org",
        "net",
        "de",
        "io",
        "app",
        "apps",
        "android",
        "google",
        "activity",
        "activities",
        "main",
        "launcher",
        "ui",
        "the",
        "mobile",
    }
)
_CLOSE = 0.78
_SURE = 0.5


def fold(name: str) -> str:
    """A name without case, punctuation and doubled spaces."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def pick(name: str, labels: Sequence[str]) -> list[str]:
    """The labels a name can mean: one when it is clear, several when it is not, none."""
    wanted = fold(name)
    for matches in (
        lambda label: label == wanted,
        lambda label: label.replace(" ", "") == wanted.replace(" ", ""),
        lambda label: _synonyms(label, wanted),
        lambda label: _stem(label) == _stem(wanted),
        lambda label: _holds(label, wanted),
        lambda label: _holds(wanted, label),
    ):
        found = [label for label in labels if matches(fold(label))]
        if found:
            return found
    close = set(difflib.get_close_matches(wanted, [fold(x) for x in labels], 3, _CLOSE))
    return [label for label in labels if fold(label) in close]


def near(name: str, labels: Iterable[str], most: int = 5) -> list[str]:
    """Labels that look a little like a name, best first."""
    wanted = fold(name)
    return sorted(
        labels, key=lambda label: -difflib.SequenceMatcher(None, wanted, fold(label)).ratio()
    )[:most]


def assign(labels: Sequence[str], components: Sequence[str]) -> dict[str, str]:
    """Which component stands behind which label, where the names tell; each component once."""
    scored = sorted(
        ((_likeness(label, c), label, c) for label in labels for c in components), reverse=True
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for score, label, component in scored:
        if score >= _SURE and label not in found and component not in taken:
            found[label] = component
            taken.add(component)
    return found


def _likeness(label: str, component: str) -> float:
    """How much a component's package and class sound like a label, 0 to 1."""
    words = fold(label).split()
    joined = "".join(words)
    if not joined:
        return 0.0
    segments = _segments(component)
    meant = {joined} | {s.replace(" ", "") for s in _kin(fold(label))}
    exact = [s for s in segments if s in meant]
    if exact:
        return 1.0 if joined in exact else 0.9
    whole = "".join(segments)
    told = sum(len(w) for w in words if w in whole) / len(joined)
    inside = max((len(s) for s in segments if len(s) >= 4 and s in joined), default=0)
    contained = 0.5 + 0.3 * inside / len(joined) if inside else 0.0
    holds = max((0.7 for s in segments for m in meant if len(m) >= 4 and m in s), default=0.0)
    return max(0.85 * told, contained, holds)


def _segments(component: str) -> list[str]:
    package, _, name = component.partition("/")
    simple = name.rpartition(".")[2]
    camel = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", simple)
    parts = [*package.split("."), simple.casefold().removesuffix("activity"), *camel]
    parts = [p.casefold() for p in parts]
    return [p for p in parts if len(p) > 1 and p not in _NOISE]


def _kin(name: str) -> set[str]:
    return {other for group in _SYNONYMS if name in group for other in group}


def _synonyms(label: str, wanted: str) -> bool:
    return wanted in _kin(label)


def _stem(name: str) -> str:
    """Messages and Messaging, Photo and Photos: the word without its ending."""
    return " ".join(re.sub(r"(ing|es|e|s)$", "", w) if len(w) > 4 else w for w in name.split())


def _holds(longer: str, shorter: str) -> bool:
    """Whether every word of one name is a word of the other."""
    return bool(shorter) and set(shorter.split()) <= set(longer.split())
