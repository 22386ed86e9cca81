"""Reads one clause: which intent it is, with its values."""

from __future__ import annotations

import re
from collections.abc import Callable

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.fields import read_fields
from phoneagent.agents.rules.phrases import (
    NAMED,
    SAYING,
    THE,
    Quotes,
    field_words,
    things,
    verbs,
)
from phoneagent.agents.rules.questions import read_question
from phoneagent.agents.rules.values import duration_of, percent_of, time_of
from phoneagent.agents.rules.words import likeness, plain, same_text, vocabulary

Rule = Callable[[str, Quotes], i.Intent | None]
_ALL = {"all", "every", "everything", "them", "both", "each"}
_IT = {"", "it", "one", "this", "that", "this one", "that one", "again"}


def read_clause(clause: str, apps: tuple[str, ...] = ()) -> i.Intent | None:
    """The intent of a clause, or None when it is not understood.

    Args:
        clause: one clause, politeness already off; values may be quoted.
        apps: launcher labels, so that "in Notes" can be told from a value.
    """
    quotes = Quotes(clause)
    text = " ".join(quotes.masked.split()).strip(" ,;")
    text = re.sub(r"(?<=[^.])[.!]$", "", text).strip()
    app, bare = _app_named(text, quotes, apps)
    question = read_question(bare, quotes)
    if question:
        return question.but(app=app) if app else question
    bare = bare.rstrip("? ")
    for rule in RULES:
        found = rule(bare, quotes)
        if found is not None:
            return found.but(app=app) if app else found
    return _delete_in(bare, app, quotes)


def _app_named(text: str, quotes: Quotes, apps: tuple[str, ...]) -> tuple[str, str]:
    """The app that a clause names at its end or start, and the clause without it."""
    for pattern in (
        r"(?P<rest>.+),?\s+(?:in|using|with|via|from|inside)\s+(?:the\s+)?app\s+(?P<app>\S.*)",
        r"(?P<rest>.+),?\s+(?:in|using|with|via|from|inside|on)\s+(?:the\s+|my\s+)?(?P<app>[^,]+?)(?P<sure>\s+app(?:lication)?)?",
        r"(?:in|using|with|from)\s+(?:the\s+|my\s+)?(?P<app>[^,]+?)(?P<sure>\s+app(?:lication)?)?\s*,\s*(?P<rest>.+)",
        r"(?:in|using|with|from)\s+(?:the\s+|my\s+)?(?P<app>[^,]+?)(?P<sure>\s+app(?:lication)?)\s+(?P<rest>.+)",
    ):
        match = re.fullmatch(pattern, text, re.IGNORECASE)
        if not match:
            continue
        label = next((a for a in apps if same_text(a, quotes.value(match["app"]))), "")
        payload = re.match(rf"{verbs('send', 'reply')}\b", text, re.IGNORECASE)
        if label and (match.groupdict().get("sure") or not payload):
            return label, match["rest"]
        if match.groupdict().get("sure", True) is None:
            continue
        if "app\\s+" in pattern or match.groupdict().get("sure"):
            return quotes.value(match["app"]), match["rest"]
    return "", text


def _match(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL)


# ---- one rule per kind of sentence, the most particular first -------------------------------------


def _home(text: str, quotes: Quotes) -> i.Intent | None:
    found = _match(
        rf"(?:{verbs('open', 'go_to')}|press|return\s+to|back\s+to|go\s+back\s+to)\s+{THE}"
        r"(?:home|home\s+screen|launcher|desktop|home\s+button|home\s+page)|go\s+home",
        quotes.value(text) if len(text) < 3 else text,
    )
    return i.GoHome() if found else None


def _drawer(text: str, quotes: Quotes) -> i.Intent | None:
    found = _match(
        rf"(?:{verbs('open', 'go_to')}|show|swipe\s+up\s+to|pull\s+up|see|display)\s+{THE}"
        r"(?:(?:list\s+of\s+)?(?:all\s+)?(?:the\s+|my\s+)?(?:installed\s+)?apps|app\s*drawer|apps?\s+(?:list|menu|screen|tray)|"
        r"application\s+(?:drawer|list|menu)|all\s+applications|drawer|launcher\s+drawer)",
        text,
    )
    return i.ShowApps() if found else None


