"""Pictures of the screens for ``docs/``: `python tests/tools/pictures.py [FOLDER]`.

Starts the demo station in a real pseudo-terminal, presses real keys, reads the
screen with a terminal emulator and paints it cell by cell. ``--theme``,
``--size``, ``--language`` and ``--only`` say which pictures; without them it is
every screen in both languages at 80x24. Needs Debian's fonts-noto-cjk and
fonts-dejavu-core.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageDraw, ImageFont  # noqa: E402

from tests.terminal.tty import COLUMNS, LINES, Terminal  # noqa: E402

CELL_WIDTH, CELL_HEIGHT = 10, 22
HANZI = "/usr/share/fonts/opentype/noto/NotoSansCJK-{weight}.ttc"
LATIN = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono{weight}.ttf"
GROUND, INK = "1c1c1c", "d7d7af"
SIXTEEN = {
    "black": "000000", "red": "cd3131", "green": "0dbc79", "brown": "b58900",
    "blue": "2472c8", "magenta": "bc3fbc", "cyan": "11a8cd", "white": "cccccc",
}  # fmt: skip
SCREENS: dict[str, tuple[str, ...]] = {
    "now": (),
    "board": ("f3",),
    "log": ("f4",),
    "patrol": ("f6", "ctrl+b", "enter", "enter", "wait", "space", "space"),
    "handover": ("f7", "ctrl+b", "enter", "wait", "space", "space", "space"),
    "day": ("f3", "enter"),
    "emergency": ("f9",),
    "help": ("f1",),
    "call": ("ctrl+n",),
    "swap": ("f3", "down", "right", "right", "ctrl+e", "家中有事"),
    "swaps": (
        *("f3", "down", "right", "right", "ctrl+e", "家中有事", "ctrl+g", "wait"),
        "ctrl+u",
    ),
    "edit": ("f3", "down", "right", "right", "space"),
    "plan": ("f3", "pagedown", "ctrl+w", "enter", "enter", "planned"),
    "fairness": ("f3", "ctrl+f"),
    "publish": ("f3", "pagedown", "ctrl+w", "enter", "enter", "planned", "ctrl+g"),
    "notice": ("f3", "ctrl+a"),
    "people": ("f3", "@"),
    "away": ("f2", "ctrl+w", "吃饭", "enter"),
    "sheet": ("f2", "ctrl+f"),
    "search": ("f4", "ctrl+f", "电梯", "enter", "wait"),
    "damaged": ("escape", "ctrl+n"),
    "mending": ("escape", "ctrl+]", "wait"),
}
CUT = ("damaged", "mending")
"""Pictures of a station whose newest page was cut, with a good copy of the moment before."""


Faces = dict[tuple[bool, bool], ImageFont.FreeTypeFont]
LINES_DRAWN = {
    "─": "lr", "│": "ud", "╭": "dr", "╮": "dl", "╰": "ur", "╯": "ul",
    "━": "LR", "┃": "UD", "┏": "DR", "┓": "DL", "┗": "UR", "┛": "UL",
}  # fmt: skip


def fonts() -> Faces:
    """Return the fonts by (wide, bold)."""
    found = {}
    for bold in (False, True):
        wide = HANZI.format(weight="Bold" if bold else "Regular")
        for index in range(12):
            font = ImageFont.truetype(wide, 2 * CELL_WIDTH - 1, index=index)
            if font.getname()[0] == "Noto Sans Mono CJK SC":
                found[True, bold] = font
                break
        latin = LATIN.format(weight="-Bold" if bold else "")
        found[False, bold] = ImageFont.truetype(latin, 16)
    return found


def paint(terminal: Terminal, path: Path) -> None:
    """Paint the screen as it stands."""
    faces = fonts()
    picture = Image.new(
        "RGB", (terminal.columns * CELL_WIDTH, terminal.lines * CELL_HEIGHT), f"#{GROUND}"
    )
    draw = ImageDraw.Draw(picture)
    for y in range(terminal.lines):
        row = terminal.screen.buffer[y]
        for x in range(terminal.columns):
            if row[x].data:
                wide = x + 1 < terminal.columns and row[x + 1].data == ""
                _paint_cell(draw, faces, row[x], (x * CELL_WIDTH, y * CELL_HEIGHT), wide)
    picture.save(path, optimize=True)


def _paint_cell(
    draw: ImageDraw.ImageDraw, faces: Faces, cell: Any, corner: tuple[int, int], wide: bool
) -> None:
    ink, ground = _colour(cell.fg, INK), _colour(cell.bg, GROUND)
    if cell.reverse:
        ink, ground = ground, ink
    left, top = corner
    right = left + CELL_WIDTH * (2 if wide else 1) - 1
    draw.rectangle((left, top, right, top + CELL_HEIGHT - 1), fill=ground)
    if cell.data in LINES_DRAWN:
        _paint_line(draw, LINES_DRAWN[cell.data], corner, ink)
    elif cell.data.strip():
        face, foot = faces[wide, bool(cell.bold)], top + CELL_HEIGHT - (4 if wide else 6)
        draw.text((left, foot), cell.data, font=face, fill=ink, anchor="ls")


def _paint_line(draw: ImageDraw.ImageDraw, arms: str, corner: tuple[int, int], ink: str) -> None:
    """Paint the lines of a frame from edge to edge; capital arms are heavy."""
    left, top = corner
    x, y = left + CELL_WIDTH // 2, top + CELL_HEIGHT // 2
    ends = {
        "u": (x, top), "d": (x, top + CELL_HEIGHT - 1),
        "l": (left, y), "r": (left + CELL_WIDTH - 1, y),
    }  # fmt: skip
    for arm in arms:
        draw.line(((x, y), ends[arm.lower()]), fill=ink, width=3 if arm.isupper() else 1)


def _colour(name: str, default: str) -> str:
    code = {"default": default, **SIXTEEN}.get(name, name)
    return f"#{code}" if len(code) == 6 else f"#{default}"


def read_words(words: list[str]) -> argparse.Namespace:
    """Return what to paint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs")
    parser.add_argument("--theme", default="duty-night")
    parser.add_argument("--size", default=f"{COLUMNS}x{LINES}")
    parser.add_argument("--language", choices=("en", "zh"), action="append")
    parser.add_argument("--only", choices=SCREENS, action="append")
    parser.add_argument("--term", default="xterm-256color")
    return parser.parse_args(words)


