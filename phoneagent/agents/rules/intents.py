"""What a clause of the goal wants; `says()` writes it so that it is understood again."""

from __future__ import annotations

from typing import Literal

from phoneagent.agents.rules.words import vocabulary
from phoneagent.core.base import Fact

Verb = Literal["start", "stop", "pause", "reset"]
QuestionForm = Literal["field", "state", "value", "contents", "count", "list", "exists", "latest"]


def quote(value: str) -> str:
    """A value between typographic quotes, which the grammar takes literally."""
    inner = value.replace("“", '"').replace("”", '"')
    return f"“{inner}”"


class BaseIntent(Fact):
    """What every intent shares: `app` is the app a person named for it, "" when none was."""

    app: str = ""

    def says(self) -> str:
        """The intent as one clause, every value quoted."""
        return self._says() + (f" in the app {quote(self.app)}" if self.app else "")

    def _says(self) -> str:
        raise NotImplementedError

    @property
    def thing_name(self) -> str:
        """The kind of thing it is about, as the vocabulary names it, or ""."""
        return ""


class Open(BaseIntent):
    """Open an app, or go to a page with that name."""

    what: str

    def _says(self) -> str:
        return f"open {quote(self.what)}"


class ShowApps(BaseIntent):
    """Show the launcher's list of all apps."""

    def _says(self) -> str:
        return "open the app drawer"


class GoHome(BaseIntent):
    """Go to the home screen."""

    def _says(self) -> str:
        return "go to the home screen"


class Toggle(BaseIntent):
    """Turn something on or off."""

    what: str
    on: bool

    def _says(self) -> str:
        return f"turn {'on' if self.on else 'off'} {quote(self.what)}"


class Adjust(BaseIntent):
    """Set something to a percentage, or to an option with a name."""

    what: str
    percent: float | None = None
    option: str = ""

    def _says(self) -> str:
        value = self.option if self.percent is None else f"{self.percent:g}%"
        return f"set {quote(self.what)} to {quote(value)}"


class _WithFields(BaseIntent):
    thing: str
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def thing_name(self) -> str:
        return self.thing

    def value(self, field: str) -> str:
        """The value of a field, or ""."""
        return dict(self.fields).get(field, "")

    @property
    def key(self) -> str:
        """The value that names the thing."""
        return self.value(vocabulary().things[self.thing].key)

    def _with_fields(self) -> str:
        return " and ".join(
            f"{vocabulary().fields[name].words[0]} {quote(value)}" for name, value in self.fields
        )


class Create(_WithFields):
    """Make a new thing with fields (a timer is started as well)."""

    def _says(self) -> str:
        fields = self._with_fields()
        return f"create a new {self.thing}" + (f" with {fields}" if fields else "")


class Edit(_WithFields):
    """Change fields of a thing that is there."""

    name: str

    def _says(self) -> str:
        return f"edit the {self.thing} {quote(self.name)} with {self._with_fields()}"


class Delete(BaseIntent):
    """Delete a thing; an empty name means the one spoken of before."""

    thing: str
    name: str = ""

    @property
    def thing_name(self) -> str:
        return self.thing

    def _says(self) -> str:
        return f"delete the {self.thing}" + (f" {quote(self.name)}" if self.name else "")


class Append(BaseIntent):
    """Add a line at the end of a thing's text."""

    thing: str
    text: str
    name: str = ""

    @property
    def thing_name(self) -> str:
        return self.thing

    def _says(self) -> str:
        return f"append the line {quote(self.text)} to the {self.thing} {quote(self.name)}"


class Send(BaseIntent):
    """Send a message."""

    to: str
    text: str

    @property
    def thing_name(self) -> str:
        return "message"

    def _says(self) -> str:
        return f"send a message to {quote(self.to)} saying {quote(self.text)}"


class Reply(BaseIntent):
    """Answer the latest message, or the one of a person."""

    text: str
    to: str = ""

    @property
    def thing_name(self) -> str:
        return "message"

    def _says(self) -> str:
        whom = f"message from {quote(self.to)}" if self.to else "latest message"
        return f"reply to the {whom} with {quote(self.text)}"


class Control(BaseIntent):
    """Start, stop, pause or reset something that runs."""

    verb: Verb
    thing: str

    @property
    def thing_name(self) -> str:
        return self.thing

    def _says(self) -> str:
        return f"{self.verb} the {self.thing}"


class Show(BaseIntent):
    """Open one thing by its name."""

    thing: str
    name: str

    @property
    def thing_name(self) -> str:
        return self.thing

    def _says(self) -> str:
        return f"show the {self.thing} {quote(self.name)}"


class Search(BaseIntent):
    """Search for a text in an app."""

    text: str
    thing: str = ""

    @property
    def thing_name(self) -> str:
        return self.thing

    def _says(self) -> str:
        where = f" in my {self.thing}s" if self.thing else ""
        return f"search for {quote(self.text)}{where}"


class Question(BaseIntent):
    """Something to be read from the phone and answered.

    Attributes:
        form: "field" (a thing's field), "state" (is it on?), "value" (a setting), "contents" (a
            thing's text), "count" and "list" (of things), "exists", "latest" (message).
        thing, name, field: what is asked about; `what` is the setting, or "sender" for "latest".
    """

    form: QuestionForm
    thing: str = ""
    name: str = ""
    field: str = ""
    what: str = ""

    @property
    def thing_name(self) -> str:
        return self.thing

    def _says(self) -> str:
        name, thing = quote(self.name), self.thing
        label = vocabulary().fields[self.field].words[0] if self.field else ""
        sayings = {
            "field": f"what is the {label} of the {thing} {name}?",
            "state": f"is {quote(self.what)} on?",
            "value": f"what is the setting {quote(self.what)}?",
            "contents": f"what does the {thing} {name} say?",
            "count": f"how many {thing}s are there?",
            "list": f"which {thing}s are there?",
            "exists": f"is there a {thing} named {name}?",
            "latest": "who sent the latest message?"
            if self.what == "sender"
            else "what does the latest message say?",
        }
        return sayings[self.form]


Intent = (
    Open
    | ShowApps
    | GoHome
    | Toggle
    | Adjust
    | Create
    | Edit
    | Delete
    | Append
    | Send
    | Reply
    | Control
    | Show
    | Search
    | Question
)
