"""The list of recipes: by category, searched, and the button for a new one."""

from __future__ import annotations

from phoneagent.virtualphone.apps.broccoli.about import AboutScreen
from phoneagent.virtualphone.apps.broccoli.categories import CategoriesScreen
from phoneagent.virtualphone.apps.broccoli.cookbook import ALL, BUILT_IN, Category, Recipe
from phoneagent.virtualphone.apps.broccoli.details import DetailsScreen
from phoneagent.virtualphone.apps.broccoli.editor import EditorScreen
from phoneagent.virtualphone.apps.broccoli.options import SettingsScreen, preferred
from phoneagent.virtualphone.apps.broccoli.pages import RECIPES, Page
from phoneagent.virtualphone.apps.broccoli.photos import photo
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    EditText,
    Fab,
    Frame,
    Icon,
    ImageButton,
    LazyList,
    Node,
    Row,
    Spinner,
    Text,
)

_ROW_DP = 132.0
_PAGES: dict[str, type[Page]] = {
    page.destination: page for page in (CategoriesScreen, SettingsScreen, AboutScreen)
}


class RecipesScreen(Page):
    """The bottom of the stack; it opens the other destinations."""

    destination = RECIPES

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.category = preferred(self.phone)
        self.searching = False
        self.asked = ""

    def view(self) -> Node:
        term = self.text_of("search_src_text") if self.searching else ""
        found = self.cookbook.recipes(self.category, term)
        listing = LazyList(
            len(found), lambda number: self._card(found[number]), item_height=_ROW_DP
        )
        listing.desc = "Recipes"
        add = Fab(
            "add",
            self._create,
            desc="New Recipe",
            id="fab_recipes",
            background="green",
            color="surface",
            radius=28,
        )
        return Column(
            self.bar("Recipes"),
            self._search_bar() if self.searching else self._category_bar(),
            Frame(listing if found else self._empty(), add, weight=1),
            height=FILL,
        )

    def _category_bar(self) -> Node:
        choices = [*BUILT_IN, *self.cookbook.categories()]
        if self.category not in choices:
            self.category = ALL
        spinner = Spinner(
            self,
            [category.name for category in choices],
            choices.index(self.category),
            lambda number: self._show_category(choices[number]),
            id="spinner",
            desc="Categories",
            weight=1,
        )
        search = ImageButton("search", self._search, desc="Search", id="action_search")
        return Row(
            spinner, search, id="toolbar_recipes", pad=(8, 4, 4, 4), background="surface_mid"
        )

    def _search_bar(self) -> Node:
        typed = bool(self.text_of("search_src_text"))
        return Row(
            ImageButton("back", self._stop_search, desc="Collapse"),
            EditText(
                self.asked,
                id="search_src_text",
                hint=f"Search in {self.category.name.upper()}",
                weight=1,
                autofocus=True,
                ime_action="search",
                background="",
            ),
            ImageButton("close", self._clear_search, desc="Clear query", id="search_close_btn")
            if typed
            else None,
            id="toolbar_recipes",
            pad=(4, 4, 4, 4),
            background="surface_mid",
        )

    def _card(self, recipe: Recipe) -> Node:
        texts = Column(
            Text(recipe.title, id="card_text_view_title", size=16, bold=True, max_lines=2),
            Text(recipe.description, id="card_text_view_description", color="muted", max_lines=2)
            if recipe.description
            else None,
            Text(recipe.source, id="card_text_view_source", color="green", size=12, max_lines=1)
            if recipe.source
            else None,
            weight=1,
            gap=6,
            pad=(16, 14, 16, 8),
        )
        card = Row(
            photo(self.phone, recipe.image_name, id="card_image", width=112, height=FILL),
            texts,
            class_name="androidx.cardview.widget.CardView",
            align="fill",
            height=_ROW_DP - 12,
            background="surface_low",
            elevation=1,
            focusable=True,
            on_click=lambda: self._open(recipe.id),
        )
        return Frame(card, pad=(12, 6, 12, 6))

    def _empty(self) -> Node:
        return Column(
            Icon("food", size=72, color="outline"),
            Text("No recipes found.", size=18),
            Text("create a new recipe", color="muted"),
            id="recipes_empty",
            align="center",
            gap=12,
            pad=(24, 96, 24, 24),
        )

    def _search(self, term: str = "") -> None:
        self.asked, self.searching = term, True
        self.set_text("search_src_text", term)

    def _clear_search(self) -> None:
        self._search()

    def _stop_search(self) -> None:
        self.searching = False

    def _show_category(self, category: Category) -> None:
        self.category = category

    def _open(self, recipe_id: int) -> None:
        self.start(DetailsScreen(self.app, self.intent, recipe_id))

    def _create(self) -> None:
        self.start(EditorScreen(self.app, self.intent, Recipe()))

    def on_result(self, result: object) -> None:
        """A destination was chosen on another page, a recipe was created, a hashtag was tapped."""
        if isinstance(result, int):
            self.category = ALL
            self._open(result)
        elif isinstance(result, str) and result.startswith("#"):
            self.category = ALL
            self._search(result)
        elif isinstance(result, str):
            self.go(result)

    def go(self, title: str) -> None:
        if title in _PAGES:
            self.start(_PAGES[title](self.app, self.intent))

    def on_back(self) -> bool:
        used = self.searching
        self.searching = False
        return used
