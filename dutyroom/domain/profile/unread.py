"""Keys of a profile that nothing in the program reads yet.

A station may set them, and opens all the same; ``profile check`` and ``init``
name those that it does set. A test compares the list with what the code reads:
whoever begins to read a key takes it out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dutyroom.domain.base.sentence import Sentence, say

UNREAD = (
    "version",
    "sources",
    "phone.private_call_max_min",
    "phone.missed_entry_min",
    "phone.cluster_n",
    "phone.cluster_min",
    "phone.notify_min",
    "incident.levels",
    "incident.report_min",
    "incident.written_report_days",
    "incident.next_day_basis",
    "incident.chain",
    "timed_reports[].remind_min",
    "levels.swap_late",
    "alcohol_exception",
    "visitor_room_allowed",
)
"""Each key by its path; ``[]`` stands for every item of a list."""


def unread_keys(document: Mapping[str, object]) -> tuple[Sentence, ...]:
    """Return a sentence for each key of a profile file that nothing asks for yet.

    ``document`` is the file as it was read from JSON, without the built-in defaults.
    """
    return tuple(
        say("{key}: nothing asks for this yet", key=key)
        for key in UNREAD
        if any(_values(document, key.replace("[]", ".[]").split(".")))
    )


def _values(value: object, path: list[str]) -> Iterator[bool]:
    """Give True for each place at which a document has the path."""
    if not path:
        yield True
    elif path[0] == "[]" and isinstance(value, list):
        for item in value:
            yield from _values(item, path[1:])
    elif isinstance(value, Mapping) and path[0] in value:
        yield from _values(value[path[0]], path[1:])
