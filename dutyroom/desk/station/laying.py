"""Laying the lines of pages that lie ahead of today on the right ones, as a record (R8)."""

from __future__ import annotations

from pathlib import Path

from dutyroom.desk.change import Proof
from dutyroom.desk.codec import RecordCodec
from dutyroom.desk.desk import Desk
from dutyroom.desk.station.repair import who_mends
from dutyroom.domain.records.mending import MendedFile, Mending
from dutyroom.store.astray import Astray, laid_before, pages_ahead, set_aside
from dutyroom.store.errors import explained
from dutyroom.store.ledger import Ledger
from dutyroom.store.pages import Page


def files_ahead(desk: Desk) -> tuple[str, ...]:
    """Return the pages that a clock which stood ahead has opened; none by a clock in doubt.

    Raises the store's errors.
    """
    if desk.clock_doubt():
        return ()
    root, today = desk.ledger.root, desk.now().date()
    try:
        found = pages_ahead(root, today) or laid_before(desk.folder.path, today)
        return tuple(map(_file, found))
    except OSError as error:
        raise explained(error, desk.folder.path) from error


def lay_pages(desk: Desk, by: str = "", pin: str = "") -> Mending | None:
    """Lay their lines on the pages of their days, all at once, and keep a record of it.

    Nothing is done while anything is damaged: that is mended first. What was cut off is
    ended, and its record kept if it does not stand. Returns None where no page lies
    ahead. Raises `Wrong` and the store's errors.
    """
    files = files_ahead(desk)
    if not files or desk.ledger.verify().damage:
        return None
    who, proof = who_mends(desk, by, pin)
    kept = _kept(desk, files) or _lay(desk, who, proof)
    _set_aside(desk)
    return kept


def _kept(desk: Desk, files: tuple[str, ...]) -> Mending | None:
    """Return the record of a laying that was cut off right behind it."""
    if pages_ahead(desk.ledger.root, desk.now().date()):
        return None
    mendings = reversed(desk.state().mendings)
    return next((m for m in mendings if tuple(each.file for each in m.files) == files), None)


def _set_aside(desk: Desk) -> None:
    with desk.ledger.held():
        try:
            set_aside(desk.folder.path, desk.now())
        except OSError as error:
            raise explained(error, desk.folder.path) from error


def _lay(desk: Desk, who: str, proof: Proof) -> Mending:
    with desk.change("data.mend", who, proof=proof) as change:
        try:
            today = change.now.date()
            laid = laid_before(desk.folder.path, today)
            laid = laid or Astray(desk.folder, _opening_of, today).put_right()
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
