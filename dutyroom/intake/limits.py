"""How much of a file that somebody sent is read: many times what any roster has.

Who reaches a limit is told what to do; none of them is a rule of the duty room.
"""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MAX_BYTES = 20 * MEGABYTE
"""Bytes of a file."""
MAX_PARTS = 1000
"""Parts packed into a spreadsheet: a sheet has one, and so has each picture."""
MAX_DIRECTORY = 512 * 1024
"""Bytes of the list of those parts."""
MAX_UNPACKED = 200 * MEGABYTE
"""Bytes of the parts that are read, once they are unpacked."""
MAX_ELEMENTS = 3_000_000
"""Entries of the parts that are read: cells with nothing but a colour count too."""
MAX_DEPTH = 100
"""Entries inside one another."""
MAX_TOKEN = MEGABYTE
"""Bytes of one tag, comment or instruction."""
MAX_TEXT = 32_767
"""Characters of a cell: spreadsheet programs take no more."""
MAX_LINE = 500_000
"""Characters of a line of a text file."""
MAX_FILLED = 200_000
"""Cells of a file that hold something."""
MAX_WORDS = 5_000_000
"""Characters of all these cells together: a text that many cells share counts for each."""
MAX_MERGED = 50_000
"""Merged areas of a file."""
MAX_ROWS = 20_000
MAX_COLUMNS = 500
MAX_AREA = 500_000
"""Cells of a sheet up to the last that holds something."""
MAX_SHEETS = 200
MAX_FORMULA_WORDS = 2_000_000
"""Characters of formulas without a value that are worked out from one that they share."""

MAX_MEMORY = 192 * MEGABYTE
"""Bytes that the process that reads may have for itself."""
MAX_SECONDS = 60
"""Seconds of the processor that it may take; twice as many by the clock on the wall."""
MAX_ANSWER = 64 * MEGABYTE
"""Bytes of its answer."""
