"""The cooking assistant: the ingredients, then one step after the other in large letters."""

from __future__ import annotations

from phoneagent.virtualphone.apps.broccoli.cookbook import Recipe
from phoneagent.virtualphone.apps.broccoli.lines import directions, ingredients
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    ImageButton,
    Node,
    Row,
    Screen,
    Scroll,
    Spacer,
    Text,
)


class CookingScreen(Screen):
    """Pages of one recipe, turned by swipes or by the arrows at the foot."""

    def __init__(self, app: App, intent: Intent, recipe: Recipe) -> None:
        super().__init__(app, intent)
        self.pages = _pages(recipe)
        self.number = 0

    def view(self) -> Node:
        title, text = self.pages[self.number]
        body = Scroll(
            Text(title, id="cooking_assistant_title", size=32, bold=True, color="green"),
            Text(text, id="cooking_assistant_text", size=26, margin=(0, 24, 0, 0)),
            id="cooking_assistant_layout",
            weight=1,
            height=FILL,
            pad=(28, 48, 28, 24),
            on_swipe=self._swiped,
        )
        count = len(self.pages)
        foot = Row(
            ImageButton(
                "chevron_left", lambda: self._turn(-1), desc="Previous", enabled=self.number > 0
            ),
            Spacer(1),
            Text(f"{self.number + 1} / {count}", color="muted"),
            Spacer(1),
            ImageButton(
                "chevron_right",
                lambda: self._turn(1),
                desc="Next",
                enabled=self.number < count - 1,
            ),
            id="cooking_assistant_controls",
            pad=(16, 8, 16, 16),
        )
        return Column(body, foot, height=FILL)

    def _swiped(self, direction: str) -> None:
        self._turn({"left": 1, "right": -1}.get(direction, 0))

    def _turn(self, steps: int) -> None:
        self.number = min(max(0, self.number + steps), len(self.pages) - 1)


def _pages(recipe: Recipe) -> list[tuple[str, str]]:
    """Title and text of every page; at least one."""
    pages = []
    things = "\n".join(quantity + rest for quantity, rest in ingredients(recipe))
    if things:
        pages.append(("Ingredients", things))
    pages += [(str(number), step) for number, step in enumerate(directions(recipe), 1)]
    return pages or [("", "This recipe does not have any ingredients or directions yet.")]
