"""What perception costs on your own captures: tokens and milliseconds per screen.

    python -m benchmarks.speed.tokens FOLDER [--show]

FOLDER holds hierarchies as `adb shell uiautomator dump` or uiautomator2's `dump_hierarchy()` write
them (*.xml, *.uix). Tokens are estimated as characters / 4, as for the figures of other projects;
texts in Chinese, Japanese or Korean cost more with any real tokenizer. `--show` also prints what a
model would read of each screen.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from phoneagent.core.hierarchy import Node, parse_hierarchy
from phoneagent.core.screen import Capture
from phoneagent.perception import observe

ROUNDS = 5


def capture_of(xml: str) -> Capture:
    """A capture without picture; package and size are read off the hierarchy."""
    root = parse_hierarchy(xml)
    nodes = list(root.walk())
    packages = Counter(node.package for node in nodes if node.package)
    packages.pop("com.android.systemui", None)
    size = max(n.bounds.right for n in nodes), max(n.bounds.bottom for n in nodes)
    package = packages.most_common(1)[0][0] if packages else ""
    return Capture(b"", xml, root, package, "", size)


def best_ms(work, *given) -> float:
    """The fastest of a few rounds: what the work costs on an idle core."""
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work(*given)
        spent.append(1000 * (time.perf_counter() - start))
    return min(spent)


def count(root: Node) -> int:
    return sum(1 for _ in root.walk())


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    files = [p for p in sorted(Path(sys.argv[1]).rglob("*")) if p.suffix in (".xml", ".uix")]
    rows = []
    for path in files:
        try:
            capture = capture_of(path.read_text(encoding="utf-8", errors="replace"))
        except ValueError as error:
            print(f"left out {path.name}: {error}", file=sys.stderr)
            continue
        seen = observe(capture)
        if "--show" in sys.argv:
            print(f"## {path.name}  {seen.page}  {seen.needs}\n{seen.text}\n")
        parse, read = best_ms(parse_hierarchy, capture.xml), best_ms(observe, capture)
        sizes = (len(capture.xml), len(seen.text))
        rows.append((count(capture.root), len(seen.elements), *sizes, parse, read))
    if not rows:
        print("no hierarchies there")
        return 1
    report(rows)
    return 0


def report(rows: list[tuple]) -> None:
    nodes, elements, xml_chars, text_chars, parse_ms, read_ms = zip(*rows, strict=True)
    per_60 = sorted(60 * ms / n for ms, n in zip(read_ms, nodes, strict=True))
    late = per_60[int(0.95 * len(per_60))]
    median = statistics.median
    for what, value in (
        ("captures", f"{len(rows)}"),
        ("nodes, median (largest)", f"{median(nodes):.0f} ({max(nodes)})"),
        ("elements, median", f"{median(elements):.0f}"),
        ("tokens a screen, median", f"{median(text_chars) / 4:.0f}"),
        ("tokens of the XML, median", f"{median(xml_chars) / 4:.0f}"),
        ("tokens per node", f"{sum(text_chars) / 4 / sum(nodes):.1f}"),
        ("tokens per element", f"{sum(text_chars) / 4 / max(1, sum(elements)):.1f}"),
        ("parse, median (ms)", f"{median(parse_ms):.2f}"),
        ("observe, median (ms)", f"{median(read_ms):.2f}"),
        ("observe per 60 nodes (ms)", f"{median(per_60):.2f}, p95 {late:.2f}"),
    ):
        print(f"{what:28} {value}")


if __name__ == "__main__":
    sys.exit(main())
