"""`Phone`: what a person or a test holds: open, do, expect, tap, type, swipe, press, screenshot."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pydantic import BaseModel, ValidationError

from phoneagent import config as settings
from phoneagent import devices, perception
from phoneagent.core.actions import (
    BaseAction,
    Clear,
    DoubleTap,
    LongPress,
    OpenApp,
    OpenLink,
    Press,
    Scroll,
    Swipe,
    Tap,
    Type,
)
from phoneagent.core.base import Fact
from phoneagent.core.expectation import Expectation
from phoneagent.core.protocols import Device
from phoneagent.core.result import Result, Verification
from phoneagent.core.run import Run
from phoneagent.core.screen import Element, Observation
from phoneagent.core.steps import Intention
from phoneagent.errors import ActionError, ConfigError, ExpectationFailed, ReplyError
from phoneagent.session import Session, open_models

if TYPE_CHECKING:
    from phoneagent.agents.crew import ModelCrew
    from phoneagent.agents.reading import Reading

M = TypeVar("M", bound=BaseModel)
OnEvent = Callable[[str, Run], None]
AskHuman = Callable[[str], str | None]
POLL_S = 0.1


class Undecided(ExpectationFailed):
    """A model looked for evidence and found none either way."""


class Found(Fact):
    """What `expect` saw when it was satisfied."""

    text: str
    verification: Verification | None = None


class Phone:
    """One phone, open. Use as a context manager, or call `close`.

    Deterministic calls (`open tap type swipe press expect screenshot`) need no model. `do`, `ask`
    and `expect("a sentence")` use the configured one; on the virtual phone `do` works without any.

    Example:
        with Phone.connect("virtual") as phone:
            phone.open("Contacts")
            result = phone.do("add a contact named Ann Lee with number 555-0100")
            phone.expect(text="Ann Lee", within=5)

    Attributes:
        device: the phone itself.
        config: the settings in force.
        results: what every `do` gave, oldest first.
    """

    def __init__(self, device: Device, config: settings.Config) -> None:
        self.device = device
        self.config = config
        self.results: list[Result] = []
        self._steps = 0

    @classmethod
    def connect(cls, device: str = "", **options: Any) -> Self:
        """Open a phone.

        Args:
            device: a device spec as on the command line; default: the only attached phone, else
                a virtual one.
            **options: any setting (`model`, `crew`, `memory`, `runs_dir` ...), see Config.

        Raises:
            DeviceNotFound: there is no such phone.
            ConfigError: an option is unknown or does not fit.
        """
        config = settings.load({"device": device or None, **options})
        return cls(devices.connect(config.device), config)

    def close(self) -> None:
        """Give the phone back: its keyboard, its forwards, and a virtual phone that was started."""
        self.device.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    # ---- the agent ---------------------------------------------------------------------------

    def do(
        self,
        goal: str,
        *,
        on_event: OnEvent | None = None,
        ask_human: AskHuman | None = None,
        **options: Any,
    ) -> Result:
        """Pursue a goal with the agent and verify it.

        Args:
            goal: a sentence.
            on_event: called after every node of the loop.
            ask_human: answers questions; confirmations too ("yes" counts). None: nobody is there.
            **options: settings for this goal only: `max_steps`, `policy`, `secrets`, `memory` ...

        Returns:
            The result; look at `status` and `evidence`. It does not raise when the goal is missed.
        """
        config = settings.load(self._given() | options)
        human = _Answers(ask_human) if ask_human else None
        session = Session(config, self.device, human=human, on_event=on_event)
        try:
            result = session.run(goal)
        finally:
            session.close()
        self.results.append(result)
        return result

    def _given(self) -> dict[str, Any]:
        return {name: getattr(self.config, name) for name in self.config.model_fields_set}

    # ---- looking -----------------------------------------------------------------------------

    def look(self) -> Observation:
        """The present screen as the agent sees it: app, page, numbered elements, compact text."""
        capture = self.device.look()
        return perception.observe(capture, label=self.device.label_of(capture.package))

    def screenshot(self, path: str | Path | None = None) -> bytes:
        """The screen as PNG bytes, also written to `path` when one is given."""
        png = perception.to_png(self.device.look().image)
        if path is not None:
            Path(path).write_bytes(png)
        return png

    def expect(self, claim: str = "", *, within: float = 5.0, **wanted: Any) -> Found:
        """Wait until something is true of the screen.

        Args:
            claim: a sentence that a model judges on the present screen, citing evidence; or
            **wanted: checked by code without a model: `text`, `gone`, `app`, `on`, `off`,
                `field` with `value`. All given ones must hold.
            within: seconds to wait; a claim is judged once.

        Raises:
            ExpectationFailed: it was not met in time, or evidence refutes the claim.
            Undecided: a model found no evidence either way.
        """
        __tracebackhide__ = True  # pytest shows the line of the test instead
        if claim:
            return self._judged(claim)
        expectation = _expectation(wanted)
        if expectation.app:
            self.device.app_labels()  # the name under an icon is known once the launcher was read
        deadline = time.monotonic() + within
        while True:
            seen = self.look()
            if expectation.holds(seen):
                return Found(text=expectation.describe())
            if time.monotonic() >= deadline:
                raise ExpectationFailed(
                    f"After {within:g} s the screen does not satisfy: {expectation.describe()}.",
                    hint=f"It shows:\n{seen.text}",
                )
            _wait_for_the_screen_to_change()

    def ask(self, form: type[M]) -> M:
        """Fill a pydantic model from the present screen; one model call.

        Every value must be quoted from the screen; one that is not is None (or the field's
        default), never a guess.

        Args:
            form: a pydantic model; its docstring and field descriptions say what is wanted.

        Raises:
            Undecided: a field that does not allow None is not on the screen.
            ReplyError: the model gave no usable reply, also after one repair.
        """
        reading = self.read(form)
        if reading.value is None:
            raise Undecided(
                f"The screen does not show: {', '.join(reading.missing)}.",
                hint=f"Let these fields of {form.__name__} be None, or show another screen.",
            )
        return reading.value

    def read(self, form: type[M]) -> Reading[M]:
        """Like `ask`, with the evidence: where on the screen each field's value stands."""
        from phoneagent.agents import reading

        with self._crew("Reading a record") as crew:
            seen = crew.perceptor.perceive(self.device)
            notetaker = crew.notetaker
            said = reading.read(notetaker.role, form, seen, notetaker.pictures.of(seen))
        if said.value is None:
            raise ReplyError(f"The model filled no {form.__name__}: {said.problem}.")
        return said.value

    def _judged(self, claim: str) -> Found:
        with self._crew("Judging a sentence") as crew:
            seen = crew.perceptor.perceive(self.device)
            verdict = crew.reflector.verify(Run(id="expect", goal=claim, seen=seen))
        if verdict.verdict == "proved":
            return Found(text=verdict.reason or claim, verification=verdict)
        error = ExpectationFailed if verdict.verdict == "refuted" else Undecided
        raise error(f"{claim}: {verdict.verdict}. {verdict.reason}")

    @contextmanager
    def _crew(self, what: str) -> Iterator[ModelCrew]:
        """The roles with the configured models, for one question about the present screen."""
        from phoneagent.agents import crew

        if not self.config.model:
            raise ConfigError(
                f"{what} needs a model.",
                hint='Give one: Phone.connect(model="openai:NAME"). expect(text=...) needs none.',
            )
        models = open_models(self.config)
        try:
            yield crew.build(models, _KeptShots())
        finally:
            for model in set(models.values()):
                model.close()

    # ---- touching ----------------------------------------------------------------------------

    def open(self, app: str, *, fresh: bool = False) -> None:
        """Bring an app to the front by the name under its icon, or open a link.

        Args:
            app: a name such as "Clock", a package, a web address or another URI.
            fresh: end it and clear its data first.
        """
        if "://" in app or app.startswith("intent:"):
            self._perform(OpenLink(uri=app))
            return
        if fresh:
            self.device.reset_app(app)  # type: ignore[attr-defined]
        self._perform(OpenApp(name=app))

    def tap(
        self, target: str | int | tuple[int, int] = "", *, text: str = "", within: float = 5.0
    ) -> None:
        """Tap what is called `text`, the element with a number, or a point in pixels."""
        self._touch(Tap, text or target, within)

    def long_press(self, target: str | int | tuple[int, int], *, within: float = 5.0) -> None:
        """Press and hold."""
        self._touch(LongPress, target, within)

    def double_tap(self, target: str | int | tuple[int, int], *, within: float = 5.0) -> None:
        """Tap twice quickly."""
        self._touch(DoubleTap, target, within)

    def type(
        self,
        text: str,
        into: str | int | tuple[int, int] | None = None,
        *,
        append: bool = False,
        enter: bool = False,
        within: float = 5.0,
    ) -> None:
        """Type into the field called `into`, or into the focused one; any Unicode, read back."""
        if into is None:
            self._perform(Type(text=text, append=append, enter=enter))
            return
        element, point = self._find(into, within, role="field")
        action = Type(text=text, into=point or _index(element), append=append, enter=enter)
        self._perform(action, into=element)

    def clear(self, target: str | int | tuple[int, int], *, within: float = 5.0) -> None:
        """Empty a field."""
        self._touch(Clear, target, within, role="field")

    def swipe(self, direction: str = "", *, path: tuple[int, int, int, int] | None = None) -> None:
        """Move the finger up, down, left or right across the screen, or along a path in pixels."""
        if path is None:
            path = _across(direction, self.look().size_px)
        self._perform(Swipe(path=path))

    def scroll(self, direction: str = "down", *, until: str = "") -> None:
        """Show more in a direction; go on until `until` is on the screen."""
        self._perform(_action(Scroll, direction=direction, until=until))

    def press(self, key: str) -> None:
        """Press back, home, enter, recents, delete, tab, search, power or a volume key."""
        self._perform(_action(Press, key=key))

    # ---- inside ------------------------------------------------------------------------------

    def _touch(
        self, kind: Any, target: str | int | tuple[int, int], within: float, role: str = ""
    ) -> None:
        __tracebackhide__ = True
        element, point = self._find(target, within, role=role)
        self._perform(kind(target=point or _index(element)), target=element)

    def _find(
        self, target: str | int | tuple[int, int], within: float, *, role: str = ""
    ) -> tuple[Element | None, tuple[int, int] | None]:
        """The element meant, waiting for it; or the point given."""
        __tracebackhide__ = True
        if isinstance(target, tuple):
            return None, target
        deadline = time.monotonic() + within
        while True:
            seen = self.look()
            element = seen.element(target) if isinstance(target, int) else seen.called(target, role)
            if element is not None:
                return element, None
            if time.monotonic() >= deadline:
                raise ActionError(
                    f"After {within:g} s there is no {role or 'element'} {target!r} on the screen.",
                    hint=f"It shows:\n{seen.text}",
                )
            _wait_for_the_screen_to_change()

    def _perform(self, action: Any, **targets: Element | None) -> None:
        self._steps += 1
        anchors = {name: element.locator for name, element in targets.items() if element}
        receipt = self.device.perform(
            Intention(n=self._steps, subgoal=0, action=action, anchors=anchors, by="person")
        )
        if not receipt.ok:
            raise ActionError(f"Cannot {action.kind.replace('_', ' ')}: {receipt.error}.")


