"""What is said when the window is too small, until it is large enough again."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from dutyroom.i18n import _
from dutyroom.text import printable
from screens.kit.banner import keep_banner

LEAST = Size(60, 16)
"""The smallest window in which every screen can be worked with."""


def is_small(size: Size) -> bool:
    """Tell whether a window is too small for the room."""
    return size.width < LEAST.width or size.height < LEAST.height


class TooSmall(ModalScreen[None]):
    """One sentence over everything; what lies under it stays as it was."""

    CSS_PATH = ["too_small.tcss"]
    _gone = False
    _told = ""

    def compose(self) -> ComposeResult:
        """Put the sentence on the screen."""
        yield Static(id="small")

    def on_mount(self) -> None:
        """Show what stands on every screen."""
        keep_banner(self)

    def tell(self, words: str) -> None:
        """Say something more, above what is said of the window."""
        self._told = printable(words) + "\n\n"
        self._say(self.app.size)

    def on_resize(self, event: Resize) -> None:
        """Go when the window is large enough, else say what is missing."""
        self._say(event.size)

    def on_screen_resume(self) -> None:
        """Go when the window grew while something lay above."""
        self._say(self.app.size)

    def _say(self, size: Size) -> None:
        if not is_small(size):
            self._go()
            return
        words = _(
            "This window is {width}x{height}. The room needs {w}x{h}: make it larger. "
            "Nothing is lost: records and drafts are safe. F9: the emergency numbers."
        ).format(width=size.width, height=size.height, w=LEAST.width, h=LEAST.height)
        self.query_one("#small", Static).update(Content(self._told + words))

    def _go(self) -> None:
        """Leave once, and only from on top: both a new size and a return may ask for it."""
        if not self._gone and self.app.screen is self:
            self._gone = True
            self.dismiss()
