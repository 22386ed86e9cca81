"""OsmAnd: favourites, markers and tracks, by its search."""

from tests.androidworld.person import Person, Task, solves


@solves("OsmAndFavorite")
def add_favorite(person: Person, task: Task) -> None:
    """Search, Add, Save."""
    person.open_app("OsmAnd")
    find_place(person, task.params["location"])
    person.tap("Add")
    person.tap("Save")


@solves("OsmAndMarker")
def add_marker(person: Person, task: Task) -> None:
    """Search, Marker."""
    person.open_app("OsmAnd")
    find_place(person, task.params["location"])
    person.tap("Marker")


@solves("OsmAndTrack")
def save_track(person: Person, task: Task) -> None:
    """Plan a route: for each place search it, which brings it under the cross, and Add."""
    person.open_app("OsmAnd")
    person.tap("Back to menu")
    person.tap("Plan a route")
    person.tap("Create new route")
    for place in task.params["waypoints"]:
        find_place(person, place)
        person.tap("Add")
    person.tap("Done")
    person.tap("Save", id="button1")


def find_place(person: Person, place: str) -> None:
    """Search a town, or a position given as "lat, lon", and pick it."""
    name = place.removesuffix(", Liechtenstein")
    person.tap("Search")
    person.type(name)
    wish = {"id": "title"} if name == place else {"label": name, "id": "title"}
    person.tap(**wish)
