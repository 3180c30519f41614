"""A walk through the whole ledger, to tell if everything is there as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dutyroom.store import pages
from dutyroom.store.accepted import Accepted, Seam, Seams
from dutyroom.store.joints import Joint, Place
from dutyroom.store.last_lines import Last, LastLines
from dutyroom.store.layout import N_, Flaw, RawLine, Sheet
from dutyroom.store.pages import Damage, Page
from dutyroom.store.sealed import Links, balance_links, page_links
from dutyroom.store.tip import Tip, read_tip
from dutyroom.store.verification import Verification
from dutyroom.store.view import GENESIS, behind, line_hash
from dutyroom.store.witness import Witness, Witnesses

__all__ = ["Verification", "Walk"]

Values = tuple[tuple[str, object], ...]


class Walk:
    """A walk through every page in the order of the chain. Raises OSError."""

    def __init__(
        self,
        root: Path,
        *,
        partial: bool = False,
        since: str = "",
        until: str = "",
        copies: Path | None = None,
    ) -> None:
        """Begin before the first page, or at the month ``since``; end with the month ``until``.

        A ``partial`` ledger lacks the months before it. Good ``copies`` and signed
        handovers are compared where that folder is named.
        """
        self._root, self._partial, self._since = root, partial or bool(since), since
        self._until = until
        self._witnesses = Witnesses(root, copies) if copies is not None else None
        self._first: Place | None = None
        self._joint: Joint | None = None
        self._tip, self._seq = GENESIS, 0
        self._sure = True
        self._last = LastLines()
        self._damage: list[Damage] = []
        self._pages = self._lines = 0
        self._last_known: Tip | None = None
        self._seams: Seams | None = None
        self._accepted: dict[str, Accepted] = {}
        self._loose = 0
        self.open_seams: list[Seam] = []

    @property
    def records(self) -> int:
        """The number of records that were met, with those that were carried over."""
        return len(self._last)

    @property
    def seq(self) -> int:
        """The number of the last line."""
        return self._seq

    @property
    def tip(self) -> str:
        """The hash of the last line."""
        return self._tip

    def leads_to(self, month: str, line: Tip) -> bool:
        """Tell whether a month that opens behind this line follows from what was walked."""
        if line == Tip(self._seq, self._tip) or not self._sure:
            return True
        return self._fits(month, Seam(self._seq, self._tip, line.seq + 1, line.hash))

    def verification(self) -> Verification:
        """Walk, and return what was found."""
        self._last_known = read_tip(self._root)
        month = self._walk()
        self._settle(None)
        tip = self._last_known
        if tip is not None and tip.seq > self._seq and not self._until:
            self._damage.append(behind(month, self._seq, tip))
        if self._witnesses is not None:
            self._compare(self._witnesses)
        return Verification(
            self._pages,
            self._lines,
            self._tip,
            tuple(self._damage),
            tuple(self._accepted.values()),
            self._seq,
            self._witnesses.vouched if self._witnesses else 0,
        )

    def _walk(self) -> str:
        """Walk through the months, and return the last one."""
        until = self._until or "9999-99"
        months = [month for month in pages.months(self._root) if self._since <= month <= until]
        for month in months:
            self._opening(month)
            listed = pages.pages_of(self._root, month)
            for page in listed:
                self._page(page, newest=month == months[-1] and page == listed[-1])
        return months[-1] if months else ""

    def _compare(self, witnesses: Witnesses) -> None:
        """Look at the lines that copies and handovers have otherwise: the first one is named."""
        witnesses.finish()
        if not witnesses.against:
            return
        self._seams = Seams(self._root, "")
        named = {self._first_against(witness, witnesses) for witness in witnesses.against} - {0}
        damaged = {(damage.file, damage.line) for damage in self._damage}
        for place in witnesses.places(set(sorted(named)[:1])).values():
            if (place.file, place.line) not in damaged:
                values = (("number", place.seq),)
                self._damage.append(
                    Damage(place.file, place.line, place.record, _OTHERWISE, values)
                )

    def _first_against(self, witness: Witness, witnesses: Witnesses) -> int:
        """Return the first line that a witness has otherwise; 0 where that is accepted or wrong."""
        place = witnesses.places({witness.seq}).get(witness.seq)
        seam = Seam(witness.seq, place.hash if place else "", witness.seq, witness.hash)
        mendings = self._mendings("")
        accepted = mendings.accepts(seam)
        if accepted is not None:
            self._accept(accepted, witness.month)
        if mendings.excuses(*seam[:2], witness.hash):
            return 0
        first = witnesses.first_other(witness)
        known = {(*other[:2], other.names) for other in self.open_seams}
        if first and (*seam[:2], witness.hash) not in known:
            self.open_seams.append(seam._replace(changed=first))
        return first

    def _opening(self, month: str) -> None:
        path = self._root / month / pages.OPENING
        name = f"{month}/{path.name}"
        if not path.is_file():
            self._damage.append(Damage(name, 1, "", N_("the opening balance is missing")))
            return
        content = pages.content_of(path)
        begins = self._partial and not self._pages
        if self._sure and not begins and self._opens(balance_links(content)):
            return
        sheet = pages.sheet_of(content, pages.CARRIED)
        self._damage += pages.damage_in(path, sheet.flaws)
        if not sheet.flaws:
            self._balance(name, sheet)
        self._carried(name, sheet.lines(pages.CARRIED))

    def _balance(self, name: str, sheet: Sheet) -> None:
        """Look whether an opening balance that can be read follows from the month before.

        The first of a partial ledger is taken for granted.
        """
        balance = sheet.first(pages.BALANCE)
        if self._partial and not self._pages:
            self._begin_with(balance, sheet.lines(pages.CARRIED))
        if not self._sure or self._continues(balance):
            return
        tip, seq = str(balance.get("tip", GENESIS)), int(balance.get("seq", 0))
        if self._first_prev(name[:7]) == (seq + 1, tip):
            return  # what is wrong is the end of the month before: its first line tells
        if self._fits(name[:7], Seam(self._seq, self._tip, seq + 1, tip)):
            self._tip, self._seq = tip, seq
            return
        what = N_("the opening balance does not follow from the month before")
        self._damage.append(Damage(name, 1, "", what))

    def _first_prev(self, month: str) -> tuple[int, str]:
        """Return the number of the first line of a month, and the hash that it carries."""
        for page in pages.pages_of(self._root, month)[:1]:
            sheet = pages.sheet_of(page.read(self._root), pages.REVISIONS)
            for raw in sheet.lines(pages.REVISIONS)[:1]:
                return raw.seq, str(raw.document.get("prev"))
        return 0, ""

    def _carried(self, name: str, lines: list[RawLine]) -> None:
        """Look whether records are carried over as they were last written."""
        for raw in lines:
            record = str(raw.document.get("id", ""))
            last = self._last.get(record)
            if last is not None and last[1:] != (raw.seq, _digest(raw)):
                what = N_("is carried over otherwise than it was written")
                self._damage.append(Damage(name, raw.line, record, what))

    def _opens(self, found: tuple[Sheet, Links] | None) -> bool:
        """Tell whether an opening balance fits what was walked so far in everything."""
        if found is None:
            return False
        sheet, links = found
        return self._continues(sheet.first(pages.BALANCE)) and self._last.are(links)

    def _continues(self, balance: dict[str, Any]) -> bool:
        """Tell whether an opening balance says where the month before ended."""
        return (balance.get("tip", GENESIS), balance.get("seq", 0)) == (self._tip, self._seq)

    def _begin_with(self, balance: dict[str, Any], carried: list[RawLine]) -> None:
        """Take the opening balance of a partial ledger for granted."""
        self._tip, self._seq = str(balance.get("tip", GENESIS)), int(balance.get("seq", 0))
        for raw in carried:
            rev = raw.document.get("rev")
            known = (rev if isinstance(rev, int) else 1, raw.seq, _digest(raw))
            self._last.put(str(raw.document.get("id", "")), known)

    def _page(self, page: Page, *, newest: bool) -> None:
        path, content = page.path(self._root), page.read(self._root)
        self._pages += 1
        links = page_links(content) if self._sure and not newest else None
        if links is not None and self._follows(f"{page.month}/{page.name}", links[1]):
            if self._witnesses is not None:
                self._witnesses.see(page, content, links[1].seqs, links[1].hashes)
            return
        sheet = pages.sheet_of(content, pages.REVISIONS)
        self._damage += pages.damage_in(path, sheet.flaws)
        found: list[RawLine | Flaw] = [*sheet.lines(pages.REVISIONS), *sheet.flaws]
        for line in sorted(found, key=lambda line: line.line):
            if isinstance(line, Flaw):
                self._skip(line)
            else:
                self._line(f"{page.month}/{page.name}", line)
        if self._witnesses is not None:
            lines = sheet.lines(pages.REVISIONS)
            self._witnesses.see(
                page, content, [raw.seq for raw in lines], list(map(_digest, lines))
            )

    def _follows(self, name: str, links: Links) -> bool:
        """Take a page in that fits the chain in everything, or nothing of it.

        Its last line is vouched for by the page that follows: the newest of all
        is parsed instead.
        """
        if not self._chained(links):
            return False
        if not self._last.follows(links, partial=self._partial):
            return False
        self._settle(self._tip)
        self._tip, self._seq = links.hashes[-1].hex(), links.seqs[-1]
        self._lines += len(links.seqs)
        last_line = _HEADING + len(links.seqs)
        self._first = Place(name, last_line, links.records[-1], self._seq, self._tip)
        self._last.take(links)
        return True

    def _chained(self, links: Links) -> bool:
        """Tell whether each line carries the hash and the number after the one before."""
        first, behind_last = self._seq + 1, self._seq + 1 + len(links.seqs)
        if links.seqs != list(range(first, behind_last)):
            return False
        if links.prevs.decode("ascii", "replace") != self._tip + b"".join(links.hashes[:-1]).hex():
            return False
        known = self._last_known
        if known is None or not first <= known.seq < behind_last:
            return True
        return links.hashes[known.seq - first].hex() == known.hash

    def _skip(self, flaw: Flaw) -> None:
        """Pass over a line that cannot be read: what follows it cannot be judged by it."""
        self._settle(None)
        self._sure = False
        self._seq = max(self._seq, flaw.seq)
        last = self._last.get(flaw.record)
        if last is not None:
            self._last.put(flaw.record, (last[0] + 1, flaw.seq, b""))

    def _fits(self, month: str, seam: Seam) -> bool:
        """Tell whether a mending accepted that two lines do not fit; else the seam is open.

        Mendings are looked for from the first month on in which something does not fit.
        """
        found = self._mendings(month).accepts(seam)
        if found is None:
            self.open_seams.append(seam)
            return False
        self._accept(found, month)
        self._loose = seam.before
        return True

    def _accept(self, found: Accepted, month: str) -> None:
        self._accepted[found.record] = found.joined(self._accepted.get(found.record), month)

    def _mendings(self, month: str) -> Seams:
        if self._seams is None:
            self._seams = Seams(self._root, month)
        return self._seams

    def _line(self, name: str, raw: RawLine) -> None:
        self._lines += 1
        record, prev = str(raw.document.get("id", "")), str(raw.document.get("prev"))
        here = Place(name, raw.line, record, raw.seq, line_hash(raw.text))
        explained = self._settle(prev)
        chained = (prev, raw.seq) == (self._tip, self._seq + 1) or not self._sure
        if not chained and self._fits(name[:7], Seam(self._seq, self._tip, raw.seq, prev)):
            self._tip, self._seq = prev, raw.seq - 1
        for what, values in self._breaks(name[:7], raw):
            if what != _BREAK or not (explained or self._joins(here, prev)):
                self._damage.append(Damage(name, raw.line, record, what, values))
        self._tip, self._seq, self._sure, self._first = here.hash, raw.seq, True, here
        self._meet_known(here)
        rev = raw.document.get("rev")
        kept = rev if isinstance(rev, int) else self._due(record)
        self._last.put(record, (kept, raw.seq, bytes.fromhex(here.hash)))

    def _meet_known(self, here: Place) -> None:
        """Compare a line with the last one that was acknowledged."""
        known = self._last_known
        if known is not None and known.seq == here.seq and known.hash != here.hash:
            what = N_("is not the line that was acknowledged under this number")
            self._damage.append(Damage(here.file, here.line, here.record, what))

    def _due(self, record: str) -> int:
        """Return the revision that a record should have next."""
        last = self._last.get(record)
        return last[0] + 1 if last else 1

    def _joins(self, second: Place, names: str) -> bool:
        """Wait for the line behind two that do not fit, if only one of them can be wrong."""
        first = self._first
        if first is None or (first.seq + 1, first.hash) != (second.seq, self._tip):
            return False
        self._joint = Joint(first, second, names)
        return True

    def _settle(self, behind: str | None) -> bool:
        """Name the changed one of two lines that do not fit, by the hash that the next one carries.

        Return whether it is the second, so that the next one cannot fit it either.
        """
        joint, self._joint = self._joint, None
        if joint is None:
            return False
        copied = self._witnesses.copied if self._witnesses is not None else ()
        second = joint.is_second(behind, copied)
        self._damage.append(joint.damage(second=second, last=behind is None))
        return second and behind != joint.second.hash

    def _breaks(self, month: str, raw: RawLine) -> Iterator[tuple[str, Values]]:
        """Give where a line does not follow from those before it.

        Where its record has no line before it, a partial ledger may have it from any
        revision on. Behind a line that cannot be read only numbers that go back are
        wrong for sure.
        """
        if self._sure and raw.document.get("prev") != self._tip:
            yield _BREAK, ()
        if raw.seq != self._seq + 1 and (self._sure or raw.seq <= self._seq):
            yield N_("number {number} after {last}"), (("number", raw.seq), ("last", self._seq))
        record, rev = str(raw.document.get("id", "")), raw.document.get("rev")
        due = self._due(record)
        if rev != due and not self._is_loose(month, raw.seq, self._last.get(record)):
            yield N_("revision {rev} after {last_rev}"), (("rev", rev), ("last_rev", due - 1))

    def _is_loose(self, month: str, seq: int, last: Last | None) -> bool:
        """Tell whether a line may have any revision.

        So it is where lines before it are not known, or accepted as lost, or itself;
        the hashes vouch for what it says all the same.
        """
        if last is None and (self._partial or not self._sure):
            return True
        changed = self._mendings(month).is_changed(seq)
        return changed or self._loose > (last[1] if last is not None else 0)


_BREAK = N_("does not follow from the line before")
_OTHERWISE = N_(
    "line {number} is not the one that a good copy has, or that a handover was signed on"
)
_HEADING = 4
"""The lines of a page that stand above its revisions."""


def _digest(raw: RawLine) -> bytes:
    return bytes.fromhex(line_hash(raw.text))
