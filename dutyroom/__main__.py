"""`python -m dutyroom` and the console command."""

from __future__ import annotations

import gc
import os
import sys

from dutyroom import splash

TYPE_CHECKING = False  # that of `typing` takes as long to load as all that stands here
if TYPE_CHECKING:
    from collections.abc import Mapping

    from dutyroom.settings.config import Config


def main() -> int:
    """Run the command line and return its exit code."""
    words = sys.argv[1:]
    shown = splash.show(words, os.environ)
    if shown:
        # What loads now stays; looking through it for rubbish takes a tenth of the start.
        gc.disable()
    from dutyroom.cli.main import run

    return run(words, _open, _settings, splash.withdraw if shown else None)


def _open(data: str, *, at: str, language: str) -> int:
    from dutyroom.app import open_screen

    return open_screen(data, at=at, language=language)


def _settings(environ: Mapping[str, str]) -> Config:
    from dutyroom.app import user_config

    return user_config(environ)


if __name__ == "__main__":
    sys.exit(main())
