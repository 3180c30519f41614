"""The rules of looks are parsed once in a process for each set of colours."""

from __future__ import annotations

from textual.color import Color

from screens.kit.stylesheet import KeptStylesheet

RULES = "Rows { color: $due; }"


def rules_in(colour: str) -> KeptStylesheet:
    sheet = KeptStylesheet(variables={"due": colour})
    sheet.add_source(RULES, ("kit/test.tcss", ""))
    return sheet


def test_rooms_of_the_same_colours_share_what_is_parsed() -> None:
    (first,), (second,) = rules_in("#ff0000").rules, rules_in("#ff0000").rules
    assert first is second


def test_other_colours_are_parsed_again_and_the_first_ones_remembered() -> None:
    sheet = rules_in("#ff0000")
    (red,) = sheet.rules
    sheet.set_variables({"due": "#0000ff"})
    sheet.reparse()
    (blue,) = sheet.rules
    assert (red.styles.color, blue.styles.color) == (Color(255, 0, 0), Color(0, 0, 255))
    sheet.set_variables({"due": "#ff0000"})
    sheet.reparse()
    assert sheet.rules == [red]
