"""Opening apps, the app drawer, the home screen, pages and single things."""

from __future__ import annotations

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules import moves, wander
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import first_where, section_tab, setting_of, tappable
from phoneagent.agents.rules.words import best_likeness, same_text, vocabulary
from phoneagent.core.actions import Press, Swipe
from phoneagent.core.steps import Choice

_DRAWER = ("apps", "all apps", "app drawer", "apps list", "show apps", "application drawer")


def open_(scene: Scene, intent: i.Open) -> Choice | None:
    """Tap the icon when it is on the screen, else open the app by name, else find the page."""
    label = next((app for app in scene.run.apps if same_text(app, intent.what)), "")
    if not label:
        setting = setting_of(intent.what)
        tab = section_tab(scene.seen, (intent.what,))
        if tab:
            return moves.tap(tab, f"the tab {tab.label!r}")
        return wander.to_page(scene, (*setting.labels, intent.what), setting.near)
    icon = first_where(scene.seen, lambda e: tappable(e) and same_text(e.label, label))
    if icon and not scene.tries(icon):
        return moves.tap(icon, f"tap the icon {label!r}")
    return moves.open_app(label)


def show_apps(scene: Scene, intent: i.ShowApps) -> Choice | None:
    """Home first; then the control for all apps, or a swipe up."""
    if not any(isinstance(s.action, Press) and s.action.key == "home" for s in scene.done):
        return moves.press("home", "the app drawer is opened from the home screen", moves.ANYTHING)
    control = first_where(
        scene.seen, lambda e: tappable(e) and best_likeness(_DRAWER, e.label) == 1
    )
    if control and not scene.tries(control):
        return moves.tap(control, "open the list of all apps")
    swipes = sum(isinstance(s.action, Swipe) for s in scene.steps)
    return moves.swipe_up(scene.seen.size_px, "pull up the app drawer") if swipes < 2 else None


def go_home(scene: Scene, intent: i.GoHome) -> Choice | None:
    """The home key."""
    return moves.press("home", "go to the home screen", moves.ANYTHING)


def show(scene: Scene, intent: i.Show) -> Choice | None:
    """Find the thing in its list and open it."""
    tab = section_tab(scene.seen, vocabulary().things[intent.thing].section)
    if tab and not scene.tries(tab):
        return moves.tap(tab, f"the tab {tab.label!r}")
    return wander.to_item(scene, intent.name)


def search(scene: Scene, intent: i.Search) -> Choice | None:
    """Bring up the search and type."""
    return wander.search_for(scene, intent.text) or wander.retreat(scene)
