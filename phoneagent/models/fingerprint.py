"""What makes two requests the same: role, texts and the number of pictures, not their pixels."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from phoneagent.core.chat import ChatRequest, Picture

# Names a run gives itself and moments it happens to run at; a phone's own clock stays as it is.
VOLATILE = (
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b",
    r"\b[0-9a-f]{32,64}\b",
    r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?",
    r"\b\d{8}-\d{6}(?:-\w+)?\b",
)
_MASKED = "▒"
_SHOWN_LINES = 14
_SHOWN_CHARS = 160


@dataclass(frozen=True)
class Gist:
    """A request reduced to what is compared.

    Attributes:
        texts: role and normalised text of each message.
        images: how many pictures were sent.
    """

    role: str
    texts: tuple[tuple[str, str], ...]
    images: int

    @classmethod
    def of(
        cls, role: str, texts: Iterable[tuple[str, str]], images: int, mask: tuple[str, ...] = ()
    ) -> Gist:
        """Texts with volatile parts, and what `mask` matches, blotted out."""
        return cls(role, tuple((who, normalise(text, mask)) for who, text in texts), images)

    @classmethod
    def of_request(cls, request: ChatRequest, mask: tuple[str, ...] = ()) -> Gist:
        """The gist of a request about to be made."""
        pictures = [p for m in request.messages for p in m.parts if isinstance(p, Picture)]
        texts = [(message.role, message.text) for message in request.messages]
        return cls.of(request.role, texts, len(pictures), mask)

    @property
    def key(self) -> str:
        """The canonical hash: equal for requests that count as the same."""
        canon = "\x1e".join((self.role, str(self.images), *(f"{w}\x1f{t}" for w, t in self.texts)))
        return hashlib.sha256(canon.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def lines(self) -> list[str]:
        """The request as lines, for comparing by eye."""
        shown = [f"({self.images} pictures)"] if self.images else []
        for who, text in self.texts:
            shown.append(f"[{who}]")
            shown.extend(text.splitlines())
        return shown

    def nearest(self, others: Iterable[Gist]) -> Gist | None:
        """The one of the same role that shares most lines with this."""
        mine = set(self.lines)
        best, best_share = None, -1.0
        for other in others:
            theirs = set(other.lines)
            share = len(mine & theirs) / max(1, len(mine | theirs))
            if other.role == self.role and share > best_share:
                best, best_share = other, share
        return best


def normalise(text: str, mask: tuple[str, ...] = ()) -> str:
    """`text` with line ends as on Unix, no trailing blanks, and volatile parts blotted out."""
    for pattern in (*VOLATILE, *mask):
        text = re.sub(pattern, _MASKED, text)
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def text_id(text: str) -> str:
    """A short name for a text by its content."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def difference(recorded: Gist, asked: Gist) -> str:
    """A short unified difference: `-` recorded, `+` asked now."""
    lines = list(difflib.unified_diff(recorded.lines, asked.lines, n=0, lineterm=""))[2:]
    lines = [line[:_SHOWN_CHARS] for line in lines if not line.startswith("@@")]
    more = len(lines) - _SHOWN_LINES
    return "\n".join([*lines[:_SHOWN_LINES], *([f"... {more} more lines"] if more > 0 else [])])
