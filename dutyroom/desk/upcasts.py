"""Documents of older schemas, taken up step by step to today's form.

Only where a record is really made of an old line is any of this run: a station
with half a million old lines opens as fast as one with none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Upcast = Callable[[str, Document], Document]

_ITEMS = ("entry", "order")
_LINKS = ("order", "source")
"""Keys of schema 1 that held the number of another record; today the kind of a link."""


def thread_and_links(kind: str, document: Document) -> Document:
    """Take a document of schema 1 to 2: an item has a thread of typed steps, and links.

    What was done about it were untyped steps; they are noted.
    """
    if kind not in _ITEMS:
        return document
    item = {key: value for key, value in document.items() if key != "steps" and key not in _LINKS}
    if "steps" in document:
        item["thread"] = [{**step, "kind": "noted"} for step in document["steps"]]
    links = [{"kind": key, "to": document[key]} for key in _LINKS if key in document]
    if links:
        item["links"] = links
    return item


HEADS_SINCE = 1
"""The oldest schema whose documents begin with kind and day as today's do."""
UPCASTS: dict[int, Upcast] = {1: thread_and_links}
"""For each older schema, the pure function that takes a kind's document to the next."""
