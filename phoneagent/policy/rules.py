"""Rules of the gate: the shipped list, and a user's own file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from phoneagent.core.actions import TABLE
from phoneagent.core.base import Fact
from phoneagent.errors import ConfigError
from phoneagent.policy.wording import verbs

KINDS = frozenset(str(cls.model_fields["kind"].default) for cls in TABLE)
_HERE = Path(__file__).parent


class Rule(Fact):
    """When an action needs a person, or is forbidden, or is fine whatever the shipped rules say.

    Everything that is given must match; patterns are shell globs that ignore case.

    Attributes:
        verdict: "deny" beats "allow", "allow" beats "confirm".
        verb: a risky verb ("delete"): matches targets whose words say that they do it. A goal that
            names the verb grants it.
        packages: of the app in front, the target, or the link.
        actions: kinds such as "tap", "type", "open_link".
        labels: what the target is called; ids: its resource-id; roles: its role.
        screens: title, activity or page key of the screen.
        link_actions, link_schemes: of an opened link; either suffices.
        keyboard: whether keys of the on-screen keyboard count as targets.
        why: one line for the person.
    """

    name: str
    verdict: Literal["allow", "confirm", "deny"] = "confirm"
    verb: str = ""
    packages: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    screens: tuple[str, ...] = ()
    link_actions: tuple[str, ...] = ()
    link_schemes: tuple[str, ...] = ()
    keyboard: bool = False
    why: str = ""
    origin: Literal["shipped", "user"] = "shipped"


class Policy(Fact):
    """Rules in order, and the packages an agent may act in (empty: all)."""

    rules: tuple[Rule, ...] = ()
    allow_apps: tuple[str, ...] = ()


class _File(Fact):
    """A policy file as people write it."""

    allow_apps: tuple[str, ...] = ()
    shipped: bool = True  # false: without the shipped rules
    rule: tuple[Rule, ...] = Field(default=())


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """What is confirmed by default: pay, buy, send, delete, install and their like."""
    return _parse(_HERE / "shipped.toml").rule


def load_policy(path: Path | None = None) -> Policy:
    """The shipped rules, and those of a user's TOML file before them.

    Raises:
        ConfigError: the file cannot be read, or says something that is no rule; with the place.
    """
    if path is None:
        return Policy(rules=shipped_rules())
    file = _parse(path)
    for app in file.allow_apps:
        check_app(app, str(path))
    own = tuple(rule.but(origin="user") for rule in file.rule)
    return Policy(
        rules=(*own, *(shipped_rules() if file.shipped else ())), allow_apps=file.allow_apps
    )


def check_app(app: str, where: str = "allow_apps") -> None:
    """Raise ConfigError unless `app` is a package name or a glob: labels can be forged."""
    if "." not in app and "*" not in app and app != "android":
        raise ConfigError(
            f"{where}: '{app}' is not a package name.",
            hint='The app lock goes by packages, for example "com.android.contacts".',
        )


def _parse(path: Path) -> _File:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"The policy {path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"The policy {path} is not TOML: {error}") from error
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        raise ConfigError(f"The policy {path}: {_place(error, data)}", hint=_HINT) from error
    for rule in file.rule:
        _check(rule, path)
    return file


_HINT = (
    "A rule has: name, verdict (allow, confirm or deny), and any of verb, packages, actions, "
    "labels, ids, roles, screens, link_actions, link_schemes, keyboard, why."
)


def _place(error: ValidationError, data: dict[str, Any]) -> str:
    """The first thing wrong, with the name of the rule it is in."""
    first = error.errors()[0]
    where = [str(part) for part in first["loc"]]
    if len(where) > 1 and where[0] == "rule" and where[1].isdigit():
        rule = data["rule"][int(where[1])]
        name = rule.get("name") if isinstance(rule, dict) else None
        where[1] = f"'{name}'" if name else f"number {int(where[1]) + 1}"
    return f"{' '.join(where)}: {first['msg']}"


def _check(rule: Rule, path: Path) -> None:
    """What types alone cannot check."""
    unknown = [kind for kind in rule.actions if kind not in KINDS]
    if unknown:
        raise ConfigError(
            f"The policy {path}: rule '{rule.name}': unknown action '{unknown[0]}'.",
            hint=f"Known: {', '.join(sorted(KINDS))}",
        )
    if rule.verb and rule.verb not in verbs():
        raise ConfigError(
            f"The policy {path}: rule '{rule.name}': unknown verb '{rule.verb}'.",
            hint=f"Known: {', '.join(verbs())}",
        )
    matchers = rule.model_dump(exclude={"name", "verdict", "keyboard", "why", "origin"})
    if not any(matchers.values()):
        raise ConfigError(
            f"The policy {path}: rule '{rule.name}' matches everything.",
            hint="Say what it is about: packages, actions, labels, verb ...",
        )
