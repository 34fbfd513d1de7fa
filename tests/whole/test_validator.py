"""Microsoft's own validator over every kind of file that the product writes: no error in Microsoft 365; of each kind one in 2013, 2016 and 2019
(`make long`: the whole table). Foreign workbooks, once marked, have no error that they did not have before."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import BODIES, ROOT, Run, wanted
from made.foreign import FOREIGN, edited
from ubb4.base.text import speaking, translation
from ubb4.book.finding import Finding
from ubb4.desk import first
from ubb4.desk.check import check_file
from ubb4.desk.desk import Desk
from ubb4.desk.documents import Asked, make
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options
from ubb4.desk.texts import YES
from ubb4.excel import listing
from ubb4.excel.marked import write_copy

sys.path.insert(0, str(ROOT / "tools"))
import office_validator as validator  # type: ignore[import-not-found]

pytestmark = pytest.mark.skipif(
    not validator.BINARY.is_file() and os.environ.get("CI") != "true", reason="not installed: Microsoft's validator (tools/office_validator.py)"
)


def _texts(language: str) -> str:
    return translation("мәтіндер", language)


def _decide(path: Path, target: Path, language: str) -> None:
    """As a person who lets every text go; openpyxl saves it, so the copy is no file of ours."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_row=5):
        if row[3].value:
            row[4].value = translation(YES, language)
    book.save(target)


def _by_commands(demo: Path, out: Path) -> dict[str, list[Path]]:
    """What commands write beside forms: the list of texts to read, packages, lists compared, documents without persons."""
    out.mkdir()
    for language in ("kk", "ru"):
        book, folder = out / f"region.{language}.xlsx", out / language
        book.write_bytes((demo / book.name).read_bytes())
        folder.mkdir()
        for words in (
            ("publish", book, "-o", folder / "site"),
            ("pack", book, "-o", folder / "pack"),
            ("reconcile", demo / f"district.{language}.xlsx", "--with", demo / f"region.{language}.xlsx", "-o", folder / "reconciled.xlsx"),
            ("report", "all", book, "-o", folder / "open", "--depersonalised"),
            ("report", "all", book, "-o", folder / "open", "--depersonalised", "--released", out / f"decided.{language}.xlsx"),
        ):
            if "--released" in words:
                _decide(folder / f"open.{_texts(language)}.xlsx", Path(str(words[-1])), language)
            done = subprocess.run([sys.executable, "-m", "ubb4", *map(str, words), "--lang", language], capture_output=True, encoding="utf-8", timeout=240)
            assert done.returncode in (0, 1, 2, 3, 4), done.stderr
            assert "Traceback" not in done.stderr
    found = sorted(path for path in out.rglob("*") if path.suffix in (".xlsx", ".docx") and path.parent != out)
    return {
        "list": [path for path in found if path.suffix == ".xlsx"],
        "open": [path for path in found if path.suffix == ".docx"],
    }