class _KeptShots:
    """Screens kept in memory, for one judgement that needs no run folder."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put_image(self, data: bytes) -> str:
        sha = hashlib.sha256(data).hexdigest()[:24]
        self._kept[sha] = data
        return sha

    def put_tree(self, xml: str) -> str:
        return self.put_image(xml.encode())

    def image(self, sha: str) -> bytes:
        return self._kept.get(sha, b"")

    def tree(self, sha: str) -> str:
        return self.image(sha).decode()


class _Answers:
    """A person behind a plain function."""

    def __init__(self, ask: AskHuman) -> None:
        self._ask = ask

    def ask(self, question: str) -> str | None:
        return self._ask(question)

    def confirm(self, question: str) -> bool | None:
        answer = self._ask(question)
        return None if answer is None else answer.strip().casefold() in ("y", "yes", "true")


def _expectation(wanted: dict[str, Any]) -> Expectation:
    unknown = set(wanted) - set(Expectation.model_fields)
    if unknown or not wanted:
        known = ", ".join(Expectation.model_fields)
        raise ConfigError(
            f"expect() does not know {', '.join(sorted(unknown)) or 'what to wait for'}.",
            hint=f"Give a sentence, or some of: {known}",
        )
    return Expectation.model_validate(wanted)


def _action(kind: type[BaseAction], **fields: Any) -> BaseAction:
    """The action, or a ConfigError that says which argument does not fit."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        wrong = error.errors()[0]
        raise ConfigError(f"{wrong['loc'][0]} = {wrong['input']!r}: {wrong['msg']}.") from error


def _index(element: Element | None) -> int:
    assert element is not None
    return element.index


def _across(direction: str, size_px: tuple[int, int]) -> tuple[int, int, int, int]:
    """The finger's path for a swipe through the middle half of the screen."""
    width, height = size_px
    x, y = width // 2, height // 2
    paths = {
        "up": (x, height * 3 // 4, x, height // 4),
        "down": (x, height // 4, x, height * 3 // 4),
        "left": (width * 4 // 5, y, width // 5, y),
        "right": (width // 5, y, width * 4 // 5, y),
    }
    if direction not in paths:
        raise ConfigError(f"Unknown direction {direction!r}.", hint=f"Known: {', '.join(paths)}")
    return paths[direction]


def _wait_for_the_screen_to_change() -> None:
    """A look costs a millisecond; without a pause waiting would keep a core and the phone busy."""
    time.sleep(POLL_S)
