"""Structure similarity of pages: the same layout is found again whatever its texts say.

A page's features are hashed to a MinHash signature (Broder, "On the resemblance and containment of
documents", 1997), which is cut into bands for locality-sensitive hashing (Leskovec, Rajaraman and
Ullman, "Mining of Massive Datasets", chapter 3): pages that share a band are candidates, and the
share of equal hashes estimates their Jaccard similarity.
"""

from __future__ import annotations

import hashlib
import random
import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache

from phoneagent.core.screen import Element, Locator, Observation
from phoneagent.core.text import fold

_HASHES = 32
_ROWS_PER_BAND = 4
_DIGITS_PER_HASH = 4
_MAX_FEATURES = 96
_CANDIDATES_PER_BAND = 40
SIMILAR = 0.6
_PRIME = (1 << 61) - 1
_NAMED_ROLES = frozenset({"button", "tab", "field", "switch", "slider"})


def _coefficients() -> tuple[tuple[int, int], ...]:
    source = random.Random(20)
    return tuple((source.randrange(1, _PRIME), source.randrange(_PRIME)) for _ in range(_HASHES))


_COEFFICIENTS = _coefficients()


def signature(seen: Observation) -> str:
    """The layout signature of a screen; "" when it shows no elements."""
    return _signature(frozenset(_features((e, e.locator) for e in seen.elements)))


def signature_of(locators: Iterable[Locator]) -> str:
    """The signature of a page of which only some locators are known."""
    return _signature(frozenset(_features((None, locator) for locator in locators)))


def similarity(one: str, other: str) -> float:
    """The estimated share of features that two signatures have in common, 0 to 1."""
    if len(one) != len(other) or not one:
        return 0.0
    size = _DIGITS_PER_HASH
    places = range(0, len(one), size)
    return sum(one[i : i + size] == other[i : i + size] for i in places) / len(places)


def index_page(connection: sqlite3.Connection, page: int, package: str, signature: str) -> None:
    """Make a page findable by its signature."""
    connection.execute("DELETE FROM bands WHERE page = ?", (page,))
    connection.executemany(
        "INSERT INTO bands (band, page) VALUES (?, ?)",
        {(band, page) for band in _bands(package, signature)},
    )


def similar_pages(
    connection: sqlite3.Connection, package: str, signature: str, limit: int
) -> list[tuple[float, int]]:
    """Pages of the same app with a similar layout: (similarity, row number), best first."""
    candidates: set[int] = set()
    for band in _bands(package, signature):
        found = connection.execute(
            "SELECT page FROM bands WHERE band = ? LIMIT ?", (band, _CANDIDATES_PER_BAND)
        )
        candidates.update(row[0] for row in found)
    marks = ",".join("?" * len(candidates))
    rows = connection.execute(
        f"SELECT n, signature FROM pages WHERE n IN ({marks})",  # noqa: S608 - only marks
        tuple(candidates),
    )
    scored = [(similarity(signature, row["signature"]), int(row["n"])) for row in rows]
    return sorted((pair for pair in scored if pair[0] >= SIMILAR), reverse=True)[:limit]


def _features(things: Iterable[tuple[Element | None, Locator]]) -> Iterator[str]:
    """What a layout is made of; rows of a list count once however many there are."""
    for element, locator in things:
        resource = locator.resource_id.rpartition("/")[2]
        kind = locator.cls.rpartition(".")[2]
        role = element.role if element else ""
        yield f"{role}|{resource}|{kind}"
        if element and role in _NAMED_ROLES:
            yield f"{role}:{re.sub(r'[0-9]+', '#', fold(element.label or element.hint))}"


@lru_cache(maxsize=64)
def _signature(features: frozenset[str]) -> str:
    if not features:
        return ""
    hashes = [
        int.from_bytes(hashlib.blake2b(feature.encode(), digest_size=7).digest(), "big")
        for feature in sorted(features)[:_MAX_FEATURES]
    ]
    mask = (1 << (4 * _DIGITS_PER_HASH)) - 1
    return "".join(
        f"{min((a * h + b) % _PRIME for h in hashes) & mask:0{_DIGITS_PER_HASH}x}"
        for a, b in _COEFFICIENTS
    )


def _bands(package: str, signature: str) -> Iterator[int]:
    """One 63-bit number per band; pages of different apps never share one."""
    width = _ROWS_PER_BAND * _DIGITS_PER_HASH
    for start in range(0, len(signature), width):
        text = f"{package}|{start}|{signature[start : start + width]}"
        yield int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
