"""Where in ``quarantine/`` a file or a folder goes that is taken out of its place: it is kept."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path


def place_in_quarantine(station: Path, name: str, at: datetime) -> Path:
    """Return a place that nothing has yet, called by a name and the moment; nothing is made."""
    place = station / "quarantine" / f"{name}-{at:%Y%m%dT%H%M%S}"
    while os.path.lexists(place):
        place = place.with_name(f"{place.name}x")
    return place
