"""Many workbooks as one: nothing added up unseen, nothing lost in silence."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pandas as pd
import pytest

import ubb4
from ubb4.base.errors import UseError
from ubb4.features.analyst import show

DAY = "2026-10-20"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The demonstration bodies as `ubb4.demonstration` lays them."""
    ubb4.demonstration(tmp_path / "өңір")
    return tmp_path / "өңір"


def test_frames_are_those_of_each_workbook(folder: Path) -> None:
    region = ubb4.gather(folder, today=DAY)
    assert len(region) == len(list(folder.glob("*.xlsx")))
    for whole, part in ((region.findings(), "findings"), (region.deadlines(), "deadlines"), (region.measures(), "measures")):
        frames = {book.path.name: getattr(book, part)() for book in region}
        assert {name: len(frame) for name, frame in frames.items() if len(frame)} == whole["file"].value_counts().to_dict()
        assert list(whole.columns)[:2] == ["body", "file"]
        assert whole.attrs["titles"]["body"] == "Ұйым"
    plan = region["plan"].frame()
    assert len(plan) == len(region["plan"]) == sum(len(book["plan"]) for book in region)
    assert str(region.deadlines()["standing"].dtype) == "category"
    assert str(region.deadlines()["day"].dtype).startswith("datetime64")
    assert str(region["risks"].frame()["direction"].dtype) == "category"


def test_two_workbooks_of_one_body_are_two_senders(folder: Path) -> None:
    region = ubb4.gather(folder, today=DAY)
    names = [region.name(book) for book in region]
    assert len(names) == len(set(names))
    assert "Мысал облысының әкімдігі (akimat.xlsx)" in names
    assert "«Үлгі жылу» акционерлік қоғамы" in names
    share = region.measures()
    assert not share.duplicated(["body", "name"]).any()
    assert set(region.bodies()["body"]) == set(names)


def test_what_cannot_be_read_is_named_and_the_rest_is_there(folder: Path) -> None:
    (folder / "бүлінген.xlsx").write_bytes(b"not a workbook")
    (folder / "~$akimat.xlsx").write_bytes(b"lock")
    kept = folder / "akimat.evidence" / "D1.v1"
    kept.mkdir(parents=True)
    shutil.copy(folder / "region.xlsx", kept / "copy.xlsx")
    region = ubb4.gather(folder, today=DAY)
    bodies = region.bodies()
    assert bodies.loc[~bodies["read"], "file"].tolist() == ["бүлінген.xlsx"]
    assert bodies["why"].iloc[-1]
    assert "copy.xlsx" not in set(bodies["file"]), "a confirming document is nobody's report"
    told = region._repr_mimebundle_()[show.MIME]["passport"]
    assert len(told["problems"]) == 1
    assert "бүлінген.xlsx" in told["problems"][0]
    assert "оқылмағаны: 1" in told["body"]
    assert {name for name, __ in told["files"]} == {path.name for path in folder.glob("[!~]*.xlsx")}
    note = next(each for each in told["notes"] if "жаңа мәтіні белгісіз" in each)
    assert "akimat.xlsx, company.xlsx, department.xlsx, және тағы 4" in note, "once, with the workbooks of which it is said"


def test_places_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(UseError, match="табылмады"):
        ubb4.gather(tmp_path / "жоқ")
    with pytest.raises(UseError, match="бірде-бір кітап жоқ"):
        ubb4.gather(tmp_path)
    (tmp_path / "a.xlsx").write_bytes(b"x")
    region = ubb4.gather(tmp_path)
    assert (len(region), len(region.problems)) == (0, 1)
    assert list(region.deadlines().columns)[:2] == ["body", "file"]
    assert len(region.bodies()) == 1


def test_files_and_folders_may_be_named_together(folder: Path, tmp_path: Path) -> None:
    region = ubb4.gather([folder / "company.xlsx", folder / "region.xlsx"], today=DAY, lang="ru")
    assert [book.path.name for book in region] == ["company.xlsx", "region.xlsx"]
    assert "Просрочено".casefold() in {str(each).casefold() for each in region.deadlines()["standing"].cat.categories}


def test_the_demonstration_is_not_written_over(folder: Path) -> None:
    path = folder / "company.xlsx"
    path.write_bytes(b"mine")
    assert path in ubb4.demonstration(folder)
    assert path.read_bytes() == b"mine"