def _toggle(text: str, quotes: Quotes) -> i.Intent | None:
    state = r"(?P<state>on|off)"
    short = _match(rf"{THE}(?P<what>.+?)\s+{state}", text)
    if short and vocabulary().setting_called(quotes.value(short["what"])):
        return i.Toggle(what=quotes.value(short["what"]), on=plain(short["state"]) == "on")
    for pattern in (
        rf"{verbs('turn')}\s+{state}\s+{THE}(?P<what>.+)",
        rf"{verbs('turn')}\s+{THE}(?P<what>.+?)\s+(?:back\s+)?{state}(?:\s+again)?",
        rf"(?:make\s+sure|ensure|see\s+to\s+it)\s+(?:that\s+)?{THE}(?P<what>.+?)\s+(?:is|gets)\s+(?:turned\s+|switched\s+)?(?P<state>on|off|enabled|disabled|active)",
        rf"{verbs('set')}\s+{THE}(?P<what>.+?)\s+(?:to\s+)?{state}",
        rf"(?P<verb>{verbs('enable', 'disable')})\s+{THE}(?P<what>.+)",
        rf"put\s+{THE}(?:phone|device)\s+(?P<state>in(?:to)?|on)\s+(?P<what>.+?mode)",
    ):
        found = _match(pattern, text)
        if not found:
            continue
        groups = found.groupdict()
        word = plain(groups.get("state") or groups.get("verb") or "")
        what = re.sub(r"\s+(?:setting|switch|again|please)$", "", quotes.value(found["what"]))
        on = word in ("on", "enabled", "active", "in", "into", *vocabulary().verbs["enable"])
        return i.Toggle(what=what, on=on) if plain(what) not in _IT else None
    return None


def _adjust(text: str, quotes: Quotes) -> i.Intent | None:
    full = _match(rf"(?P<verb>maximi[sz]e|max\s+out|minimi[sz]e)\s+{THE}(?P<what>.+)", text)
    if full:
        percent = 0.0 if full["verb"].lower().startswith("mini") else 100.0
        return i.Adjust(what=quotes.value(full["what"]), percent=percent)
    value = r"(?:to|at|=|all\s+the\s+way\s+to)\s+(?:its\s+|the\s+)?(?P<value>.+)"
    for pattern in (
        rf"{verbs('set', 'raise', 'lower', 'turn')}\s+{THE}(?P<what>.+?)\s+(?:up\s+|down\s+)?{value}",
        rf"turn\s+(?:up|down)\s+{THE}(?P<what>.+?)\s+{value}",
        rf"(?:max|full)\s+(?P<what>.+)(?P<value>)",
        rf"turn\s+{THE}(?P<what>.+?)\s+all\s+the\s+way\s+(?P<value>up|down)",
        rf"turn\s+(?P<value>up|down)\s+{THE}(?P<what>.+?)\s+all\s+the\s+way",
    ):
        found = _match(pattern, text)
        if not found:
            continue
        what, option = quotes.value(found["what"]), quotes.value(found["value"])
        if plain(what) in _IT or vocabulary().thing_called(what):
            return None
        percent = {"": 100.0, "up": 100.0, "down": 0.0}.get(plain(option), percent_of(option))
        if percent is not None and not _counts(what):
            return i.Adjust(what=what, percent=percent)
        return i.Adjust(what=what, option=option)
    return None


def _counts(what: str) -> bool:
    """Whether a bare number for it is an option (a time, a count) rather than a percentage."""
    return any(word in plain(what).split() for word in ("timeout", "date", "time", "language"))


def _control(text: str, quotes: Quotes) -> i.Intent | None:
    runs = things(among=("stopwatch", "timer"))
    for name in ("start", "stop", "pause", "reset"):
        found = _match(rf"{verbs(name)}\s+{THE}(?P<thing>{runs})", text)
        if found:
            thing = vocabulary().thing_called(found["thing"])
            return i.Control(verb=name, thing=thing)  # type: ignore[arg-type]
    return None


