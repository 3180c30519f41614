"""What every dialog and form has: it closes once, and never another in its place."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType

from screens.kit.banner import keep_banner


class Overlay(ModalScreen[ScreenResultType]):
    """A screen over the room, safe from keys that were typed ahead.

    Two Enters pressed at once both arrive here, though the first closed it;
    and another dialog may have opened above it in between.
    """

    _leaving = False
    _gone = False
    _result: ScreenResultType | None = None

    @property
    def is_leaving(self) -> bool:
        """Tell whether it was closed, or will be as soon as what is above it is."""
        return self._leaving

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with the first result; under another screen, once that has closed."""
        if not self._leaving:
            self._leaving, self._result = True, result
        if self._gone or self.app.screen is not self:
            return AwaitComplete()
        self._gone = True
        return super().dismiss(self._result)

    def on_mount(self) -> None:
        """Begin, unless the room was left in between: then nothing comes to stand in it."""
        if self.is_attached and self.app.return_code is None:
            self.begin()
            keep_banner(self)

    def begin(self) -> None:
        """Fill what stands in the dialog."""

    def on_screen_resume(self) -> None:
        """Close now if it was to close while another screen lay above."""
        if self._leaving:
            self.dismiss()
