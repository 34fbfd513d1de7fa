"""The demonstration: real dates, exactly the findings of the fact base, documents that apply, in both languages."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from conftest import BODIES, ROOT, Run, wanted
from ubb4.contract import text_of

EACH = [(body, language) for body in BODIES for language in ("kk", "ru")]


@pytest.mark.parametrize(("body", "language"), EACH)
def test_exactly_these_findings(body: str, language: str, demo: Path, ubb4: Run) -> None:
    told = wanted(body)
    done = ubb4("check", demo / f"{body}.{language}.xlsx", "--format", "json", "--today", told["today"].isoformat())
    answer = json.loads(done.stdout)
    assert answer["complete"]
    found = sorted((f["code"], f["cell"]) for f in answer["files"][0]["findings"])
    assert found == sorted((f["code"], f["cell"]) for f in told["finding"])
    assert done.returncode == (1 if any(f["severity"] == "error" for f in answer["files"][0]["findings"]) else 0)


def test_both_languages_tell_the_same_book() -> None:
    for body in BODIES:
        kk, ru = (tomllib.loads((ROOT / "examples" / body / f"book.{each}.toml").read_text("utf-8")) for each in ("kk", "ru"))
        assert {name: len(rows) for name, rows in kk.items()} == {name: len(rows) for name, rows in ru.items()}


@pytest.mark.parametrize(("body", "language"), EACH)
def test_documents_are_ready_to_sign(body: str, language: str, demo: Path, ubb4: Run, tmp_path: Path) -> None:
    done = ubb4("report", "all", demo / f"{body}.{language}.xlsx", "-o", tmp_path / "out", "--lang", language)
    assert done.returncode == 0, done.stderr
    made = sorted((tmp_path / "out").glob("*.docx"))
    names = {re.sub(r"-[A-Z]\w*$", "", path.name.split(".")[0]) for path in made}
    assert names == set(wanted(body)["documents"])
    for path in made:
        text = text_of(path.read_bytes())
        assert not re.search(r"None|\{\{|\{%|\{\w|\[|Undefined", text), path.name
        assert not re.search(r"\b2024\b", text), path.name
        latin = re.sub(r"https?://\S+|\S+@\S+|\b[TUA]\d+\b|\b[IVX]+\b|№ ?\S+|\S+\.pdf\b|\bISO 37001\b|\bKZ\.\S+", "", text)
        assert not re.search(r"[A-Za-z]{2,}", latin), (path.name, re.findall(r"[A-Za-z]{2,}", latin))
        if language == "ru":
            kazakh = [w for w in re.findall(r"\w*[әғқңөұүһі]\w*", text) if not re.search(r"(бек|ев|ов|ова|баева?|қызы|ұлы)\w*$", w)]
            assert {w for w in kazakh if not w[0].isupper() and w != "ө"} == set(), path.name


def test_the_same_data_give_the_same_bytes(demo: Path, ubb4: Run, tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        assert ubb4("report", "plan", demo / "medcentre.kk.xlsx", "-o", tmp_path / name).returncode == 0
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
