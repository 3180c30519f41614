"""Which form is being saved: the lines that its action adds say so.

A program may end between the commit and the moment when the form's draft is thrown
away. The draft is then known for saved, and is not offered once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_DRAFT: ContextVar[str] = ContextVar("draft", default="")


@contextmanager
def saving(draft: str) -> Iterator[None]:
    """Let what is done in this block, and in no other thread, be the saving of a draft."""
    token = _DRAFT.set(draft)
    try:
        yield
    finally:
        _DRAFT.reset(token)


def draft_saved() -> str:
    """Return the id of the draft that is being saved; nothing where none is."""
    return _DRAFT.get()
