"""Broccoli: recipes are written in the form, compared and deleted on their own pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from phoneagent.core.hierarchy import Node
from tests.androidworld.experts import gallery, markor
from tests.androidworld.notation import Row, rows_in
from tests.androidworld.person import Person, Task, solves

_FIELDS = {
    "title": "new_title",
    "description": "new_description",
    "servings": "new_servings",
    "preparationTime": "new_preparation_time",
    "ingredients": "new_ingredients",
    "directions": "new_directions",
}
_FACTS = (
    "details_title",
    "details_servings",
    "details_preparation_time",
    "details_description",
    "ingredient_text",
    "direction_text",
)
Recipe = tuple[str, ...]
"""What the page of a recipe says, in the order of `_FACTS`."""


@solves("RecipeAddSingleRecipe", "RecipeAddMultipleRecipes")
def add(person: Person, task: Task) -> None:
    """The goal says what to write."""
    write(person, rows_in(task.goal))


@solves("RecipeAddMultipleRecipesFromMarkor", "RecipeAddMultipleRecipesFromMarkor2")
def add_from_note(person: Person, task: Task) -> None:
    """All recipes of a note, or those that take as long as the goal says."""
    markor.open_markor(person)
    recipes = rows_in(markor.read_note(person, "recipes.txt"))
    time = re.search(r"that take (.+) to prepare", task.goal)
    if time:
        recipes = [recipe for recipe in recipes if recipe["preparationTime"] == time[1]]
    write(person, recipes)


@solves("RecipeAddMultipleRecipesFromImage")
def add_from_picture(person: Person, task: Task) -> None:
    """What the picture shows is in the parameters."""
    gallery.look_at(person, "recipes.jpg")
    write(person, [{n: getattr(row, n) for n in _FIELDS} for row in task.params["row_objects"]])


def write(person: Person, recipes: list[Row]) -> None:
    """Enter recipes, field by field."""
    person.open_app("Broccoli")
    for number, recipe in enumerate(recipes):
        if number:
            person.back()
        person.tap("New Recipe")
        for name, id in _FIELDS.items():
            field = person.scroll_to(id=id)
            person.fill(field, recipe[name])
        person.tap("Save", id="button_save_recipe")
        person.wait_for(id="details_title")


@solves(
    "RecipeDeleteSingleRecipe",
    "RecipeDeleteSingleWithRecipeWithNoise",
    "RecipeDeleteMultipleRecipes",
    "RecipeDeleteMultipleRecipesWithNoise",
)
def delete(person: Person, task: Task) -> None:
    """The goal names the recipes; the list is in the order of the alphabet."""
    wanted = task.goal.partition("from Broccoli app: ")[2].removesuffix(".").split(", ")
    person.open_app("Broccoli")
    for title in sorted(wanted, key=str.casefold):
        person.tap_on(person.scroll_to(title, id="card_text_view_title"))
        _delete_this(person)


@solves("RecipeDeleteMultipleRecipesWithConstraint")
def delete_by_ingredient(person: Person, task: Task) -> None:
    """Directions stand only on the recipes' own pages, so every one is opened."""
    match = re.search(r"that use (.+) in the directions", task.goal)
    assert match, task.goal
    person.open_app("Broccoli")
    found: list[Recipe] = []
    for page in _pages(person):
        for card in page.cards:
            recipe = _look_into(person, card)
            if match[1] in recipe[-1].lower() and recipe not in found:
                found.append(recipe)
    for recipe in found:
        _delete(person, recipe)


@solves(
    "RecipeDeleteDuplicateRecipes",
    "RecipeDeleteDuplicateRecipes2",
    "RecipeDeleteDuplicateRecipes3",
)
def delete_duplicate(person: Person, task: Task) -> None:
    """Recipes that look the same in the list are opened and compared; if need be, all are."""
    person.open_app("Broccoli")
    recipe = _duplicate(person, thorough=False)
    if recipe is None:
        _go_to_top(person)
        recipe = _duplicate(person, thorough=True)
    if recipe is None:
        raise person.lost("two equal recipes")
    _delete_this(person)


def _duplicate(person: Person, *, thorough: bool) -> Recipe | None:
    """Walk the list until a recipe is open that was open before; None when there is none.

    Only recipes that look like another one on the screen are opened, unless `thorough`.
    """
    known: set[Recipe] = set()
    for page in _pages(person, overlap=0 if thorough else 1):
        looks = Counter(card.look for card in page.cards)
        unsure = page.old is None
        if unsure and not thorough:
            known = set()
        for position, card in enumerate(page.cards):
            if thorough or looks[card.look] > 1:
                recipe = _open(person, card)
                again = recipe in known
                if again and not unsure and position >= (page.old or 0):
                    return recipe
                unsure = unsure and again
                known.add(recipe)
                person.back()
    return None


@dataclass(frozen=True)
class _Card:
    """A recipe in the list: what stands there, and where."""

    look: tuple[str, ...]
    node: Node

    @property
    def top_px(self) -> int:
        return self.node.bounds.top


@dataclass(frozen=True)
class _Page:
    """The recipes wholly on the screen.

    `old`: how many of them were on the page before; None at the end of the list, where the list
    stopped before the finger did.
    """

    cards: list[_Card]
    old: int | None = 0


def _pages(person: Person, overlap: int = 0) -> Iterator[_Page]:
    """The list, moved on by as many whole rows as are on the screen, less some."""
    page = _Page(_cards(person))
    while True:
        yield page
        listing = person.need(id="recycler_view")
        if not listing.scrollable or page.old is None:
            return
        first, second, *_ = page.cards
        distance_px = (second.top_px - first.top_px) * (len(page.cards) - overlap)
        x, y = listing.bounds.centre.x, listing.bounds.bottom - 10
        person.swipe((x, y), (x, y - distance_px), ms=900)
        cards = _cards(person)
        page = _Page(cards, overlap if cards[0].top_px == first.top_px else None)


def _cards(person: Person) -> list[_Card]:
    rows = sorted(person.find_all(cls="CardView"), key=lambda node: node.bounds.top)
    height_px = max((node.bounds.height_px for node in rows), default=0)
    whole = [node for node in rows if node.bounds.height_px == height_px]
    return [_Card(_texts(person, node), node) for node in whole]


def _texts(person: Person, card: Node) -> tuple[str, ...]:
    inside = person.find_all(cls="TextView", inside=card.bounds)
    return tuple(node.text for node in sorted(inside, key=lambda node: node.bounds.top))


def _open(person: Person, card: _Card) -> Recipe:
    """Open a recipe and read it."""
    person.tap_on(card.node)
    return tuple("\n".join(node.text for node in person.find_all(id=id)) for id in _FACTS)


def _look_into(person: Person, card: _Card) -> Recipe:
    recipe = _open(person, card)
    person.back()
    return recipe


def _delete(person: Person, recipe: Recipe) -> None:
    """Find a recipe that was read before, and delete it."""
    _go_to_top(person)
    for page in _pages(person):
        for card in page.cards:
            if card.look[0] != recipe[0]:
                continue
            if _open(person, card) == recipe:
                _delete_this(person)
                return
            person.back()
    raise person.lost(recipe[0])


def _go_to_top(person: Person) -> None:
    for _ in person.pages("up"):
        pass


def _delete_this(person: Person) -> None:
    """Delete the recipe that is open."""
    person.tap("More options")
    person.tap("Delete")
    person.tap("Delete", id="button1")
