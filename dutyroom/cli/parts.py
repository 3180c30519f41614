"""The parts that every group of commands is made of."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from dutyroom.cli.context import Handler
from dutyroom.desk.clock import read_date
from dutyroom.domain.records.base import Mark
from dutyroom.words.codes import mark_words


def leaf(
    group: Any, common: argparse.ArgumentParser, name: str, words: str, handler: Handler
) -> argparse.ArgumentParser:
    """Add a command that ends in a handler; it takes the common options too."""
    parser: argparse.ArgumentParser = group.add_parser(
        name, parents=[common], help=words, description=words
    )
    parser.set_defaults(handler=handler, parser=parser)
    return parser


def marked(line: str, marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """Return a line with the marks of its record behind it."""
    words = "; ".join(mark_words(mark) for mark in marks)
    return (f"{line}  ({words})" if words else line,)


def read_day(text: str) -> date | None:
    """Return a date as it was typed, None where nothing was. Raises `Wrong`."""
    return read_date(text) if text else None