def _create(text: str, quotes: Quotes) -> i.Intent | None:
    make = verbs("create")
    woken = _match(r"(?:wake\s+me(?:\s+up)?|get\s+me\s+up)\s+at\s+(?P<time>.+)", text)
    if woken:
        return _made("alarm", f"at {woken['time']}", quotes)
    early = _match(
        rf"(?:{make}\s+)?(?:an?\s+|the\s+)?(?P<value>[\w:.\- ]*?\d[\w:.\- ]*|[\w-]+[\s-]+(?:minutes?|hours?|seconds?))\s+"
        rf"(?P<thing>{things(among=('alarm', 'timer'))})(?P<rest>\b.*)",
        text,
    )
    if early and (time_of(early["value"]) or duration_of(early["value"])):
        thing = vocabulary().thing_called(early["thing"])
        return _made(thing, f"for {early['value']}{early['rest']}", quotes)
    plainly = _match(rf"{make}\s+{THE}(?P<thing>{things()})\b(?P<rest>.*)", text)
    if plainly and not _named_place(plainly["rest"]):
        return _made(vocabulary().thing_called(plainly["thing"]), plainly["rest"], quotes)
    into = _match(
        rf"{make}\s+(?:a\s+|an\s+|the\s+)?(?P<name>.+?)\s+(?:to|in|into|as|among)\s+{THE}(?P<thing>{things()})"
        r"(?:\s+list|\s+app|\s+book)?(?P<rest>(?:[\s,]+(?:with|and|using|whose|having|named|called)\b.*|\s*,.*)?)",
        text,
    )
    if into:
        return _made(
            vocabulary().thing_called(into["thing"]), f" {into['name']}{into['rest']}", quotes
        )
    return None


def _named_place(rest: str) -> bool:
    """Whether "add a note X to the Y list" is meant: something goes into another thing."""
    return bool(re.search(rf"\bto\s+{THE}{things()}\b", rest, re.IGNORECASE))


def _made(thing: str, rest: str, quotes: Quotes) -> i.Intent | None:
    if thing in ("message", "stopwatch"):
        return None
    fields = read_fields(thing, rest, quotes)
    if not fields:
        return None
    return i.Create(thing=thing, fields=fields)


def _edit(text: str, quotes: Quotes) -> i.Intent | None:
    again = _match(
        rf"edit\s+the\s+(?P<thing>{things()})\s+(?P<name>[\ue000-\uf8ff])\s+(?P<rest>with\s.+)",
        text,
    )
    if again:
        thing = vocabulary().thing_called(again["thing"])
        fields = read_fields(thing, again["rest"], quotes)
        return (
            i.Edit(thing=thing, name=quotes.value(again["name"]), fields=fields) if fields else None
        )
    renamed = _match(
        rf"{verbs('rename')}\s+{THE}(?P<thing>{things()})\s+(?:{NAMED}\s+)?(?P<name>.+?)\s+(?:to|as|into)\s+(?P<value>.+)",
        text,
    )
    if renamed:
        thing = vocabulary().thing_called(renamed["thing"])
        key = vocabulary().things[thing].key
        fields = ((key, quotes.value(renamed["value"])),)
        return i.Edit(thing=thing, name=quotes.value(renamed["name"]), fields=fields)
    parts = ("number", "email", "company", "nickname", "address")
    field = field_words(parts)
    for pattern in (
        rf"{verbs('edit')}\s+(?P<name>.+?)(?:'s|’s|s')\s+(?P<field>{field})\s+(?:to|into|as|with)\s+(?P<value>.+)",
        rf"{verbs('edit')}\s+{THE}(?P<field>{field})\s+(?:of|for)\s+(?:(?:the\s+)?contact\s+)?(?P<name>.+?)\s+(?:to|into|with)\s+(?P<value>.+)",
    ):
        found = _match(pattern, text)
        if found:
            word = plain(found["field"])
            name = next(p for p in parts if word in vocabulary().fields[p].words)
            who = re.sub(r"^(?:the\s+)?contact\s+", "", quotes.value(found["name"]), flags=re.I)
            return i.Edit(thing="contact", name=who, fields=((name, quotes.value(found["value"])),))
    return None


def _delete(text: str, quotes: Quotes) -> i.Intent | None:
    for pattern in (
        rf"{verbs('delete')}\s+{THE}(?P<name>.+?)(?:'s|’s)?\s+(?:from|in|out\s+of)\s+{THE}(?P<thing>{things()})(?:\s+list|\s+app)?",
        rf"{verbs('delete')}\s+{THE}(?P<thing>{things()})(?:\s+(?:{NAMED}|for|at|with|from|of|with\s+the\s+(?:name|title|number))\b)*\s*(?:the\s+)?(?:(?:name|title)\s+)?(?P<name>.*)",
        rf"{verbs('delete')}\s+{THE}(?P<name>.+?)(?:'s|’s)?\s+(?P<thing>{things()})(?:\s+entry)?",
    ):
        found = _match(pattern, text)
        if not found:
            continue
        thing = vocabulary().thing_called(found["thing"])
        name = re.sub(r"^[,:]\s*", "", quotes.value(found["name"]))
        if plain(name).split(" ")[0] in _ALL or _is_plural(found["thing"], name):
            return None
        return _deleted(thing, name)
    pronoun = _match(rf"{verbs('delete')}\s+(?:it|that\s+one|this\s+one)(?:\s+again)?", text)
    return i.Delete(thing="contact", name="").but(thing="it") if pronoun else None


