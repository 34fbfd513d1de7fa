"""Who makes a PDF: Word where it is and answers, LibreOffice else; never half of what was asked. Word itself over COM: tests/setup/test_word.py."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import pypdf
import pytest

from ubb4.base.errors import UseError
from ubb4.documents import by_office, by_word, pdf


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    made = docx.Document()
    made.add_paragraph("Анықтама: сыбайлас жемқорлық тәуекелдері")
    made.save(str(tmp_path / "анықтама.docx"))
    return tmp_path / "анықтама.docx"


def _word(monkeypatch: pytest.MonkeyPatch, made: Sequence[str], error: str = "") -> None:
    def convert(files: Sequence[Path], out: Path) -> None:
        for name in made:
            (out / name).write_bytes(b"%PDF-1.7 by the stand-in")
        if error:
            raise UseError(error, "no-pdf")

    monkeypatch.setattr(by_word, "here", lambda: True)
    monkeypatch.setattr(by_word, "convert", convert)


def test_libreoffice_makes_it_where_there_is_no_word(paper: Path, tmp_path: Path) -> None:
    assert not by_word.here()
    made = pdf.to_pdf([paper], tmp_path / "out")
    assert (made.program, made.instead) == ("LibreOffice", "")
    assert "сыбайлас жемқорлық" in pypdf.PdfReader(made.files[0]).pages[0].extract_text()


def test_word_is_asked_first(paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _word(monkeypatch, ["анықтама.pdf"])
    monkeypatch.setattr(by_office, "convert", lambda *__: pytest.fail("LibreOffice was started too"))
    made = pdf.to_pdf([paper], tmp_path / "out")
    assert made.program == "Microsoft Word"
    assert made.files[0].read_bytes() == b"%PDF-1.7 by the stand-in"


@pytest.mark.parametrize("made", [[], ["анықтама.pdf"]])
def test_where_word_fails_libreoffice_goes_on_and_both_are_told(made: list[str], paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _word(monkeypatch, made, "Microsoft Word уақытында жауап бермеді: ол жабылды.")
    found = pdf.to_pdf([paper], tmp_path / "out")
    assert found.program == "LibreOffice"
    assert "жабылды" in found.instead
    assert found.files[0].read_bytes()[:5] == b"%PDF-"
    assert b"stand-in" not in found.files[0].read_bytes()


def test_a_word_that_left_one_out_is_not_taken_for_done(paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "жоспар.docx"
    other.write_bytes(paper.read_bytes())
    _word(monkeypatch, ["анықтама.pdf"])
    found = pdf.to_pdf([paper, other], tmp_path / "out")
    assert found.program == "LibreOffice"
    assert "жоспар.docx" in found.instead
    assert len(found.files) == 2


def test_a_pdf_that_cannot_be_written_is_named_and_nothing_half_written_is_left(paper: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "анықтама.pdf").mkdir(parents=True)  # as one that a reader holds open
    with pytest.raises(UseError, match=r"анықтама\.pdf жазылмады"):
        pdf.to_pdf([paper], tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["анықтама.pdf"]


def test_a_workbook_is_libreoffices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    monkeypatch.setattr(by_word, "here", lambda: True)
    monkeypatch.setattr(by_word, "convert", lambda *__: pytest.fail("Word was given a workbook"))
    assert pdf.to_pdf([demo / "district.kk.xlsx"], tmp_path).program == "LibreOffice"


def test_without_either_it_is_said_and_nothing_is_made(paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _word(monkeypatch, [], "Microsoft Word уақытында жауап бермеді: ол жабылды.")
    monkeypatch.setattr(pdf, "office", lambda: None)
    with pytest.raises(UseError, match=r"жабылды\. LibreOffice орнатылмаған"):
        pdf.to_pdf([paper], tmp_path / "out")
    assert not (tmp_path / "out").exists()
