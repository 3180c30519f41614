"""Keys at random bring nothing down; the long form is `python -m tests.bench.monkey`."""

from __future__ import annotations

import random
from pathlib import Path

from tests.bench.monkey import play


async def test_keys_at_random_bring_nothing_down(tmp_path: Path) -> None:
    """The seed stands in the note of whatever is raised."""
    seed = random.SystemRandom().randrange(10**6)
    run = await play(tmp_path / "demo", 400, seed)
    assert run.pressed == 400
