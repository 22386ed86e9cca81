"""What kind of thing a node is, judged by its class, flags and the words of its resource-id."""

from __future__ import annotations

import re
from functools import lru_cache

from phoneagent.core.hierarchy import Node
from phoneagent.core.screen import ElementRole
from phoneagent.perception.words import local_id

# Ends of class names, as accessibility reports them; the first one that fits decides.
_BY_CLASS: tuple[tuple[tuple[str, ...], ElementRole], ...] = (
    (("EditText", "AutoCompleteTextView", "AutoComplete"), "field"),
    (("Switch", "SwitchCompat", "ToggleButton", "SwitchMaterial"), "switch"),
    (("CheckBox", "CheckedTextView"), "checkbox"),
    (("RadioButton",), "radio"),
    (("SeekBar", "Slider", "RatingBar"), "slider"),
    (("Tab", "TabView", "NavigationBarItemView", "BottomNavigationItemView"), "tab"),
    # AOSP's clock face reports its numbers with this class and without being clickable.
    (("Button", "Chip", "RadialPickerTouchHelper"), "button"),
    (("ImageView", "Image"), "image"),
)
_LISTS = (
    "RecyclerView",
    "ListView",
    "GridView",
    "ScrollView",
    "ViewPager",
    "ViewPager2",
    "WebView",
    "AdapterView",
    "Gallery",
)
_BLANK = ("WebView", "SurfaceView", "TextureView", "GLSurfaceView", "VideoView", "MapView")
_SEARCH = re.compile(r"search|搜索|suche|buscar|recherche|поиск|検索|검색", re.IGNORECASE)


@lru_cache(maxsize=1024)
def role_of_class(cls: str) -> ElementRole | None:
    """The role a class name tells, or None when it tells nothing."""
    for ends, role in _BY_CLASS:
        if cls.endswith(ends):
            return role
    return None


@lru_cache(maxsize=1024)
def is_list_class(cls: str) -> bool:
    """Whether views of this class arrange many others and are no thing themselves."""
    return cls.endswith(_LISTS)


def is_blank_class(cls: str) -> bool:
    """Whether views of this class draw what the hierarchy cannot tell (web, video, games, maps)."""
    return cls.endswith(_BLANK)


def is_thing(node: Node) -> bool:
    """Whether a person can do something with this node itself."""
    if node.clickable or node.checkable:
        return not is_list_class(node.cls) or node.checkable
    if node.long_clickable and not is_list_class(node.cls):
        return True
    role = role_of_class(node.cls)
    return role in ("field", "slider") or (role == "button" and node.cls.endswith("TouchHelper"))


def is_searchy(node: Node, *texts: str) -> bool:
    """Whether this is where one searches: its id or words say so."""
    return bool(_SEARCH.search(" ".join((local_id(node.resource_id), *texts))))


def role_of(node: Node) -> ElementRole:
    """The role of a thing by itself; its neighbours may make it a tab, its children a row."""
    by_class = role_of_class(node.cls)
    if node.checkable and by_class not in ("field", "switch", "checkbox", "radio"):
        return _checkable_role(node)
    if by_class in ("image",):
        return "button" if node.clickable else "image"
    if by_class is not None:
        return by_class
    if node.clickable and not node.children:
        return "button"
    return "row" if node.clickable or node.long_clickable else "other"


def _checkable_role(node: Node) -> ElementRole:
    """Toolkits that draw their own switches report plain views; a switch is wider than high."""
    name = local_id(node.resource_id).lower()
    if "switch" in name or "toggle" in name:
        return "switch"
    if "radio" in name:
        return "radio"
    if node.children or node.text or node.desc:
        return "checkbox"
    wide = node.bounds.width_px >= 1.3 * node.bounds.height_px
    return "switch" if wide else "checkbox"
