"""The list of keys in ``docs/``: `python tests/tools/keys.py update|check`.

Made from the commands as they are defined; ``check`` names a file that is out
of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from dutyroom import i18n  # noqa: E402
from dutyroom.i18n import _  # noqa: E402
from screens.commands.command import Command, label  # noqa: E402
from screens.commands.commands import SCREENS  # noqa: E402
from screens.commands.everywhere import EVERYWHERE, MODES  # noqa: E402

FILES = {"en": ROOT / "docs" / "keys.md", "zh": ROOT / "docs" / "keys.zh.md"}
OPENING = {
    "en": (
        "# Keys",
        "Every command of the screens. Letters and digits work where nothing is typed; `^G` is "
        "Ctrl+G. The last column is its name for a keymap of your own, in `config.toml`:",
        "`dutyroom config show` says where that file is, `dutyroom config check` what is wrong "
        "in it. Lists and forms keep Enter, Esc, Tab and the arrows for themselves.",
        ("key", "command", "what it does", "name"),
        "Everywhere",
    ),
    "zh": (
        "# 按键",
        "各屏的全部命令。字母和数字键在没有输入框时有效；`^G` 即 Ctrl+G。"
        "最后一列是命令的名称，用于在 `config.toml` 里改键：",
        "`dutyroom config show` 显示该文件的位置，`dutyroom config check` 指出其中的错误。"
        "Enter、Esc、Tab 和方向键由列表和表单自用。",
        ("按键", "命令", "作用", "名称"),
        "各屏通用",
    ),
}
EXAMPLE = '```toml\n[keys]\n"log.new_call" = ["F5", "Ctrl+N"]\n```'


def page(language: str) -> str:
    """Return the page in a language."""
    before = i18n.language()
    i18n.use(language)
    try:
        title, about, more, head, everywhere = OPENING[language]
        parts = [title, about, EXAMPLE, more, f"## {everywhere}", table(head, EVERYWHERE)]
        for mode in MODES:
            own = [c for c in SCREENS[mode.id] if c not in EVERYWHERE]
            parts += [f"## {mode.shown_key()} {label(mode)}", table(head, own)]
        return "\n\n".join(parts) + "\n"
    finally:
        i18n.use(before)


def table(head: Iterable[str], commands: Iterable[Command]) -> str:
    """Return commands as a table."""
    rows = [tuple(head), ("---",) * 4]
    rows += [(f"`{c.all_keys()}`", label(c), _(c.help), f"`{c.id}`") for c in commands]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def stale() -> list[str]:
    """Return the names of the files that are out of date."""
    return [
        file.name
        for language, file in FILES.items()
        if not file.exists() or file.read_text("utf-8") != page(language)
    ]


def main(words: list[str]) -> int:
    """Do what is asked and return the exit code."""
    if words == ["update"]:
        for language, file in FILES.items():
            file.write_text(page(language), "utf-8")
    found = stale()
    for name in found:
        print(f"{name} is out of date: python tests/tools/keys.py update")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
