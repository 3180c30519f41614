"""What can go wrong at the desk before any rule is asked."""

from __future__ import annotations

from dutyroom.domain.base.sentence import Sentence


class Wrong(Exception):
    """Words that the desk cannot use: an unknown name, a bad time, an empty field.

    Nothing was written. ``field`` names the input it is about, where there is one.
    """

    def __init__(self, sentence: Sentence, field: str = "") -> None:
        """Keep the sentence for the person and the field it is about."""
        super().__init__(str(sentence))
        self.sentence = sentence
        self.field = field
