"""`python -m dutyroom` and the console command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit code."""
    from dutyroom.cli.main import run

    return run(sys.argv[1:], _open)


def _open(data: str, *, at: str, language: str) -> int:
    from dutyroom.app import open_screen

    return open_screen(data, at=at, language=language)


if __name__ == "__main__":
    sys.exit(main())
