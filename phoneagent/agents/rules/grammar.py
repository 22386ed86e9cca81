"""Reads one clause: which intent it is, with its values."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.phrases import Quotes, verbs
from phoneagent.agents.rules.reading import device, messages, things
from phoneagent.agents.rules.reading.questions import read_question
from phoneagent.agents.rules.words import same_text

Rule = Callable[[str, Quotes], i.Intent | None]

# The most particular first.
RULES: tuple[Rule, ...] = (
    device.home,
    device.drawer,
    messages.reply,
    things.edit,
    things.append,
    device.control,
    things.create,
    device.toggle,
    device.adjust,
    things.delete,
    messages.send,
    device.search,
    device.show,
    device.open_,
)
_WRITING = (messages.reply, messages.send, things.append, things.create)
_IN = "(?:in|using|with|via|from|inside|on)"
_APP = "(?:the |my )?(?P<app>[^,]+?)"
_SURE = "(?P<sure> app(?:lication)?)"
_PLACES = (
    r"(?P<rest>.+),? in (?:the )?(?P<sure>app) (?P<app>\S.*)",
    f"(?P<rest>.+),? {_IN} {_APP}{_SURE}?",
    f"{_IN} {_APP}{_SURE}? ?, ?(?P<rest>.+)",
    f"{_IN} {_APP}{_SURE} (?P<rest>.+)",
)


@lru_cache(maxsize=128)  # every step asks again what its subgoal means
def read_clause(clause: str, apps: tuple[str, ...] = ()) -> i.Intent | None:
    """The intent of a clause, or None when it is not understood.

    Args:
        clause: one clause, politeness already off; values may be quoted.
        apps: launcher labels, so that "in Notes" can be told from a value.
    """
    quotes = Quotes(clause)
    text = " ".join(quotes.masked.split()).strip(" ,;")
    text = re.sub(r"(?<=[^.])\.$", "", text).strip()
    app, said = _app_named(text, quotes, apps)
    bare = said.rstrip("?! ")
    found = _app_opened(bare, quotes, apps) or read_question(bare, quotes)
    for rule in RULES:
        # What is to be written may well end in "?" or "!".
        found = found or rule(said if rule in _WRITING else bare, quotes)
    found = found or things.delete_in(bare, app, quotes)
    return found.but(app=app) if found and app else found


def _app_opened(text: str, quotes: Quotes, apps: tuple[str, ...]) -> i.Intent | None:
    """The opening of an app of this phone, whatever else the words of its name may mean."""
    found = device.open_(text, quotes)
    known = isinstance(found, i.Open) and any(same_text(found.what, app) for app in apps)
    return found if known else None


def _app_named(text: str, quotes: Quotes, apps: tuple[str, ...]) -> tuple[str, str]:
    """The app that a clause names at its end or start, and the clause without it.

    "in X" counts where X is an app of this phone or is called an app; a message may well end in
    the name of an app, so there it must be called one.
    """
    is_message = re.match(rf"{verbs('send', 'reply')}\b", text, re.IGNORECASE)
    for pattern in _PLACES:
        match = re.fullmatch(pattern, text, re.IGNORECASE)
        if not match:
            continue
        name, sure = quotes.value(match["app"]), bool(match["sure"])
        label = next((app for app in apps if same_text(app, name)), "")
        if sure or (label and not is_message):
            return label or name, match["rest"]
    return "", text
