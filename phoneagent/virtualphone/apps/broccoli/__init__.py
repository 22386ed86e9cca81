"""Broccoli: a cookbook of one's own recipes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phoneagent.virtualphone.apps.broccoli.cookbook import Cookbook, recipe_of
from phoneagent.virtualphone.apps.broccoli.recipes import RecipesScreen
from phoneagent.virtualphone.system.app import App


class BroccoliApp(App):
    r"""Broccoli 1.2.6.

    The fixture's key `recipes` is a list of `{"title": "Pancakes", "description": "",
    "servings": "2 servings", "time": "20 mins", "source": "", "ingredients": "flour\nmilk",
    "directions": "Mix.\nBake.", "favorite": false, "categories": ["Sweet"]}`; all but the title
    may be left out.
    """

    package = "com.flauschcode.broccoli"
    label = "Broccoli"
    version = "1.2.6"
    version_code = 1_020_600
    icon = "food"
    color = "#4caf50"
    system = False
    launcher = ".MainActivity"
    activities = {".MainActivity": RecipesScreen}

    def seed(self, state: Mapping[str, Any]) -> None:
        cookbook = Cookbook(self.phone)
        cookbook.prepare()
        for facts in state.get("recipes", []):
            wanted = facts.get("categories", [])
            cookbook.save(recipe_of(facts), [cookbook.category_named(name) for name in wanted])
