"""The recipes and their categories: the app's database `broccoli`."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

PATH = "/data/data/com.flauschcode.broccoli/databases/broccoli"
_SCHEMA = """
BEGIN;
CREATE TABLE IF NOT EXISTS recipes(
  recipeId INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, description TEXT, servings TEXT,
  preparationTime TEXT, source TEXT, ingredients TEXT, directions TEXT, favorite INTEGER,
  imageName TEXT);
CREATE TABLE IF NOT EXISTS categories(
  categoryId INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name TEXT);
CREATE TABLE IF NOT EXISTS recipes_with_categories(
  recipeId INTEGER NOT NULL, categoryId INTEGER NOT NULL, PRIMARY KEY(recipeId, categoryId));
COMMIT;
"""
_COLUMNS = {
    "title": "title",
    "description": "description",
    "servings": "servings",
    "time": "preparationTime",
    "source": "source",
    "ingredients": "ingredients",
    "directions": "directions",
    "image_name": "imageName",
}
"""The texts of a recipe, and how the table calls them."""
_WORD = re.compile(r"[\w#]+")


@dataclass(frozen=True, slots=True)
class Recipe:
    """One row; `id` 0 is a recipe that is not stored yet."""

    id: int = 0
    title: str = ""
    description: str = ""
    servings: str = ""
    time: str = ""
    source: str = ""
    ingredients: str = ""
    directions: str = ""
    image_name: str = ""
    favorite: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """In the order of `_COLUMNS`."""
        return tuple(getattr(self, name) for name in _COLUMNS)


@dataclass(frozen=True, slots=True)
class Category:
    """A person's own category, or one of the app's (negative ids)."""

    id: int
    name: str


ALL = Category(-1, "All recipes")
FAVORITES = Category(-2, "Favorites")
UNASSIGNED = Category(-3, "Recipes without category")
BUILT_IN = (ALL, UNASSIGNED, FAVORITES)

_WHERE = {
    ALL.id: "1 = 1",
    FAVORITES.id: "favorite = 1",
    UNASSIGNED.id: "recipeId NOT IN (SELECT recipeId FROM recipes_with_categories)",
}


class Cookbook:
    """Reads and writes recipes; the database is opened at every use."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone

    def prepare(self) -> None:
        """Create the tables."""
        with self._open():
            pass

    def recipes(self, category: Category = ALL, term: str = "") -> list[Recipe]:
        """The recipes of a category by title; with a search term those that match, best first."""
        inside = "recipeId IN (SELECT recipeId FROM recipes_with_categories WHERE categoryId = ?)"
        where = _WHERE.get(category.id, inside)
        values = () if category.id in _WHERE else (category.id,)
        found = self._select(f"WHERE {where} ORDER BY title COLLATE NOCASE", *values)
        words = _words(term)
        if not words:
            return found
        ranked = [(_rank(recipe, words), recipe) for recipe in found]
        matching = [(rank, recipe) for rank, recipe in ranked if rank is not None]
        return [recipe for _, recipe in sorted(matching, key=lambda pair: pair[0])]

    def get(self, recipe_id: int) -> Recipe | None:
        found = self._select("WHERE recipeId = ?", recipe_id)
        return found[0] if found else None

    def save(self, recipe: Recipe, categories: Collection[Category]) -> int:
        """Store a new recipe or change a stored one, and put it into exactly these categories.

        Returns:
            The recipe's id.
        """
        values = (*recipe.texts, int(recipe.favorite))
        columns = (*_COLUMNS.values(), "favorite")
        with self._open() as db:
            if recipe.id:
                assign = ", ".join(f"{name} = ?" for name in columns)
                db.execute(f"UPDATE recipes SET {assign} WHERE recipeId = ?", (*values, recipe.id))  # noqa: S608
                number = recipe.id
            else:
                marks = ", ".join("?" * len(values))
                sql = f"INSERT INTO recipes({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
                number = db.execute(sql, values).lastrowid or 0
            db.execute("DELETE FROM recipes_with_categories WHERE recipeId = ?", (number,))
            db.executemany(
                "INSERT INTO recipes_with_categories VALUES (?, ?)",
                [(number, category.id) for category in categories],
            )
        return number

    def mark(self, recipe_id: int, *, favorite: bool) -> None:
        """Make a recipe a favourite or an ordinary one."""
        with self._open() as db:
            db.execute(
                "UPDATE recipes SET favorite = ? WHERE recipeId = ?", (int(favorite), recipe_id)
            )

    def remove(self, recipe_id: int) -> None:
        """Delete a recipe."""
        with self._open() as db:
            db.execute("DELETE FROM recipes WHERE recipeId = ?", (recipe_id,))
            db.execute("DELETE FROM recipes_with_categories WHERE recipeId = ?", (recipe_id,))

    # categories

    def categories(self, recipe_id: int | None = None) -> list[Category]:
        """A person's categories by name; those of one recipe when it is given."""
        only = "" if recipe_id is None else "JOIN recipes_with_categories USING (categoryId)"
        where = "" if recipe_id is None else "WHERE recipeId = ?"
        values = () if recipe_id is None else (recipe_id,)
        sql = f"SELECT categoryId, name FROM categories {only} {where}"  # noqa: S608
        with self._open() as db:
            rows = db.execute(f"{sql} ORDER BY name COLLATE NOCASE", values)
            return [Category(number, name or "") for number, name in rows]

    def category_named(self, name: str) -> Category:
        """The category of this name, created when there is none."""
        known = {category.name: category for category in self.categories()}
        return known.get(name) or Category(self.save_category(Category(0, name)), name)

    def save_category(self, category: Category) -> int:
        """Store a new category (id 0) or rename one; returns its id."""
        with self._open() as db:
            if category.id:
                db.execute(
                    "UPDATE categories SET name = ? WHERE categoryId = ?",
                    (category.name, category.id),
                )
                return category.id
            row = db.execute("INSERT INTO categories(name) VALUES (?)", (category.name,))
            return row.lastrowid or 0

    def remove_category(self, category: Category) -> None:
        """Delete a category; its recipes stay."""
        with self._open() as db:
            for table in ("categories", "recipes_with_categories"):
                db.execute(f"DELETE FROM {table} WHERE categoryId = ?", (category.id,))  # noqa: S608

    def _select(self, tail: str, *values: int) -> list[Recipe]:
        columns = ", ".join(_COLUMNS.values())
        sql = f"SELECT recipeId, {columns}, favorite FROM recipes {tail}"  # noqa: S608
        with self._open() as db:
            return [_recipe(row) for row in db.execute(sql, values)]

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._phone.files.database(PATH, _SCHEMA)


