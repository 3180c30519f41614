"""Lists that take the terminal's own cursor along, for screen readers, and say what is hidden."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Offset
from textual.scroll_view import ScrollView

from screens.kit.styles import style_of


class Pointing(ScrollView):
    """A list whose selected place the terminal's cursor follows, wherever it scrolls to.

    On a line below it, arrows tell that it goes on: there they need not be moved
    when the list is.
    """

    def pointed(self) -> Offset | None:
        """Return the selected place within the list as it is shown, or None."""
        raise NotImplementedError

    _base: Style | None = None

    @property
    def base(self) -> Style:
        """The ink and the ground of the list itself."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    def look(self, name: str) -> Style:
        """Return how a look of `screens.kit.styles` is drawn, to be laid over the list's own."""
        return style_of(self.app, name)

    def notify_style_update(self) -> None:
        """Look for them anew: the colours have changed."""
        self._base = None
        super().notify_style_update()

    def hidden(self) -> tuple[bool, bool]:
        """Return whether there is more above and below what is shown."""
        raise NotImplementedError

    def on_focus(self) -> None:
        """Put the terminal's cursor there."""
        self.point()

    def on_resize(self) -> None:
        """Put it there, wherever the list is now."""
        self.point()
        self.say_more()

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Take it along."""
        super().watch_scroll_y(old, new)
        self.point()
        self.say_more()

    @property
    def has_line_below(self) -> bool:
        """Whether a line is drawn below the list, on which arrows have room."""
        return bool(self.styles.border_bottom[0])

    def say_more(self) -> None:
        """Tell by arrows on the line below where there is more."""
        above, below = self.hidden() if self.has_line_below and self.size.height else (False, False)
        arrows = "↑" * above + "↓" * below
        if arrows != (self.border_subtitle or ""):
            self.border_subtitle = arrows

    def point(self) -> None:
        """Put the terminal's cursor on the selected place while the list has the focus."""
        here = self.pointed() if self.has_focus else None
        if here is not None:
            self.app.cursor_position = self.content_region.offset + here
