"""The page of categories, and the dialog that names or deletes one."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.broccoli.cookbook import Category, Cookbook
from phoneagent.virtualphone.apps.broccoli.pages import CATEGORIES, Page
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    Empty,
    Fab,
    Frame,
    LongList,
    Node,
    Row,
    Text,
)


class CategoriesScreen(Page):
    """A person's own categories."""

    destination = CATEGORIES

    def view(self) -> Node:
        found = self.cookbook.categories()
        rows = [lambda c=category: self._row(c) for category in found]
        empty = Empty("Create custom categories to manage your recipes.", "label")
        add = Fab(
            "add",
            lambda: self._ask(Category(0, "")),
            desc="Add category",
            id="fab_categories",
            background="green",
            color="surface",
            radius=28,
        )
        listing = LongList(rows, item_height=56) if rows else empty
        return Column(self.bar(CATEGORIES), Frame(listing, add, weight=1), height=FILL)

    def _row(self, category: Category) -> Node:
        return Row(
            Text(category.name, id="card_text_view_category_name", size=16, max_lines=1),
            height=56,
            pad=(20, 0, 20, 0),
            focusable=True,
            on_click=lambda: self._ask(category),
        )

    def _ask(self, category: Category) -> None:
        self.show(CategoryDialog(category, self.cookbook, self.invalidate))


class CategoryDialog(AlertDialog):
    """Names a category; deleting an old one takes a second tap."""

    def __init__(
        self, category: Category, cookbook: Cookbook, on_done: Callable[[], object]
    ) -> None:
        super().__init__(
            "Edit category" if category.id else "Add category",
            positive=DialogButton("Save", self._save, stays=True),
            negative=DialogButton("Cancel"),
            neutral=DialogButton("Delete", self._delete, stays=True) if category.id else None,
            content=self._field,
        )
        self.category, self.cookbook, self.on_done = category, cookbook, on_done
        self.warned = False

    def _field(self) -> Node:
        warning = Text(
            "Do you really want to delete this category?",
            id="delete_category_warning",
            color="error",
        )
        return Column(
            EditText(
                self.category.name,
                id="category_name",
                hint="Name",
                autofocus=True,
                ime_action="done",
            ),
            warning if self.warned else None,
            pad=(24, 8, 24, 8),
            gap=8,
        )

    def _save(self) -> None:
        name = self.text_of("category_name")
        if name:
            self.cookbook.save_category(Category(self.category.id, name))
            self.close()
            self.on_done()

    def _delete(self) -> None:
        if self.warned:
            self.cookbook.remove_category(self.category)
            self.close()
            self.on_done()
        self.warned = True
