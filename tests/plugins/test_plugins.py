"""What a station's own packages add, and that a bad one is named, set aside and ends nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.find import find_roster
from dutyroom.domain.base.sentence import Sentence
from tests.cli.spoken import Line
from tests.plugins.offering import Offer, name_plugins

AT = "2026-12-01 08:20"


@pytest.fixture
def line(station: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Return the command line of a station with December as a draft."""
    return Line(station, capsys)


def desk_of(line: Line) -> Desk:
    return open_desk(line.folder, terminal="test", at=AT)


def codes(line: Line) -> list[str]:
    return [each["code"] for each in line("roster", "check", at=AT, json=True).json["findings"]]


def owed(line: Line) -> list[str]:
    return [each["code"] for each in line("due", at=AT, json=True).json]


def test_a_check_an_obligation_and_an_export_stand_among_those_of_the_program(
    line: Line, offer: Offer
) -> None:
    checks, due = codes(line), owed(line)
    offer(
        "own-rules",
        "CHECKS = (lambda view: [finding(text='[/] 奇怪的一天')],)\n"
        "OWED = (lambda moment: [owed(moment, text='走一圈')],)\n"
        "EXPORTS = {'txt': lambda table: table.title.encode()}\n",
    )
    name_plugins(line.folder, "own-rules")
    assert sorted(codes(line)) == sorted([*checks, "own-rules.odd-day"])
    assert sorted(owed(line)) == sorted([*due, "own-rules.odd-walk"])
    checked = line("roster", "check", at=AT)
    assert "warning: [/] 奇怪的一天  [own-rules]\n" in checked.out and checked.err == ""
    assert "走一圈  [own-rules]  own-rules.odd-walk:once" in line("due", at=AT).out
    shown = line("roster", "export", "--as", "own-rules.txt", "--to", "-", at=AT, json=True)
    assert shown.json == {"format": "own-rules.txt", "text": "江南春天管理处 2026年12月值班安排表"}


