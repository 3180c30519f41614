"""The tests of the program.

Who has Python write no bytecode next to the source gets it into pytest's own folder: to
compile the program and the tests afresh takes two workers sixteen seconds of every run,
and the hundred programs that the tests start half of their time.
"""

import os
import sys
from pathlib import Path

if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
