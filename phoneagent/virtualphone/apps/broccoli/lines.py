"""Ingredients and directions as lines: one to a line of the text a person typed."""

from __future__ import annotations

import re

from phoneagent.virtualphone.apps.broccoli.cookbook import Recipe

_DASH = re.compile(r"^\s*[-\u2013](?!$)")
_NUMBER = re.compile(r"^\s*\d+\.(?!$)")
_ONE = r"(?:[\u00bc-\u00be\u2150-\u215e]|\d+\s+\d+/\d+|\d+(?:[./,]\d+)?)"
_QUANTITY = re.compile(rf"^{_ONE}(?:\s*-\s*{_ONE})?")


def ingredients(recipe: Recipe) -> list[tuple[str, str]]:
    """Each ingredient as its quantity (may be empty) and the rest."""
    found = []
    for line in _lines(recipe.ingredients, _DASH):
        match = _QUANTITY.match(line)
        quantity = match[0] if match else ""
        found.append((quantity, line[len(quantity) :]))
    return found


def directions(recipe: Recipe) -> list[str]:
    """Each step, without a number it may have been given."""
    return _lines(recipe.directions, _NUMBER)


def plain_text(recipe: Recipe) -> str:
    """The whole recipe as it is shared."""
    facts = {"Servings": recipe.servings, "Time": recipe.time, "Source": recipe.source}
    head = "\n".join(f"{name}: {value}" for name, value in facts.items() if value)
    things = "\n".join(f"- {quantity}{rest}" for quantity, rest in ingredients(recipe))
    steps = "\n".join(f"{n}. {step}" for n, step in enumerate(directions(recipe), 1))
    parts = [
        recipe.title.upper(),
        head,
        recipe.description,
        f"Ingredients:\n{things}" if things else "",
        f"Directions:\n{steps}" if steps else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _lines(text: str, lead: re.Pattern[str]) -> list[str]:
    stripped = (lead.sub("", line).strip() for line in text.split("\n"))
    return [line for line in stripped if line]
