"""The public version: only public columns, only released texts, nothing that a search finds, all of it or nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import BUNDLED, ROOT, Run
from ubb4.base.errors import PluginError, UseError
from ubb4.base.settings import Settings
from ubb4.book.book import Book
from ubb4.book.memory import book_of
from ubb4.desk.desk import Desk
from ubb4.desk.opened import Opened, Options
from ubb4.desk.texts import read_texts
from ubb4.documents.fields import Veil
from ubb4.documents.release import Release, is_free
from ubb4.documents.search import protected_titles, search
from ubb4.excel import file
from ubb4.features.public import page, site
from ubb4.features.public.lists import column_at, sections
from ubb4.plugins.hearing import hear

TODAY = "2026-10-20"
TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))


class All(dict[str, bool]):
    """A person who has read every text and lets each go."""

    def get(self, key: str, default: Any = None) -> bool:
        return True


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(Options(date(2026, 10, 20)), TOOLKIT)


@pytest.fixture(scope="module")
def filling() -> dict[str, Any]:
    from ubb4.desk.new import filling

    organisation, rows = filling(str(ROOT / "examples" / "region" / "book.kk.toml"))
    return {"organisation": organisation, "rows": {name: [dict(row) for row in found] for name, found in rows.items()}}


@pytest.fixture(scope="module")
def without(desk: Desk, filling: dict[str, Any]) -> str:
    """The text of all files where nothing was planted: its words may be met again."""
    return "\n".join(_text(name, each) for name, each in site.contents_of(_in(desk, _book(filling)), Release(All())).items()).casefold()


def _in(desk: Desk, book: Book) -> Opened:
    return Opened(book, desk.toolkit, desk.options, desk.settings)


def _book(filling: dict[str, Any]) -> Book:
    book = book_of(TOOLKIT.registers, filling["rows"], filling["organisation"])
    book.today = date(2026, 10, 20)
    return book


def test_texts_are_released_by_a_person_before_anything_is_written(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = demo / "region.kk.xlsx"
    asked = ubb4("publish", book, "-o", "site", "--today", TODAY)
    assert asked.returncode == 1
    assert "Ештеңе жарияланбады" in asked.stdout
    assert not (tmp_path / "site").exists()
    texts = tmp_path / "site.мәтіндер.xlsx"
    workbook = load_workbook(texts)
    rows = [row for row in workbook.worksheets[0].iter_rows(min_row=5) if row[3].value]
    assert len(rows) > 10
    held = next(number for number, row in enumerate(rows) if number and len(str(row[3].value)) > 40)
    for number, row in enumerate(rows):
        row[4].value = "не публикуется" if number == held else "Жариялануы мүмкін"
    kept_back = str(rows[held][3].value)
    rows[0][4].value = None
    workbook.save(texts)
    assert ubb4("publish", book, "-o", "site", "--today", TODAY, "--released", texts).returncode == 1
    again = load_workbook(tmp_path / "site.мәтіндер (2).xlsx").worksheets[0]
    assert [row[3].value for row in again.iter_rows(min_row=5) if row[3].value and not row[4].value] == [rows[0][3].value]
    assert sum(row[4].value == "жарияланбайды" for row in again.iter_rows(min_row=5)) == 1, "what was decided is not asked again"
    rows[0][4].value = "Жариялануы мүмкін"
    workbook.save(texts)
    done = ubb4("publish", book, "-o", "site", "--today", TODAY, "--released", texts)
    assert done.returncode == 0, done.stderr
    contents = {path.relative_to(tmp_path / "site").as_posix(): path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert {"index.html", "index.ru.html", "data/positions.kk.csv", "data/plan.ru.json", "documents/note-1.kk.docx"} < set(contents)
    assert not list(search(contents, {kept_back: "A1"}, []))
    mark = done.stdout.split()[-1]
    for name in ("index.html", "index.ru.html", "data/map.kk.json"):
        assert mark in contents[name].decode()
    refused = ubb4("publish", book, "-o", "site", "--today", TODAY, "--released", texts)
    assert refused.returncode == 2
    assert "үстіне жазылмайды" in refused.stderr
    assert "тізімі емес" in ubb4("publish", book, "-o", "b", "--released", book).stderr


def test_a_text_that_was_changed_is_asked_about_again(desk: Desk, filling: dict[str, Any]) -> None:
    first = Release()
    site.contents_of(_in(desk, _book(filling)), first)
    texts = set(first.pending)
    decided = {" ".join(text.split()): True for text in texts}
    again = Release(decided)
    assert site.contents_of(_in(desk, _book(filling)), again)
    assert again.pending == {}
    rows = [dict(row) for row in filling["rows"]["cartogram_map"]]
    rows[0]["risk"] = str(rows[0]["risk"]) + " Қосылды."
    changed = Release(decided)
    site.contents_of(_in(desk, _book({**filling, "rows": {**filling["rows"], "cartogram_map": rows}})), changed)
    assert list(changed.pending) == [rows[0]["risk"]]
    assert changed.pending[rows[0]["risk"]][:2] == ("Картограмма 3", "C5")


def test_every_wording_typed_by_hand_is_free_text() -> None:
    """A surname alone looks like any word: whoever reads decides, once a wording. Keys, choices and understood terms are no wording."""
    column = next(each for each in TOOLKIT.registers if each.name == "cartogram_positions").column("position")
    for text in ("Серіков", "Цой", "директор серіков а.б.", "Daniyar Zhumabekov", "Akhmetov B.T.", "бөлім басшысы", "ХҚО № 3"):
        assert is_free(column, text), text
    for text in ("T1", "41-ө", "12", "А-2/3"):
        assert not is_free(column, text), text
    term = next(each for each in TOOLKIT.registers if each.name == "plan").column("term")
    assert not is_free(term, "IV тоқсан 2026")
    assert is_free(term, "Серіков келгенде")
    choice = next(column for register in TOOLKIT.registers for column in register.columns if column.choices)
    assert not is_free(choice, "кез келген")


def _list(folder: Path, decisions: list[tuple[str, str, bool]]) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "_ubb4"
    book["_ubb4"].append(["kind", "ubb4:release"])
    for number, (text, decision, visible) in enumerate(decisions):
        sheet = book.create_sheet(f"L{number}")
        sheet.append(["Мәтін", "Шешім"])
        sheet.append([text, decision])
        sheet.sheet_state = "visible" if visible else "hidden"
    path = folder / "list.xlsx"
    book.save(path)
    return path


def test_one_text_has_one_decision_and_a_hidden_sheet_none(tmp_path: Path) -> None:
    held = _list(tmp_path, [("Бір мәтін", "жарияланбайды", True), ("Бір мәтін", "жариялануы мүмкін", False)])
    assert read_texts(file.read(held), held.name).decided == {"Бір мәтін": False}
    conflict = _list(tmp_path, [("Бір мәтін", "жарияланбайды", True), ("Бір  мәтін", "жариялануы мүмкін", True)])
    with pytest.raises(UseError, match="екі түрлі шешім"):
        read_texts(file.read(conflict), conflict.name)


def test_sections_that_disagree_with_the_registers_stop_it(ubb4: Run, tmp_path: Path) -> None:
    text = (ROOT / "examples" / "region" / "book.kk.toml").read_text("utf-8")
    whole = text.split("[[cartogram_positions]]")
    (tmp_path / "b.toml").write_text("[[cartogram_positions]]".join([*whole[:1], *whole[2:]]), "utf-8")
    assert ubb4("new", "b.xlsx", "--fill", "b.toml", "--today", TODAY, "--plugins", ",".join(BUNDLED)).returncode == 0
    done = ubb4("publish", "b.xlsx", "-o", "site", "--today", TODAY)
    assert done.returncode == 2
    assert "Жарияланатын бөлімдер реестрлерге сәйкес емес" in done.stderr
    assert "Лауазымдар!" in done.stderr
    assert [path.name for path in tmp_path.iterdir() if "site" in path.name] == []


def test_what_a_ground_keeps_back_is_told_and_justified(desk: Desk, filling: dict[str, Any]) -> None:
    rows = [dict(row) for row in filling["rows"]["results"]]
    rows[0] |= {"secrecy": "other", "secrecy_reason": "Негіздеме", "secrecy_on": date(2026, 5, 1)}
    analysis = rows[0]["analysis"]
    contents = site.contents_of(_in(desk, _book({**filling, "rows": {**filling["rows"], "results": rows}})), Release(All()))
    names = {name for name in contents if name.startswith("documents/")}
    assert {name for name in names if ".kk." in name and "no-pub" not in name} == {"documents/note-1.kk.docx", "documents/plan-1.kk.docx"}
    assert any(name.startswith("documents/no-publication") for name in names)
    risks = json.loads(contents["data/risks.kk.json"])["rows"]
    kept = {row["id"] for row in filling["rows"]["risks"] if row["analysis"] != analysis}
    assert {row["risk"] for row in risks} == kept
    assert "жарияланбаған жолдар: 2" in contents["index.html"].decode()


def _with(filling: dict[str, Any], register: str, row: int, **values: Any) -> Book:
    rows = [dict(each) for each in filling["rows"].get(register, ())]
    rows[row] |= values
    return _book({**filling, "rows": {**filling["rows"], register: rows}})


def test_a_cell_that_was_not_understood_is_asked_about_and_cleaned(desk: Desk, filling: dict[str, Any]) -> None:
    release = Release()
    site.contents_of(_in(desk, _with(filling, "cartogram_map", 0, origin="біреу арыз жазды", updated_on="кеше")), release)
    assert {"біреу арыз жазды", "кеше"} < set(release.pending)


def test_a_name_in_a_service_column_is_hidden_by_its_words_and_a_post_beside_it_is_not(desk: Desk, filling: dict[str, Any]) -> None:
    rows = {name: [dict(row) for row in found] for name, found in filling["rows"].items()}
    rows["group"] = [*rows.get("group", []), {"analysis": "A1", "name": "бөлім басшысы Жұмабеков Ерлан Маратұлы"}]
    rows["cartogram_map"][0]["sphere"] = "Жұмабеков Ерланның өтініші"
    contents = site.contents_of(_in(desk, _book({**filling, "rows": rows})), Release(All()))
    html = contents["index.html"].decode()
    assert "Жұмабек" not in html
    assert "Ерлан" not in html
    assert "бөлім басшысы" in html


def test_a_ground_that_refers_to_nothing_stops_it(desk: Desk, filling: dict[str, Any]) -> None:
    with pytest.raises(UseError, match="ештеңеге сілтемейді"):
        site._agree(_in(desk, _with(filling, "results", 0, analysis="A-1", secrecy="other")))


def test_folders_that_cannot_be_new_and_answers_that_are_none(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    for out in (".", "/", "x" * 300):
        done = ubb4("publish", demo / "region.kk.xlsx", "-o", out, "--today", TODAY)
        assert done.returncode == 2, out
        assert "Ішкі қате" not in done.stderr
    assert ubb4("publish", demo / "region.kk.xlsx", "-o", "s", "--today", TODAY, "--lang", "ru").returncode == 1
    workbook = load_workbook(tmp_path / "s.тексты.xlsx")
    assert workbook.worksheets[0]["C5"].value == "Должность первого руководителя"
    workbook.worksheets[0].insert_cols(2)
    for row in workbook.worksheets[0].iter_rows(min_row=5):
        row[5].value = "можно опубликовать"
    workbook.worksheets[0]["F6"].value = "иә"
    workbook.save(tmp_path / "s.xlsx")
    done = ubb4("publish", demo / "region.kk.xlsx", "-o", "s", "--today", TODAY, "--released", "s.xlsx")
    assert done.returncode == 2
    assert "«иә»" in done.stderr
    workbook.worksheets[0]["F6"].value = "Можно опубликовать"
    workbook.save(tmp_path / "s.xlsx")
    assert ubb4("publish", demo / "region.kk.xlsx", "-o", "s", "--today", TODAY, "--released", "s.xlsx").returncode == 0


def test_a_column_that_is_not_public_cannot_be_named() -> None:
    book = book_of(TOOLKIT.registers, {}, {})
    secret = [(r.name, c.name) for r in TOOLKIT.registers for c in r.columns if c.klass != "public"]
    assert len(secret) > 20
    for register, column in secret:
        with pytest.raises(PluginError, match="ашық емес"):
            column_at(book, register, column)
    law = TOOLKIT.plugins[0].project.edition
    entry = {"id": "x", "section": 1, "title": "x", "subtask": "P1.T5.S1", "register": secret[0][0], "columns": [secret[0][1]]}
    broken = replace(law, tables={**law.tables, "public_list": (entry,)})
    with pytest.raises(PluginError):
        list(sections(book, broken, Veil(), {"P1.T5.S1"}))


LETTERS = st.text("абвгдежзклмнопрстұүқғңөһі", min_size=6, max_size=12)
PLANTED = st.builds(lambda a, b, n: f"{a.capitalize()} {b.capitalize()} {n}", LETTERS, LETTERS, st.integers(10**6, 10**7))


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_planted_values_never_reach_a_public_file(desk: Desk, filling: dict[str, Any], without: str, data: st.DataObject) -> None:
    """Random values in every personal and service column of every register of all four plugins, and in public texts beside."""
    rows = {name: [dict(row) for row in found] for name, found in filling["rows"].items()}
    planted: list[str] = []
    some = data.draw(st.lists(PLANTED, min_size=8, max_size=8, unique=True))
    for register in TOOLKIT.registers:
        secret = [column for column in register.columns if column.klass != "public" and column.type in ("text", "long", "person", "reference", "link")]
        if register.name == "organisation" or not secret:
            continue
        rows[register.name] = [*rows.get(register.name, ()), *({} for __ in range(12))]
        for row in rows[register.name]:
            for column in secret:
                value = f"{some[len(planted) % 8]}{len(planted)}"
                row[column.name] = value
                planted.append(value)
    assert len(planted) > 300
    for name, column in (("risks", "risk"), ("cartogram_map", "risk"), ("plan", "measure"), ("results", "conclusion")):
        for row in rows[name]:
            row[column] = f"{row.get(column, '')} {data.draw(st.sampled_from(planted))} 900101300123"
    contents = site.contents_of(_in(desk, _book({**filling, "rows": rows})), Release(All()))
    assert len(contents) > 15
    text = "\n".join(_text(name, each) for name, each in contents.items()).casefold()
    words = {word.casefold() for value in planted for word in value.split() if word[0].isupper()}
    assert [value for value in planted if value.casefold() in text] == []
    assert [word for word in words if word in text and word not in without] == []
    assert "900101300123" not in text
    assert list(search(contents, dict.fromkeys(planted, "A1"), protected_titles(_book(filling)))) == []


def _text(name: str, data: bytes) -> str:
    if not name.endswith(".docx"):
        return data.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(re.sub(r"<[^>]*>", "", archive.read(part).decode("utf-8", "replace")) for part in archive.namelist())


def _docx(paragraph: str) -> bytes:
    import docx

    made = docx.Document()
    made.add_paragraph(paragraph)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("ЖСН 900101300123", "жеке сәйкестендіру нөмірі"), ("+7 701 123 45 67", "телефон"), ("8(727)1234567", "телефон"),
        ("8 (7172) 74-12-34", "телефон"), ("850101 300123", "жеке сәйкестендіру нөмірі"),
        ("a.b@example.kz", "электрондық пошта"), ("Құпиябекова келді", "дербес не қызметтік деректері бар бағанның мәні"),
        *((iin, "жеке сәйкестендіру нөмірі") for iin in (
            "900101 300 123", "9001 0130 0123", "900101–300123", "900101.300123", "90-01-01-300123", "900101\u200b300123", "９00101300123")),
        *((phone, "телефон") for phone in (
            "8–701–234–56–78", "77012345678", "8.701.234.56.78", "701 234 56 78", "+7\u00a0701\u00a0234\u00a056\u00a078", "8\u2011701\u2011234\u20115678")),
        *((mail, "электрондық пошта") for mail in ("a.b\u200b@example.kz", "a.b＠example.kz", "a.b(at)example.kz", "a.b @ example . kz")),
        ("KZ12 3456 7890 1234 5678", "банк шоты"), ("KZ123456789012345678", "банк шоты"),
        *((name, "дербес не қызметтік деректері бар бағанның мәні") for name in ("Купиябекова", "ҚҰПИЯ\u00adБЕКОВА", "Kұпиябекoва", "Құпия\u200bбекова")),
    ],
)  # fmt: skip
def test_the_search_finds_it_in_every_kind_of_file(text: str, what: str) -> None:
    for name, data in (
        ("index.html", f"<p>{text}</p>".encode()), ("data/a.csv", f"\ufeffа;б\r\n1;{text}\r\n".encode()),
        ("data/a.json", json.dumps({"a": text}, ensure_ascii=False).encode()), ("documents/a.docx", _docx(text)),
    ):  # fmt: skip
        assert any(what in each for each in search({name: data}, {"құпиябекова": "A1"}, [])), name


def test_the_search_passes_what_is_public_and_sees_names_of_columns_and_hidden_parts() -> None:
    plain = {
        "index.html": "<th>Лауазым</th><td>БСН 990140000015, 2026-10-20, 267600000000031, 29.06.2026 10.00, 8.06.2026 10.00-12.00, 1 200 000 000, 7 012 345</td>".encode(),
        "d.docx": _docx("мәтін"),
    }
    assert list(search(plain, {}, ["Қызметшінің Т.А.Ә."])) == []
    headed = {"index.html": '<th scope="col">Қызметшінің Т.А.Ә.</th>'.encode(), "a.csv": "№;Қызметшінің Т.А.Ә.\r\n".encode()}
    assert len(list(search(headed, {}, ["Қызметшінің Т.А.Ә."]))) == 2
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain["d.docx"])) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("word/comments.xml", "<w:comments/>")
    assert any("comments.xml" in each for each in search({"d.docx": out.getvalue()}, {}, []))


def test_a_cell_is_no_formula_in_the_csv(desk: Desk, filling: dict[str, Any]) -> None:
    rows = [dict(row) for row in filling["rows"]["cartogram_map"]]
    rows[0]["sphere"] = '=HYPERLINK("https://example.kz";"х")'
    contents = site.contents_of(_in(desk, _book({**filling, "rows": {**filling["rows"], "cartogram_map": rows}})), Release(All()))
    cells = [cell for row in csv.reader(io.StringIO(contents["data/map.kk.csv"].decode("utf-8-sig")), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]
    assert "<script>alert" not in page.page([], [], "kk", "<script>alert(1)</script>", 2026, date(2026, 1, 1), "")


def test_a_body_without_a_cartogram_publishes_its_documents(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    import sys

    sys.path.insert(0, str(ROOT / "tools"))
    from demo_year import release

    assert ubb4("publish", demo / "medcentre.kk.xlsx", "-o", "m", "--today", "2026-08-10").returncode == 1
    assert release(tmp_path / "m.мәтіндер.xlsx", "жариялануы мүмкін") > 3
    done = ubb4("publish", demo / "medcentre.kk.xlsx", "-o", "m", "--today", "2026-08-10", "--released", "m.мәтіндер.xlsx")
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "m" / "index.html").read_text("utf-8")
    assert "<h1>Ішкі талдау құжаттары</h1>" in html
    assert 'role="search"' not in html
    assert list((tmp_path / "m" / "documents").glob("note*.docx"))
    assert not (tmp_path / "m" / "data").exists()


def test_a_sheet_that_no_plugin_reads_stops_it(ubb4: Run, demo: Path) -> None:
    done = ubb4("publish", demo / "region.kk.xlsx", "-o", "s", UBB4_SETTINGS=str(_only(demo)))
    assert done.returncode == 2
    assert "ештеңе жарияланбайды" in done.stderr


def _only(demo: Path) -> Path:
    path = demo / "only.toml"
    path.write_text('[plugins]\nenabled = ["project1_risk"]\n', "utf-8")
    return path


def test_a_document_without_persons_goes_through_the_same_gate(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    """Nothing is written before a person has read its texts; the decision, and who took it, are kept; a text held back is a dash."""
    from docx import Document
    from openpyxl import load_workbook

    words = ("report", "annex2", demo / "region.kk.xlsx", "-o", "a.docx", "--depersonalised", "--today", TODAY)
    asked = ubb4(*words)
    assert asked.returncode == 1, asked.stderr
    assert not (tmp_path / "a.docx").exists()
    path = tmp_path / "a.мәтіндер.xlsx"
    book = load_workbook(path)
    rows = [row for row in book.worksheets[0].iter_rows(min_row=5) if row[3].value]
    assert rows
    held = max((str(row[3].value) for row in rows), key=len)
    for row in rows:
        row[4].value = "жарияланбайды" if row[3].value == held else "жариялануы мүмкін"
        row[5].value, row[6].value = "бөлім басшысы", date(2026, 11, 2)
    book.save(path)
    done = ubb4(*words, "--released", path)
    assert done.returncode == 0, done.stdout + done.stderr
    document = Document(str(tmp_path / "a.docx"))
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert held not in text
    assert "—" in text


def test_what_went_out_by_whose_decision_is_kept_beside(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    ubb4("publish", demo / "region.kk.xlsx", "-o", "site", "--today", TODAY)
    path = tmp_path / "site.мәтіндер.xlsx"
    book = load_workbook(path)
    rows = [row for row in book.worksheets[0].iter_rows(min_row=5) if row[3].value]
    for row in rows:
        row[4].value, row[5].value, row[6].value = "жариялануы мүмкін", "жауапты хатшы", "02.11.2026"
    book.save(path)
    assert ubb4("publish", demo / "region.kk.xlsx", "-o", "site", "--today", TODAY, "--released", path).returncode == 0
    record = load_workbook(tmp_path / "site.шешімдер.xlsx")
    decisions = [[cell.value for cell in row] for row in record["Шешімдер"].iter_rows(min_row=5) if row[3].value]
    assert len(decisions) == len(rows)
    assert {(row[5], row[6]) for row in decisions} == {("жауапты хатшы", "02.11.2026")}
    kept = [[cell.value for cell in row] for row in record["Жарияланбағаны"].iter_rows(min_row=5) if row[0].value]
    assert {"дербес деректер бағаны", "қызметтік деректер бағаны"} <= {row[3] for row in kept}
    assert not (tmp_path / "site" / "site.шешімдер.xlsx").exists()
