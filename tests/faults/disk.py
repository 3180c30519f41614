"""A disk that remembers what was asked of it, and what it may have kept when the power goes.

`Recorder` notes every system call that changes files below a folder, and may
let one fail. `PowerCut` replays the calls and gives every state that a file
system may leave: what was not synced is there or not, whole or cut; a synced
file has its content, a synced folder its names.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

Failure = Callable[[str], None]
"""Is told the name of each call before it is made, and may raise the system's error."""


@dataclass(frozen=True)
class Call:
    """A call that changes the disk; paths are relative to the folder."""

    name: str
    path: str
    other: str = ""
    data: bytes = b""


class Recorder:
    """Notes the calls below a folder while it is entered; ``failure`` may stop one."""

    NAMES = ("open", "write", "fsync", "rename", "replace", "mkdir", "unlink", "rmdir")

    def __init__(self, folder: Path, failure: Failure | None = None) -> None:
        """Name the folder; nothing is noted yet."""
        self.calls: list[Call] = []
        self._folder = folder
        self._failure = failure
        self._paths: dict[int, str] = {}
        self._real: dict[str, Any] = {}

    def __enter__(self) -> Recorder:
        """Stand in the way of the calls."""
        for name in self.NAMES:
            self._real[name] = getattr(os, name)
            setattr(os, name, getattr(self, f"call_{name}"))
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Step aside."""
        for name, real in self._real.items():
            setattr(os, name, real)

    def _note(self, name: str, path: str, other: str = "", data: bytes = b"") -> None:
        inside = os.path.relpath(path, self._folder)
        if inside.startswith("..") or inside.endswith(".lock"):
            return
        if self._failure is not None:
            self._failure(name)
        to = os.path.relpath(other, self._folder) if other else ""
        self.calls.append(Call(name, inside, to, data))

    def _whole(self, path: Any, below: int | None) -> str:
        """Return a path, also of what is named below a folder that is open."""
        return f"{self._paths[below]}/{path}" if below is not None else os.fspath(path)

    def call_open(self, path: Any, flags: int, *more: Any, **named: Any) -> int:
        """Open a file; making one changes the disk."""
        whole = self._whole(path, named.get("dir_fd"))
        if flags & os.O_CREAT:
            self._note("create", whole)
        handle: int = self._real["open"](path, flags, *more, **named)
        self._paths[handle] = whole
        return handle

    def call_write(self, handle: int, data: Any) -> int:
        """Write to a file of the folder."""
        if handle in self._paths:
            self._note("write", self._paths[handle], data=bytes(data))
        written: int = self._real["write"](handle, data)
        return written

    def call_fsync(self, handle: int) -> None:
        """Make a file or the names of a folder durable."""
        if handle in self._paths:
            self._note("fsync", self._paths[handle])
        self._real["fsync"](handle)

    def call_rename(self, path: Any, to: Any, **named: Any) -> None:
        """Give a file another name."""
        self._note_renamed(path, to, named)
        self._real["rename"](path, to, **named)

    def call_replace(self, path: Any, to: Any, **named: Any) -> None:
        """Put a file in another's place."""
        self._note_renamed(path, to, named)
        self._real["replace"](path, to, **named)

    def _note_renamed(self, path: Any, to: Any, named: dict[str, int]) -> None:
        source, target = named.get("src_dir_fd"), named.get("dst_dir_fd")
        self._note("rename", self._whole(path, source), self._whole(to, target))

    def call_mkdir(self, path: Any, *more: Any, **named: Any) -> None:
        """Make a folder."""
        self._note("mkdir", self._whole(path, named.get("dir_fd")))
        self._real["mkdir"](path, *more, **named)

    def call_unlink(self, path: Any, **named: Any) -> None:
        """Take a name away."""
        self._note("unlink", self._whole(path, named.get("dir_fd")))
        self._real["unlink"](path, **named)

    def call_rmdir(self, path: Any, **named: Any) -> None:
        """Take a folder away."""
        self._note("rmdir", self._whole(path, named.get("dir_fd")))
        self._real["rmdir"](path, **named)


