"""What a new file can begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Template:
    """A first text; `{title}`, `{day}` and `{moment}` are filled in.

    Attributes:
        title: as the dialog lists it.
        body: the text.
        stamp: a date format that goes before the name; empty for none.
        joined: blanks in the name become underscores.
    """

    title: str
    body: str = ""
    stamp: str = ""
    joined: bool = False

    def text(self, title: str, now: datetime) -> str:
        """The first text of a file of that title."""
        filled = {"title": title, "day": f"{now:%Y-%m-%d}", "moment": now.isoformat("T", "seconds")}
        text = self.body
        for name, value in filled.items():
            text = text.replace("{" + name + "}", value)
        return text

    def prefix(self, now: datetime) -> str:
        """What goes before a name."""
        return f"{now:{self.stamp}}-" if self.stamp else ""


_MARKDOWN = """# Markdown Reference

## Text
*Emphasis*, **strong emphasis**, ~~struck out~~ and `code`.

> A quotation.

## Lists
- A point
- Another point

1. First
2. Second

- [ ] To do
- [x] Done

## Links
[A page](https://example.org/)

## Tables
| Left | Right |
| :--- | ----: |
| one  | two   |

----
"""
_TODO = """(A) Call the dentist @phone +health
(B) Write the outline @desk +book
Buy stamps @errands
{day} Water the plants @home
x {day} Pay the rent @desk
"""
_JEKYLL = """---
layout: post
tags: []
categories: []
title: '{title}'
date: {day}
---

"""
_RECIPE = """# {title}

### Ingredients

| Ingredient | Amount |
| :--------- | :----- |
|            |        |

### Preparation

1.\x20
"""
_SLIDES = """---
class: beamer
---

-----------------
# {title}

-----------------

## First page

- A point

-----------------
"""
_ZIM = """Content-Type: text/x-zim-wiki
Wiki-Format: zim 0.4
Creation-Date: {moment}

====== {title} ======
"""
_ZIM_REFERENCE = (
    _ZIM
    + """
**bold** //italic// __marked__ ~~struck~~

* A point
[ ] To do
[*] Done
"""
)
_HUGO = """---
tags: []
created: '{day}'
title: ''
---

"""
_ZETTEL = """source:
category:
tag:
------------
"""
_ASCIIDOC = """= {title}
:page-last-updated: {day}
:toc: auto

"""
_CSV = """# a comment
number;text;date
1;Learn **Markor**;{day}
"""

TEMPLATES = (
    Template("Empty file"),
    Template("markor-markdown-reference.md", _MARKDOWN),
    Template("todo.example.txt", _TODO),
    Template("2029-01-01-jekyll-post.md", _JEKYLL, stamp="%Y-%m-%d"),
    Template("cooking-recipe.md", _RECIPE),
    Template("presentation-beamer.md", _SLIDES),
    Template("zim-wiki-reference.txt", _ZIM_REFERENCE),
    Template("zim-wiki-empty.txt", _ZIM, joined=True),
    Template("hugo-post-front-matter.md", _HUGO),
    Template("202901012359-zettelkasten.md", _ZETTEL, stamp="%Y%m%d%H%M"),
    Template("2029-01-01-jekyll-post.adoc", _ASCIIDOC),
    Template("sample.csv", _CSV),
)
