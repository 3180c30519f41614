"""A packed spreadsheet, looked at before it is parsed: as a stream, keeping nothing of it.

Nothing is believed because the file says so: parts are counted, unpacked piece by
piece, and what is in them is counted too. Who claims less than there is gains nothing.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.intake.limits import (
    MAX_DEPTH,
    MAX_DIRECTORY,
    MAX_ELEMENTS,
    MAX_FILLED,
    MAX_MERGED,
    MAX_PARTS,
    MAX_TEXT,
    MAX_TOKEN,
    MAX_UNPACKED,
    MEGABYTE,
)
from dutyroom.intake.sheets import Unreadable

_END = struct.Struct("<4s4H2LH")
"""The end of a packed file: mark, two disks, two counts of parts, size of their list, ..."""
_END_MARK = b"PK\x05\x06"
_LONGEST_END = _END.size + 65_535
_PIECE = 64 * 1024
_LOCKED = 0x1
"""The flag of a part that has a password."""
_HOLDERS = {"c", "si"}
"""What a text belongs to: a cell, or an entry of the list of shared texts."""
_CONTENT = {"v", "f", "is"}

STRANGE = say(
    "The file is not as a spreadsheet program writes it: open it and save it as .xlsx again"
)


def look(file: BinaryIO) -> zipfile.ZipFile:
    """Open a packed file whose list of parts is no longer than that of a spreadsheet.

    Raises `Unreadable`, and what `zipfile` raises for a damaged file.
    """
    _look_at_end(file)
    archive = zipfile.ZipFile(file)
    claimed = 0
    for part in archive.infolist():
        if part.flag_bits & _LOCKED:
            raise Unreadable(say("The file has a password: save it without one"))
        if not _is_name(part.filename):
            raise Unreadable(STRANGE)
        claimed += part.file_size if is_read(part.filename) else 0
    if claimed > MAX_UNPACKED:
        raise Unreadable(_too_large())
    return archive


def look_inside(archive: zipfile.ZipFile) -> Seen:
    """Count what is in the parts that will be read. Raises `Unreadable` at the first excess."""
    seen = Seen()
    for name in filter(is_read, archive.namelist()):
        with archive.open(name) as part:
            seen.look(iter(lambda: part.read(_PIECE), b""))
    return seen


def is_read(name: str) -> bool:
    """Tell whether a part is read: not pictures, drawings, and what others keep for themselves."""
    folder, _slash, last = name.rpartition("/")
    if not last.endswith((".xml", ".rels")):
        return False
    return not folder.startswith(("xl/media", "xl/drawings", "xl/theme", "xl/externalLinks"))


def _look_at_end(file: BinaryIO) -> None:
    """Read the counts at the end of the file before anybody makes a list of so many parts."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_END))
    tail = file.read(_LONGEST_END)
    file.seek(0)
    place = tail.rfind(_END_MARK)
    if place < 0 or len(tail) - place < _END.size:
        raise zipfile.BadZipFile
    _mark, _disk, _first, _here, parts, directory, _offset, _comment = _END.unpack_from(tail, place)
    if parts > MAX_PARTS or directory > MAX_DIRECTORY:
        raise Unreadable(
            say(
                "The file has more than {limit} parts inside, a spreadsheet has a few dozen: "
                "copy the roster alone into a new file and save that as .xlsx",
                limit=MAX_PARTS,
            )
        )


def _is_name(name: str) -> bool:
    """Tell whether a part is named as one: from the top of the package, without a way out."""
    return not name.startswith("/") and "\\" not in name and ".." not in name.split("/")


def _too_large() -> Sentence:
    return say(
        "The file is larger than {limit} MB once unpacked: copy the roster alone into a new "
        "file and save that as .xlsx",
        limit=MAX_UNPACKED // MEGABYTE,
    )


class Seen:
    """What was counted in the parts of one file so far."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.rows = self.filled = self._elements = self._merged = self._size = 0
        self._depth = self._holder = self._text = self._filled_by = 0

    def look(self, pieces: Iterator[bytes]) -> None:
        """Count what is in a part. Raises `Unreadable`; of a part that is no XML it says nothing.

        Whether it is well-formed, the reader says later, of those parts that it needs.
        """
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begins
        parser.EndElementHandler = self._ends
        parser.CharacterDataHandler = self._says
        parser.StartDoctypeDeclHandler = self._declares
        self._depth = self._holder = self._text = fed = 0
        try:
            for piece in pieces:
                self._size += len(piece)
                fed += len(piece)
                if self._size > MAX_UNPACKED:
                    raise Unreadable(_too_large())
                parser.Parse(piece)
                if fed - max(0, parser.CurrentByteIndex) > MAX_TOKEN:
                    raise Unreadable(STRANGE)
        except expat.ExpatError:
            pass

    def _begins(self, name: str, _attributes: object) -> None:
        self._depth += 1
        self._elements += 1
        local = name.rpartition(":")[2]
        if not self._holder:
            self._text = 0
        if local in _CONTENT:
            self._fills()
        elif local in _HOLDERS:
            self._holder, self._text, self._filled_by = self._depth, 0, 0
        elif local == "row":
            self.rows += 1
        elif local == "mergeCell":
            self._merged += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable(STRANGE)
        if self._elements > MAX_ELEMENTS:
            raise Unreadable(
                say(
                    "There are more than {limit} entries in the file: copy the roster alone into "
                    "a new file and save that as .xlsx",
                    limit=MAX_ELEMENTS,
                )
            )

    def _fills(self) -> None:
        """Count a cell once, whether it holds a value, a formula or both."""
        self._filled_by += 1
        if self._filled_by == 1:
            self.filled += 1
            refuse_many(self.filled)

    def _ends(self, _name: str) -> None:
        if self._holder == self._depth:
            self._holder = self._text = 0
        self._depth -= 1
        if self._merged > MAX_MERGED:
            raise Unreadable(
                say(
                    "There are more than {limit} merged areas in the file: copy the roster alone "
                    "into a new file and save that as .xlsx",
                    limit=MAX_MERGED,
                )
            )

    def _says(self, piece: str) -> None:
        self._text += len(piece)
        if self._text > MAX_TEXT:
            refuse_long()

    def _declares(self, *_declared: object) -> None:
        raise Unreadable(STRANGE)


def refuse_many(filled: int) -> None:
    """Raise `Unreadable` for more cells than are read."""
    if filled > MAX_FILLED:
        raise Unreadable(
            say(
                "More than {limit} cells of the file hold something: copy the roster alone into a "
                "new file",
                limit=MAX_FILLED,
            )
        )


def refuse_long() -> None:
    """Raise `Unreadable` for a text that no cell of a spreadsheet program can hold."""
    raise Unreadable(
        say(
            "A text in the file is longer than {limit} characters: shorten it, or copy the roster "
            "alone into a new file",
            limit=MAX_TEXT,
        )
    )