def _recipe(row: sqlite3.Row) -> Recipe:
    """A row as a record; texts the database has as NULL are empty."""
    number, *texts, favorite = tuple(row)
    facts = dict(zip(_COLUMNS, (text or "" for text in texts), strict=True))
    return Recipe(number, **facts, favorite=bool(favorite))


def _words(text: str) -> list[str]:
    """The words of a text without case and accents, as sqlite's tokenizer unicode61 sees them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def _rank(recipe: Recipe, words: list[str]) -> int | None:
    """The first searched column with a match (0 is the title); None unless every word is found.

    All words but the last must be there as a whole, the last one may be the start of one.
    """
    columns = [
        _words(text)
        for text in (recipe.title, recipe.description, recipe.source, recipe.ingredients)
    ]

    def holds(column: list[str], number: int) -> bool:
        if number < len(words) - 1:
            return words[number] in column
        return any(word.startswith(words[number]) for word in column)

    hits = [
        [place for place, column in enumerate(columns) if holds(column, number)]
        for number in range(len(words))
    ]
    return min(map(min, hits)) if all(hits) else None


def recipe_of(facts: Mapping[str, Any]) -> Recipe:
    """One recipe of the fixture."""
    return Recipe(
        title=facts["title"],
        description=facts.get("description", ""),
        servings=facts.get("servings", ""),
        time=facts.get("time", ""),
        source=facts.get("source", ""),
        ingredients=facts.get("ingredients", ""),
        directions=facts.get("directions", ""),
        favorite=facts.get("favorite", False),
    )
