"""The action space: one class per action; schema, prompt lines, validation and docs come from it.

To add an action, write one class here. Its docstring is the line a model reads; `wire` is its key
on the wire, `main` the field under that key; `perform` says how it is carried out with `Hands`.

On the wire an action is one small JSON object, because output tokens are latency:
`{"tap": 12}`, `{"type": "hi", "into": 7}`, `{"scroll": "down", "until": "Terms of use"}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Protocol, get_args

from pydantic import Field, TypeAdapter, ValidationError, field_validator

from phoneagent.core.base import Fact, Point, Rect
from phoneagent.errors import ReplyError

Direction = Literal["up", "down", "left", "right"]
Key = Literal[
    "back",
    "home",
    "enter",
    "recents",
    "delete",
    "tab",
    "search",
    "escape",
    "power",
    "volume_up",
    "volume_down",
    "notifications",
]
# An element number of this observation, a point [x, y] in device pixels, or the words on an
# element of a screen that is still to come (in the later moves of a chain).
Label = Annotated[str, Field(min_length=1, max_length=200)]
Target = Annotated[int, Field(ge=1)] | tuple[int, int] | Label


class Spot(Fact):
    """Where a target is right now, found again on a fresh hierarchy."""

    bounds: Rect
    editable: bool = False

    @property
    def centre(self) -> Point:
        return self.bounds.centre


class Hands(Protocol):
    """What a device can do for an action; every call raises ActionError when the phone says no."""

    @property
    def size_px(self) -> tuple[int, int]: ...
    def tap(self, at: Point) -> None: ...
    def double_tap(self, at: Point) -> None: ...
    def long_press(self, at: Point) -> None: ...
    def swipe(self, start: Point, end: Point, duration_ms: int) -> None: ...
    def drag(self, start: Point, end: Point) -> None: ...
    def enter_text(self, text: str, into: Spot | None, *, append: bool) -> None: ...
    def press(self, key: str) -> None: ...
    def open_app(self, name: str) -> None: ...
    def open_link(self, uri: str) -> None: ...
    def scroll(self, direction: str, within: Rect | None, until: str) -> None: ...
    def wait(self, seconds: float, until: str) -> None: ...


class BaseAction(Fact):
    """What every action shares."""

    wire: ClassVar[str] = ""
    main: ClassVar[str] = ""
    example: ClassVar[str] = ""
    # Fields that hold an element number or a point.
    targets: ClassVar[tuple[str, ...]] = ()
    # True when the phone is touched; False for words to the crew (finish, note, ask ...).
    on_device: ClassVar[bool] = True
    # True when doing it twice is the same as doing it once.
    idempotent: ClassVar[bool] = False
    # True when it changes nothing outside this app's present screen: looking, moving about.
    harmless: ClassVar[bool] = False

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        """Carry it out; `spots` maps each target field to where it is now."""
        raise NotImplementedError(f"{self.wire} is not an action on a device")

    @property
    def repeatable(self) -> bool:
        """Whether it may simply be done again when nobody knows if it was done."""
        return self.idempotent or self.harmless

    def target_indexes(self) -> Iterator[tuple[str, int]]:
        """Each target field that names an element by number, with the number."""
        for name in self.targets:
            value = getattr(self, name)
            if isinstance(value, int):
                yield name, value

    def target_labels(self) -> Iterator[tuple[str, str]]:
        """Each target field that names an element by its words, with the words."""
        for name in self.targets:
            value = getattr(self, name)
            if isinstance(value, str):
                yield name, value

    def to_wire(self) -> dict[str, Any]:
        """The compact object a model writes."""
        fields = self.model_dump(mode="json", exclude_defaults=True, exclude={"kind"})
        head = self.model_dump(mode="json")[self.main]
        fields.pop(self.main, None)
        return {self.wire: head, **{k.rstrip("_"): v for k, v in fields.items()}}

    def describe(self) -> str:
        """One short line for people and histories."""
        import json

        return json.dumps(self.to_wire(), ensure_ascii=False)


class Tap(BaseAction):
    """Tap an element; a point [x, y] only on screens without elements."""

    kind: Literal["tap"] = "tap"
    wire, main, example, targets = "tap", "target", '{"tap": 12}', ("target",)
    target: Target

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        hands.tap(spots["target"].centre)


class LongPress(BaseAction):
    """Press and hold an element: selection, context menus."""

    kind: Literal["long_press"] = "long_press"
    wire, main, example, targets = "long_press", "target", '{"long_press": 4}', ("target",)
    target: Target

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        hands.long_press(spots["target"].centre)


class DoubleTap(BaseAction):
    """Tap twice quickly: zoom, select a word."""

    kind: Literal["double_tap"] = "double_tap"
    wire, main, example, targets = "double_tap", "target", '{"double_tap": 4}', ("target",)
    target: Target

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        hands.double_tap(spots["target"].centre)


class Type(BaseAction):
    r"""Replace what a field holds by this text.

    "append": true adds at its end instead, begin with \n for a new line; "enter": true presses
    the keyboard's action key after.
    """

    kind: Literal["type"] = "type"
    wire, main, targets = "type", "text", ("into",)
    example = '{"type": "hello", "into": 7}'
    idempotent = True
    text: str = Field(max_length=20_000)
    into: Target | None = None
    append: bool = False
    enter: bool = False

    @property
    def repeatable(self) -> bool:
        return not (self.append or self.enter)

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        hands.enter_text(self.text, spots.get("into"), append=self.append)
        if self.enter:
            hands.press("enter")


class Clear(BaseAction):
    """Empty a field."""

    kind: Literal["clear"] = "clear"
    wire, main, example, targets = "clear", "target", '{"clear": 7}', ("target",)
    idempotent = True
    target: Target

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        hands.enter_text("", spots["target"], append=False)


class Scroll(BaseAction):
    """Show more in a direction: "down" shows what is below.

    "in" names the list; "until" goes on until that text is on the screen.
    """

    kind: Literal["scroll"] = "scroll"
    wire, main, targets = "scroll", "direction", ("in_",)
    example = '{"scroll": "down", "until": "Terms of use"}'
    harmless = True
    direction: Direction
    in_: Target | None = Field(default=None, alias="in")
    until: str = ""
    model_config = Fact.model_config | {"populate_by_name": True}

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        spot = spots.get("in_")
        hands.scroll(self.direction, spot.bounds if spot else None, self.until)


class Swipe(BaseAction):
    """Swipe from one point to another, [x1, y1, x2, y2], where scroll does not do."""

    kind: Literal["swipe"] = "swipe"
    wire, main, example = "swipe", "path", '{"swipe": [540, 1800, 540, 600]}'
    path: tuple[int, int, int, int]

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        x1, y1, x2, y2 = self.path
        hands.swipe(Point(x1, y1), Point(x2, y2), 300)


class Drag(BaseAction):
    """Pick an element up and drop it on another element or point."""

    kind: Literal["drag"] = "drag"
    wire, main, targets = "drag", "target", ("target", "to")
    example = '{"drag": 3, "to": 8}'
    target: Target
    to: Target

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        hands.drag(spots["target"].centre, spots["to"].centre)


class Slide(BaseAction):
    """Move a slider to a percentage from 0 to 100."""

    kind: Literal["slide"] = "slide"
    wire, main, example, targets = "slide", "target", '{"slide": 5, "to": 100}', ("target",)
    idempotent = True
    target: Target
    to: float = Field(ge=0, le=100)

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        box = spots["target"].bounds
        # A thumb is about half a bar's height wide; its centre travels between the two insets.
        inset = min(box.height_px // 2, box.width_px // 10)
        x = box.left + inset + round((box.width_px - 2 * inset) * self.to / 100)
        if self.to >= 100:
            x = box.right - 2
        elif self.to <= 0:
            x = box.left + 1
        hands.swipe(box.centre, Point(x, box.centre.y), 400)


class Set(BaseAction):
    """Turn a switch or a box on or off; it is only tapped when it is not as wanted already."""

    kind: Literal["set"] = "set"
    wire, main, example, targets = "set", "target", '{"set": 6, "to": "on"}', ("target",)
    idempotent = True
    target: Target
    to: Literal["on", "off"]

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        hands.tap(spots["target"].centre)


class Press(BaseAction):
    """Press back, home, enter, recents, delete, tab, search or notifications (the shade)."""

    kind: Literal["press"] = "press"
    wire, main, example = "press", "key", '{"press": "back"}'
    key: Key

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        hands.press(self.key)


class OpenApp(BaseAction):
    """Open an app by the name under its icon."""

    kind: Literal["open_app"] = "open_app"
    wire, main, example = "open", "name", '{"open": "App name"}'
    idempotent = True
    harmless = True
    name: str = Field(min_length=1, max_length=200)

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        hands.open_app(self.name)


class OpenLink(BaseAction):
    """Open a web address, a deep link or an Android intent URI (intent:#Intent;action=...;end)."""

    kind: Literal["open_link"] = "open_link"
    wire, main, example = "link", "uri", '{"link": "https://example.org"}'
    uri: str = Field(min_length=1, max_length=4000)

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        hands.open_link(self.uri)


class Wait(BaseAction):
    """Wait some seconds (at most 30), or until a text appears."""

    kind: Literal["wait"] = "wait"
    wire, main, example = "wait", "seconds", '{"wait": 5, "until": "Download complete"}'
    idempotent = True
    harmless = True
    seconds: float = Field(ge=0, le=30)
    until: str = ""

    def perform(self, hands: Hands, spots: Mapping[str, Spot]) -> None:
        hands.wait(self.seconds, self.until)


class TakeNote(BaseAction):
    """Write down facts this screen shows, word for word, by name."""

    kind: Literal["note"] = "note"
    wire, main, on_device = "note", "what", False
    example = '{"note": {"price": "12.50 USD"}}'
    harmless = True
    what: dict[str, str] | Annotated[str, Field(max_length=1000)]


class Answer(BaseAction):
    """Give the answer to the question in the goal, exactly as asked for."""

    kind: Literal["answer"] = "answer"
    wire, main, example, on_device = "answer", "text", '{"answer": "42"}', False
    harmless = True
    text: str = Field(max_length=4000)


class Ask(BaseAction):
    """Ask the person something only they know: a login, a code, a choice."""

    kind: Literal["ask"] = "ask"
    wire, main, on_device = "ask", "question", False
    example = '{"ask": "Which of the two accounts?"}'
    harmless = True
    question: str = Field(max_length=1000)


class Finish(BaseAction):
    """The subgoal is done and this screen shows it; say what shows it."""

    kind: Literal["finish"] = "finish"
    wire, main, example, on_device = "finish", "because", '{"finish": "the page says Saved"}', False
    harmless = True
    because: str = Field(max_length=1000)


class GiveUp(BaseAction):
    """The subgoal cannot be done; say why."""

    kind: Literal["give_up"] = "give_up"
    wire, main, example, on_device = (
        "give_up",
        "why",
        '{"give_up": "the list has no such entry"}',
        False,
    )
    harmless = True
    why: str = Field(max_length=1000)


class UseShortcut(BaseAction):
    """Run one of the shortcuts offered below, with its arguments."""

    kind: Literal["use_shortcut"] = "use_shortcut"
    wire, main, on_device = "shortcut", "name", False
    example = '{"shortcut": "name_of_it", "with": {"argument": "value"}}'
    name: str = Field(max_length=200)
    with_: dict[str, str] = Field(default_factory=dict, alias="with")
    model_config = Fact.model_config | {"populate_by_name": True}

    @field_validator("with_", mode="before")
    @classmethod
    def _numbers_are_words(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        number = (int, float)
        return {k: str(v) if isinstance(v, number) else v for k, v in value.items()}


Action = Annotated[
    Tap
    | LongPress
    | DoubleTap
    | Type
    | Clear
    | Scroll
    | Swipe
    | Drag
    | Slide
    | Set
    | Press
    | OpenApp
    | OpenLink
    | Wait
    | TakeNote
    | Answer
    | Ask
    | Finish
    | GiveUp
    | UseShortcut,
    Field(discriminator="kind"),
]
TABLE: tuple[type[BaseAction], ...] = get_args(get_args(Action)[0])
BY_WIRE: dict[str, type[BaseAction]] = {cls.wire: cls for cls in TABLE}
_ACTION: TypeAdapter[Any] = TypeAdapter(Action)


def from_wire(reply: Mapping[str, Any]) -> Any:
    """The action that a compact object means.

    Raises:
        ReplyError: no known verb, two of them, or fields that do not fit; it says how to mend it.
    """
    verbs = [key for key in reply if key in BY_WIRE]
    # "type" may carry "enter", and "drag" may carry "to": only real verbs count.
    if len(verbs) != 1:
        found = (
            f"found {', '.join(verbs)}" if verbs else f"found only {', '.join(reply) or 'nothing'}"
        )
        raise ReplyError(f"an action has exactly one of: {', '.join(BY_WIRE)}; {found}")
    cls = BY_WIRE[verbs[0]]
    rest = {key: value for key, value in reply.items() if key != cls.wire and value is not None}
    try:
        return _ACTION.validate_python(
            {"kind": cls.model_fields["kind"].default, cls.main: reply[cls.wire], **rest}
        )
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(p) for p in first["loc"] if p != cls.model_fields["kind"].default)
        raise ReplyError(
            f'"{cls.wire}": {where}: {first["msg"]}; for example {cls.example}'
        ) from error


def prompt_lines(kinds: tuple[type[BaseAction], ...] = TABLE) -> str:
    """One line per action, as models read them."""
    return "\n".join(f"{cls.example}  {' '.join((cls.__doc__ or '').split())}" for cls in kinds)


def wire_schema(kinds: tuple[type[BaseAction], ...] = TABLE) -> dict[str, Any]:
    """JSON Schema of one action on the wire (an anyOf with one object per action)."""
    options = []
    for cls in kinds:
        source = cls.model_json_schema(by_alias=True)
        properties = {k: _plain(v) for k, v in source["properties"].items() if k != "kind"}
        head = properties.pop(cls.main)
        options.append(
            {
                "type": "object",
                "properties": {cls.wire: head, **properties},
                "required": [cls.wire, *[r for r in source.get("required", []) if r in properties]],
                "additionalProperties": False,
            }
        )
    return {"anyOf": options}


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """A property schema without titles and defaults, which only cost tokens."""
    plain: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("title", "default"):
            continue
        if isinstance(value, dict):
            plain[key] = _plain(value)
        elif isinstance(value, list):
            plain[key] = [_plain(v) if isinstance(v, dict) else v for v in value]
        else:
            plain[key] = value
    return plain
