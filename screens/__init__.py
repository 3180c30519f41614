"""The screens: they draw, ask and show errors. No rule lives here."""
