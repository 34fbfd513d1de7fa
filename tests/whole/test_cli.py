"""The contract for programs: JSON, exit codes, and one clear sentence for wrong use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import BODIES, Run

FINDING = {"code", "severity", "plugin", "sheet", "cell", "row", "column", "message", "hint", "source"}
DEADLINE = {"project", "subtask", "title", "day", "event", "event_day", "rule", "skipped", "state", "source"}


def test_check_answers_for_programs(demo: Path, ubb4: Run) -> None:
    done = ubb4("check", demo, "--format", "json", "--today", "2026-08-10")
    answer = json.loads(done.stdout)
    assert set(answer) == {"complete", "files", "problems", "counts"}
    assert [Path(each["file"]).name for each in answer["files"]] == [f"{body}.{each}.xlsx" for body in BODIES for each in ("kk", "ru")]
    assert all(set(finding) == FINDING | {"id"} for each in answer["files"] for finding in each["findings"])
    severities = [finding["severity"] for each in answer["files"] for finding in each["findings"]]
    assert answer["counts"] == {name: severities.count(name) for name in ("error", "warning", "info")}
    assert answer["counts"]["error"] >= 16  # the medical centre's chain alone, in two languages
    assert done.returncode == 1


def test_due_answers_for_programs(ubb4: Run) -> None:
    done = ubb4(
        "due", "--event", "analyses.starts_on=2026-06-01", "--event", "analyses.ends_on=2026-07-13",
        "--today", "2026-05-01", "--format", "json",
    )  # fmt: skip
    answer = json.loads(done.stdout)
    assert answer["complete"]
    assert all(set(each) >= DEADLINE for each in answer["deadlines"])
    days = {each["subtask"]: each["day"] for each in reversed(answer["deadlines"]) if each["event"].startswith("analyses")}
    assert days["P1.T1.S3"] == "2026-05-15"
    assert days["P1.T2.S1"] == "2026-06-26"
    assert days["P1.T2.S2"] == "2026-07-03"
    assert days["P1.T2.S3"] == "2026-07-27"
    later = {each["subtask"]: each["day"] for each in answer["deadlines"] if each["projected"]}
    assert later["P1.T3.S1"] == "2026-08-10"
    assert later["P1.T3.S2"] == "2026-08-13"
    assert done.returncode == 0


def test_the_policy_of_clear_days(ubb4: Run) -> None:
    done = ubb4("due", "--event", "analyses.starts_on=2026-06-01", "--policy", "clear_days", "--format", "json")
    days = {each["subtask"]: each["day"] for each in json.loads(done.stdout)["deadlines"] if each["event"]}
    assert days["P1.T1.S3"] == "2026-05-14"


def test_without_a_map_there_is_no_guess(demo: Path, ubb4: Run) -> None:
    answer = json.loads(ubb4("due", demo / "akimat.kk.xlsx", "--format", "json", "--today", "2026-08-10").stdout)
    mapped = [each for each in answer["deadlines"] if each["event"] == "map.due_on"]
    assert len(mapped) == 11
    assert all(each["day"] is None and each["state"] == "unknown" for each in mapped)
    assert {each["rule"] for each in mapped} == {"картаның күні берілмеген"}


def test_states_of_the_real_chain(demo: Path, ubb4: Run) -> None:
    answer = json.loads(ubb4("due", demo / "medcentre.kk.xlsx", "--format", "json", "--today", "2026-08-10").stdout)
    states = {(each["subtask"], each["day"]): each["state"] for each in answer["deadlines"] if each["day"]}
    assert states["P1.T1.S3", "2026-05-15"] == "late"
    assert states["P1.T2.S2", "2026-07-03"] == "done"
    assert states["P1.T2.S3", "2026-07-27"] == "overdue"
    assert states["P1.T3.S2", "2026-07-20"] == "late"
    assert states["P1.T3.S3", "2026-10-05"] == "due"


def test_an_ics_file(demo: Path, ubb4: Run, tmp_path: Path) -> None:
    assert ubb4("due", demo / "medcentre.kk.xlsx", "--ics", tmp_path / "d.ics", "--today", "2026-08-10").returncode == 0
    lines = (tmp_path / "d.ics").read_bytes().decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 3
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "DTSTART;VALUE=DATE:20261005" in lines


def test_measures_show_their_rows(demo: Path, ubb4: Run) -> None:
    answer = json.loads(ubb4("measures", demo / "akimat.kk.xlsx", "--format", "json").stdout)
    figures = {each["name"]: each for each in answer["measures"]}
    assert figures["risks_covered"]["value"] == 100
    assert figures["measures_done"]["value"] == 50
    assert [row["key"] for row in figures["measures_done"]["missing"]] == ["3", "4"]
    assert figures["average_length"]["value"] == pytest.approx(29.5)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["check"], 2, "FILES"),
        (["check", "nothing.xlsx"], 2, "мұндай файл жоқ"),
        (["due"], 2, "--event"),
        (["due", "--event", "analyses.starts_on=bad"], 2, "үлгісімен"),
        (["due", "--event", "analyses.begin=2026-06-01"], 2, "analyses.starts_on"),
        (["report", "nosuch", "nothing.xlsx", "-o", "x.docx"], 2, "мұндай файл жоқ"),
        (["report", "plan", "nothing.xlsx", "-o", "x.txt"], 2, ".docx"),
        (["new", "a.xls", "--kind", "quasi_state"], 2, ".xlsx"),
        (["new", "a.xlsx", "--kind", "village"], 2, "quasi_state"),
        (["new", "a.xlsx", "--kind", "quasi_state", "--plugins", "nosuch"], 2, "nosuch"),
        (["plugins", "enable", "project1_risc"], 2, "project1_risk"),
        (["nosuch"], 2, "nosuch"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(arguments: list[str], code: int, said: str, ubb4: Run) -> None:
    done = ubb4(*arguments)
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_an_officers_file_is_never_overwritten(ubb4: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"mine")
    done = ubb4("new", "a.xlsx", "--kind", "quasi_state")
    assert done.returncode == 2
    assert (tmp_path / "a.xlsx").read_bytes() == b"mine"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_help_speaks(language: str, ubb4: Run) -> None:
    done = ubb4("--help", UBB4_LANG=language)
    assert done.returncode == 0
    assert {"kk": "Кітаптарды тексеру", "ru": "Проверить книги", "en": "Check workbooks"}[language] in done.stdout
    wrong = ubb4("check", "--nosuch", UBB4_LANG=language)
    assert {"kk": "мұндай опция жоқ", "ru": "нет такой опции", "en": "No such option"}[language].lower() in wrong.stderr.lower()


def test_an_old_console_does_not_stop_the_work(demo: Path, ubb4: Run) -> None:
    done = ubb4("check", demo / "medcentre.kk.xlsx", PYTHONIOENCODING="cp1251")
    assert "Қорытынды" in done.stdout


def test_wrong_settings_name_file_and_key(ubb4: Run, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('[plugins]\nenabled = "project1_risk"\n', "utf-8")
    done = ubb4("check", "x.xlsx", UBB4_SETTINGS=str(tmp_path / "s.toml"))
    assert done.returncode == 2
    assert "plugins.enabled" in done.stdout + done.stderr
    assert "s.toml" in done.stdout + done.stderr


def test_nothing_enabled_is_never_green(demo: Path, ubb4: Run, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("[plugins]\nenabled = []\n", "utf-8")
    done = ubb4("check", demo / "akimat.kk.xlsx", UBB4_SETTINGS=str(tmp_path / "s.toml"))
    assert done.returncode == 2
