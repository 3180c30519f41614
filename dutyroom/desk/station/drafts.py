"""Drafts: what is being typed, kept next to the ledger until it is saved or thrown away.

Each open form has a small file under ``drafts/``. One whose program is gone,
by a lost line, a signal or a power cut, is offered again (A-09, X-09).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from dutyroom.desk.desk import Desk
from dutyroom.desk.station.year_files import store_sentence
from dutyroom.documents import Unread, read_json
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.shape import ShapeError, from_document, to_document
from dutyroom.store.errors import StoreError
from dutyroom.values import dataclass

FOLDER = "drafts"
_PID = re.compile(r"[0-9]{1,10}")
_OURS = re.compile(r"[0-9A-Za-z-]{16,40}")
_OVER = ("Z", "X", "x")
"""The states of a process that has ended, while its number is not free yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form that is not saved yet.

    ``kind`` and ``ref`` say which form it is and of which record, ``began`` when
    typing began (the event time), ``kept`` when it was last kept. ``owner``
    tells the process that has the form open.
    """

    id: str
    kind: str
    ref: str
    title: str
    values: Mapping[str, str]
    began: datetime
    kept: datetime
    terminal: str
    owner: str


def new_id() -> str:
    """Return a name for a draft that no other one has."""
    return os.urandom(8).hex()


def keep(
    desk: Desk, id: str, kind: str, ref: str, title: str, values: Mapping[str, str], began: datetime
) -> None:
    """Keep what is typed, durably. Raises the store's errors."""
    draft = Draft(
        id=id,
        kind=kind,
        ref=ref,
        title=title,
        values=dict(values),
        began=began,
        kept=desk.now(),
        terminal=desk.ledger.terminal,
        owner=_process(os.getpid()),
    )
    document = {**to_document(draft), "values": dict(values)}
    desk.folder.write_text(_file(id), json.dumps(document, ensure_ascii=False) + "\n")


def drop(desk: Desk, id: str) -> None:
    """Throw a draft away: it was saved, or nobody wants it. Raises the store's errors."""
    desk.folder.remove(_file(id))


def left_over(desk: Desk) -> tuple[Draft, ...]:
    """Return the drafts whose program is gone, the oldest first.

    One that was saved in its last moment is thrown away.
    """
    left: list[Draft] = []
    wrong: list[Sentence] = []
    for name in _names(desk, wrong):
        draft = _read(desk, name)
        if isinstance(draft, Sentence):
            wrong.append(draft)
        elif draft is not None and not _is_open(draft.owner) and not _was_saved(desk, draft):
            left.append(draft)
    desk.set_aside[FOLDER] = tuple(wrong)
    return tuple(sorted(left, key=lambda draft: draft.began))


def _was_saved(desk: Desk, draft: Draft) -> bool:
    """Tell whether a line says that it saved this draft, and throw the draft away then.

    Looked for once: who could have saved it is gone. Records that cannot be read
    say nothing: better offered twice than lost.
    """
    known = (draft.id, draft.owner)
    if known in desk.drafts_unsaved or not _OURS.fullmatch(draft.id):
        return False
    since = min(draft.began, desk.now()) - timedelta(days=1)
    try:
        hits = desk.ledger.hits([draft.id], f"{since:%Y-%m-%d}")
        if any(hit.saved == draft.id for hit in hits):
            drop(desk, draft.id)
            return True
    except StoreError:
        return False
    desk.drafts_unsaved.add(known)
    return False


def _names(desk: Desk, wrong: list[Sentence]) -> list[str]:
    """Return the names of the files of drafts; why there are none goes to what is wrong."""
    try:
        return desk.folder.names(FOLDER, ".json")
    except StoreError as error:
        wrong.append(store_sentence(error))
        return []


def _read(desk: Desk, name: str) -> Draft | Sentence | None:
    """Return a draft under its file's name, a sentence for one that is none, None once it is gone.

    The file of a draft that makes no sense stays: half of it may be what somebody typed.
    """
    place = f"{FOLDER}/{name}"
    try:
        text = desk.folder.read_text(place)
        if not text:
            return None
        draft = from_document(Draft, read_json(text, place), lenient=True)
    except StoreError as error:
        return store_sentence(error)
    except Unread as error:
        return Sentence(error.text, tuple(error.values.items()))
    except ShapeError as error:
        return say("{path} is no draft: {why}", path=place, why=error.problems)
    if draft.began.tzinfo is None or draft.kept.tzinfo is None:
        return say("{path} is no draft: {why}", path=place, why=say("a time in it has no zone"))
    return replace(draft, id=name.removesuffix(".json"))


def _file(id: str) -> str:
    return f"{FOLDER}/{id}.json"


def _process(pid: int) -> str:
    """Return what tells a process from a later one of the same number.

    One that is over counts as none, though its parent has not waited for it.
    """
    try:
        state, *more = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        started = more[18] if state not in _OVER else "over"
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except (OSError, IndexError, ValueError):
        return f"{os.uname().nodename} {pid}"
    return f"{boot} {pid} {started}"


def _is_open(owner: str) -> bool:
    pid = owner.split()[1] if len(owner.split()) > 1 else ""
    return _PID.fullmatch(pid) is not None and _process(int(pid)) == owner