def _is_plural(word: str, name: str) -> bool:
    return not name and plain(word) not in {
        w for t in vocabulary().things.values() for w in t.words
    }


def _deleted(thing: str, name: str) -> i.Intent | None:
    if plain(name) in _IT or plain(name).startswith("i "):
        return i.Delete(thing=thing)
    if thing == "alarm":
        time = time_of(name)
        name = str(time) if time else name
    return i.Delete(thing=thing, name=name)


def _delete_in(text: str, app: str, quotes: Quotes) -> i.Intent | None:
    """ "delete Ann Lee from Contacts": the app says what kind of thing it is."""
    found = _match(rf"{verbs('delete')}\s+(?P<name>.+)", text)
    thing = thing_of_app(app)
    if not (found and thing) or plain(found["name"]).split(" ")[0] in _ALL:
        return None
    return i.Delete(thing=thing, name=quotes.value(found["name"]), app=app)


def thing_of_app(app: str) -> str:
    """The kind of thing that an app of this name holds, or ""."""
    known = vocabulary().things.items()
    return next((n for n, t in known if app and any(likeness(a, app) == 1 for a in t.apps)), "")


def _append(text: str, quotes: Quotes) -> i.Intent | None:
    what = rf"(?:(?:line|text|words?|sentence|item|entry|bullet(?:\s+point)?|point)\b\s*(?:{SAYING}|:|,)?\s*)?"
    holder = things(among=("note", "task"))
    place = r"(?:to|in|into|on|onto|at|under)\s+(?:the\s+(?:end|bottom)\s+of\s+)?"
    for pattern in (
        rf"{verbs('append')}\s+{THE}{what}(?P<text>.+?)\s+(?:{place})+{THE}(?P<thing>{holder})\s+(?:{NAMED}\s+)?(?P<name>.+)",
        rf"{verbs('append')}\s+{THE}{what}(?P<text>.+?)\s+(?:{place})+{THE}(?P<name>.+?)\s+(?P<thing>{holder})",
        rf"{verbs('append')}\s+(?:{place})+{THE}(?P<thing>{holder})\s+(?:{NAMED}\s+)?(?P<name>.+?)\s*(?:{SAYING}|:|,?\s+{THE}(?:line|text)\s*:?)\s*(?P<text>.+)",
        rf"{place}{THE}(?P<thing>{holder})\s+(?:{NAMED}\s+)?(?P<name>.+?)[\s,]+(?:append|add|write)\s+{THE}{what}(?P<text>.+)",
        rf"append\s+{THE}{what}(?P<text>.+?)\s+(?:to|at\s+the\s+end\s+of)\s+(?P<name>.+)(?P<thing>)",
    ):
        found = _match(pattern, text)
        if found:
            thing = vocabulary().thing_called(found["thing"]) or "note"
            name, line = quotes.value(found["name"]), quotes.value(found["text"])
            return i.Append(thing=thing, name=name, text=line) if line else None
    return None


_MESSAGE = things(among=("message",))


def _send(text: str, quotes: Quotes) -> i.Intent | None:
    one = r"[\ue000-\uf8ff]"
    number = r"\+?[\d(][\d\s().\-]{1,}\d"
    says = rf"(?:\s+{SAYING}|\s*[:,]|\s+that|\s+[-–—])\s*"
    for pattern in (
        rf"{verbs('send')}\s+{THE}(?:{_MESSAGE}\s+)?(?:to|for)\s+{THE}(?P<to>.+?){says}(?P<text>.+)",
        rf"{verbs('send')}\s+{THE}(?:{_MESSAGE}\s+)?(?:to|for)\s+(?P<to>.+?)\s*(?P<text>{one})",
        rf"send\s+{THE}(?:{_MESSAGE}\s+)?{says}(?P<text>.+?)\s+to\s+(?P<to>.+)",
        rf"send\s+(?P<to>.+?)\s+{THE}{_MESSAGE}{says}(?P<text>.+)",
        rf"send\s+(?P<to>.+?)\s+{THE}{_MESSAGE}\s*(?P<text>{one})",
        rf"(?:send|text|write)\s+{THE}(?:{_MESSAGE}\s+)?(?P<text>{one})\s+to\s+(?P<to>.+)",
        rf"(?:text|message|sms|write)\s+(?P<to>.+?){says}(?P<text>.+)",
        rf"(?:text|message|sms|write)\s+(?P<to>.+?)\s*(?P<text>{one})",
        rf"(?:text|message|sms)\s+(?P<to>{number})\s+(?P<text>.+)",
        r"(?:tell|let)\s+(?P<to>(?!me\b)[^,]+?)\s+(?:know\s+)?(?:that\s+|:\s*)(?P<text>.+)",
        rf"send\s+(?:the\s+words?\s+)?(?P<text>.+)\s+to\s+(?P<to>.+)",
    ):
        found = _match(pattern, text)
        if found:
            who = re.sub(
                r"^(?:the\s+)?(?:phone\s+)?(?:number|contact)\s+",
                "",
                quotes.value(found["to"]),
                flags=re.I,
            )
            words = quotes.value(found["text"])
            return i.Send(to=who.strip(" ,"), text=words) if words and who else None
    return None


