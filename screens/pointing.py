"""Lists that take the terminal's own cursor along, for screen readers."""

from __future__ import annotations

from textual.geometry import Offset
from textual.scroll_view import ScrollView


class Pointing(ScrollView):
    """A list whose selected place the terminal's cursor follows, wherever it scrolls to."""

    def pointed(self) -> Offset | None:
        """Return the selected place within the list as it is shown, or None."""
        raise NotImplementedError

    def on_focus(self) -> None:
        """Put the terminal's cursor there."""
        self.point()

    def on_resize(self) -> None:
        """Put it there, wherever the list is now."""
        self.point()

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Take it along."""
        super().watch_scroll_y(old, new)
        self.point()

    def point(self) -> None:
        """Put the terminal's cursor on the selected place while the list has the focus."""
        here = self.pointed() if self.has_focus else None
        if here is not None:
            self.app.cursor_position = self.content_region.offset + here