@pytest.fixture(scope="module")
def ours(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Files of the product by kind."""
    out = tmp_path_factory.mktemp("ours")
    found: dict[str, list[Path]] = {"workbook": sorted(demo.glob("*.xlsx")), "marked": [], "form": [], "empty": []}
    kinds = [kind.id for kind in Desk(Options()).toolkit.common.edition.kinds]
    for number, kind in enumerate(kinds):
        language = ("kk", "ru", "en")[number % 3]
        with speaking(language):
            path = out / f"{kind}.{language}.xlsx"
            new_workbook(path, {"year": 2026, "kind": kind, "name_kk": "Үлгі"}, {}, None, Options(date(2026, 6, 1)))
        found["empty"].append(path)
    found["asked"] = [out / f"asked.{language}.xlsx" for language in ("kk", "ru", "en")]
    for path, language in zip(found["asked"], ("kk", "ru", "en"), strict=True):
        with speaking(language):
            first.ask(path, Desk(Options()).toolkit, date(2026, 6, 1))
    forms: set[tuple[str, str]] = set()
    for body in BODIES:
        for language in ("kk", "ru"):
            source, options = demo / f"{body}.{language}.xlsx", Options(wanted(body)["today"])
            with speaking(language):
                desk = Desk(options)
                marked = out / f"{body}.{language}.marked.xlsx"
                check_file(desk, source, marked)
                found["marked"].append(marked)
                folder = out / f"{body}.{language}"
                made = make(desk.read(source), Asked("all", [language]), lambda name, folder=folder: folder / name, single=False)  # type: ignore[misc]
            for each in made.made:  # one of each form and language
                if (each["form"], language) not in forms:
                    forms.add((each["form"], language))
                    found["form"].append(Path(each["file"]))
    return found | _by_commands(demo, out / "commands")


def _all(paths: list[Path], version: str) -> dict[str, list[str]]:
    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(lambda path: validator.errors(path, version), paths))
    return {path.name: each for path, each in zip(paths, said, strict=True) if each}


@pytest.mark.parametrize("kind", ["workbook", "empty", "asked", "marked", "form", "list", "open"])
def test_microsoft_365_takes_every_file(kind: str, ours: dict[str, list[Path]]) -> None:
    assert len(ours[kind]) >= {"list": 6, "asked": 3}.get(kind, 9)
    assert _all(ours[kind][:: 2 if kind in ("form", "open") else 1], "Microsoft365") == {}  # every form in make long


@pytest.mark.parametrize("version", ["Office2013", "Office2016", "Office2019"])
def test_older_offices_take_one_of_each_kind(version: str, ours: dict[str, list[Path]]) -> None:
    assert _all([paths[0] for paths in ours.values()], version) == {}


@pytest.mark.long
@pytest.mark.parametrize("version", validator.VERSIONS)
def test_the_whole_table(version: str, ours: dict[str, list[Path]], capsys: pytest.CaptureFixture[str]) -> None:
    table = {kind: sum(map(len, _all(paths, version).values())) for kind, paths in ours.items()}
    with capsys.disabled():
        print(f"\n{version}: " + ", ".join(f"{kind} {number} of {len(ours[kind])}" for kind, number in table.items()))
    assert set(table.values()) == {0}


def test_the_add_in_is_taken(ubb4: Run, tmp_path: Path) -> None:
    for runner in ("direct", "xlwings"):
        assert ubb4("addin", "build", "-o", str(tmp_path / runner), "--runner", runner).returncode == 0
        assert validator.errors(tmp_path / runner / "ubb4.xlam") == []


# -- foreign workbooks


def _finding(cell: str, row: int) -> Finding:
    return Finding("required", "error", "ubb4", "Жоспар", cell, row, "x", "«Мерзімі» толтырылмаған. " * 6, "Ұяшықты толтырыңыз. " * 5, "нұсқаулық, P1.T3.S1")


@pytest.fixture(params=list(FOREIGN))
def foreign(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "foreign.xlsx"
    FOREIGN[request.param](path)
    return path


def _marked(path: Path, target: Path) -> None:
    found = [_finding("A1", 1), _finding("C3", 3), _finding("AB40", 40), _finding("D5", 5)]
    write_copy(path, target, found, listing.findings(found, {"error": 4, "warning": 0, "info": 0}, ["ескертпе"], ["ТОЛЫҚ ЕМЕС: x"]))


def test_a_foreign_workbook_gets_no_new_error(foreign: Path, tmp_path: Path) -> None:
    import zipfile

    target = tmp_path / "marked.xlsx"
    _marked(foreign, target)
    plain = foreign.with_name("plain.xlsx")  # what a program would have said that could not even open the other
    before = validator.errors(foreign) + (validator.errors(plain) if plain.is_file() else [])
    assert [each for each in validator.errors(target) if each not in before] == []
    with zipfile.ZipFile(foreign) as old, zipfile.ZipFile(target) as new:
        ours = (
            "workbook.xml",
            "workbook.xml.rels",
            "styles.xml",
            "sheet1.xml",
            "sheet1.xml.rels",
            "[Content_Types].xml",
            "comments1.xml",
            "vmlDrawing1.vml",
            "commentsDrawing1.vml",
            "comment1.xml",
        )
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert [name for name in changed if not name.endswith(ours) and "legacyDrawing" not in name and "comments/" not in name] == []


def test_a_workbook_that_libreoffice_saved_gets_none(demo: Path, tmp_path: Path) -> None:
    """LibreOffice writes data bars with an extension list of their own inside: the reference to the notes must not land there."""
    folder = tmp_path / "office"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "xlsx", "--outdir", str(folder), str(demo / "medcentre.kk.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    saved, marked = folder / "medcentre.kk.xlsx", tmp_path / "marked.xlsx"
    check_file(Desk(Options(date(2026, 8, 10))), saved, marked)
    before = set(validator.errors(saved))
    assert [each for each in validator.errors(marked) if each not in before] == []


def test_a_strict_workbook_is_refused_in_one_sentence(tmp_path: Path) -> None:
    from ubb4.base.errors import WorkbookError

    path = tmp_path / "strict.xlsx"
    main, strict = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    edited(path, lambda name, data: data.replace(main, strict))
    with pytest.raises(WorkbookError, match="Strict Open XML"):
        _marked(path, tmp_path / "marked.xlsx")
    assert not (tmp_path / "marked.xlsx").exists()


def test_a_cell_with_a_conversation_gets_its_fill_and_a_line(tmp_path: Path) -> None:
    import openpyxl

    path, target = tmp_path / "talk.xlsx", tmp_path / "marked.xlsx"
    threads = b'<?xml version="1.0"?><ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="C3" id="{1}"/></ThreadedComments>'

    def edit(name: str, data: bytes) -> bytes:
        if name.endswith("sheet1.xml.rels"):
            kind = b"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
            return data.replace(
                b"</Relationships>", b'<Relationship Id="rIdT" Type="%s" Target="/xl/threadedComments/threadedComment1.xml"/></Relationships>' % kind
            )
        return data

    edited(path, edit, {"xl/threadedComments/threadedComment1.xml": threads})
    _marked(path, target)
    book: Any = openpyxl.load_workbook(target)
    assert book["Жоспар"]["C3"].comment.text == "сыртқы"
    assert book["Жоспар"]["C3"].fill.fgColor.rgb == "FFFFC7CE"
    assert book["Жоспар"]["A1"].comment is not None
    assert any("Жоспар!C3" in str(cell.value) for row in book.worksheets[-1].iter_rows(max_row=8) for cell in row)
