"""The Chinese catalogue: `python tests/tools/catalogue.py update|compile|check`.

``update`` takes in new messages and drops unused ones, ``compile`` writes the
file that the program reads, ``check`` names everything missing or wrong.
"""

from __future__ import annotations

import ast
import io
import re
import string
import sys
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent.parent
PO = ROOT / "data" / "locale" / "zh" / "LC_MESSAGES" / "dutyroom.po"
KEYWORDS = {"_", "N_", "say"}
PACKAGES = ("dutyroom", "screens")
HEAD = (("Language", "zh"), ("Content-Type", "text/plain; charset=UTF-8"))


class Plain(Catalog):
    """A catalogue whose head says nothing of tools, people and dates."""

    mime_headers = HEAD


def messages() -> set[str]:
    """Return every message in the program."""
    return {message for source in sources() for message in messages_of(source)}


@cache
def sources() -> tuple[str, ...]:
    """Return the text of every module of the program."""
    files = (file for name in PACKAGES for file in sorted((ROOT / name).rglob("*.py")))
    return tuple(file.read_text("utf-8") for file in files)


@cache
def _calls(source: str) -> tuple[ast.Call, ...]:
    """Return the calls that name a message in a module, read once for all who ask."""
    return tuple(
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in KEYWORDS
        and node.args
    )


def messages_of(source: str) -> set[str]:
    """Return the messages of a module; those inside f-strings too."""
    firsts = (call.args[0] for call in _calls(source))
    texts = (first.value for first in firsts if isinstance(first, ast.Constant))
    return {text for text in texts if isinstance(text, str) and text}


def made_up(source: str) -> list[str]:
    """Return the calls whose message is put together while it runs: nobody can extract those."""
    return [
        ast.unparse(call)
        for call in _calls(source)
        if isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]


def read() -> Catalog:
    """Return the catalogue as it stands."""
    if not PO.exists():
        return Catalog(locale="zh")
    with PO.open("rb") as file:
        return read_po(file, locale="zh")


def update() -> None:
    """Write the catalogue with the program's messages, translations kept."""
    old, new = read(), Catalog(locale="zh", fuzzy=False)
    for message in sorted(messages()):
        known = old.get(message)
        new.add(message, known.string if known and not known.fuzzy else "")
    with PO.open("wb") as file:
        write_po(file, new, omit_header=True, sort_output=True, width=0, no_location=True)
    head = "".join(f'"{name}: {value}\\n"\n' for name, value in HEAD)
    PO.write_text(f'msgid ""\nmsgstr ""\n{head}\n' + PO.read_text("utf-8").lstrip(), "utf-8")


def compiled() -> bytes:
    """Return the compiled catalogue, the same for the same translations."""
    kept = Plain(locale="zh", fuzzy=False)
    for message in read():
        if message.id and message.string and not message.fuzzy:
            kept.add(message.id, message.string)
    out = io.BytesIO()
    write_mo(out, kept)
    return out.getvalue()


def mistakes() -> list[str]:
    """Return a line for everything that is missing, unused, fuzzy or wrong."""
    wanted, found = messages(), {m.id: m for m in read() if m.id}
    lines = [f"missing: {text}" for text in sorted(wanted - found.keys())]
    lines += [f"unused: {text}" for text in sorted(found.keys() - wanted)]
    lines += [f"put together: {call}" for source in sources() for call in made_up(source)]
    for text, message in found.items():
        fault = (
            f"fuzzy: {text}" if message.fuzzy else fault_of(str(text), str(message.string or ""))
        )
        if text in wanted and fault:
            lines.append(fault)
    return lines


def fault_of(text: str, translation: str) -> str | None:
    """Return a line that says what is wrong with a translation, None if nothing is."""
    if not translation:
        return f"untranslated: {text}"
    if _fields(text) != _fields(translation):
        return f"other placeholders: {text}"
    if _edges(text) != _edges(translation) or text.count("\n") != translation.count("\n"):
        return f"other spaces or lines: {text}"
    if translation == text and re.search("[A-Za-z]{2}", text):
        return f"left in English: {text}"
    return None


def _edges(text: str) -> tuple[bool, bool]:
    """Tell whether a text begins and ends with white space; a full-width colon needs none."""
    wide = re.sub("[:：]", ": ", text).rstrip("\n")
    return text[:1].isspace(), wide[-1:].isspace()


def _fields(text: str) -> set[str] | None:
    """Return the names in braces and the % fields, None where the braces cannot be read."""
    percents = set(re.findall(r"%(?:\(\w+\))?[a-z]", text))
    try:
        names = {name for _text, name, _spec, _form in string.Formatter().parse(text) if name}
    except ValueError:
        return None
    return names | percents


def stale() -> list[str]:
    """Return a line when the compiled file is not the catalogue's."""
    file = PO.with_suffix(".mo")
    if not file.exists() or file.read_bytes() != compiled():
        return ["the compiled catalogue is out of date: run compile"]
    return []


def main(words: list[str]) -> int:
    """Do what is asked and return the exit code."""
    act = words[0] if words else "check"
    if act == "update":
        update()
    elif act == "compile":
        PO.with_suffix(".mo").write_bytes(compiled())
    found = mistakes() + (stale() if act == "check" else [])
    for line in found:
        print(line)
    print(f"{len(messages())} messages, {len(found)} mistakes")
    return 1 if found and act == "check" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
