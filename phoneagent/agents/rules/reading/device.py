"""Clauses about the phone itself: apps, the home screen, switches, values, searching."""

from __future__ import annotations

import re

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.phrases import IT, NAMED, THE, Quotes, first_of, things, verbs
from phoneagent.agents.rules.values import percent_of
from phoneagent.agents.rules.words import vocabulary
from phoneagent.core.text import fold

_ON = frozenset(("on", "enabled", "active", "in", "into"))
# A bare number for one of these is an option, not a percentage.
_COUNTED = frozenset(("timeout", "date", "time", "language"))
_NO_NAME = re.compile(r"\b(?:app|list|page|settings|screen|tab)$", re.IGNORECASE)
_KIND_OF_PAGE = re.compile(" (?:app|application|page|screen|tab|section|menu)$", re.IGNORECASE)


def home(text: str, quotes: Quotes) -> i.Intent | None:
    """The home screen."""
    found = first_of(
        text,
        f"(?:{verbs('open', 'go_to')}|press|return to|back to|go back to) {THE}"
        "(?:home|home screen|launcher|desktop|home button|home page)",
        "go home",
    )
    return i.GoHome() if found else None


def drawer(text: str, quotes: Quotes) -> i.Intent | None:
    """The launcher's list of all apps."""
    found = first_of(
        text,
        f"(?:{verbs('open', 'go_to')}|show|swipe up to(?: open)?|pull up|see|display) {THE}(?:"
        "(?:list of )?(?:all )?(?:the |my )?(?:installed )?apps|app ?drawer|drawer|"
        "apps? (?:list|menu|screen|tray)|application (?:drawer|list|menu)|all applications|"
        "launcher drawer)",
    )
    return i.ShowApps() if found else None


def toggle(text: str, quotes: Quotes) -> i.Intent | None:
    """Something on or off."""
    state = "(?P<state>on|off)"
    short = first_of(text, f"{THE}(?P<what>.+?) {state}")
    if short and vocabulary().setting_called(quotes.value(short["what"])):
        return i.Toggle(what=quotes.value(short["what"]), on=fold(short["state"]) == "on")
    found = first_of(
        text,
        f"{verbs('turn')} {state} {THE}(?P<what>.+)",
        f"{verbs('turn')} {THE}(?P<what>.+?) (?:back )?{state}(?: again)?",
        f"(?:make sure|ensure|see to it) (?:that )?{THE}(?P<what>.+?) (?:is|gets) "
        "(?:turned |switched )?(?P<state>on|off|enabled|disabled|active)",
        f"{verbs('set')} {THE}(?P<what>.+?) (?:to )?{state}",
        f"(?P<state>{verbs('enable', 'disable')}) {THE}(?P<what>.+)",
        f"put {THE}(?:phone|device) (?P<state>in(?:to)?|on) (?P<what>.+?mode)",
    )
    used = first_of(text, f"use {THE}(?P<what>.+)")
    if used and vocabulary().setting_called(quotes.value(used["what"])):
        return i.Toggle(what=quotes.value(used["what"]), on=True)
    if not found or re.search(f" {verbs('turn')} (?:on|off)\\b", found["what"]):
        return None
    what = re.sub(" (?:setting|switch|again)$", "", quotes.value(found["what"]))
    on = fold(found["state"]) in {*_ON, *vocabulary().verbs["enable"]}
    return i.Toggle(what=what, on=on)


def adjust(text: str, quotes: Quotes) -> i.Intent | None:
    """Something to a value."""
    extreme = first_of(text, f"(?P<verb>maximi[sz]e|max out|minimi[sz]e|mute) {THE}(?P<what>.+)")
    if extreme:
        end = 0.0 if extreme["verb"].lower().startswith(("mini", "mute")) else 100.0
        return i.Adjust(what=quotes.value(extreme["what"]), percent=end)
    value = "(?:to|at|=|all the way to) (?:its |the )?(?P<value>.+)"
    verb = verbs("set", "raise", "lower", "turn")
    found = first_of(
        text,
        f"{verb} {THE}(?P<what>.+?) (?:up |down )?{value}",
        f"turn (?:up|down) {THE}(?P<what>.+?) {value}",
        "(?P<value>max|full) (?P<what>.+)",
        f"turn {THE}(?P<what>.+?) all the way (?P<value>up|down)",
        f"turn (?P<value>up|down) {THE}(?P<what>.+?) all the way",
    )
    if not found:
        return None
    what, option = quotes.value(found["what"]), quotes.value(found["value"])
    if fold(what) in IT or vocabulary().thing_called(what):
        return None
    known = vocabulary().setting_called(what)
    if found["value"].lower() in ("max", "full") and found.start("value") == 0 and not known:
        return None
    percent = {"up": 100.0, "down": 0.0}.get(fold(option), percent_of(option))
    if percent is None or _COUNTED & set(fold(what).split()):
        return i.Adjust(what=what, option=option)
    return i.Adjust(what=what, percent=percent)


def control(text: str, quotes: Quotes) -> i.Intent | None:
    """Start, stop, pause or reset what runs."""
    runs = things(among=("stopwatch", "timer"))
    verb: i.Verb
    for verb in ("start", "stop", "pause", "reset"):
        found = first_of(text, f"{verbs(verb)} {THE}(?P<thing>{runs})")
        if found:
            return i.Control(verb=verb, thing=vocabulary().thing_called(found["thing"]))
    return None


def search(text: str, quotes: Quotes) -> i.Intent | None:
    """Search for a text."""
    found = first_of(
        text,
        f"(?:search|look|find) (?:{THE}(?P<thing>{things()}) )?for (?P<text>.+?)"
        f"(?: in {THE}(?P<in>{things()}))?",
    )
    if not found:
        return None
    thing = vocabulary().thing_called(found["thing"] or found["in"] or "")
    return i.Search(text=quotes.value(found["text"]), thing=thing)


def show(text: str, quotes: Quotes) -> i.Intent | None:
    """One thing by its name."""
    item = first_of(
        text,
        f"(?:{verbs('open', 'go_to')}|show|view|display) {THE}(?P<thing>{things()}) "
        f"(?:(?:{NAMED}|of|for) )?(?P<name>.+)",
    )
    if not item or _NO_NAME.search(item["name"]):
        return None
    thing = vocabulary().thing_called(item["thing"])
    return i.Show(thing=thing, name=quotes.value(item["name"]))


def open_(text: str, quotes: Quotes) -> i.Intent | None:
    """An app or a page."""
    found = first_of(text, f"(?:{verbs('open', 'go_to')}|start|show) (?:up )?{THE}(?P<what>.+)")
    if not found:
        return None
    what = _KIND_OF_PAGE.sub("", quotes.value(found["what"]))
    page = re.sub(" settings$", "", what, flags=re.IGNORECASE)
    if page != what:
        return i.Open(what=page, app="settings")
    return i.Open(what=what) if fold(what) not in IT else None
