"""The form for a recipe."""

from __future__ import annotations

from dataclasses import replace

from phoneagent.virtualphone.apps.broccoli.cookbook import Cookbook, Recipe
from phoneagent.virtualphone.apps.broccoli.photos import keep, photo
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_GET_CONTENT, Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Button,
    CheckDialog,
    Column,
    DialogButton,
    EditText,
    Frame,
    ImageButton,
    ListDialog,
    Node,
    Row,
    Screen,
    Scroll,
    Text,
)

# id, hint, whether it may have several lines; in the order of the form
_TITLE = ("new_title", "Title", False)
_FIELDS = (
    ("new_description", "Description", True),
    ("new_source", "Source", False),
    ("new_servings", "Servings", False),
    ("new_preparation_time", "Time", False),
    ("new_ingredients", "Ingredients", True),
    ("new_directions", "Directions", True),
)
_PHOTO_DP = 180


class EditorScreen(Screen):
    """A new recipe (id 0) or a changed one; leaving with changes asks first.

    It finishes with the recipe's id once saved.
    """

    def __init__(self, app: App, intent: Intent, recipe: Recipe) -> None:
        super().__init__(app, intent)
        self.cookbook = Cookbook(self.phone)
        self.old = recipe
        self.image_name = recipe.image_name
        self.categories = (
            frozenset(self.cookbook.categories(recipe.id)) if recipe.id else frozenset()
        )
        self.old_categories = self.categories

    def view(self) -> Node:
        save = Button(
            "Save",
            self._save,
            id="button_save_recipe",
            background="surface",
            color="green",
        )
        bar = Row(
            ImageButton("close", self._leave, desc="Navigate up", color="surface"),
            Text("", weight=1),
            save,
            id="toolbar",
            class_name="android.view.ViewGroup",
            height=64,
            pad=(4, 0, 12, 0),
            background="green",
        )
        form = Column(
            self._field(*_TITLE),
            self._categories_field(),
            *(self._field(*field) for field in _FIELDS),
            pad=(16, 16, 16, 24),
            gap=14,
        )
        return Column(bar, Scroll(self._photo(), form, weight=1, height=FILL), height=FILL)

    def _photo(self) -> Node:
        args = {"id": "new_image", "height": _PHOTO_DP, "width": FILL, "focusable": True}
        return photo(self.phone, self.image_name, on_click=self._ask_photo, **args)

    def _field(self, id: str, hint: str, long: bool) -> Node:
        return EditText(
            self._stored()[id],
            id=id,
            hint=hint,
            floats=True,
            input_type="multiline" if long else "text",
            ime_action="" if long else "next",
            min_height=52,
        )

    def _stored(self) -> dict[str, str]:
        old = self.old
        values = (
            old.title,
            old.description,
            old.source,
            old.servings,
            old.time,
            old.ingredients,
            old.directions,
        )
        return dict(zip([id for id, *_ in (_TITLE, *_FIELDS)], values, strict=True))

    def _categories_field(self) -> Node:
        names = ", ".join(sorted(category.name for category in self.categories))
        label = Text(
            names or "Categories",
            id="new_categories",
            class_name="android.widget.EditText",
            hint="Categories",
            size=16,
            color="on_surface" if names else "muted",
        )
        return Frame(
            label,
            class_name="android.widget.FrameLayout",
            background="surface_high",
            radius=8,
            pad=(16, 14, 16, 14),
            focusable=True,
            on_click=self._ask_categories,
        )

    def _ask_categories(self) -> None:
        known = self.cookbook.categories()
        if not known:
            message = "No categories have been created yet."
            self.show(AlertDialog("Categories", message, positive=DialogButton("OK")))
            return

        def chosen(numbers: frozenset[int]) -> None:
            self.categories = frozenset(known[number] for number in numbers)

        now = frozenset(n for n, category in enumerate(known) if category in self.categories)
        names = [category.name for category in known]
        self.show(CheckDialog("Categories", names, now, chosen))

    def _ask_photo(self) -> None:
        actions = {"Pick photo": self._pick_photo}
        if self.image_name:
            actions["Remove photo"] = self._remove_photo
        names = list(actions)
        self.show(ListDialog("Change photo", names, lambda number: actions[names[number]]()))

    def _pick_photo(self) -> None:
        self.start(Intent(ACTION_GET_CONTENT, type="image/*"))

    def _remove_photo(self) -> None:
        self.image_name = ""

    def on_result(self, result: object) -> None:
        """A picture was picked."""
        if isinstance(result, Intent) and result.data:
            try:
                self.image_name = keep(self.phone, self.phone.path_behind(result.data))
            except OSError:
                self.toast("The image file could not be created.")

    def _typed(self) -> Recipe:
        return replace(
            self.old,
            title=self.text_of("new_title"),
            description=self.text_of("new_description"),
            source=self.text_of("new_source"),
            servings=self.text_of("new_servings"),
            time=self.text_of("new_preparation_time"),
            ingredients=self.text_of("new_ingredients"),
            directions=self.text_of("new_directions"),
            image_name=self.image_name,
        )

    def _save(self) -> None:
        typed = self._typed()
        if not typed.title.strip():
            self.toast("Please add a title.")
            return
        recipe_id = self.cookbook.save(typed, self.categories)
        self.toast("The recipe has been saved.")
        self.finish(recipe_id)

    def _leave(self) -> None:
        if not self.on_back():
            self.finish()

    def on_back(self) -> bool:
        """Ask before changes are lost."""
        if self._typed() == self.old and self.categories == self.old_categories:
            return False
        self.show(
            AlertDialog(
                "",
                "Discard changes?",
                positive=DialogButton("Discard", self.finish),
                negative=DialogButton("Cancel"),
            )
        )
        return True
