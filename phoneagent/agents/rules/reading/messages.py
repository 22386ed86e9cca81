"""Clauses about messages: send, reply."""

from __future__ import annotations

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.phrases import (
    NUMBER,
    QUOTED,
    SAYING,
    THE,
    Quotes,
    first_of,
    things,
    verbs,
    without,
)

_MESSAGE = things(among=("message",))
_WHOM = "(?:the )?(?:phone )?(?:number|contact)"


def send(text: str, quotes: Quotes) -> i.Intent | None:
    """A message to somebody."""
    one = f"{THE}(?:{_MESSAGE} )?"
    says = f"(?: {SAYING}| ?[:,]| that| [-–—]) *"
    short = "(?:text|message|sms|write)"
    found = first_of(
        text,
        f"{verbs('send')} {one}(?:to|for) {THE}(?P<to>.+?){says}(?P<text>.+)",
        f"{verbs('send')} {one}(?:to|for) (?P<to>.+?) *(?P<text>{QUOTED})",
        f"send {one}{says.replace('(?: ', '(?:', 1)}(?P<text>.+?) to (?P<to>.+)",
        f"send (?P<to>.+?) {THE}{_MESSAGE}{says}(?P<text>.+)",
        f"send (?P<to>.+?) {THE}{_MESSAGE} *(?P<text>{QUOTED})",
        f"(?:send|text|write) {one}(?P<text>{QUOTED}) to (?P<to>.+)",
        f"{short} (?P<to>.+?){says}(?P<text>.+)",
        f"{short} (?P<to>.+?)(?: with)? *(?P<text>{QUOTED})",
        f"{short} (?P<to>{NUMBER}) (?P<text>.+)",
        "(?:tell|let) (?P<to>(?!me\\b)[^,]+?)(?: know)?(?: that | ?: *)(?P<text>.+)",
        "send (?:the words? )?(?P<text>.+) to (?P<to>.+)",
    )
    if not found:
        return None
    who = without(_WHOM, quotes.value(found["to"])).strip(" ,")
    words = quotes.value(found["text"])
    return i.Send(to=who, text=words) if words and who else None


def reply(text: str, quotes: Quotes) -> i.Intent | None:
    """An answer to the latest message, or to somebody's."""
    which = "(?:latest|last|newest|most recent|new|first|recent)"
    latest = f"(?:{THE}{which}? ?{_MESSAGE}(?: I (?:got|received))?)"
    whose = "(?: (?:from|of|by) (?P<to>.+?))?"
    says = f"(?: (?:with|by (?:saying|writing)|{SAYING}) *| ?[:,] *| that )"
    then = f"(?:{says}| *(?={QUOTED}))(?:{THE}(?:text|words?|message) )?(?P<text>.+)"
    answer = verbs("reply")
    found = first_of(
        text,
        f"{answer} to {latest}{whose}{then}",
        f"{answer} (?:with )?(?P<text>.+?) to {latest}{whose}",
        f"{answer} {latest}{whose}{then}",
        f"{answer} to (?P<to>.+?)(?:'s|’s) (?:{which} )?{_MESSAGE}{then}",
        f"{answer} (?P<text>{QUOTED}) to (?P<to>.+?)(?:'s|’s)?(?: (?:{which} )?{_MESSAGE})?",
        f"{answer} to (?P<to>.+?){then}",
    )
    if not found:
        return None
    words = quotes.value(found["text"])
    return i.Reply(text=words, to=quotes.value(found["to"] or "")) if words else None
