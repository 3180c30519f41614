"""One writer at a time, across processes and users."""

from __future__ import annotations

import fcntl
import getpass
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dutyroom.store.durable import open_inside, open_to_group
from dutyroom.store.errors import Busy, StoreError, explained

FIRST_WAIT, LONGEST_WAIT = 0.0005, 0.001
"""Seconds between two tries: short, so that nobody of many waits out of turn for long."""
HOLDER_BYTES = 120


class StationLock:
    """The lock of a ledger; it names its holder to whoever waits too long."""

    def __init__(self, path: Path, terminal: str, timeout: float) -> None:
        """Name the lock file; nothing is opened yet."""
        self._path = path
        self._holder = f"{_user()} {terminal} ({os.getpid()})"
        self._timeout = timeout
        self._thread = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock. Raises `Busy` with the holder's name after the timeout."""
        deadline = time.monotonic() + self._timeout
        if not self._thread.acquire(timeout=self._timeout):
            raise Busy(holder=self._holder, seconds=self._timeout)
        try:
            handle = self._acquire(deadline)
            try:
                self._sign(handle)
                yield
            finally:
                os.close(handle)
        finally:
            self._thread.release()

    def holder(self, wait: float) -> str:
        """Return who holds the lock and goes on holding it for so many seconds, or an empty text.

        What cannot be told, `held` will say.
        """
        with suppress(StoreError, OSError):
            handle = self._open()
            try:
                self._wait(handle, time.monotonic() + wait)
            except Busy as busy:
                return busy.holder
            finally:
                os.close(handle)
        return ""

    def _acquire(self, deadline: float) -> int:
        while True:
            handle = self._open()
            try:
                self._wait(handle, deadline)
                if self._is_there(handle):
                    return handle
            except OSError as error:
                os.close(handle)
                raise explained(error, self._path) from error
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)

    def _is_there(self, handle: int) -> bool:
        """Tell whether the file is still the one that others would lock."""
        try:
            return os.path.samestat(os.fstat(handle), os.lstat(self._path))
        except FileNotFoundError:
            return False

    def _sign(self, handle: int) -> None:
        """Write the holder's name; a full disk does not keep anybody from the lock.

        Padded to one length, so that a shorter name covers a longer one.
        """
        name = self._holder.encode("utf-8", "replace")[:HOLDER_BYTES].ljust(HOLDER_BYTES)
        with suppress(OSError):
            if os.pread(handle, HOLDER_BYTES, 0) != name:
                os.pwrite(handle, name, 0)

    def _open(self) -> int:
        try:
            handle = open_inside(self._path, self._path.parents[1], os.O_RDWR | os.O_CREAT)
            open_to_group(handle)
        except OSError as error:
            raise explained(error, self._path) from error
        return handle

    def _wait(self, handle: int, deadline: float) -> None:
        pause = FIRST_WAIT
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    holder = os.pread(handle, HOLDER_BYTES, 0).decode("utf-8", "replace").strip()
                    raise Busy(holder=holder or "?", seconds=self._timeout) from None
                time.sleep(pause)
                pause = min(pause * 2, LONGEST_WAIT)
            else:
                return


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
