"""Which file system a folder lies on: one over a network cannot keep the ledger's promises."""

from __future__ import annotations

from pathlib import Path

from dutyroom.store.errors import StoreError
from dutyroom.store.layout import N_

NETWORK = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs",
        "lustre", "davfs", "fuse.sshfs", "fuse.glusterfs", "fuse.ceph-fuse", "fuse.davfs2",
        "fuse.rclone", "fuse.s3fs", "beegfs", "ocfs2", "gfs2",
    }
)  # fmt: skip
MOUNTS = Path("/proc/self/mountinfo")


class NetworkDisk(StoreError):
    """The folder lies on a disk that several machines share."""

    text = N_(
        "{path} lies on a network disk ({kind}): its locks and its sync cannot be trusted, and "
        "records could be lost. Choose a folder of this machine; others come in by SSH."
    )


def kind_of(path: Path, mountinfo: str) -> str:
    """Return the file system that a path lies on, as the kernel names it; empty if unknown.

    A path that is not there yet lies where its nearest folder lies.
    """
    place = path.resolve()
    best, kind = -1, ""
    for line in mountinfo.splitlines():
        head, _, tail = line.partition(" - ")
        fields, behind = head.split(), tail.split()
        if len(fields) < 5 or not behind:
            continue
        mount = Path(_unescaped(fields[4]))
        if (place == mount or mount in place.parents) and len(mount.parts) >= best:
            best, kind = len(mount.parts), behind[0]
    return kind


def _unescaped(text: str) -> str:
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, letter)
    return text


def refuse_network(path: Path, mounts: Path = MOUNTS) -> None:
    """Raise `NetworkDisk` for a folder on a network; what cannot be told is allowed."""
    try:
        kind = kind_of(path, mounts.read_text("utf-8", "replace"))
    except OSError:
        return
    if kind in NETWORK:
        raise NetworkDisk(path=str(path), kind=kind)
