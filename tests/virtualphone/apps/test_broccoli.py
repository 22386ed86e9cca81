"""Broccoli: recipes written, found, cooked and deleted by a person."""

from __future__ import annotations

import io
import sqlite3
import time

import pytest
from PIL import Image

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.apps.broccoli.cookbook import PATH, Recipe
from phoneagent.virtualphone.apps.broccoli.lines import directions, ingredients, plain_text
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import Intent
from tests.virtualphone.hands import NOON, Hands

BACK = 4
LONG = "Stir gently and wait. " * 60
STATE = {
    "recipes": [
        {
            "title": "Pancakes",
            "description": "Quick #breakfast",
            "servings": "2 servings",
            "time": "20 mins",
            "source": "grandma",
            "ingredients": "- 2 eggs\n1 1/2 cups flour\na pinch of salt",
            "directions": "1. Mix.\n2. Bake.",
            "categories": ["Sweet"],
        },
        {"title": "apple pie", "ingredients": "3 apples", "favorite": True},
        {"title": "Cr\u00e8me", "description": "with flour", "categories": ["Sweet"]},
    ]
}


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON, state=STATE) as furnished:
        yield furnished
        assert furnished.unknown == []


@pytest.fixture
def hands(phone):
    user = Hands(phone)
    user.open("Broccoli")
    return user


def rows(phone):
    with phone.files.database(PATH) as db:
        return [dict(row) for row in db.execute("SELECT * FROM recipes ORDER BY recipeId")]


def titles(hands):
    return [n.text for n in hands.nodes() if n.id.endswith("id/card_text_view_title")]


def menu(hands, line):
    hands.tap("More options")
    hands.tap(line)


def write(hands, **texts):
    for id, text in texts.items():
        hands.need(id=id)
        hands.tap(id=id)
        hands.phone.commit_text(text)
        hands.phone.key(BACK)  # the keyboard


def test_a_recipe_is_written(phone, hands):
    hands.tap("New Recipe")
    write(
        hands,
        new_title="Toast",
        new_description="Fast.",
        new_servings="1 serving",
        new_preparation_time="10 mins",
        new_ingredients="bread\nbutter",
        new_directions="Toast it.\nSpread.",
    )
    hands.tap("Save")
    assert phone.toasts.last.text == "The recipe has been saved."
    assert hands.sees("Toast", id="details_title")
    assert rows(phone)[-1] == {
        "recipeId": 4,
        "title": "Toast",
        "description": "Fast.",
        "servings": "1 serving",
        "preparationTime": "10 mins",
        "source": "",
        "ingredients": "bread\nbutter",
        "directions": "Toast it.\nSpread.",
        "favorite": 0,
        "imageName": "",
    }
    phone.key(BACK)
    assert titles(hands) == ["apple pie", "Cr\u00e8me", "Pancakes", "Toast"]


def test_a_recipe_needs_a_title(phone, hands):
    hands.tap("New Recipe")
    hands.tap("Save")
    assert phone.toasts.last.text == "Please add a title."
    assert len(rows(phone)) == 3


def test_a_recipe_is_changed_and_the_others_stay(phone, hands):
    before = rows(phone)
    hands.tap("Pancakes")
    menu(hands, "Edit")
    hands.fill("Servings", "4 servings")
    hands.tap("Save")
    assert hands.sees("4 servings")
    assert rows(phone) == [before[0] | {"servings": "4 servings"}, *before[1:]]


@pytest.mark.parametrize("leave", ["Discard", "Cancel"])
def test_changes_are_not_lost_unasked(phone, hands, leave):
    hands.tap("Pancakes")
    menu(hands, "Edit")
    hands.fill("Title", "Waffles")
    phone.key(BACK)
    phone.key(BACK)
    assert hands.sees("Discard changes?")
    hands.tap(leave)
    assert hands.sees("Pancakes") is (leave == "Discard")
    assert rows(phone)[0]["title"] == "Pancakes"


def test_an_untouched_form_is_left_at_once(phone, hands):
    hands.tap("Pancakes")
    menu(hands, "Edit")
    hands.tap("Navigate up")
    assert hands.sees(id="details_title")


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_recipe_is_deleted(phone, hands, confirmed):
    hands.tap("apple pie")
    menu(hands, "Delete")
    hands.tap("Delete" if confirmed else "Cancel")
    assert ("apple pie" in [row["title"] for row in rows(phone)]) is not confirmed
    if confirmed:
        assert phone.toasts.last.text == "The recipe has been deleted."
        assert titles(hands) == ["Cr\u00e8me", "Pancakes"]


def test_details_show_what_is_written_as_lines(hands):
    hands.tap("Pancakes")
    for text in ("2 servings", "20 mins", "grandma", "Sweet", "1 1/2", " cups flour", "Bake."):
        assert hands.sees(text), text
    assert not hands.sees("1. Mix.")


