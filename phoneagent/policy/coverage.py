"""Whether what is about to be touched is what the user's sentence grants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from phoneagent.core.actions import OpenApp, OpenLink, Press, Type
from phoneagent.core.run import Run
from phoneagent.core.screen import Element, Observation
from phoneagent.core.steps import Step
from phoneagent.core.text import fold
from phoneagent.policy.grammar import grammar, kinds_in
from phoneagent.policy.grants import Grant, Grants
from phoneagent.policy.scene import Touch, around, beside, is_dialog, parse_link, texts_of
from phoneagent.policy.times import times_in, without_times
from phoneagent.policy.wording import bare, does, granted_by, says_yes, unspaced

_QUOTED = re.compile('["“„«「]([^"“”„«»「」]+)["”“»」]')
_CAPITAL = re.compile(r"(?<![.!?]\s)(?<=[\w,]\s)([A-Z][\w']+(?:\s[A-Z][\w']+)*)")
_MIN_DIGITS = 5
# A title bar lies this high; what stands beside a control there is the page's title, not a row.
_BAR_SHARE = 0.1
_BACK = frozenset({"back", "navigate up", "close", "cancel", "up", "go back", "dismiss"})


def covering(grants: Grants, verb: str, touch: Touch, run: Run) -> Grant | None:
    """The grant that allows `verb` on this target, or None when a person must be asked."""
    for grant in grants.grants:
        if grant.verb in granted_by(verb) and _covers(grant, touch, run):
            return grant
    return None


def covers_link(grants: Grants, verb: str, data: str) -> Grant | None:
    """The grant that allows opening a link to this address."""
    for grant in grants.grants:
        if grant.verb not in granted_by(verb):
            continue
        to_number = [thing for thing in grant.things if _digits(thing)]
        if grant.literal:
            if _digits(data) and _digits(data) in _digits(grant.clause):
                return grant
        elif not to_number or any(_same_number(thing, data) for thing in to_number):
            return grant
    return None


def names(grant: Grant, text: str) -> bool:
    """Whether a text on the screen names what the grant is meant for."""
    if any(_said(thing, text) for thing in grant.excluded):
        return False
    if grant.literal:
        return _occurs(text, grant.clause)
    return any(_said(thing, text) for thing in grant.things)


def _covers(grant: Grant, touch: Touch, run: Run) -> bool:
    seen = run.seen
    assert seen is not None
    if _contradicts(grant, seen) or _of_another_kind(grant, touch, seen):
        return False
    if grant.content and not _as_asked(grant, run):
        return False
    if grant.anything:
        return not _hits_excluded(grant, touch, seen)
    if any(names(grant, label) for label in touch.labels):
        return True
    card = around(touch, seen)
    if card:
        return any(names(grant, text) for text in card.texts)
    row = beside(touch, seen)
    if row and touch.bounds.top > _BAR_SHARE * seen.size_px[1] and not is_dialog(seen):
        return any(names(grant, text) for text in texts_of(row))
    chosen = _selected(seen)
    if chosen:
        return all(any(names(grant, text) for text in e.texts) for e in chosen)
    return _page_names(grant, seen) or any(names(grant, text) for text in _history(run))


def _contradicts(grant: Grant, seen: Observation) -> bool:
    """Whether a dialog asks about something else by name: 'Delete "Groceries"?'."""
    if not is_dialog(seen):
        return False
    said = [t for e in seen.elements if e.role == "text" for t in e.texts]
    text = " \n ".join([seen.title, *said])
    if any(_said(thing, text) for thing in grant.excluded):
        return True
    if grant.anything or names(grant, text):
        return False
    return bool(_QUOTED.search(text)) or any(
        fold(m[1]) not in grammar().kinds for m in _CAPITAL.finditer(text)
    )


def _of_another_kind(grant: Grant, touch: Touch, seen: Observation) -> bool:
    """Whether control, question or app say another kind of thing than the goal does."""
    wanted = set(grant.kinds)
    if grant.verb == "send":
        wanted &= {"message", "email"}
    if not wanted:
        return False
    asked = (
        [t for e in seen.elements if e.role == "text" for t in e.texts] if is_dialog(seen) else []
    )
    said = [*touch.labels, *(_QUOTED.sub("", text) for text in asked)]
    found = {kind for text in said for kind in kinds_in(text)} or set(kinds_in(seen.app))
    if grant.verb == "send":
        found &= {"message", "email"}
    return bool(found) and not found & wanted


def _as_asked(grant: Grant, run: Run) -> bool:
    """Whether what is about to be sent stands in the words that the goal gives for it."""
    assert run.seen is not None
    values = [e.value for e in run.seen.elements if e.role == "field" and e.value]
    if not values:
        typed = (
            s.action.text for s in reversed(run.steps) if isinstance(s.action, Type) and s.good
        )
        values = [next(typed, "")]
    content = fold(grant.content)
    return all(names(grant, value) or bare(value) in content for value in values)


def _hits_excluded(grant: Grant, touch: Touch, seen: Observation) -> bool:
    if not grant.excluded:
        return False
    near = [*touch.labels, seen.title, *texts_of(beside(touch, seen)), *texts_of(_selected(seen))]
    return any(_said(thing, text) for thing in grant.excluded for text in near)


def _selected(seen: Observation) -> tuple[Element, ...]:
    """Rows that are ticked or marked, as lists show what an action will be done to."""
    return tuple(
        e
        for e in seen.elements
        if {"selected", "checked"} & set(e.states)
        and e.role in ("row", "checkbox", "text", "image", "other")
        and e.texts
    )


def _page_names(grant: Grant, seen: Observation) -> bool:
    """Whether the page is about the thing: its title says so, or a page that is no list does."""
    if names(grant, seen.title):
        return True
    rows = [e for e in seen.elements if e.role == "row" and "tap" in e.actions]
    if len(rows) > 1 and not is_dialog(seen):
        return False
    return any(names(grant, text) for text in texts_of(seen.elements))


def _history(run: Run) -> Iterator[str]:
    """What earlier steps on the way here picked or typed, newest first, back to where it began."""
    assert run.seen is not None
    for step in reversed(run.steps):
        if not step.good:
            continue
        if step.before.package != run.seen.package and not isinstance(step.action, OpenLink):
            return
        if isinstance(step.action, OpenApp) or _leaves(step):
            return
        yield from _picked(step)
        if isinstance(step.action, OpenLink):
            return


def _leaves(step: Step) -> bool:
    if isinstance(step.action, Press):
        return step.action.key in ("back", "home", "recents", "escape")
    return any(bare(anchor.label or anchor.desc) in _BACK for anchor in step.anchors.values())


def _picked(step: Step) -> Iterator[str]:
    if isinstance(step.action, Type):
        # Only a text that is a name as a whole, not a message that happens to mention one.
        if len(step.action.text.split()) <= 4:
            yield step.action.text
        return
    if isinstance(step.action, OpenLink):
        yield parse_link(step.action.uri).data
    for anchor in step.anchors.values():
        yield from (text for text in (anchor.label, anchor.text, anchor.desc) if text)


def _said(thing: str, text: str) -> bool:
    """Whether every word of a thing's name stands in a text.

    Numbers compare by their digits, times of the day by what they mean.
    """
    if _digits(thing):
        return _same_number(thing, text)
    times = times_in(thing)
    if times:
        return bool(times & times_in(text)) and _said(without_times(thing), without_times(text))
    folded = fold(text)
    if unspaced(thing):
        return fold(thing) in folded
    return all(_has_word(word, folded) for word in fold(thing).split())


def _has_word(word: str, folded: str) -> bool:
    """Whether a word stands there as a whole: "7" is no part of "7:30" or "1.7"."""
    edges = (r"(?<![\w:.,])", r"(?![\w])(?![:.,]\d)") if word.isdigit() else (r"(?<!\w)", r"(?!\w)")
    return bool(re.search(edges[0] + re.escape(word) + edges[1], folded))


def _occurs(text: str, clause: str) -> bool:
    """Whether a text on the screen occurs literally in the goal, and names more than a kind."""
    wanted = bare(text)
    if not wanted or wanted in grammar().kinds or (len(wanted) < 2 and not wanted.isdigit()):
        return False
    if _digits(text):
        return _same_number(clause, text) or _digits(text) in _digits(clause)
    if unspaced(wanted):
        return wanted in fold(clause) and not _any_verb(wanted)
    found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", fold(clause))
    return bool(found) and not _any_verb(wanted) and not says_yes(wanted)


def _any_verb(text: str) -> bool:
    """Whether a text is itself only a word for a risky act, such as the button's own label."""
    from phoneagent.policy.wording import verbs

    return any(does(text, verb, is_button=False) for verb in verbs())


def _digits(text: str) -> str:
    """The digits of a text that is a number as a whole; "" for any other text."""
    if not re.fullmatch(r"[+\d\s().\-/]+", text.strip()):
        return _first_number(text)
    digits = re.sub(r"\D", "", text)
    return digits if len(digits) >= _MIN_DIGITS else ""


def _first_number(text: str) -> str:
    found = re.search(r"\+?\d[\d\s().-]{3,}\d", text)
    digits = re.sub(r"\D", "", found[0]) if found else ""
    return digits if len(digits) >= _MIN_DIGITS else ""


def _same_number(one: str, other: str) -> bool:
    """Equal digits, or one with a country code before the other."""
    a, b = _digits(one), _digits(other)
    if not a or not b:
        return False
    shorter, longer = sorted((a, b), key=len)
    return longer == shorter or (len(shorter) >= 7 and longer.endswith(shorter))


def all_names(grants: Iterable[Grant]) -> tuple[str, ...]:
    """Every thing that any of these grants names."""
    return tuple(thing for grant in grants for thing in grant.things)
