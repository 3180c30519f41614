"""What can go wrong with the records, each as one sentence."""

from __future__ import annotations

import errno

from dutyroom.store.durable import Foreign, TooLarge, Unconfirmed
from dutyroom.store.layout import N_


class StoreError(Exception):
    """A failure of the records; ``text`` with ``values`` in its braces is the sentence."""

    text = N_("The records cannot be used.")

    def __init__(self, text: str = "", **values: object) -> None:
        """Keep the template and its values."""
        self.text = text or type(self).text
        self.values = values
        super().__init__(self.text.format(**values))


class NotAStation(StoreError):
    """No station in the folder, or a file of it that cannot be understood."""

    text = N_(
        "There is no station in {path}. Set one up with 'dutyroom init', or try 'dutyroom demo'."
    )


class NoDemo(StoreError):
    """Something that is no demo station, where one shall be made or opened."""

    text = N_(
        "{path} holds something else than a demo station; nothing was changed. "
        "Name another folder, or none."
    )


class Exists(StoreError):
    """The folder is taken."""

    text = N_("{path} is taken; nothing was changed. Choose another folder.")


class Busy(StoreError):
    """Somebody else holds the lock for too long."""

    text = N_("The records are held by {holder} for {seconds} s; nothing was written. Try again.")

    @property
    def holder(self) -> str:
        """Who holds the lock, as far as is known."""
        return str(self.values.get("holder", ""))

    @property
    def seconds(self) -> float:
        """How long was waited."""
        return float(str(self.values.get("seconds", 0)))


class Conflict(StoreError):
    """A record has been changed meanwhile; both versions are kept here."""

    text = N_("{id} was changed by {by} meanwhile; nothing was written.")

    def __init__(self, id: str, by: str, current: object, yours: object) -> None:
        """Keep both versions."""
        super().__init__(id=id, by=by)
        self.id = id
        self.current = current
        self.yours = yours


class NoPermission(StoreError):
    """The system does not let this user at a file."""

    text = N_("No permission for {path}; nothing was written.")


class NoSpace(StoreError):
    """The disk is full."""

    text = N_("The disk is full; nothing was written to {path}. What you typed is still there.")


class Linked(StoreError):
    """A link where a file or a folder of the station should be."""

    text = N_(
        "{path} is a link. Links are not followed inside a station: nothing was written, and what "
        "it points to is untouched. Take the link away."
    )


class Stranger(StoreError):
    """A folder in the station that belongs to somebody from outside."""

    text = N_(
        "{path} belongs neither to you nor to the group of the station: nothing was written. "
        "Ask who made it, and take it away or give it to the group with chgrp."
    )


class Oversized(StoreError):
    """A file that is larger than any of its kind can be."""

    text = N_(
        "{path} is far larger than such a file can be, so it was not read. Look what it is, and "
        "put the right one in its place."
    )


class Disturbed(StoreError):
    """A page that was sound a moment ago, and is not any more."""

    text = N_(
        "{path} was damaged from outside at this very moment: nothing was written. Try again."
    )


class Broken(StoreError):
    """Another failure of the system."""

    text = N_("{path} cannot be used: {why}. Nothing was written.")


class Unsure(StoreError):
    """Something was written, but the disk does not say that it keeps it."""

    text = N_(
        "{path} was written, but the disk does not confirm that it keeps it. Look whether your "
        "record is there before you enter it again."
    )


class Newer(StoreError):
    """The records were written by a newer program."""

    text = N_("{path} was written by a newer program; this one only reads it.")


_OWN: tuple[tuple[type[OSError], type[StoreError]], ...] = (
    (Foreign, Stranger),
    (TooLarge, Oversized),
)
"""What is said of errors that the store itself raises, with the file that they name."""


def explained(error: OSError, path: object) -> StoreError:
    """Return the store's error for one of the system's."""
    for raised, said in _OWN:
        if isinstance(error, raised):
            return said(path=str(error.filename or path))
    if isinstance(error, Unconfirmed):
        return Unsure(path=str(path))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NoPermission(path=str(path))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoSpace(path=str(path))
    if error.errno == errno.ELOOP:
        return Linked(path=str(error.filename or path))
    return Broken(path=str(path), why=error.strerror or str(error))
