"""Which format a file has, whatever its name says, and who reads that format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dutyroom.domain.base.sentence import say
from dutyroom.intake.events import Event
from dutyroom.intake.gather import gather
from dutyroom.intake.limits import MAX_BYTES
from dutyroom.intake.sent import open_sent
from dutyroom.intake.sheets import Sheet, Unreadable

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_NO_SHEETS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"%PDF", b"Rar!", b"{\\rtf")
_DAMAGED = say("The file is damaged or no spreadsheet: open it and save it as .xlsx again")
_OUT_OF_MEMORY = 1
"""The code by which expat says that it got no memory."""


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Read a file here, in this process: for what is known to be harmless. Raises `Unreadable`."""
    with open_sent(path) as file:
        return gather(path.name, read_cells(file, path.name))


def read_cells(file: BinaryIO, name: str) -> Iterator[Event]:
    """Give what is in the sheets of a file, as plain cells (`dutyroom.intake.events`).

    Raises `Unreadable`, and `MemoryError` where there is none left.
    """
    head = file.read(512)
    file.seek(0)
    if not head.startswith(_ZIP):
        yield from _read_text(file, name, head)
        return
    from dutyroom.intake.apart.workbook import read_workbook  # not every file is one

    try:
        yield from read_workbook(file)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # what the libraries raise for a file that was made to break them
        if getattr(error, "code", None) == _OUT_OF_MEMORY:
            raise MemoryError from error
        raise Unreadable(_DAMAGED) from error


def _read_text(file: BinaryIO, name: str, head: bytes) -> Iterator[Event]:
    from dutyroom.intake.apart.table import read_table

    data = file.read(MAX_BYTES)
    _refuse_other_formats(name, head, data)
    yield from read_table(Path(name).stem, data)


def _refuse_other_formats(name: str, head: bytes, data: bytes) -> None:
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable(say("{file} has a password: save it without one", file=name))
        raise Unreadable(say("{file} is in the old Excel format: save it as .xlsx", file=name))
    if head.lstrip().lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise Unreadable(say("{file} is a web page: open it and save it as .xlsx", file=name))
    if head.startswith(_NO_SHEETS) or Path(name).suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        raise Unreadable(say("{file} is no spreadsheet, whatever its name says", file=name))
