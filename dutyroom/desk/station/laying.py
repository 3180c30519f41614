"""Laying the lines of pages that lie ahead of today on the right ones, as a record (R8)."""

from __future__ import annotations

from pathlib import Path

from dutyroom.desk.codec import RecordCodec
from dutyroom.desk.desk import Desk
from dutyroom.desk.station.repair import who_mends
from dutyroom.domain.records.mending import MendedFile, Mending
from dutyroom.store.astray import Astray, pages_ahead
from dutyroom.store.errors import explained
from dutyroom.store.ledger import Ledger
from dutyroom.store.pages import Page


def files_ahead(desk: Desk) -> tuple[str, ...]:
    """Return the pages that a clock which stood ahead has opened; none by a clock in doubt.

    Raises the store's errors.
    """
    if desk.clock_doubt():
        return ()
    try:
        return tuple(map(_file, pages_ahead(desk.ledger.root, desk.now().date())))
    except OSError as error:
        raise explained(error, desk.folder.path) from error


def lay_pages(desk: Desk, by: str = "", pin: str = "") -> Mending | None:
    """Lay their lines on the pages of their days, all at once, and keep a record of it.

    Nothing is done while anything is damaged: that is mended first. Returns None where
    no page lies ahead. Raises `Wrong` and the store's errors.
    """
    if not files_ahead(desk) or desk.ledger.verify().damage:
        return None
    who, proof = who_mends(desk, by, pin)
    with desk.change("data.mend", who, proof=proof) as change:
        try:
            laid = Astray(desk.folder, _opening_of, change.now.date()).put_right(change.now)
        except OSError as error:
            raise explained(error, desk.folder.path) from error
        finally:
            desk.ledger.reread()
        return change.put(
            Mending(
                id=change.number(Mending),
                day=change.day,
                at=change.now,
                person=who,
                proof=proof,
                files=tuple(MendedFile(_file(page)) for page in laid),
            )
        )


def _opening_of(root: Path, month: str) -> bytes:
    return Ledger(root, RecordCodec(), terminal="").opening_of(month)


def _file(page: Page) -> str:
    return f"{page.month}/{page.name}"
