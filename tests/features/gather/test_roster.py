"""Who should send: known by number or name, unknown ones for a person to confirm, numbers rolled up along the tree."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from conftest import Run
from ubb4.features.gather import numbers, roster
from ubb4.features.gather.merge import Merged

from .conftest import DAY, book, risks
from .test_gather import gathered

TREE = [
    {"name_kk": "Облыс әкімдігі", "name_ru": "Акимат области", "bin": "000000000001", "kind": "regional_akimat", "email": "top@example.kz"},
    {"name_kk": "Білім басқармасы", "bin": "000000000002", "parent": "000000000001", "language": "ru", "email": "edu@example.kz"},
    {"name_kk": "№ 1 мектеп", "bin": "000000000003", "parent": "Білім басқармасы"},
    {"name_kk": "Ауыл округі", "bin": "000000000004", "parent": "000000000001", "aliases": "Ауылдық округ"},
]


def toml(path: Path, rows: list[dict[str, str]] = TREE) -> Path:
    """A roster as TOML."""
    path.write_text("\n".join("[[body]]\n" + "\n".join(f'{name} = "{value}"' for name, value in row.items()) for row in rows), "utf-8")
    return path


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """Four of them and two strangers; the school is known by its number though it writes its name otherwise."""
    place = tmp_path / "in"
    book(place / "a.xlsx", "Облыс әкімдігі", risks("T1"), kind="regional_akimat")
    book(place / "b.xlsx", "Білім басқармасы", risks("T1", "T2"))
    book(place / "c.xlsx", "Мектеп-гимназия", risks("T1", "T2", "T3"), bin="000000000003")
    book(place / "d.xlsx", "Білім баскармасы ММ", risks("T1"))
    book(place / "e.xlsx", "Мүлде бөтен ұйым", risks("T1"))
    return place


def test_senders_are_matched_and_strangers_offered(region: Path, tmp_path: Path) -> None:
    found = gathered([region], tmp_path / "whole.xlsx", bodies=toml(tmp_path / "bodies.toml"))
    by_file = {entry.file: entry for entry in found.merged.entries}
    assert {file: entry.body.name_kk if entry.body else None for file, entry in by_file.items()} == {
        "a.xlsx": "Облыс әкімдігі", "b.xlsx": "Білім басқармасы", "c.xlsx": "№ 1 мектеп", "d.xlsx": None, "e.xlsx": None,
    }  # fmt: skip
    assert by_file["c.xlsx"].known
    assert not by_file["b.xlsx"].known  # by its name alone
    assert [body.name_kk for body, __ in by_file["d.xlsx"].guesses] == ["Білім басқармасы"]
    assert not by_file["e.xlsx"].guesses
    assert [body.name_kk for body in found.merged.absent()] == ["Ауыл округі"]
    rows = list(load_workbook(tmp_path / "whole.xlsx")["Кім жіберді"].iter_rows(min_row=5, values_only=True))
    states = {str(row[0]).strip(): row[3] for row in rows}
    assert states["Ауыл округі"] == "жібермеді"
    assert states["№ 1 мектеп"] == "жіберді"
    assert states["Мүлде бөтен ұйым"] == "белгісіз жіберуші"


def test_a_person_confirms_by_another_name(region: Path, tmp_path: Path) -> None:
    rows = [{**row, "aliases": "Білім баскармасы ММ"} if row["name_kk"] == "Білім басқармасы" else row for row in TREE]
    (region / "b.xlsx").unlink()
    found = gathered([region], tmp_path / "whole.xlsx", bodies=toml(tmp_path / "bodies.toml", rows))
    entry = next(entry for entry in found.merged.entries if entry.file == "d.xlsx")
    assert entry.known
    assert entry.body is not None
    assert entry.body.name_kk == "Білім басқармасы"


def test_numbers_roll_up_along_the_tree(region: Path, tmp_path: Path) -> None:
    found = gathered([region], tmp_path / "whole.xlsx", bodies=toml(tmp_path / "bodies.toml"))
    sheet = load_workbook(tmp_path / "whole.xlsx")["Бағыныс бойынша"]
    head = [cell.value for cell in sheet[4]]
    column = head.index("Анықталған тәуекелдер")
    counted = {str(row[0]).strip(): (row[1], row[2], row[column]) for row in sheet.iter_rows(min_row=5, values_only=True)}
    # the school's three, the department's two and its school's three, the akimat's one and all below it
    assert counted["№ 1 мектеп"] == (1, 1, 3)
    assert counted["Білім басқармасы"] == (2, 2, 5)
    assert counted["Облыс әкімдігі"] == (3, 4, 6)
    standing = numbers.standings(found.merged, numbers.known(found.toolkit))
    assert [each.overdue for each in standing] == sorted((each.overdue for each in standing), reverse=True)


def test_the_head_of_the_tree_is_the_whole(region: Path, tmp_path: Path) -> None:
    gathered([region], tmp_path / "whole.xlsx", bodies=toml(tmp_path / "bodies.toml"))
    front = {row[0]: row[1] for row in load_workbook(tmp_path / "whole.xlsx")["Басты бет"].iter_rows(min_row=4, max_col=2, values_only=True)}
    assert front["Ұйымның атауы (қазақша)"] == "Облыс әкімдігі"
    assert front["Ұйымның БСН-і"] == "000000000001"
    assert front["Есепті жыл"] == 2026


def test_a_roster_is_started_filled_and_read(region: Path, tmp_path: Path, ubb4: Run) -> None:
    started = tmp_path / "ұйымдар.xlsx"
    done = ubb4("gather", region, "--start-bodies", started, "--today", DAY)
    assert done.returncode == 0, done.stderr
    sheet = load_workbook(started)["Ұйымдар тізілімі"]
    assert sheet["A5"].value == "Облыс әкімдігі"
    assert sheet["C7"].value == "000000000003"
    assert ubb4("gather", region, "--start-bodies", started).returncode == 2  # it may be filled already
    found = roster.read(started)
    assert [body.name_kk for body in found.bodies] == ["Облыс әкімдігі", "Білім басқармасы", "Мектеп-гимназия", "Білім баскармасы ММ", "Мүлде бөтен ұйым"]
    assert [body.code for body in found.bodies] == ["001", "002", "003", "004", "005"]
    again = ubb4("gather", region, "--bodies", started, "-o", tmp_path / "whole.xlsx", "--today", DAY)
    assert again.returncode == 0, again.stderr
    assert "Жібермегендер" not in again.stderr


def test_what_is_wrong_in_a_roster_is_told(tmp_path: Path) -> None:
    rows = [
        {"name_kk": "А", "code": "001", "parent": "Б"}, {"name_kk": "Б", "code": "001", "parent": "А"}, {"name_kk": "В", "parent": "Жоқ ұйым"},
        {"name_kk": "Г", "bin": "000000000009"}, {"name_kk": "Ғ", "bin": "000000000009"},
    ]  # fmt: skip
    found = roster.of(rows)
    assert len(found.bodies) == 5
    assert len({body.code for body in found.bodies}) == 5
    assert len(found.problems) == 4
    assert found.root is not None
    assert {body.code for __, body in found.tree()} == {body.code for body in found.bodies}


def test_a_roster_without_bodies_is_refused(tmp_path: Path, ubb4: Run, region: Path) -> None:
    (tmp_path / "bodies.toml").write_text("# бос\n", "utf-8")
    done = ubb4("gather", region, "--bodies", tmp_path / "bodies.toml", "-o", tmp_path / "whole.xlsx")
    assert done.returncode == 2
    assert "бірде-бір ұйым табылмады" in done.stderr


def test_thousands_of_bodies_are_matched_by_looking_up() -> None:
    found = roster.of([{"name_kk": f"Ұйым {number}", "bin": f"{number:012}"} for number in range(1, 3001)])
    assert all(found.match(f"{number:012}", {"kk": "басқа", "ru": ""})[0] == found.bodies[number - 1] for number in range(1, 3001, 100))
    assert found.match("", {"kk": "Ұйым 77", "ru": ""})[0] == found.bodies[76]
    assert Merged([], roster=found).absent() == list(found.bodies)
