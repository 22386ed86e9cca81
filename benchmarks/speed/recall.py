"""How long recall takes in a large memory: median and 95th percentile over mixed screens.

python -m benchmarks.speed.recall [--pages 100000] [--queries 400]
"""

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.speed.table import Row, markdown
from phoneagent.core.base import Rect
from phoneagent.core.lessons import PageCard, PageElement, Tip
from phoneagent.core.screen import Element, Locator, Observation
from phoneagent.memory import open_memory
from phoneagent.memory.learning import add_page
from phoneagent.memory.pages import signature
from phoneagent.memory.records import tip_row
from phoneagent.memory.seeds import open_seeded

HOW = "python -m benchmarks.speed.recall"
# A small vocabulary makes common words common, as in real apps.
_VOCABULARY = """
    settings account profile search home list detail edit new message contact photo video music
    play share send delete save cancel menu filter sort date time alarm timer network display
    sound battery storage security privacy location language keyboard backup update help about
    feedback order cart payment address map route ticket flight hotel train bus news article
    comment like follow friend group chat call note task event calendar recipe workout weather
    stock budget expense report chart
"""
_WORDS = _VOCABULARY.split()
_ROLES = ("button", "row", "field", "switch", "tab", "image", "text")
_PAGES_PER_APP = 60


def page_of(number: int) -> tuple[Observation, PageCard]:
    """The `number`th page: its screen and its card; the same number gives the same page."""
    source = random.Random(number)
    package = f"org.example.app{number // _PAGES_PER_APP}"
    words = source.choices(_WORDS, k=6)
    elements = tuple(_element(n, source, package) for n in range(1, source.randint(8, 40)))
    key = f"{package}/.{words[0].title()}Activity#{'-'.join(words[:2])}:{number:x}"
    seen = Observation(
        package=package, app=package, page=key, title=" ".join(words[:2]), elements=elements
    )
    labels = [PageElement(label=e.label, role=e.role, locator=e.locator) for e in elements[:12]]
    card = PageCard(
        key=key,
        package=package,
        activity=f"{package}.{words[0].title()}Activity",
        title=seen.title,
        function=f"Here one can {' '.join(words)}.",
        elements=tuple(labels),
        signature=signature(seen),
        origin="run",
    )
    return seen, card


def _element(index: int, source: random.Random, package: str) -> Element:
    label = " ".join(source.choices(_WORDS, k=2))
    box = Rect(0, index * 60, 1080, index * 60 + 60)
    locator = Locator(
        resource_id=f"{package}:id/{label.replace(' ', '_')}",
        cls="android.widget.TextView",
        text=label,
        label=label,
        package=package,
        bounds=box,
    )
    role = source.choice(_ROLES)
    return Element(index=index, role=role, label=label, bounds=box, locator=locator)


def fill(path: Path, pages: int) -> None:
    """A memory file with so many pages, and a tip for every tenth app."""
    store = open_seeded(path)
    for start in range(0, pages, 2000):
        with store.change("filling") as change:
            for number in range(start, min(pages, start + 2000)):
                add_page(change, page_of(number)[1])
                if number % (10 * _PAGES_PER_APP) == 0:
                    words = " ".join(random.Random(number).choices(_WORDS, k=8))
                    package = f"org.example.app{number // _PAGES_PER_APP}"
                    tip = Tip(id=f"t{number}", text=words, scope="app", about=package)
                    change.put("tip", tip_row(tip))
    store.close()


def measure(path: Path, pages: int, queries: int) -> list[float]:
    """Milliseconds per recall: half on known pages, a quarter changed ones, a quarter unknown."""
    memory = open_memory(path, "read")
    source = random.Random(1)
    taken = []
    for n in range(queries):
        number = source.randrange(pages)
        seen, _ = page_of(number)
        if n % 4 == 2:
            seen = seen.but(page=f"{seen.page}x", elements=seen.elements[:-1])
        elif n % 4 == 3:
            seen = page_of(pages + number)[0]
        goal = " ".join(source.choices(_WORDS, k=7))
        started = time.perf_counter()
        memory.recall(goal, None, seen)
        taken.append((time.perf_counter() - started) * 1000)
    memory.close()
    return taken


def rows(pages: int = 100_000, queries: int = 400) -> list[Row]:
    """The figures for a memory of so many pages."""
    how = f"{HOW} --pages {pages}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.db"
        fill(path, pages)
        taken = measure(path, pages, queries)
        size = f"{path.stat().st_size / 2**20:,.0f} MiB"
    p95 = statistics.quantiles(taken, n=20)[-1]
    what = f"recall with {pages:,} pages"
    return [
        Row(f"{what}, median", statistics.median(taken), "ms", 5, how=how, note=size),
        Row(f"{what}, 95th percentile", p95, "ms", how=how),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=400)
    options = parser.parse_args()
    print(markdown(rows(options.pages, options.queries)))


if __name__ == "__main__":
    main()
