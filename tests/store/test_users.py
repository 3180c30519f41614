"""Several Unix users of one group share a station; nobody else can read it; no network disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dutyroom.desk.desk import open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.station import drafts
from dutyroom.desk.station.backup import make_copy
from dutyroom.desk.station.station import init_station
from dutyroom.store import copying
from dutyroom.store.errors import NoPermission, Stranger
from dutyroom.store.mounts import NetworkDisk, kind_of, refuse_network
from dutyroom.store.strangers import doubtful_folders
from tests.faults import users
from tests.faults.witness import fork

ANNA, BERT, STRANGER = 20_001, 20_002, 20_003
DUTY, OTHERS = 30_000, 30_001
AT = "2026-12-01 09:00"
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users")


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that belongs to the duty group.

    Everything is done once before, so that what the program loads is there for
    users who may not read the reader's own Python.
    """
    init_station(tmp_path / "before", profile="property-centre", drill=True)
    logs(tmp_path / "before", "before")()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.chown(folder, 0, DUTY)
        folder.chmod(0o2770)
        yield folder


def as_user(uid: int, gid: int, umask: int, act: Callable[[], str]) -> str:
    """Do something in a process of another user, and return what it says."""

    def run(tell: Callable[[str], None]) -> None:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
        os.umask(umask)
        tell(act())

    child = fork(run)
    said = child.lines()
    assert child.wait() == 0
    return said[0]


def logs(path: Path, text: str) -> Callable[[], str]:
    def act() -> str:
        desk = open_desk(path, terminal="t", at=AT)
        drafts.keep(desk, f"d{os.getuid()}", "call", "", "call", {"text": text}, desk.now())
        entry = log.log_entry(desk, "call", log.Note(text=text)).entry
        make_copy(desk)
        return entry.id

    return act


@needs_root
@pytest.mark.parametrize("umask", [0o022, 0o077, 0o027])
def test_two_users_write_in_turn_whatever_their_umask(shared: Path, umask: int) -> None:
    path = shared / "station"

    def set_up() -> str:
        return init_station(path, profile="property-centre", drill=True).name

    as_user(ANNA, DUTY, umask, set_up)
    given = [
        as_user(uid, DUTY, mask, logs(path, f"{uid}"))
        for uid, mask in ((ANNA, umask), (BERT, 0o077), (ANNA, 0o022), (BERT, umask))
    ]
    assert given == [f"LD-20261201-00{n}" for n in range(1, 5)]
    desk = open_desk(path, terminal="t", at=AT)
    assert len(desk.state().entries) == 4
    assert desk.ledger.verify().damage == ()
    wrong = [
        str(found)
        for found in (path, *path.rglob("*"))
        if found.stat().st_mode & 0o007
        or found.stat().st_gid != DUTY
        or (found.is_dir() and found.stat().st_mode & 0o2770 != 0o2770)
        or (found.is_file() and found.stat().st_mode & 0o660 != 0o660)
    ]
    assert wrong == []


def drafts_of(path: Path, uid: int, gid: int, mode: int) -> Path:
    """Put an empty folder of this user and group in place of the drafts."""
    folder = path / "drafts"
    folder.rename(path / "drafts.aside")
    folder.mkdir()
    os.chown(folder, uid, gid)
    folder.chmod(mode)
    return folder


@needs_root
@pytest.mark.parametrize(
    ("uid", "gid", "written"),
    [
        (STRANGER, OTHERS, False),
        (STRANGER, DUTY, True),
        (ANNA, OTHERS, True),
        (BERT, OTHERS, True),
        (0, OTHERS, True),
    ],
    ids=["a stranger's", "of the group", "the station owner's", "his own", "made by root"],
)
def test_nothing_is_written_through_a_strangers_folder(
    shared: Path, uid: int, gid: int, written: bool
) -> None:
    path = shared / "station"
    as_user(ANNA, DUTY, 0o022, lambda: init_station(path, profile="hotel", drill=True).name)
    folder = drafts_of(path, uid, gid, 0o777)

    def keep() -> str:
        desk = open_desk(path, terminal="t", at=AT)
        try:
            drafts.keep(desk, "x", "call", "", "call", {"text": "x"}, desk.now())
        except Stranger as error:
            return str(error)
        return "written"

    said = as_user(BERT, DUTY, 0o022, keep)
    assert (said == "written") == written == (folder / "x.json").exists()
    if not written:
        assert f"{folder} belongs neither to you nor to the group" in said
        assert "chgrp" in said