def _reply(text: str, quotes: Quotes) -> i.Intent | None:
    latest = rf"(?:{THE}(?:latest|last|newest|most\s+recent|new|first|recent)?\s*{_MESSAGE}(?:\s+I\s+(?:got|received))?)"
    says = rf"(?:\s+(?:with|by\s+(?:saying|writing)|{SAYING})\s*|\s*[:,]\s*|\s+that\s+)"
    says_or_quote = rf"(?:{says}|\s*(?=[\ue000-\uf8ff]))"
    for pattern in (
        rf"{verbs('reply')}\s+to\s+{latest}(?:\s+(?:from|of|by)\s+(?P<to>.+?))?{says_or_quote}(?:{THE}(?:text|words?|message)\s+)?(?P<text>.+)",
        rf"{verbs('reply')}\s+(?:with\s+)?(?P<text>.+?)\s+to\s+{latest}(?:\s+(?:from|of|by)\s+(?P<to>.+))?",
        rf"{verbs('reply')}\s+{latest}(?:\s+(?:from|of|by)\s+(?P<to>.+?))?{says_or_quote}(?P<text>.+)",
        rf"{verbs('reply')}\s+to\s+(?P<to>.+?)(?:'s|’s)\s+(?:latest\s+|last\s+)?{_MESSAGE}{says_or_quote}(?P<text>.+)",
        rf"{verbs('reply')}\s+(?P<text>[\ue000-\uf8ff])\s+to\s+(?P<to>.+?)(?:'s|’s)?(?:\s+(?:latest\s+|last\s+)?{_MESSAGE})?",
        rf"{verbs('reply')}\s+to\s+(?P<to>.+?){says_or_quote}(?P<text>.+)",
    ):
        found = _match(pattern, text)
        if found:
            words = quotes.value(found["text"])
            return i.Reply(text=words, to=quotes.value(found["to"] or "")) if words else None
    return None


def _search(text: str, quotes: Quotes) -> i.Intent | None:
    found = _match(
        rf"(?:search|look|find)\s+(?:{THE}(?P<thing>{things()})\s+)?(?:for\s+)(?P<text>.+?)(?:\s+in\s+{THE}(?P<in>{things()}))?",
        text,
    )
    if not found:
        return None
    thing = vocabulary().thing_called(found["thing"] or found["in"] or "")
    return i.Search(text=quotes.value(found["text"]), thing=thing)


def _open(text: str, quotes: Quotes) -> i.Intent | None:
    item = _match(
        rf"(?:{verbs('open', 'go_to')}|show|view|display)\s+{THE}(?P<thing>{things()})\s+(?:(?:{NAMED}|of|for)\s+)?(?P<name>.+)",
        text,
    )
    if item and not re.search(r"\b(?:app|list|page|settings|screen|tab)$", item["name"], re.I):
        thing = vocabulary().thing_called(item["thing"])
        return i.Show(thing=thing, name=quotes.value(item["name"]))
    found = _match(rf"(?:{verbs('open', 'go_to')}|start|show)\s+(?:up\s+)?{THE}(?P<what>.+)", text)
    if not found:
        return None
    what = re.sub(
        r"\s+(?:app|application|page|screen|tab|section|menu)$",
        "",
        quotes.value(found["what"]),
        flags=re.I,
    )
    return i.Open(what=what) if plain(what) not in _IT else None


RULES: tuple[Rule, ...] = (
    _home,
    _drawer,
    _reply,
    _edit,
    _append,
    _control,
    _create,
    _toggle,
    _adjust,
    _delete,
    _send,
    _search,
    _open,
)
