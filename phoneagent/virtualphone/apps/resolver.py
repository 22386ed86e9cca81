"""The question which app to use when several answer an intent."""

from __future__ import annotations

from phoneagent.virtualphone.apps.chooser import CHOOSER, ChooserScreen
from phoneagent.virtualphone.apps.launcher.icons import disc
from phoneagent.virtualphone.system.activities import EXTRA_TARGET, RESOLVER
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_SEND, Component, Intent
from phoneagent.virtualphone.ui import (
    FILL,
    WRAP,
    Button,
    Column,
    ListRow,
    Node,
    Row,
    Screen,
    Spacer,
    Text,
)


class ResolverScreen(Screen):
    """A sheet at the bottom: pick an app, then `Just once` or `Always`."""

    fullscreen = True
    chosen: Component | None = None

    @property
    def target(self) -> Intent:
        """The intent that several apps answer."""
        target = self.intent.extras[EXTRA_TARGET]
        assert isinstance(target, Intent)
        return target

    def view(self) -> Node:
        found = self.phone.packages.resolve(self.target)
        return Column(
            Spacer(1, on_click=self.finish),
            Column(
                Text(self._question(), id="title", size=18, pad=(24, 20, 24, 12)),
                *(self._row(component) for component in found),
                self._buttons(),
                id="contentPanel",
                background="surface",
                radius=28,
                pad=(0, 0, 0, 64),
            ),
            background="surface_high",
            height=FILL,
        )

    def _question(self) -> str:
        return "Share with" if self.target.action == ACTION_SEND else "Open with"

    def _row(self, component: Component) -> Node:
        package = self.phone.packages.get(component.package)
        assert package is not None, "a resolved component has a package"

        def choose() -> None:
            self.chosen = component

        return ListRow(
            package.label,
            leading=disc(package, 36),
            on_click=choose,
            selected=component == self.chosen,
            background="primary_soft" if component == self.chosen else "",
        )

    def _buttons(self) -> Node:
        ready = self.chosen is not None
        return Row(
            Spacer(1),
            Button(
                "Just once",
                lambda: self._go(always=False),
                style="text",
                id="android:id/button_once",
                enabled=ready,
                width=WRAP,
            ),
            Button(
                "Always",
                lambda: self._go(always=True),
                style="text",
                id="android:id/button_always",
                enabled=ready,
                width=WRAP,
            ),
            pad=(16, 8, 16, 0),
        )

    def _go(self, *, always: bool) -> None:
        if self.chosen is None:
            return
        target, chosen = self.target, self.chosen
        if always:
            self.phone.packages.prefer(target, chosen)
        self.start(target.to(chosen))
        self.finish()


class AndroidApp(App):
    """The system's own package."""

    package = RESOLVER.package
    label = "Android System"
    version = "14"
    version_code = 34
    activities = {RESOLVER.name: ResolverScreen, CHOOSER.name: ChooserScreen}
