"""A-11 over a real SSH line that is cut: no signature is lost, and nothing that was typed."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dutyroom.desk.desk import open_desk
from tests.duty_stations import PIN, half_signed
from tests.terminal.tty import PATIENCE, ROOT, Terminal

SSHD, SSH = shutil.which("sshd", path="/usr/sbin:/usr/bin"), shutil.which("ssh")
pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(not (SSHD and SSH), reason="needs openssh"),
]


@dataclass(frozen=True)
class Line:
    """A way into this machine by SSH."""

    port: int
    key: Path

    def words(self, *command: str) -> list[str]:
        """Return the client with its options, and a command for the other side."""
        options = {
            "Port": self.port,
            "IdentityFile": self.key,
            "IdentitiesOnly": "yes",
            "StrictHostKeyChecking": "no",
            "UserKnownHostsFile": "/dev/null",
            "LogLevel": "ERROR",
        }
        flags = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
        return [str(SSH), "-F", "none", "-tt", *flags, f"{getpass.getuser()}@127.0.0.1", *command]


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    """Start an SSH server of our own on the loopback."""
    for name in ("host", "client"):
        key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        subprocess.run(key, check=True)
    shutil.copy(tmp_path / "client.pub", tmp_path / "authorized")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "Port": port,
        "ListenAddress": "127.0.0.1",
        "HostKey": tmp_path / "host",
        "AuthorizedKeysFile": tmp_path / "authorized",
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "PasswordAuthentication": "no",
        "PermitRootLogin": "prohibit-password",
    }
    config = tmp_path / "sshd_config"
    config.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    server = subprocess.Popen([str(SSHD), "-D", "-e", "-f", str(config)], stderr=subprocess.PIPE)
    try:
        _wait_for_port(port)
        yield Line(port, tmp_path / "client")
    finally:
        server.terminate()
        server.communicate()


def _wait_for_port(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError("the server did not come up")


def room_over(line: Line, station: Path, at: str) -> Terminal:
    """Return a terminal with the room of a station, reached by SSH."""
    words = (sys.executable, "-m", "dutyroom", "--data", str(station), "--at", at)
    told = f"env LANG=C.UTF-8 PYTHONPATH={ROOT} {shlex.join([*words, '--language', 'en'])}"
    return Terminal(through=line.words(told))


def test_a_cut_line_loses_no_signature_and_no_word(tmp_path: Path, line: Line) -> None:
    """R-133, R-138, X-10: one signature is kept, the outgoing officer still answers."""
    station = tmp_path / "station"
    half_signed(station)

    with room_over(line, station, "2026-12-07 08:01") as terminal:
        terminal.wait_for("F10 Actions")
        terminal.press("ctrl+n")
        terminal.type("客人报失，房间503")
        terminal.wait_for("房间503")
        terminal.signal(signal.SIGKILL)
        terminal.wait_end()

    with room_over(line, station, "2026-12-07 08:07") as terminal:
        terminal.wait_for("✎1")
        terminal.press("f7")
        terminal.wait_for("one signature")
        assert "王芳 signed 08:00:20" in terminal.text()
        terminal.press("ctrl+g", "down")
        terminal.type(PIN)
        terminal.press("ctrl+g")
        terminal.wait_for("Handed over")
        terminal.press("f12")
        terminal.wait_end()

    state = open_desk(station, terminal="check").state()
    first, second = state.attendances
    assert first.left == second.took_over
    assert [m.code for m in first.marks] == ["held_over"]
    assert second.marks == ()
