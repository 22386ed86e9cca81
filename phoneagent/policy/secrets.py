"""Named secrets: the model sees a name, the value is typed only where it is bound to."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError

from phoneagent.core.actions import Type
from phoneagent.core.base import Fact
from phoneagent.core.screen import Element, Locator
from phoneagent.core.steps import Intention
from phoneagent.errors import ActionError, ConfigError
from phoneagent.policy.redact import Redactor

NAME = re.compile(r"<secret:([A-Za-z0-9_.-]+)>")
_FORMAT = """\
[[secret]]
name = "bank_pin"
value = "..."
package = "com.example.bank"
field = "password"      # password, email, phone, number, text or any"""
_MIN_CHARS = 4

FieldKind = Literal["password", "email", "phone", "number", "text", "any"]
# Words in a field's label, hint or resource-id that say what it takes.
_KIND_WORDS: dict[str, tuple[str, ...]] = {
    "email": ("email", "e-mail", "mail", "username", "user name", "login", "account"),
    "phone": ("phone", "mobile", "tel"),
    "number": ("number", "code", "pin", "otp", "card", "cvv", "cvc", "zip", "postal"),
}


class Secret(Fact):
    """One secret and where it may be typed."""

    name: str = Field(pattern=r"^[A-Za-z0-9_.-]+$")
    value: SecretStr
    package: str
    field: FieldKind = "password"


class _File(Fact):
    secret: tuple[Secret, ...] = ()


class Secrets:
    """The secrets of a run. Only `fill` and the redactor ever see a value."""

    def __init__(self, secrets: tuple[Secret, ...] = ()) -> None:
        self._by_name = {secret.name: secret for secret in secrets}
        self.redactor = Redactor({s.name: s.value.get_secret_value() for s in secrets})

    def __bool__(self) -> bool:
        return bool(self._by_name)

    @property
    def placeholders(self) -> dict[str, str]:
        """What a model may be told: `<secret:name>` by name."""
        return {name: f"<secret:{name}>" for name in self._by_name}

    def objection(self, text: str, package: str, field: Element | Locator | None) -> str:
        """Why `text` must not be typed there, or "".

        Args:
            text: what is to be typed; it names secrets as `<secret:name>`.
            package: the app in front.
            field: what it is typed into; an Element says more than a Locator. None: unknown.
        """
        for name in NAME.findall(text):
            secret = self._by_name.get(name)
            if secret is None:
                return f"there is no secret called {name}"
            if secret.package != package:
                return f"the secret {name} is bound to {secret.package}, this is {package or '?'}"
            if field is None:
                return f"the secret {name} needs a field to be typed into"
            if not _takes(field, secret.field):
                return f"the secret {name} is bound to a {secret.field} field, this is another"
        return ""

    def fill(self, intention: Intention) -> Intention:
        """The intention with values in the place of names, for the device only.

        Raises:
            ActionError: the field does not belong to the app that the secret is bound to.
        """
        action = intention.action
        if not isinstance(action, Type) or not NAME.search(action.text):
            return intention
        anchor = intention.anchors.get("into")
        package = anchor.package if anchor else ""
        for name in NAME.findall(action.text):
            secret = self._by_name.get(name)
            if secret is None or secret.package != package:
                raise ActionError(f"The secret {name} may not be typed into {package or 'this'}.")
        text = NAME.sub(lambda m: self._by_name[m[1]].value.get_secret_value(), action.text)
        return intention.but(action=action.but(text=text))


def load_secrets(path: Path | None) -> Secrets:
    """Read a secrets file (TOML); None means there are none.

    Raises:
        ConfigError: it cannot be read or is not of the form; values never stand in the message.
    """
    if path is None:
        return Secrets()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"The secrets file {path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        # The parser's message may quote the line, and the line may hold a secret.
        raise ConfigError(f"The secrets file {path} is not TOML.", hint=_FORMAT) from None
    try:
        secrets = _File.model_validate(data).secret
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        where = " ".join(str(part) for part in first["loc"])
        raise ConfigError(
            f"The secrets file {path}: {where}: {first['msg']}", hint=_FORMAT
        ) from None
    for problem in _problems(secrets):
        raise ConfigError(f"The secrets file {path}: {problem}")
    return Secrets(secrets)


def _problems(secrets: tuple[Secret, ...]) -> Iterator[str]:
    names = [secret.name for secret in secrets]
    for secret in secrets:
        if names.count(secret.name) > 1:
            yield f"the name {secret.name} is given twice"
        if len(secret.value.get_secret_value()) < _MIN_CHARS:
            yield f"the value of {secret.name} is shorter than {_MIN_CHARS} characters"
        if not secret.package:
            yield f"{secret.name} has no package"


def _takes(field: Element | Locator, kind: FieldKind) -> bool:
    """Whether a field is of the kind that a secret is bound to."""
    if kind == "any":
        return True
    hidden = isinstance(field, Element) and field.password
    if kind in ("password", "text"):
        return hidden == (kind == "password")
    locator = field.locator if isinstance(field, Element) else field
    said = f"{locator.label} {locator.text} {locator.desc} {locator.resource_id}"
    if isinstance(field, Element):
        said += f" {field.label} {field.hint}"
    return any(word in said.casefold() for word in _KIND_WORDS[kind])
