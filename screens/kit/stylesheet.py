"""The rules of looks, each parsed once for a set of colours."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class KeptStylesheet(Stylesheet):
    """A stylesheet that forgets what it has parsed only when the colours change.

    The stock one parses everything anew each time the application might look
    otherwise: twice before the first frame, where nothing has changed.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        """Take the colours by name."""
        super().__init__(variables=variables)
        self._known = dict(variables or {})

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other colours; the same ones change nothing."""
        if variables != self._known:
            super().set_variables(variables)
            self._known = dict(variables)

    def reparse(self) -> None:
        """Parse what is not parsed in these colours. Raises StylesheetParseError."""
        self.parse()
