"""The code in the footer: the same for the same data, another for other data, and slips of the hand are told apart."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from conftest import Run
from ubb4.documents import code as codes

CODES = st.builds(
    codes.whole,
    st.sampled_from(["note-A1.kk", "plan-A12.ru", "annex3.depersonalised.kk", "announcement-A" + "7" * 19 + ".ru"]),
    st.text(codes.SIGNS, min_size=7, max_size=7),
)


@given(CODES)
def test_a_code_is_read_as_it_is_written(code: codes.Code) -> None:
    assert codes.parse(str(code)) == code
    assert codes.parse(f" {code.name}  {code.signs.lower()} ") == code
    looks = str.maketrans("ABCEHKMPTXY01", "АВСЕНКМРТХУОІ")
    assert codes.parse(f"{code.name} {code.signs.translate(looks)}") == code
    assert not codes.is_slip(code)


@given(CODES, st.integers(0, 7), st.sampled_from(codes.SIGNS))
def test_one_wrong_sign_is_always_found(code: codes.Code, place: int, sign: str) -> None:
    wrong = code.signs[:place] + sign + code.signs[place + 1 :]
    meant = codes.SIGNS.index(sign) % 31 != codes.SIGNS.index(code.signs[place]) % 31  # 0 and Z count alike
    if meant:
        assert codes.is_slip(codes.Code(code.name, wrong))


def test_no_code() -> None:
    for typed in ("", "note-A1.kk", "note-A1.kk 7KQ4", "7KQ4-M2XD", "note-A1.kk 7KQ4-M2X!"):
        assert codes.parse(typed) is None


def _of_the_file(note: Path, made_on: str) -> str:
    """The code that this paper bore while codes were made of Word files: of what it says, the day of its making and its footer apart."""
    from ubb4.base.settings import Settings
    from ubb4.plugins.hearing import hear

    form = next(each for plugin in hear(Settings()).plugins for each in plugin.project.forms if each.id == "note")
    template = form.path("kk")
    assert b"today" not in template.read_bytes(), made_on
    return str(codes.of_file("note-A1.kk", template.read_bytes(), note.read_bytes()))


def test_an_approval_binds_to_the_data(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    """The officer types the code from the scan; when the data change, the approved paper is found to be older."""
    book = tmp_path / "k.xlsx"
    book.write_bytes((demo / "medcentre.kk.xlsx").read_bytes())
    assert ubb4("report", "all", book, "-o", "d", "--lang", "kk", "--today", "2026-08-10").returncode == 0
    assert ubb4("report", "all", book, "-o", "e", "--lang", "kk", "--today", "2026-09-01").returncode == 0
    note, later = (sorted((tmp_path / each).glob("note*.docx"))[0] for each in "de")
    (code,) = set(codes.found_in(note.read_bytes()))
    assert code.startswith("note-A1.kk ")
    assert set(codes.found_in(later.read_bytes())) == {code}, "the day of the making is no part of the data"

    def findings(typed: str, conclusion: str | None = None) -> list[str]:
        workbook = load_workbook(book)
        sheet = workbook["Растайтын құжаттар"]
        headers = {cell.value: cell.column for cell in sheet[4]}
        values = {"№": "D1", "Қосалқы тапсырмалар": "P1.T2.S3", "Құжаттың атауы": "Анықтама", "Құжаттың коды": typed}
        for title, value in values.items():
            column = next(number for name, number in headers.items() if str(name).split(" *")[0] == title)
            sheet.cell(5, column).value = value
        if conclusion is not None:
            risks = workbook["Тәуекелдер"]
            risk = next(cell.column for cell in risks[4] if str(cell.value).startswith("Сыбайлас жемқорлық тәуекелі"))
            risks.cell(5, risk).value = conclusion
        workbook.save(tmp_path / "changed.xlsx")
        done = ubb4("check", "changed.xlsx", "--format", "json", "--today", date(2026, 8, 20).isoformat())
        return [each["code"] for each in json.loads(done.stdout)["files"][0]["findings"]]

    bound = {"code-not-understood", "code-mistyped", "code-of-no-document", "approved-older-version"}
    slip = code[:-1] + ("2" if code[-1] != "2" else "3")
    strange = codes.whole("note-A99.kk", "0000000")
    assert bound.intersection(findings(code)) == set()
    assert bound.intersection(findings(slip)) == {"code-mistyped"}
    assert bound.intersection(findings("түсініксіз")) == {"code-not-understood"}
    assert bound.intersection(findings(str(strange))) == {"code-of-no-document"}
    assert bound.intersection(findings(_of_the_file(note, "2026-08-10"))) == set(), "a paper signed while codes were made of Word files"
    assert bound.intersection(findings(code, "Басқа тәуекел")) == {"approved-older-version"}