def test_frames_may_be_changed_without_changing_the_next(folder: Path) -> None:
    book = ubb4.open(folder / "region.xlsx", today=DAY)
    first = book.deadlines()
    first["day"] = pd.NaT
    first.attrs["titles"]["day"] = "x"
    assert book.deadlines()["day"].notna().any()
    assert book.deadlines().attrs["titles"]["day"] == "Соңғы күні"


def test_every_register_can_be_gathered(folder: Path) -> None:
    """A register that has a column `body` of its own keeps it; the sender stands in `sender` there."""
    region = ubb4.gather(folder, today=DAY)
    names = region._ipython_key_completions_()
    assert len(names) > 40
    for name in names:
        frame = region[name].frame()
        own = region.books[0][name].table.register.by_name
        assert list(frame.columns)[:2] == ["sender" if "body" in own else "body", "sender_file" if "file" in own else "file"], name
        assert len(frame) == len(region[name]) == sum(len(book[name]) for book in region)


def test_a_name_that_none_has_is_told_with_the_likeliest(folder: Path) -> None:
    region = ubb4.gather(folder, today=DAY, lang="ru")
    with pytest.raises(ubb4.UseError, match="offences.*«offences»|«offences»"):
        region["ofences"]
    with pytest.raises(ubb4.UseError, match="«risks»"):
        region.books[0]["riskss"]
    assert "rows" in repr(region["risks"])
    assert "workbooks" in repr(region)


def test_each_thread_speaks_its_own_language(folder: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    file = next(iter(sorted(folder.glob("*.xlsx"))))

    def heading(lang: str) -> str:
        return str(ubb4.open(file, today=DAY, lang=lang)["risks"].frame().attrs["titles"]["risk"])

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(heading, ["kk", "ru", "en"] * 8))
    assert len(set(told)) == 3
    assert told == told[:3] * 8


def test_bodies_stand_in_order_of_what_presses(folder: Path) -> None:
    region = ubb4.gather(folder, today=DAY)
    standing = region.standing()
    assert list(standing["overdue"]) == sorted(standing["overdue"], reverse=True)
    by_body = region.deadlines().query("state == 'overdue'").groupby("body").size()
    assert {row.body: row.overdue for row in standing.itertuples() if row.overdue} == by_body.to_dict()
    registers = region.registers().set_index("register")
    assert registers.loc["plan", "rows"] == len(region["plan"])
    assert list(registers.loc[["plan"], "sheet"]) == ["Жоспар"]


def test_frames_of_a_region_hold_no_lists_and_say_where_each_row_stands(folder: Path) -> None:
    region = ubb4.gather(folder, today=DAY)
    for frame in (region.deadlines(), region.measures(), region.findings()):
        assert not any(isinstance(value, list | tuple) for name in frame.columns for value in frame[name])
        frame.drop_duplicates()
    plan = region["plan"].frame()
    assert list(plan.columns)[:3] == ["body", "file", "sheet"]
    assert set(plan["sheet"]) == {"Жоспар"}
    found = region.findings()
    assert set(found.loc[found["sheet"] == "Жоспар", "register"]) <= {"plan"}


def test_a_region_and_its_books_are_pickled_as_what_they_were_read_from(folder: Path) -> None:
    region = ubb4.gather(folder, today=DAY, lang="ru")
    again = pickle.loads(pickle.dumps(region))
    assert again.lang == "ru"
    pd.testing.assert_frame_equal(again.findings(), region.findings())
    book = pickle.loads(pickle.dumps(region.books[0]))
    assert book.digest == region.books[0].digest
    kept = pickle.dumps(region.books[0])
    region.books[0].path.unlink()
    with pytest.raises(UseError, match="изменён"):
        pickle.loads(kept)


def test_a_region_is_saved_as_the_command_writes_it(folder: Path, tmp_path: Path) -> None:
    from ubb4.features.gather import gather

    ubb4.gather(folder, today=DAY).save(tmp_path / "one.xlsx")
    found = gather.gather(gather.Asked([str(folder)], {"today": DAY, "policy": None, "roll": None}))
    gather.WRITERS["book"](found, tmp_path / "two.xlsx", None)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
