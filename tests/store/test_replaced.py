"""The page that a commit replaced is let go of after it: soon, and whatever happens."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyroom.store.durable import Replaced, replace_file
from dutyroom.store.errors import StoreError
from tests.store.books import book, write


def kept(root: Path) -> list[int]:
    """Return the descriptors of this process behind which there are files without a name."""
    found = []
    for handle in Path("/proc/self/fd").iterdir():
        try:
            name = str(handle.readlink())
        except FileNotFoundError:  # that of the listing itself
            continue
        if name.startswith(f"{root}/") and name.endswith(" (deleted)"):
            found.append(int(handle.name))
    return found


def test_the_replaced_page_goes_when_the_ledger_is_looked_at(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    write(ledger, "一")
    write(ledger, "二")
    assert len(kept(tmp_path)) == 1, "the page is not freed while somebody waits for it"
    assert not os.get_inheritable(kept(tmp_path)[0])
    ledger.refresh()
    assert kept(tmp_path) == []


def test_only_one_is_kept_and_none_without_its_ledger(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    for text in "一二三四":
        write(ledger, text)
        assert len(kept(tmp_path)) <= 1
    del ledger
    assert kept(tmp_path) == []


def failing(number: int) -> Callable[..., None]:
    def fail(*_given: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_full_or_broken_disk_keeps_nothing(tmp_path: Path, call: str, number: int) -> None:
    ledger = book(tmp_path)
    write(ledger, "一")
    write(ledger, "二")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, call, failing(number))
        with pytest.raises(StoreError):
            write(ledger, "三")
        assert kept(tmp_path) == []
    write(ledger, "三")


def test_without_letting_go_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what these tests look for is there when nobody lets go."""
    ledger = book(tmp_path)
    write(ledger, "一")
    write(ledger, "二")
    with monkeypatch.context() as patch:
        patch.setattr(Replaced, "let_go", lambda _self: None)
        ledger.refresh()
    assert len(kept(tmp_path)) == 1


def test_who_may_open_no_more_files_writes_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, replaced = tmp_path / "page", Replaced()
    page.write_bytes(b"old")
    real = os.open

    def few(path: str, flags: int, *mode: int, **named: int) -> int:
        if path == "page":
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return real(path, flags, *mode, **named)

    monkeypatch.setattr(os, "open", few)
    replace_file(page, b"new", tmp_path, replaced)
    assert page.read_bytes() == b"new" and kept(tmp_path) == []