@dataclass
class _Node:
    """A file with the content that is safe and the one that was written, or a folder."""

    folder: bool = False
    safe: bytes = b""
    written: bytes = b""


@dataclass(frozen=True)
class _Naming:
    """A change of a folder's names that is not synced yet."""

    folder: str
    gone: str
    new: str
    node: _Node | None


class PowerCut:
    """The disk as a file system keeps it: nodes, names, and what is not synced yet."""

    def __init__(self, folder: Path) -> None:
        """Begin with what stands in the folder, all of it durable."""
        self._names: dict[str, _Node] = {".": _Node(folder=True)}
        for path in sorted(folder.rglob("*")):
            content = b"" if path.is_dir() else path.read_bytes()
            node = _Node(path.is_dir(), content, content)
            self._names[os.path.relpath(path, folder)] = node
        self._safe = dict(self._names)
        self._pending: list[_Naming] = []

    def take(self, call: Call) -> None:
        """Let a call happen."""
        match call.name:
            case "create" | "mkdir":
                node = _Node(folder=call.name == "mkdir")
                self._rename(_Naming(_above(call.path), "", call.path, node))
            case "write":
                self._names[call.path].written += call.data
            case "unlink" | "rmdir":
                self._rename(_Naming(_above(call.path), call.path, "", None))
            case "rename":
                node = self._names[call.path]
                self._rename(_Naming(_above(call.path), call.path, call.other, node))
            case "fsync":
                self._sync(call.path)

    def _rename(self, naming: _Naming) -> None:
        self._pending.append(naming)
        _apply(self._names, naming)

    def _sync(self, path: str) -> None:
        node = self._names[path]
        if not node.folder:
            node.safe = node.written
            return
        for naming in [n for n in self._pending if n.folder == path]:
            _apply(self._safe, naming)
            self._pending.remove(naming)

    def states(self) -> Iterator[dict[str, bytes | None]]:
        """Give every state that a power cut may leave now: names with contents, None a folder.

        Any of the names that are not synced may be there; any file that is not
        synced may have its old content, all of the new, or half of it.
        """
        for many in range(len(self._pending) + 1):
            for kept in itertools.combinations(self._pending, many):
                names = dict(self._safe)
                for naming in kept:
                    _apply(names, naming)
                yield from _contents(names)


def _above(path: str) -> str:
    return str(Path(path).parent)


def _apply(names: dict[str, _Node], naming: _Naming) -> None:
    below = f"{naming.gone}/"
    moved = {
        path: node
        for path, node in names.items()
        if naming.gone and (path == naming.gone or path.startswith(below))
    }
    for path in moved:
        del names[path]
    if naming.new and naming.node is not None:
        names[naming.new] = naming.node
        for path, node in moved.items():
            if path != naming.gone:
                names[naming.new + path[len(naming.gone) :]] = node


def _contents(names: dict[str, _Node]) -> Iterator[dict[str, bytes | None]]:
    reachable = {path: node for path, node in names.items() if _has_way(names, path)}
    loose = [p for p, n in reachable.items() if not n.folder and n.safe != n.written]
    sure: dict[str, bytes | None] = {
        path: None if node.folder else node.safe for path, node in reachable.items()
    }
    choices = [
        (
            reachable[p].safe,
            reachable[p].written,
            reachable[p].written[: len(reachable[p].written) // 2],
        )
        for p in loose
    ]
    for contents in itertools.product(*choices):
        yield {**sure, **dict(zip(loose, contents, strict=True))}


def _has_way(names: dict[str, _Node], path: str) -> bool:
    while path != ".":
        path = _above(path)
        if path not in names:
            return False
    return True


def lay_out(folder: Path, state: dict[str, bytes | None]) -> None:
    """Make a folder that holds a state."""
    folder.mkdir()
    for path, content in sorted(state.items()):
        if path == ".":
            continue
        place = folder / path
        if content is None:
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
