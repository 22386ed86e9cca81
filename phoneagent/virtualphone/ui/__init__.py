'''The toolkit of the virtual phone: declarative views, layout, input, dialogs, keyboard, drawing.

How to write a screen
---------------------
A screen is a class with a `view` that builds a tree of nodes from the current state. It is built
anew after every touch, key and `invalidate()`, so handlers only change the state::

    from phoneagent.virtualphone.ui import Column, ListRow, Screen, Toolbar, ...

    class NotesScreen(Screen):
        """The list of notes."""

        def view(self) -> Node:
            rows = [
                ListRow(note.title, note.day, icon="note",
                        on_click=lambda n=note: self.open_note(n),
                        on_long_click=lambda n=note: self.ask_delete(n))
                for note in self.app.notes()
            ]
            return Column(
                Toolbar("Notes", ImageButton("search", self.search, desc="Search"),
                        on_more=lambda: self.show(PopupMenu([MenuItem("Sort by", self.sort)]))),
                Frame(
                    RecyclerView(*rows) if rows else Empty("No notes", "note"),
                    Fab("add", self.create, desc="Create note", id="fab"),
                    weight=1,
                ),
                height=FILL,
            )

        def ask_delete(self, note):
            self.show(AlertDialog("Delete note?", positive=DialogButton("Delete", note.delete),
                                  negative=DialogButton("Cancel")))

Rules
-----
- Every keyword argument of a view is a field of `node.Node`; sizes are dp, text sizes sp, colours
  role names of `theme` or `#rrggbb`. `id="title"` becomes `<package>:id/title`.
- `weight=1` shares free room in a `Column` or `Row`; give a `RecyclerView` or `Scroll` one, so that
  it scrolls instead of growing. `FILL` takes all room, `WRAP` what the content needs.
- Text fields, scroll offsets and the focus are kept under `key` (or else the declared `id`):
  `self.text_of("name")`, `self.set_text("name", "")`, `self.focus("name")`. Two fields with one id
  on a screen need different keys. A declared text that differs from the one declared before
  replaces what was typed.
- `self.show(dialog)`, `self.toast(text)`, `self.snackbar(text, "Undo", undo)`, `self.start(intent
  or Screen(self.app, intent))`, `self.finish(result)`; `on_back` returns True when it used the key.
- A screen that moves by itself (a stopwatch) sets `refresh_ms`.
- Leave out `desc` on an icon only where the real app forgot it too.
- `start_at=-1` lets a new list begin at its end (a conversation); `on_swipe` gets "left", "right"
  (dismiss a row); `on_drag` every step of a finger.
- A list that may grow long: `LongList([lambda: row(x), ...], item_height=72)`, or `LazyList(count,
  row_at, item_height=72)`: only rows on the screen are built; `SectionedList([(40, heading), (72,
  row), ...])` for rows of different heights.
- A view or window of your own: subclass `Layer` (`compose`, `area`); own drawing: `Picture(image)`.
'''

from phoneagent.virtualphone.ui.bars import (
    BOTTOM_APP_BAR,
    SEARCH_FIELD,
    ActionMode,
    BottomNavigation,
    Chips,
    SearchBar,
    Tabs,
    Toolbar,
)
from phoneagent.virtualphone.ui.choosing import Selection
from phoneagent.virtualphone.ui.clockface import TimePickerDialog
from phoneagent.virtualphone.ui.controls import (
    CheckBox,
    EditText,
    Progress,
    RadioButton,
    SeekBar,
    Switch,
)
from phoneagent.virtualphone.ui.datewheels import DateWheels
from phoneagent.virtualphone.ui.dialogs import (
    AlertDialog,
    CheckDialog,
    Dialog,
    DialogButton,
    ListDialog,
    NameDialog,
)
from phoneagent.virtualphone.ui.drawers import DrawerItem, NavigationDrawer
from phoneagent.virtualphone.ui.layer import Layer
from phoneagent.virtualphone.ui.lists import (
    CheckRow,
    LazyList,
    ListRow,
    LongList,
    RadioRow,
    RecyclerView,
    SectionedList,
    SwitchRow,
)
from phoneagent.virtualphone.ui.materialclock import MaterialTimePicker
from phoneagent.virtualphone.ui.materialdate import MaterialDatePicker
from phoneagent.virtualphone.ui.menus import MenuItem, PopupMenu, Spinner
from phoneagent.virtualphone.ui.monthdays import MonthDays
from phoneagent.virtualphone.ui.node import FILL, WRAP, Drag, Node, Rect
from phoneagent.virtualphone.ui.pickers import DatePickerDialog, NumberPicker
from phoneagent.virtualphone.ui.screen import Screen
from phoneagent.virtualphone.ui.sheets import BottomSheet
from phoneagent.virtualphone.ui.views import (
    Button,
    Card,
    Column,
    Divider,
    Empty,
    Fab,
    Flow,
    Frame,
    Grid,
    Heading,
    Icon,
    ImageButton,
    Pan,
    Picture,
    RoundButton,
    Row,
    Scroll,
    Spacer,
    Text,
)

__all__ = [
    "BOTTOM_APP_BAR",
    "FILL",
    "SEARCH_FIELD",
    "WRAP",
    "ActionMode",
    "AlertDialog",
    "BottomNavigation",
    "BottomSheet",
    "Button",
    "Card",
    "CheckBox",
    "CheckDialog",
    "CheckRow",
    "Chips",
    "Column",
    "DatePickerDialog",
    "DateWheels",
    "Dialog",
    "DialogButton",
    "Divider",
    "Drag",
    "DrawerItem",
    "EditText",
    "Empty",
    "Fab",
    "Flow",
    "Frame",
    "Grid",
    "Heading",
    "Icon",
    "ImageButton",
    "Layer",
    "LazyList",
    "ListDialog",
    "ListRow",
    "LongList",
    "MaterialDatePicker",
    "MaterialTimePicker",
    "MenuItem",
    "MonthDays",
    "NameDialog",
    "NavigationDrawer",
    "Node",
    "NumberPicker",
    "Pan",
    "Picture",
    "PopupMenu",
    "Progress",
    "RadioButton",
    "RadioRow",
    "Rect",
    "RecyclerView",
    "RoundButton",
    "Row",
    "Screen",
    "Scroll",
    "SearchBar",
    "SectionedList",
    "SeekBar",
    "Selection",
    "Spacer",
    "Spinner",
    "Switch",
    "SwitchRow",
    "Tabs",
    "Text",
    "TimePickerDialog",
    "Toolbar",
]
