"""What memory knows and hands out: Tip, Shortcut, PageCard, and Lessons for one moment."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from phoneagent.core.actions import Action
from phoneagent.core.base import Fact
from phoneagent.core.chat import Usage
from phoneagent.core.expectation import Expectation
from phoneagent.core.screen import Locator

ItemState = Literal["active", "quarantined", "retired"]


class Tip(Fact):
    """One piece of advice; `scope` says where it holds, `about` names that app or page."""

    id: str
    text: str
    scope: Literal["global", "app", "page"] = "global"
    about: str = ""
    origin: str = "seed"
    state: ItemState = "active"
    uses: int = 0
    wins: int = 0
    losses: int = 0
    created_at_s: float = 0.0
    used_at_s: float = 0.0


class Argument(Fact):
    """A typed argument of a shortcut; the whole value must match the regex `pattern`."""

    name: str
    description: str = ""
    pattern: str = ".+"
    default: str | None = None


class Hole(Fact):
    """A place in a URI that an argument fills, percent-encoded."""

    arg: str


class ShortcutStep(Fact):
    """One action of a script; `fill` names the fields that hold an argument, never a literal."""

    action: Action
    anchors: dict[str, Locator] = Field(default_factory=dict)
    fill: dict[str, str] = Field(default_factory=dict)
    expect: Expectation | None = None


class Shortcut(Fact):
    """A named, parameterised way to do several actions at once.

    Attributes:
        kind: "intent" and "deeplink" open `uri`; "script" runs `steps`, each one checked.
        uri: literal pieces and holes, joined in order.
        precondition: must hold now for the shortcut to be offered; None: always.
        postcondition: what the screen shows afterwards.
        app: whose shortcut it is, a package or "".
        verified_version: the app version it last worked on.
    """

    name: str
    description: str
    kind: Literal["intent", "deeplink", "script"]
    arguments: tuple[Argument, ...] = ()
    uri: tuple[str | Hole, ...] = ()
    steps: tuple[ShortcutStep, ...] = ()
    precondition: Expectation | None = None
    postcondition: Expectation | None = None
    app: str = ""
    origin: str = "seed"
    state: ItemState = "active"
    uses: int = 0
    wins: int = 0
    losses: int = 0
    verified_version: str = ""


class PageElement(Fact):
    """What a page is known to hold and where its actions led."""

    label: str
    role: str = ""
    locator: Locator | None = None
    leads_to: str = ""  # page key
    seen: int = 1


class PageCard(Fact):
    """What is known about one page of an app (after MapAgent's page memory; the record is ours)."""

    key: str
    package: str
    activity: str = ""
    version: str = ""
    title: str = ""
    function: str = ""  # 1 to 3 sentences: what it is for
    signature: str = ""
    elements: tuple[PageElement, ...] = ()
    routes: tuple[str, ...] = ()  # how to get here
    origin: str = "seed"
    seen: int = 1


class Lessons(Fact):
    """What recall returns for (goal, subgoal, page): only what applies now."""

    tips: tuple[Tip, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    pages: tuple[PageCard, ...] = ()  # this page first, then pages that may help


class Learned(Fact):
    """What the Curator proposes to keep from a finished run."""

    tips: tuple[Tip, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    pages: tuple[PageCard, ...] = ()
    worked: tuple[str, ...] = ()  # ids or names of lessons that were used and helped
    failed: tuple[str, ...] = ()  # ... and that did not
    usage: Usage = Usage()
