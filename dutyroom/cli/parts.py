"""The parts that every group of commands is made of."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from dutyroom.cli.context import Handler
from dutyroom.desk.clock import read_date


def leaf(
    group: Any, common: argparse.ArgumentParser, name: str, words: str, handler: Handler
) -> argparse.ArgumentParser:
    """Add a command that ends in a handler; it takes the common options too."""
    parser: argparse.ArgumentParser = group.add_parser(
        name, parents=[common], help=words, description=words
    )
    parser.set_defaults(handler=handler, parser=parser)
    return parser


def read_day(text: str) -> date | None:
    """Return a date as it was typed, None where nothing was. Raises `Wrong`."""
    return read_date(text) if text else None