def test_the_file_of_an_own_format_ends_as_its_name_does(
    line: Line, offer: Offer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer("own-rules", "EXPORTS = {'bin': lambda table: b'\\xff\\x00'}\n")
    name_plugins(line.folder, "own-rules")
    monkeypatch.chdir(tmp_path)
    assert line("roster", "export", "--as", "own-rules.bin", at=AT).code == 0
    [file] = tmp_path.glob("*.bin")
    assert file.read_bytes() == b"\xff\x00"
    no_text = line("roster", "export", "--as", "own-rules.bin", "--to", "-", at=AT)
    assert (no_text.code, no_text.out) == (2, "")
    assert "own-rules.bin cannot be shown on the screen" in no_text.err
    unknown = line("roster", "export", "--as", "own-rules.txt", at=AT)
    assert unknown.code == 2 and "html, md, own-rules.bin" in unknown.err
    assert "own-rules.bin has no such layout" in line(
        "roster", "export", "--as", "own-rules.bin", "--month", at=AT
    ).err  # fmt: skip


def test_an_own_obligation_is_acknowledged_like_any_other(line: Line, offer: Offer) -> None:
    offer("own-rules", "OWED = (lambda moment: [owed(moment)],)\n")
    name_plugins(line.folder, "own-rules")
    key = "own-rules.odd-walk:once"
    done = line("due", "--acknowledge", key, "--by", "陈静", "--reason", "走过了", at=AT, json=True)
    assert (done.code, done.json["code"]) == (0, "own-rules.odd-walk")
    assert "own-rules.odd-walk" not in owed(line)


def test_a_blocking_check_of_the_station_keeps_a_roster_from_being_published(
    line: Line, offer: Offer
) -> None:
    offer("own-rules", "CHECKS = (lambda view: [finding(level='block', text='nobody cooks')],)\n")
    name_plugins(line.folder, "own-rules")
    refused = line("roster", "publish", at=AT)
    assert refused.code == 3 and "nobody cooks" in refused.err


SET_ASIDE = "Plug-in odd is set aside: "
AT_LOADING = {
    "raise RuntimeError('boom')": "it cannot be loaded: RuntimeError: boom (odd.py:13)",
    "raise SystemExit(3)": "it cannot be loaded: SystemExit: 3 (odd.py:13)",
    "import no_such_thing": "it cannot be loaded: ModuleNotFoundError: No module named",
    "CHECKS = 3": "it cannot be loaded: CHECKS and OWED are tuples of functions",
    "CHECKS = (3,)": "it cannot be loaded: CHECKS and OWED are tuples of functions",
    "EXPORTS = (print,)": "it cannot be loaded: CHECKS and OWED are tuples of functions",
    "EXPORTS = {'../a': print}": "it cannot be loaded: ../a is no ending for the name of a file",
    "HECKS = ()": "it cannot be loaded: it offers no CHECKS, no OWED and no EXPORTS",
}
CHECKS = {
    "1 / 0": "check: ZeroDivisionError: division by zero (odd.py:14)",
    "raise SystemExit": "check: SystemExit (odd.py:14)",
    "class Bad(Exception): __str__ = None\n    raise Bad": "check: Bad (odd.py:15)",
    "return None": "check: TypeError: 'NoneType' object is not iterable",
    "return 'words'": "check: it gives str, no finding",
    "yield finding(); raise ValueError('late')": "check: ValueError: late (odd.py:14)",
    "while True: yield finding()": "check: it gives more than 1000 answers",
    "yield finding(level='grave')": "check: level cannot be grave",
    "yield finding(code='a:b')": "check: code cannot be a:b",
    "yield finding(code=7)": "check: code cannot be 7",
    "yield finding(text='')": "check: sentence cannot be",
    "yield finding(text='{gone}')": "check: KeyError: 'gone'",
    "yield finding(values=(('who', ['a']),))": "check: TypeError: unhashable type: 'list'",
    "yield finding(day=datetime.now())": "check: day cannot be",
    "yield finding(days=('12-01',))": "check: day cannot be",
    "yield finding(post=None)": "check: post cannot be None",
    "yield finding(line='A')": "check: line cannot be A",
}
RULES = {
    "raise RuntimeError('boom')": "rule: RuntimeError: boom (odd.py:14)",
    "yield finding()": "rule: it gives Finding, no obligation",
    "yield owed(moment, at=datetime.now())": "rule: at cannot be",
    "yield owed(moment, at=moment.now.replace(year=9999))": "rule: at cannot be 9999-12-01",
    "yield owed(moment, at='08:00')": "rule: at cannot be 08:00",
    "yield owed(moment, grace_min=-1)": "rule: grace_min cannot be -1",
    "yield owed(moment, grace_min=10**12)": "rule: grace_min cannot be 1000000000000",
    "yield owed(moment, standing='gone')": "rule: standing cannot be gone",
    "yield owed(moment, who=(3,))": "rule: who cannot be 3",
    "yield owed(moment, subject=3)": "rule: subject cannot be 3",
    "yield owed(moment, code='a b')": "rule: code cannot be a b",
}


def _told_once(err: str, words: str) -> None:
    [sentence] = err.splitlines()
    assert sentence.startswith(SET_ASIDE + words)


@pytest.mark.parametrize(("code", "words"), AT_LOADING.items())
def test_a_package_of_another_shape_is_named_and_nothing_ends(
    line: Line, offer: Offer, code: str, words: str
) -> None:
    checks, due = codes(line), owed(line)
    offer("odd", code)
    name_plugins(line.folder, "odd")
    assert sorted(codes(line)) == sorted([*checks, "plugin"])
    assert owed(line) == due
    for command in (
        ["roster", "check"],
        ["due"],
        ["now"],
        ["profile", "check"],
        ["data", "doctor"],
    ):
        said = line(*command, at=AT)
        assert said.code == 0
        _told_once(said.err, words)


@pytest.mark.parametrize(("body", "words"), CHECKS.items())
def test_a_check_that_fails_is_named_and_the_others_go_on(
    line: Line, offer: Offer, body: str, words: str
) -> None:
    checks = codes(line)
    offer("odd", f"def check(view):\n    {body}\nCHECKS = (check,)\n")
    name_plugins(line.folder, "odd")
    said = line("roster", "check", at=AT)
    assert said.code == 0
    _told_once(said.err, words)
    assert "is set aside" not in said.out
    assert sorted(codes(line)) == sorted([*checks, "plugin"])


@pytest.mark.parametrize(("body", "words"), RULES.items())
def test_a_rule_that_fails_is_named_and_the_room_goes_on(
    line: Line, offer: Offer, body: str, words: str
) -> None:
    due = owed(line)
    offer("odd", f"def rule(moment):\n    {body}\nOWED = (rule,)\n")
    name_plugins(line.folder, "odd")
    assert owed(line) == due
    for command in ("due", "now"):
        said = line(command, at=AT)
        assert said.code == 0
        _told_once(said.err, words)


@pytest.mark.parametrize(
    ("writer", "words"),
    [
        ("lambda table: 1 / 0", "<lambda>: ZeroDivisionError: division by zero (odd.py:13)"),
        ("lambda table: 'text'", "<lambda>: it gives str, no bytes"),
    ],
)
def test_an_export_that_fails_is_named_and_writes_nothing(
    line: Line, offer: Offer, tmp_path: Path, writer: str, words: str
) -> None:
    offer("odd", f"EXPORTS = {{'txt': {writer}}}")
    name_plugins(line.folder, "odd")
    file = tmp_path / "out.txt"
    said = line("roster", "export", "--as", "odd.txt", "--to", str(file), at=AT)
    assert (said.code, file.exists()) == (2, False)
    _told_once(said.err, words)
    other = line("roster", "export", "--to", str(tmp_path / "out.md"), at=AT)
    assert (other.code, other.err) == (0, "")


def test_what_no_package_offers_is_named(line: Line, offer: Offer) -> None:
    offer("there", "CHECKS = (lambda view: [finding()],)")
    name_plugins(line.folder, "odd", "there", "odd")
    said = line("roster", "check", at=AT)
    _told_once(said.err, "no installed package offers it")
    assert "is set aside" not in said.out
    assert "[there]" in said.out
    assert (
        "Plug-in there: checks 1, obligations 0, formats —" in line("profile", "check", at=AT).out
    )


@pytest.mark.parametrize("value", ['"there"', "[3]", "3", "true", "{}"])
def test_anything_may_stand_in_the_station_file(line: Line, offer: Offer, value: str) -> None:
    offer("there", "CHECKS = (lambda view: [finding()],)")
    with (line.folder / "station.toml").open("a", encoding="utf-8") as file:
        file.write(f"plugins = {value}\n")
    said = line("roster", "check", at=AT)
    assert said.code == 0
    assert ("[there]" in said.out) != ("is set aside: no installed package" in said.err)


def test_one_that_failed_is_not_asked_again(line: Line, offer: Offer) -> None:
    offer(
        "odd", "asked = []\ndef check(view):\n    asked.append(1)\n    1 / 0\nCHECKS = (check,)\n"
    )
    name_plugins(line.folder, "odd")
    desk = desk_of(line)
    roster = find_roster(desk.state(), "")
    found = [check_roster(desk, roster), check_roster(desk, roster)]
    assert found[0] == found[1]
    import odd  # type: ignore[import-not-found]

    assert odd.asked == [1]


def test_one_that_failed_in_a_rule_is_set_aside_whole(line: Line, offer: Offer) -> None:
    offer("odd", "OWED = (lambda moment: 1 / 0,)\nCHECKS = (lambda view: [finding()],)")
    name_plugins(line.folder, "odd")
    desk = desk_of(line)
    assert alarms.obligations(desk)
    roster = find_roster(desk.state(), "")
    assert "odd.odd-day" not in [finding.code for finding in check_roster(desk, roster)]
    assert desk.plugins is not None and [str(each) for each in desk.plugins.faults] == [
        SET_ASIDE + "<lambda>: ZeroDivisionError: division by zero (odd.py:13)"
    ]


def test_times_are_told_in_the_zone_of_the_station(line: Line, offer: Offer) -> None:
    offer(
        "own-rules",
        "from datetime import timezone\n"
        "OWED = (lambda moment: [owed(moment, at=moment.now.astimezone(timezone.utc))],)\n",
    )
    name_plugins(line.folder, "own-rules")
    assert "12-01 08:20  due  walk" in line("due", at=AT).out


def test_the_sentence_is_told_in_chinese_too(line: Line) -> None:
    name_plugins(line.folder, "odd")
    said = line("due", "--language", "zh", at=AT)
    assert said.err == "插件 odd 已停用：没有安装提供它的软件包\n"


def test_a_station_without_names_has_no_plugins(line: Line, offer: Offer) -> None:
    offer("odd", "raise RuntimeError")
    assert desk_of(line).plugins is None


def test_words_of_a_package_are_no_markup(line: Line, offer: Offer) -> None:
    offer("own-rules", "CHECKS = (lambda view: [finding(text='[/] [b] {{x}}')],)")
    name_plugins(line.folder, "own-rules")
    desk = desk_of(line)
    [own] = [f for f in check_roster(desk, find_roster(desk.state(), "")) if "." in f.code]
    assert isinstance(own.sentence, Sentence) and str(own.sentence) == "[/] [b] {x}"
