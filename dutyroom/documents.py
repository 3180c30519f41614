"""Reading JSON and TOML that somebody else may have written, as one error with the file's name.

Nesting without end, a number of five thousand digits and bytes that are no
text end in `Unread` here, whatever Python's own readers raise for them.
"""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path
from typing import Any

DEEPEST = 50
"""Parts in one another: no file of a station comes near."""
LARGEST = 16 * 1024**2
"""Bytes up to which a file is read: no honest one comes near."""
_LINE = re.compile(r"line (\d+)")


def N_(text: str) -> str:  # noqa: N802 - the name that catalogues are extracted by
    """Mark a sentence for the catalogue and return it as it is."""
    return text


class Unread(ValueError):
    """A file that cannot be read as what it should be; the sentence is ``text`` with ``values``."""

    def __init__(self, text: str, path: object, line: int = 0) -> None:
        """Keep the template, the file and the line; 0 is none in particular."""
        self.text, self.line = text, line
        self.values = {"path": str(path)} | ({"line": line} if line else {})
        super().__init__(text.format(**self.values))


def read_text(path: Path) -> str:
    """Return what a person's own text file says; it may lie behind a link.

    It is looked at before it is read. Raises `Unread` for what is no file, is
    too large or is no text in UTF-8, OSError for what the system refuses.
    """
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise Unread(N_("{path} is no file that can be read"), path)
        if found.st_size > LARGEST:
            words = N_("{path} is far larger than such a file can be, so it was not read")
            raise Unread(words, path)
        return os.read(handle, found.st_size).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unread(N_("{path} cannot be read as text"), path) from error
    finally:
        os.close(handle)


def read_json(content: str | bytes, path: object) -> Any:
    """Return what a JSON text says. Raises `Unread`, which names the file."""
    try:
        return _shallow(json.loads(_text(content, path)))
    except json.JSONDecodeError as error:
        text = N_("{path} is no valid JSON: line {line}")
        raise Unread(text, path, error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise _endless(error, path) from error


def read_toml(content: str | bytes, path: object) -> dict[str, Any]:
    """Return what a TOML text says. Raises `Unread`, which names the file."""
    import tomllib

    text = _text(content, path)
    try:
        found: dict[str, Any] = _shallow(tomllib.loads(text))
        return found
    except tomllib.TOMLDecodeError as error:
        named = _LINE.search(str(error))
        line = int(named[1]) if named else text.count("\n") + 1
        words = N_("{path} cannot be understood: line {line} is no valid TOML")
        raise Unread(words, path, line) from error
    except (ValueError, RecursionError) as error:
        raise _endless(error, path) from error


def _text(content: str | bytes, path: object) -> str:
    if isinstance(content, str):
        return content
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unread(N_("{path} cannot be understood: it is no text in UTF-8"), path) from error


def _shallow(document: Any) -> Any:
    """Return a document whose parts do not lie too deep for what goes through them later."""
    level = [document]
    for _depth in range(DEEPEST):
        below: list[Any] = []
        for part in level:
            if isinstance(part, dict | list):
                below += part.values() if isinstance(part, dict) else part
        if not below:
            return document
        level = below
    raise RecursionError


def _endless(error: Exception, path: object) -> Unread:
    """Return the error for nesting without end, or for a number that Python does not take."""
    if isinstance(error, Unread):
        return error
    if isinstance(error, RecursionError):
        return Unread(
            N_("{path} cannot be understood: its parts lie too deep in one another"), path
        )
    return Unread(N_("{path} cannot be understood: a number or a time in it is none"), path)