def _cut(station: tuple[str, ...]) -> None:
    """Make a good copy of the demo station, and cut its newest page."""
    for words in ((*station, "--only-make"), ("data", "backup", *station[1:])):
        subprocess.run(
            [sys.executable, "-m", "dutyroom", *words],
            check=True,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
    page = max(Path(station[2]).glob("ledger/*/2*.json"))
    page.write_bytes(page.read_bytes()[:-900])


def _do(terminal: Terminal, key: str) -> None:
    """Press a key, or wait: until it is quiet, or until the plan is there."""
    if key == "wait":
        terminal.settle()
    elif key == "planned":
        terminal.wait_for("Ctrl+G")
    else:
        terminal.press(key)
        terminal.settle()  # a mode is loaded when it is first shown


def main(words: list[str]) -> None:
    """Paint the screens that are asked for."""
    asked = read_words(words)
    asked.folder.mkdir(exist_ok=True, parents=True)
    columns, lines = map(int, asked.size.split("x"))
    environ = {"DUTYROOM_THEME": asked.theme, "TERM": asked.term}
    for language in asked.language or ("en", "zh"):
        for name in asked.only or SCREENS:
            with tempfile.TemporaryDirectory() as place:
                station = ("demo", "--data", str(Path(place) / "demo"), "--language", language)
                if name in CUT:
                    _cut(station)
                with Terminal(*station, environ=environ, size=(columns, lines)) as terminal:
                    terminal.wait_for("F9")
                    for key in SCREENS[name]:
                        _do(terminal, key)
                    terminal.settle()
                    paint(terminal, asked.folder / f"{name}-{language}.png")
            print(f"{name}-{language}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
