"""How dates are counted: as the command says, else the workbook's organisation sheet, else the settings; what differs is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ubb4.desk.desk import Desk
from ubb4.desk.due import due
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Opened, Options

TODAY = date(2026, 5, 1)
ROWS = {
    "analyses": [{"id": "A1", "object": "Нысан", "starts_on": date(2026, 6, 1), "ends_on": date(2026, 7, 13)}],
    "results": [{"analysis": "A1", "note_signed_on": date(2026, 5, 20)}],
}


def opened(folder: Path, own: dict[str, str], **asked: object) -> Opened:
    path = folder / "book.xlsx"
    new_workbook(path, {"name_kk": "Орган", "kind": "district_akimat", "year": 2026, **own}, ROWS, ["project1_risk"], Options(TODAY))
    return Desk(Options(TODAY, **asked)).read(path)  # type: ignore[arg-type]


def announcement(book: Opened) -> tuple[date | None, date | None, str]:
    (found,) = [each for each in due(book).deadlines if each.subtask == "P1.T1.S3" and each.event == "analyses.starts_on"]
    return found.day, found.warned, found.rule


def test_a_new_workbook_says_how_it_counts(tmp_path: Path) -> None:
    profile = opened(tmp_path, {}).book.profile
    assert profile is not None
    assert (profile["policy"], profile["roll"]) == ("nth_day", "next")


def test_both_readings_are_shown_and_the_safer_one_is_warned_by(tmp_path: Path) -> None:
    day, warned, rule = announcement(opened(tmp_path, {}))
    assert (day, warned) == (date(2026, 5, 15), date(2026, 5, 14)), "the vectors of the calendar"
    assert "14.05.2026" in rule
    day, warned, rule = announcement(opened(tmp_path, {"policy": "clear_days"}))
    assert day == warned == date(2026, 5, 14)
    assert "15.05.2026" in rule


@pytest.mark.parametrize(("own", "asked", "day", "told"), [
    ("clear_days", None, 14, False), ("clear_days", "nth_day", 15, True), ("nth_day", "clear_days", 14, True), ("", "clear_days", 14, False),
])  # fmt: skip
def test_the_command_outweighs_the_workbook_and_is_told(tmp_path: Path, own: str, asked: str | None, day: int, told: bool) -> None:
    book = opened(tmp_path, {"policy": own} if own else {"policy": None}, policy=asked)  # type: ignore[dict-item]
    assert announcement(book)[0] == date(2026, 5, day)
    assert any("Оқиғаға дейінгі жұмыс күндерін санау тәсілі" in note for note in book.notes) is told


def test_a_day_off_is_judged_as_the_workbook_says(tmp_path: Path) -> None:
    def information(book: Opened) -> date | None:
        return next(each.day for each in due(book).deadlines if each.subtask == "P1.T3.S3" and each.event != "map.due_on")

    assert information(opened(tmp_path, {})) == date(2026, 7, 7), "5 July 2026 is a Sunday, 6 July a holiday"
    strict = opened(tmp_path, {"roll": "strict"})
    assert information(strict) == date(2026, 7, 5)
    assert strict.notes == opened(tmp_path, {}).notes
    assert any("Демалыс күніне түскен мерзім" in note for note in opened(tmp_path, {"roll": "strict"}, roll=True).notes)


def test_the_settings_are_the_last_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ubb4.toml").write_text('[counting]\npolicy = "clear_days"\nroll = "strict"\n', "utf-8")
    book = opened(tmp_path, {"policy": "nth_day", "roll": "next"})
    monkeypatch.setenv("UBB4_SETTINGS", str(tmp_path / "ubb4.toml"))
    assert announcement(Desk(Options(TODAY)).read(tmp_path / "book.xlsx"))[0] == date(2026, 5, 15), "the workbook's own word outweighs them"
    assert book.book.roll