def test_favourites(phone, hands):
    hands.tap("Pancakes")
    hands.tap("Mark as favorite")
    hands.tap("Remove from favorites")
    hands.tap("Mark as favorite")
    assert [row["favorite"] for row in rows(phone)] == [1, 1, 0]
    phone.key(BACK)
    hands.tap(id="spinner")
    hands.tap("Favorites")
    assert titles(hands) == ["apple pie", "Pancakes"]
    hands.tap(id="spinner")
    hands.tap("Recipes without category")
    assert titles(hands) == ["apple pie"]
    hands.tap(id="spinner")
    hands.tap("Sweet")
    assert titles(hands) == ["Cr\u00e8me", "Pancakes"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pan", ["Pancakes"]),
        ("creme", ["Cr\u00e8me"]),
        ("flour", ["Cr\u00e8me", "Pancakes"]),
        ("eggs flo", ["Pancakes"]),
        ("egg flour", []),
        ("bake", []),
    ],
)
def test_search_knows_the_starts_of_words(phone, hands, typed, found):
    hands.tap("Search")
    phone.commit_text(typed)
    assert titles(hands) == found
    hands.tap("Clear query")
    assert len(titles(hands)) == 3
    hands.tap("Collapse")
    assert hands.sees(id="spinner")


def test_a_hashtag_leads_to_a_search(hands):
    hands.tap("Pancakes")
    hands.tap("Quick #breakfast")
    assert hands.sees("#breakfast", id="search_src_text")
    assert titles(hands) == ["Pancakes"]


def test_categories_are_made_given_renamed_and_deleted(phone, hands):
    hands.tap("Open navigation drawer")
    hands.tap("Categories")
    hands.tap("Add category")
    phone.type_text("Fruit")
    hands.tap("Save")
    phone.key(BACK)
    hands.tap("apple pie")
    menu(hands, "Edit")
    hands.tap(id="new_categories")
    hands.tap("Fruit")
    hands.tap("OK")
    hands.tap("Save")
    assert hands.sees("Fruit", id="details_categories")
    phone.key(BACK)
    hands.tap("Open navigation drawer")
    hands.tap("Categories")
    hands.tap("Fruit")
    hands.tap("Delete", id="button3")
    assert hands.sees("Do you really want to delete this category?")
    hands.tap("Delete", id="button3")
    assert not hands.sees("Fruit")
    assert len(rows(phone)) == 3


def test_cooking_goes_from_page_to_page(phone, hands):
    hands.tap("Pancakes")
    hands.tap("Cook")
    assert hands.sees("2 eggs\n1 1/2 cups flour\na pinch of salt")
    hands.tap("Next")
    assert hands.sees("Mix.")
    phone.swipe(900, 1200, 200, 1200)
    assert hands.sees("Bake.")
    phone.swipe(200, 1200, 900, 1200)
    assert hands.sees("2 / 3")


def test_the_list_may_begin_with_favourites(hands):
    hands.tap("Open navigation drawer")
    hands.tap("Settings")
    hands.tap("Preferred category")
    hands.tap("Favorites")
    hands.phone.force_stop("com.flauschcode.broccoli")
    hands.open("Broccoli")
    assert titles(hands) == ["apple pie"]


def test_a_photo_is_picked(phone, hands):
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(stream, "JPEG")
    phone.files.write_bytes("/sdcard/DCIM/pie.jpg", stream.getvalue())
    hands.tap("apple pie")
    menu(hands, "Edit")
    screen = phone.activities.top_screen()
    screen.on_result(Intent(data="file:///sdcard/DCIM/pie.jpg"))
    hands.tap("Save")
    x, y = hands.need(id="backdrop").bounds.center
    red, green, _ = phone.screenshot().getpixel((x, y))
    assert red > 150 > green
    assert rows(phone)[1]["imageName"]


def test_the_database_is_replaced_and_deleted_under_the_app(phone, hands):
    with sqlite3.connect(phone.files.host(PATH)) as db:
        db.execute("UPDATE recipes SET title = 'Soup', source = NULL WHERE recipeId = 1")
    phone.changes.note()
    hands.tap("Soup")
    phone.files.host(PATH).unlink()
    phone.changes.note()
    assert not hands.sees("Soup")
    phone.key(BACK)
    assert hands.sees("No recipes found.")


def test_a_thousand_long_recipes_are_scrolled_and_turned():
    crowd = [{"title": f"{n} {LONG}", "description": LONG, "directions": LONG} for n in range(1000)]
    with VirtualPhone(now=NOON, state={"recipes": crowd}) as phone:
        hands = Hands(phone)
        hands.open("Broccoli")
        begun = time.process_time()
        for _ in range(5):
            phone.swipe(540, 1800, 540, 600)
        assert time.process_time() - begun < 5
        assert len(hands.nodes()) < 400
        phone.tap(540, 1000)
        assert hands.sees(id="details_title")
        turning.turn(phone, 1)
        assert hands.sees(id="details_title")


def test_lines_of_a_recipe():
    recipe = Recipe(ingredients="\u00bd lemon\n- 1-2 eggs\n\n-\n3,5 g salt", directions="2. a\nb")
    assert ingredients(recipe) == [
        ("\u00bd", " lemon"),
        ("1-2", " eggs"),
        ("", "-"),
        ("3,5", " g salt"),
    ]
    assert directions(recipe) == ["a", "b"]
    assert plain_text(Recipe(title="Tea", time="5 mins")) == "TEA\n\nTime: 5 mins"
