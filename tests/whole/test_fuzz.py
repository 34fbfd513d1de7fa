"""Mutations of our own files, structure first: a reader answers or says one sentence, it never breaks and never takes long.

Fixed seeds and a small budget in every run; `make fuzz` goes on with new seeds for as long as `UBB4_FUZZ_SECONDS` says and prints the seed of what it
finds, to be kept here as a text in `FOUND`.
"""

from __future__ import annotations

import os
import random
import re
import time
import tomllib
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ubb4.base import settings
from ubb4.base.errors import Ubb4Error
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.due import due
from ubb4.desk.opened import Options
from ubb4.desk.texts import read_texts
from ubb4.excel import file
from ubb4.features.evidence.verify import verify

TODAY = Options(date(2026, 8, 10))
EVERY_RUN = 30
SECONDS = float(os.environ.get("UBB4_FUZZ_SECONDS", "60"))
FOUND: tuple[int, ...] = ()  # seeds that once broke something
_VALUES = (
    b"NaN", b"-INF", b"1E400", b"9" * 400, b"-0", b"2958466", b"-1", b"\xed\xa0\x80", b"&#0;", b"&#x1F;", b"&unknown;", b"<", b"", b" ", b"\xe2\x80\x8b" * 50,
    b"=1+1", b"T1" * 9000, "Қ".encode() * 40_000, b"2026-02-30", b"31.02.2026", b"9999-12-31", b"0001-01-01", b"true", b"#SPILL!", b"1/0", b"\x00",
)  # fmt: skip


def _cells(data: bytes, rng: random.Random) -> bytes:
    places = [found.span(1) for found in re.finditer(rb"<v>([^<]*)</v>", data)]
    for start, end in sorted(rng.sample(places, min(len(places), rng.randint(1, 6))), reverse=True):
        data = data[:start] + rng.choice(_VALUES) + data[end:]
    return data


def _attributes(data: bytes, rng: random.Random) -> bytes:
    places = [found.span(1) for found in re.finditer(rb'="([^"]*)"', data)]
    for start, end in sorted(rng.sample(places, min(len(places), rng.randint(1, 8))), reverse=True):
        data = (
            data[:start]
            + rng.choice((b"", b"0", b"-1", b"99999999999", b"XFD1048576", b"e", b"s", b"inlineStr", b"d", b"A1:ZZZ9", b"'", "қ".encode()))
            + data[end:]
        )
    return data


def _tags(data: bytes, rng: random.Random) -> bytes:
    places = [found.span() for found in re.finditer(rb"<[^>]+>", data)]
    if not places:
        return data
    start, end = rng.choice(places)
    return rng.choice((data[:start] + data[end:], data[:end] + data[start:end] + data[end:], data[:start], data[: (start + end) // 2]))


def _bytes(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for __ in range(rng.randint(1, 20)):
        if out:
            out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


HANDS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_cells, _cells, _attributes, _attributes, _tags, _bytes)


def _mutated(source: Path, target: Path, rng: random.Random) -> None:
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for __ in range(rng.randint(1, 3)):
        name = rng.choice([each for each in parts if each.endswith((".xml", ".rels"))])
        parts[name] = rng.choice(HANDS)(parts[name], rng)
    if rng.random() < 0.1:
        parts.pop(rng.choice(list(parts)))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def _one(seed: int, source: Path, folder: Path) -> None:
    """A mutated workbook is checked and its deadlines counted, or refused in a sentence."""
    rng = random.Random(seed)
    path = folder / "mutated.xlsx"
    _mutated(source, path, rng)
    started = time.monotonic()
    try:
        desk = Desk(TODAY)
        opened = desk.take(file.read(path), path.name, path)
        found = check(opened)
        assert due(opened).deadlines is not None
        assert all(each.message and isinstance(each.cell, str) for each in found.findings)
        assert not [each for each in found.problems if "Traceback" in each.message]
    except Ubb4Error as refused:
        assert refused.message.strip()  # noqa: PT017  one sentence is an answer
    assert time.monotonic() - started < 20, f"seed {seed}"


@pytest.fixture(scope="module")
def source(demo: Path) -> Path:
    return demo / "medcentre.kk.xlsx"


@pytest.mark.parametrize("seed", [*range(EVERY_RUN), *FOUND])
def test_a_mutated_workbook_is_answered_or_refused(seed: int, source: Path, tmp_path: Path) -> None:
    _one(seed, source, tmp_path)


@pytest.mark.long
def test_for_hours(source: Path, tmp_path: Path) -> None:
    last, seed = time.monotonic() + SECONDS, random.SystemRandom().randrange(1 << 40)
    while time.monotonic() < last:
        try:
            _one(seed, source, tmp_path)
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error
        seed += 1


@pytest.mark.parametrize("seed", range(10))
def test_settings_lists_and_packages_are_read_or_refused(seed: int, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    text = b'[plugins]\nenabled = ["project1_risk"]\n[counting]\npolicy = "nth_day"\nroll = "next"\n[text]\nlanguage = "kk"\n'
    own = tmp_path / "ubb4.toml"
    own.write_bytes(_bytes(text, rng))
    monkeypatch.setenv("UBB4_SETTINGS", str(own))
    try:
        settings.read()
    except Ubb4Error as error:
        assert "ubb4.toml" in error.message  # noqa: PT017
    with_list = tmp_path / "list.xlsx"
    _mutated(demo / "company.kk.xlsx", with_list, rng)
    try:
        read_texts(file.read(with_list), with_list.name)
    except Ubb4Error as error:
        assert error.message.strip()  # noqa: PT017
    package = tmp_path / "p"
    package.mkdir(exist_ok=True)
    (package / "manifest.json").write_bytes(_bytes(b'{"documents": [{"path": "a/b.pdf", "sha256": "00"}]}', rng))
    (package / "seal.sha256").write_bytes(_bytes(b"00  manifest.json\n00  checklist.docx\n00  checklist.xlsx\n", rng))
    assert verify(package).wrong


def test_the_mutations_do_change_something(source: Path, tmp_path: Path) -> None:
    """The loop above could pass on nothing: most mutants differ in what they say."""
    answers = set()
    for seed in range(12):
        _mutated(source, tmp_path / "m.xlsx", random.Random(seed))
        try:
            opened = Desk(TODAY).take(file.read(tmp_path / "m.xlsx"), "m.xlsx", None)
            answers.add(tuple(sorted((each.code, each.cell) for each in check(opened).findings)))
        except Ubb4Error as error:
            answers.add((error.code,))
    assert len(answers) > 3
    assert tomllib.loads("a = 1")
