'''The apps of the virtual phone: every module in this folder that holds an `App` is installed.

How to write an app
===================

Put one file (or one folder) here; nothing else needs to know its name::

    """Notes: plain text files on shared storage."""

    class NotesApp(App):
        package = "net.gsantner.markor"
        label = "Markor"
        icon = "notes"                       # a name of ui/icons
        color = "#aa3a3a"
        system = False                       # may be uninstalled
        launcher = ".activity.MainActivity"  # the activity behind the icon
        activities = {".activity.MainActivity": ListScreen, ".activity.Edit": EditScreen}
        filters = (answers(".activity.Edit", ACTION_VIEW, schemes=("file",), types=("text/*",)),)
        receives = frozenset({"net.gsantner.markor.REMIND"})

        def seed(self, state): ...           # first data from the fixture (whole dictionary)
        def clear(self): ...                 # `pm clear`, beyond the private folder
        def on_broadcast(self, intent): ...  # alarms, notification buttons, `am broadcast`

- A screen is a `ui.screen.Screen`; how its view is written stands in `ui/__init__.py`.
- The app instance is the process: it dies with force-stop. What must survive is read at every use
  from where the real app keeps it: `phone.files` (`read_text`, `write_text`, `database(path,
  schema)`), `phone.contacts`, `phone.messages`, `phone.settings`. Never keep a connection.
- Time comes from `phone.clock` only. A timer is `phone.alarms.set(Alarm(...))`; it comes back as a
  broadcast to `on_broadcast`, also after the app was swiped away. A screen that shows running
  time sets `refresh_ms`.
- Notify with `phone.notifications.post(Notification(...))`, say something short with
  `self.toast(...)`, open others with `self.start(Intent(...))`.
- A permission: list it in `permissions`, then `ask_permission(screen, permission, on_answer)` of
  `apps/systemui/permission.py`; what is held is `self.phone.packages.get(self.package).granted`.
'''

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from phoneagent.virtualphone.system.app import App


def discover() -> list[type[App]]:
    """Every app class defined in a module or package of this folder, sorted by package name."""
    return list(_found())


@cache
def _found() -> tuple[type[App], ...]:
    found: dict[str, type[App]] = {}
    for module_info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, App) and hasattr(value, "package"):
                found[value.package] = value
    return tuple(found[name] for name in sorted(found))
