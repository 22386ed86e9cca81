"""One recipe: photo, facts, ingredients, directions, and what can be done with it."""

from __future__ import annotations

from phoneagent.virtualphone.apps.broccoli.cookbook import Cookbook, Recipe
from phoneagent.virtualphone.apps.broccoli.cooking import CookingScreen
from phoneagent.virtualphone.apps.broccoli.editor import EditorScreen
from phoneagent.virtualphone.apps.broccoli.lines import directions, ingredients, plain_text
from phoneagent.virtualphone.apps.broccoli.photos import photo
from phoneagent.virtualphone.apps.chooser import EXTRA_TEXT, choose
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_SEND, Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    Fab,
    Frame,
    Icon,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Screen,
    Scroll,
    Text,
    Toolbar,
)

_PHOTO_DP = 200


class DetailsScreen(Screen):
    """A stored recipe; the screen ends when it is gone."""

    def __init__(self, app: App, intent: Intent, recipe_id: int) -> None:
        super().__init__(app, intent)
        self.recipe_id = recipe_id
        self.cookbook = Cookbook(self.phone)

    @property
    def recipe(self) -> Recipe:
        """As it is stored now; an empty one once it is gone."""
        return self.cookbook.get(self.recipe_id) or Recipe()

    def view(self) -> Node:
        recipe = self.recipe
        like = ImageButton(
            "heart" if recipe.favorite else "heart_outline",
            self._like,
            desc="Remove from favorites" if recipe.favorite else "Mark as favorite",
            id="action_details_unlike" if recipe.favorite else "action_details_like",
        )
        bar = Toolbar("", like, on_up=self.finish, on_more=self._menu, id="toolbar")
        page = Scroll(
            photo(self.phone, recipe.image_name, id="backdrop", height=_PHOTO_DP, width=FILL),
            Column(*self._parts(recipe), pad=(20, 16, 20, 96), gap=20),
            id="scroll_view",
            height=FILL,
        )
        cook = Fab(
            "fire",
            self._cook,
            desc="Cook",
            id="fab_cooking_assistant",
            background="green",
            color="surface",
            radius=28,
        )
        return Column(bar, Frame(page, cook, weight=1), height=FILL)

    def _parts(self, recipe: Recipe) -> list[Node]:
        names = ", ".join(c.name for c in self.cookbook.categories(self.recipe_id))
        facts = [
            _fact("people", "Servings", recipe.servings, "servings"),
            _fact("clock", "Time", recipe.time, "preparation_time"),
        ]
        present = [fact for fact in facts if fact]
        parts = [
            Text(recipe.title.strip(), id="details_title", size=24),
            Row(*present, gap=24) if present else None,
            _fact("label", "Categories", names, "categories"),
            self._description(recipe),
            _fact("language", "Source", recipe.source, "source"),
            _section("Ingredients", "details_ingredients", _ingredients(recipe)),
            _section("Directions", "details_directions", _directions(recipe)),
        ]
        return [part for part in parts if part]

    def _description(self, recipe: Recipe) -> Node | None:
        """The description; tapping it searches for the first hashtag in it."""
        if not recipe.description:
            return None
        tags = [word for word in recipe.description.split() if word.startswith("#")]
        text = Text(recipe.description, id="details_description", size=15)
        if tags:
            text.on_click = lambda: self.finish(tags[0])
        return text

    def _like(self) -> None:
        self.cookbook.mark(self.recipe_id, favorite=not self.recipe.favorite)

    def _menu(self) -> None:
        lines = [
            MenuItem("Share", self._share),
            MenuItem("Edit", self._edit),
            MenuItem("Delete", self._ask_delete),
        ]
        self.show(PopupMenu(lines))

    def _share(self) -> None:
        text = plain_text(self.recipe)
        self.start(choose(Intent(ACTION_SEND, type="text/plain", extras={EXTRA_TEXT: text})))

    def _edit(self) -> None:
        self.start(EditorScreen(self.app, self.intent, self.recipe))

    def _cook(self) -> None:
        self.start(CookingScreen(self.app, self.intent, self.recipe))

    def _ask_delete(self) -> None:
        self.show(
            AlertDialog(
                "",
                "Delete this recipe?",
                positive=DialogButton("Delete", self._delete),
                negative=DialogButton("Cancel"),
            )
        )

    def _delete(self) -> None:
        self.cookbook.remove(self.recipe_id)
        self.toast("The recipe has been deleted.")
        self.finish()


def _fact(icon: str, label: str, value: str, id: str) -> Node | None:
    if not value:
        return None
    return Row(
        Icon(icon, desc=label, id=f"details_icon_{id}", size=20, color="green"),
        Text(value, id=f"details_{id}", size=15, shrinks=True),
        width=-2.0,
        gap=8,
    )


def _section(title: str, id: str, rows: list[Node]) -> Node | None:
    if not rows:
        return None
    return Column(
        Text(title, size=18, bold=True, color="green"), Column(*rows, id=id, gap=8), gap=10
    )


def _ingredients(recipe: Recipe) -> list[Node]:
    return [
        Row(
            Text(quantity, id="ingredient_quantity", bold=True, size=15) if quantity else None,
            Text(rest, id="ingredient_text", size=15, weight=1),
            align="start",
        )
        for quantity, rest in ingredients(recipe)
    ]


def _directions(recipe: Recipe) -> list[Node]:
    return [
        Row(
            Text(str(number), id="direction_position", bold=True, color="green", width=24),
            Text(step, id="direction_text", size=15, weight=1),
            align="start",
        )
        for number, step in enumerate(directions(recipe), 1)
    ]
