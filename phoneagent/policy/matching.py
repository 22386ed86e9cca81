"""Which rules apply to an intention: by its target, its link, and the screen it is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from phoneagent.core.run import Run
from phoneagent.core.screen import Observation
from phoneagent.policy.rules import Rule
from phoneagent.policy.scene import Link, Touch, is_dialog, link_of, presses_enter, touches
from phoneagent.policy.wording import asks_for, does, id_does, says_yes

_NOT_COMMITTING_ROLES = frozenset({"tab", "field", "list"})


@dataclass(frozen=True)
class Match:
    """A rule that applies, and what it applies to."""

    rule: Rule
    touch: Touch | None = None
    link: Link | None = None


def matches_of(rules: Iterable[Rule], run: Run) -> Iterator[Match]:
    """Every rule that applies to the intention, in order."""
    assert run.intention is not None
    if not run.intention.action.on_device or run.seen is None:
        return
    found, link, enter = touches(run), link_of(run), presses_enter(run)
    for rule in rules:
        if rule.actions and run.intention.action.kind not in rule.actions:
            continue
        if link is not None:
            if _linkmatches_of(rule, link):
                yield Match(rule, link=link)
            continue
        if _needs_link(rule):
            continue
        if not any_glob(run.seen.package, rule.packages) or not _on_screen(rule, run.seen):
            continue
        if not _names_target(rule):
            yield Match(rule)
            continue
        hit = next((t for t in found if _touchmatches_of(rule, t, run.seen, enter)), None)
        if hit is not None:
            yield Match(rule, touch=hit)


def _needs_link(rule: Rule) -> bool:
    return bool(rule.link_actions or rule.link_schemes) and not _names_target(rule)


def _names_target(rule: Rule) -> bool:
    return bool(rule.verb or rule.labels or rule.ids or rule.roles)


def _linkmatches_of(rule: Rule, link: Link) -> bool:
    if rule.packages and not any(any_glob(p, rule.packages) for p in link.packages):
        return False
    if not rule.link_actions and not rule.link_schemes:
        return bool(rule.packages) and not (rule.labels or rule.ids or rule.roles or rule.screens)
    return any(any_glob(a, rule.link_actions) for a in link.actions if rule.link_actions) or any(
        any_glob(s, rule.link_schemes) for s in link.schemes if rule.link_schemes
    )


def _on_screen(rule: Rule, seen: Observation) -> bool:
    if not rule.screens:
        return True
    return any(any_glob(name, rule.screens) for name in (seen.title, seen.activity, seen.page))


def _touchmatches_of(rule: Rule, touch: Touch, seen: Observation, enter: bool) -> bool:
    if touch.is_key and not rule.keyboard:
        return False
    if enter and not rule.keyboard:
        return False
    if rule.labels and not any(any_glob(label, rule.labels) for label in touch.labels):
        return False
    if rule.ids and not any_glob(touch.resource_id, rule.ids):
        return False
    if rule.roles and touch.role not in rule.roles:
        return False
    by_words = rule.verb and not (rule.labels or rule.ids or rule.roles)
    return not by_words or _does(rule.verb, touch, seen)


def _does(verb: str, touch: Touch, seen: Observation) -> bool:
    """Whether touching this carries out the verb, by its own words or by the question around it."""
    if not touch.commits or touch.role in _NOT_COMMITTING_ROLES:
        return False
    if any(does(label, verb, is_button=touch.is_button) for label in touch.labels):
        return True
    if not touch.labels:
        return id_does(touch.resource_id, verb)
    if any(says_yes(label) for label in touch.labels) and (is_dialog(seen) or not seen.elements):
        asked = [t for e in seen.elements if e.role == "text" for t in e.texts]
        return any(asks_for(text, verb) for text in (seen.title, *asked))
    return False


def any_glob(text: str, patterns: Iterable[str]) -> bool:
    """Whether any shell glob matches, ignoring case; no patterns match everything."""
    wanted = tuple(patterns)
    return not wanted or any(fnmatchcase(text.casefold(), p.casefold()) for p in wanted)
