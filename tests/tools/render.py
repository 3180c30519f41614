"""An exported roster as LibreOffice prints it: `python tests/tools/render.py FILE [FOLDER]`.

Converts an .xlsx, .docx, .csv or .html to PDF without a screen, and its pages
to pictures where pdftoppm is there too. Prints what it wrote.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OFFICES = ("soffice", "libreoffice")


def office() -> str | None:
    """Return the path of LibreOffice, or None where it is not installed."""
    return next((path for name in OFFICES if (path := shutil.which(name))), None)


def to_pdf(file: Path, folder: Path, *, kind: str = "pdf") -> Path:
    """Return the file as LibreOffice writes it in another format; raises where it cannot."""
    program = office()
    if program is None:
        raise FileNotFoundError("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as own:
        words = [program, f"-env:UserInstallation=file://{own}", "--headless"]
        words += ["--convert-to", kind, "--outdir", str(folder), str(file)]
        subprocess.run(words, check=True, capture_output=True, timeout=180)
    return folder / f"{file.stem}.{kind.partition(':')[0]}"


def pictures(pdf: Path) -> list[Path]:
    """Return the pages of a PDF as pictures beside it; none without pdftoppm."""
    if shutil.which("pdftoppm") is None:
        return []
    start = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "80", "-png", str(pdf), str(start)], check=True)
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


def main(words: list[str]) -> int:
    """Do what is asked and return the exit code."""
    if not words:
        print(__doc__)
        return 2
    folder = Path(words[1]) if len(words) > 1 else Path.cwd()
    pdf = to_pdf(Path(words[0]), folder)
    for made in (pdf, *pictures(pdf)):
        print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
