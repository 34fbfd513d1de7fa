"""The store: nothing is read again that is known, nobody else may read it, and the history holds figures and codes alone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyarrow.parquet as parquet
from openpyxl import load_workbook

from conftest import Run
from ubb4.features.gather import gather, reading

from .conftest import COUNTING, book, risks

SECRET = "Құпиясөзова"


def test_a_second_run_reads_nothing_and_writes_the_same(folder: Path, tmp_path: Path, ubb4: Run) -> None:
    store = tmp_path / "store"
    first = ubb4("gather", folder, "-o", tmp_path / "one.xlsx", "--store", store, "--today", "2026-10-20")
    assert first.returncode == 0, first.stderr
    second = ubb4("gather", folder, "-o", tmp_path / "two.xlsx", "--store", store, "--today", "2026-10-20")
    number = len(list(folder.glob("*.xlsx")))
    assert f"Өзгермеген {number} файл қоймадан алынды" in second.stderr
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def _read(folder: Path, store: Path, monkeypatch: object = None, **options: object) -> tuple[int, int]:
    """How many files are asked of a child, and how many are known."""
    asked: list[str] = []

    def ask(requests: list[dict[str, object]]) -> object:
        from ubb4.worker.parent import run

        asked.extend(str(each["file"]) for each in requests)
        return run(requests)

    from ubb4.features.gather.store import Cache

    found, __ = reading.files([str(folder)])
    done = reading.read(found, {**COUNTING, **options}, Cache(store, {**COUNTING, **options}, []), True, ask)
    return len(asked), done.known


def test_what_changed_is_read_again(tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    for number in range(3):
        book(folder / f"{number}.xlsx", f"Ұйым {number}", risks("T1"))
    assert _read(folder, store) == (3, 0)
    assert _read(folder, store) == (0, 3)
    book(folder / "1.xlsx", "Ұйым 1", risks("T1", "T2"))
    assert _read(folder, store) == (1, 2)
    assert _read(folder, store, today="2026-10-21") == (3, 0)  # deadlines are judged by the day
    documents = folder / "2.evidence"
    documents.mkdir()
    (documents / "анықтама.pdf").write_bytes(b"%PDF-1.4")
    assert _read(folder, store) == (1, 2)  # the folder of its documents changed
    for each in (store / "cache").iterdir():
        each.write_bytes(b"damaged")
    assert _read(folder, store) == (3, 0)
    shutil.rmtree(store / "cache")  # may be deleted at any time
    assert _read(folder, store) == (3, 0)


def test_the_cache_is_for_its_owner_alone_and_the_history_for_everybody(folder: Path, tmp_path: Path) -> None:
    rows = risks("T1")
    rows["positions"] = [{"position": "Маман", "unit": "Бөлім", "body": SECRET}]
    book(folder / "secret.xlsx", "Құпия ұйым", rows)
    store = tmp_path / "store"
    found = gather.gather(gather.Asked([str(folder)], COUNTING, store=store))
    gather.WRITERS["book"](found, tmp_path / "whole.xlsx", None)
    modes = {each.stat().st_mode & 0o777 for each in (store / "cache").iterdir()}
    assert modes == {0o600}
    assert (store / "cache").stat().st_mode & 0o777 == 0o700
    (kept,) = (store / "history").rglob("*.parquet")
    assert kept.parent.name == "day=2026-10-20"
    table = parquet.read_table(kept, partitioning=None)
    assert table.column_names == ["body", "name", "bin", "kind", "year", "what", "code", "value", "numerator", "denominator"]
    words = {str(value) for column in ("body", "name", "kind", "what", "code") for value in table.column(column).to_pylist()}
    protected = {
        str(value)
        for entry in found.merged.entries
        for register in found.toolkit.registers
        for column in register.columns
        if column.klass != "public"
        for value in entry.payload["tables"].get(register.name, {}).get("columns", {}).get(column.name, ())
        if isinstance(value, str) and len(value) > 6
    }
    assert protected
    assert not {value for value in protected if any(value in word for word in words)}


def test_changes_since_the_last_time(tmp_path: Path, ubb4: Run) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    book(folder / "1.xlsx", "Өсетін ұйым", risks("T1"))
    book(folder / "2.xlsx", "Кететін ұйым", risks("T1"))
    book(folder / "4.xlsx", "Өзгермейтін ұйым", risks("T1"))
    assert ubb4("gather", folder, "-o", tmp_path / "one.xlsx", "--store", store, "--today", "2026-09-30").returncode == 0
    book(folder / "1.xlsx", "Өсетін ұйым", risks("T1", "T2"))
    (folder / "2.xlsx").unlink()
    book(folder / "3.xlsx", "Жаңа ұйым", risks("T1"))
    assert ubb4("gather", folder, "-o", tmp_path / "two.xlsx", "--store", store, "--today", "2026-10-20").returncode == 0
    workbook = load_workbook(tmp_path / "two.xlsx")
    rows = list(workbook["Өзгерістер"].iter_rows(min_row=5, values_only=True))
    assert ("Кететін ұйым", "бұл жолы жоқ", None, None, None) in [tuple(row[:5]) for row in rows]
    assert ("Жаңа ұйым", "жаңадан жіберді", None, None, None) in [tuple(row[:5]) for row in rows]
    assert ("Өсетін ұйым", "Анықталған тәуекелдер", 1, 2, 1) in [tuple(row[:5]) for row in rows]
    through = {row[0]: row[1:] for row in workbook["Тоқсандар мен жылдар"].iter_rows(min_row=5, values_only=True)}
    assert through["Анықталған тәуекелдер"][:2] == (3, 4)


def test_registers_as_parquet(folder: Path, tmp_path: Path, ubb4: Run) -> None:
    done = ubb4("gather", folder, "--parquet", tmp_path / "pq", "--today", "2026-10-20")
    assert done.returncode == 0, done.stderr
    risks_table = parquet.read_table(tmp_path / "pq" / "risks.parquet")
    assert {"_code", "_body", "_file", "_sheet", "_row"} <= set(risks_table.column_names)
    rows = sum(
        len(list(load_workbook(path, read_only=True)["Тәуекелдер"].iter_rows(min_row=5))) > 0
        for path in folder.glob("*.xlsx")
        if "Тәуекелдер" in load_workbook(path, read_only=True).sheetnames
    )
    assert rows
    assert str(parquet.read_table(tmp_path / "pq" / "analyses.parquet").schema.field("starts_on").type) == "date32[day]"
    assert risks_table.num_rows == len(set(zip(*(risks_table.column(name).to_pylist() for name in ("_file", "_row")), strict=True)))


def test_a_store_that_cannot_be_written_is_one_sentence(folder: Path, tmp_path: Path, ubb4: Run) -> None:
    (tmp_path / "store").write_text("бұл бума емес", "utf-8")
    done = ubb4("gather", folder, "-o", tmp_path / "one.xlsx", "--store", tmp_path / "store")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "one.xlsx").exists()
    assert os.environ.get("UBB4_STORE") is None