@needs_root
def test_none_of_three_users_fails_to_copy_over_two_turns_of_a_month() -> None:
    with tempfile.TemporaryDirectory() as place:
        shared = users.over_two_turns(Path(place))
    assert shared.complaints == []
    assert (shared.made, shared.killed) == (32, 4)


@needs_root
def test_without_the_modes_others_would_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control for the one above."""

    def bare(folder: Path, _station: Path) -> None:
        folder.mkdir(exist_ok=True)

    monkeypatch.setattr(copying, "make_folder", bare)
    with tempfile.TemporaryDirectory() as place:
        complaints = users.over_two_turns(Path(place)).complaints
    assert any("No permission" in line for line in complaints)
    assert any("does not belong to all three" in line for line in complaints)


@needs_root
def test_a_strangers_folder_is_named(shared: Path) -> None:
    path = shared / "station"
    as_user(ANNA, DUTY, 0o022, lambda: init_station(path, profile="hotel", drill=True).name)
    assert doubtful_folders(path) == ()
    folder = drafts_of(path, STRANGER, OTHERS, 0o770)
    (said,) = doubtful_folders(path)
    assert str(said).startswith(f"{folder} is not of the station's group {DUTY}")
    assert str(said).endswith(f"Type chgrp {DUTY} {folder}")


def test_a_folder_that_is_open_to_everybody_is_named(tmp_path: Path) -> None:
    path = tmp_path / "station"
    init_station(path, profile="hotel", drill=True)
    (path / "drafts").chmod(0o2775)
    assert doubtful_folders(path) == ()
    (path / "drafts").chmod(0o2777)
    (path / "evidence").rmdir()
    (path / "evidence").symlink_to(tmp_path)
    (said,) = doubtful_folders(path)
    assert f"{path}/drafts is open to everybody on this computer (mode 2777)" in str(said)
    path.chmod(0o755)
    assert [str(said).split()[0] for said in doubtful_folders(path)] == [
        str(path),
        f"{path}/drafts",
    ]


@needs_root
def test_nobody_else_can_read(shared: Path) -> None:
    path = shared / "station"
    as_user(ANNA, DUTY, 0o022, lambda: init_station(path, profile="hotel", drill=True).name)
    shared.chmod(0o755)

    def peep() -> str:
        try:
            open_desk(path, terminal="t", at=AT).state()
        except NoPermission:
            return "no permission"
        return "read"

    assert as_user(STRANGER, OTHERS, 0o022, peep) == "no permission"


MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:40 / /srv rw - nfs4 office:/srv rw
31 30 254:2 / /srv/local\\040disk rw - ext4 /dev/vdb rw
32 22 0:41 / /home/li rw - fuse.sshfs li@office: rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/dutyroom", "ext4"),
        ("/srv/duty", "nfs4"),
        ("/srv/local disk/duty", "ext4"),
        ("/home/li/duty", "fuse.sshfs"),
        ("/home/lina", "ext4"),
    ],
)
def test_the_disk_of_a_folder_is_known(path: str, kind: str) -> None:
    assert kind_of(Path(path), MOUNTS) == kind


def test_a_network_disk_is_refused_with_the_reason(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"30 22 0:40 / {tmp_path} rw - nfs4 office:/srv rw\n")
    with pytest.raises(NetworkDisk, match=r"network disk \(nfs4\)"):
        refuse_network(tmp_path / "station", mounts)
    refuse_network(tmp_path / "station", tmp_path / "nothing")
