"""The parts that every group of commands is made of."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Handler


def leaf(
    group: Any, common: argparse.ArgumentParser, name: str, words: str, handler: Handler
) -> argparse.ArgumentParser:
    """Add a command that ends in a handler; it takes the common options too."""
    parser: argparse.ArgumentParser = group.add_parser(
        name, parents=[common], help=words, description=words
    )
    parser.set_defaults(handler=handler)
    return parser
