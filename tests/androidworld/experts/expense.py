"""Pro Expense: entries are written in the form, found and deleted in the logs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from phoneagent.core.hierarchy import Node
from tests.androidworld.experts import gallery, markor
from tests.androidworld.notation import Row, rows_in
from tests.androidworld.person import Lost, Person, Task, solves

_GOAL_LIST = "from pro expense: "
_FIELDS = ("name", "amount_dollars", "category_name", "note")
_REMARK = ". Reimbursable."


@solves("ExpenseAddSingle", "ExpenseAddMultiple")
def add(person: Person, task: Task) -> None:
    """The goal says what to write."""
    write(person, rows_in(task.goal))


@solves("ExpenseAddMultipleFromMarkor")
def add_from_note(person: Person, task: Task) -> None:
    """The reimbursable ones of a note; the remark that says so is not part of an entry's own."""
    markor.open_markor(person)
    rows = rows_in(markor.read_note(person, "my_expenses.txt"))
    wanted = [row for row in rows if row["note"].endswith(_REMARK)]
    write(person, [row | {"note": row["note"].removesuffix(_REMARK)} for row in wanted])


@solves("ExpenseAddMultipleFromGallery")
def add_from_picture(person: Person, task: Task) -> None:
    """What the picture shows is in the parameters."""
    gallery.look_at(person, "expenses.jpg")
    write(person, [{n: getattr(row, n) for n in _FIELDS} for row in task.params["row_objects"]])


def write(person: Person, rows: list[Row]) -> None:
    """Enter expenses, the form kept open between them."""
    person.open_app("Pro Expense")
    person.tap(id="fb_main_add")
    if len(rows) > 1:
        person.tap(id="cv_lock")
    for number, row in enumerate(rows):
        if number:
            person.wait_for("Saved!")
        _fill_in(person, row)
        person.tap(id="btn_save")


def _fill_in(person: Person, row: Row) -> None:
    person.fill("edt_name", row["name"])
    person.fill("edt_amount", row["amount_dollars"].removeprefix("$"))
    person.fill("edt_note", row["note"])
    person.hide_keyboard()
    _choose(person, row["category_name"])


def _choose(person: Person, category: str) -> None:
    """Tap a chip; the row of chips is still where the last choice left it."""
    chips = person.need(id="rv_category").bounds
    try:
        chip = person.scroll_to(category, direction="right", in_list=chips, inside=chips)
    except Lost:
        chip = person.scroll_to(category, direction="left", in_list=chips, inside=chips)
    person.tap_on(chip)


@solves("ExpenseDeleteSingle", "ExpenseDeleteMultiple", "ExpenseDeleteMultiple2")
def delete(person: Person, task: Task) -> None:
    """Every wanted row is swiped to the right, then all are deleted at once."""
    wanted = set(task.goal.partition(_GOAL_LIST)[2].removesuffix(".").split(", "))
    _open_logs(person)
    for _ in person.pages():
        for row in _rows(person):
            if row.name in wanted:
                _swipe(person, row, to="right")
                wanted.remove(row.name)
        if not wanted:
            break
    person.tap(id="delete")
    person.tap("Confirm")


@solves("ExpenseDeleteDuplicates", "ExpenseDeleteDuplicates2")
def delete_duplicate(person: Person, task: Task) -> None:
    """Equal rows lie beside each other: they have the same moment."""
    _open_logs(person)
    for _ in person.pages():
        rows = _rows(person)
        for row, following in pairwise(rows):
            if row.said == following.said:
                _swipe(person, following, to="left")
                person.tap(id="tv_undo")
                person.tap("Confirm")
                return
    raise person.lost("two equal rows")


@dataclass(frozen=True)
class _Line:
    """A row of the logs."""

    node: Node
    said: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.said[0]


def _rows(person: Person) -> list[_Line]:
    """The rows that are wholly on the screen."""
    found = []
    for node in person.find_all(id="cd_expense"):
        inside = {
            id: person.find(id=id, inside=node.bounds) for id in ("tv_name", "tv_date", "tv_amount")
        }
        if all(inside.values()):
            found.append(_Line(node, tuple(part.text for part in inside.values() if part)))
    return found


def _swipe(person: Person, row: _Line, *, to: str) -> None:
    x, y = row.node.bounds.centre
    reach = 300 if to == "right" else -300
    person.swipe((x - reach, y), (x + reach, y))


def _open_logs(person: Person) -> None:
    person.open_app("Pro Expense")
    person.tap(cls="ImageButton")
    person.tap("Expense Logs")
