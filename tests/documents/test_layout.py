"""What a reader sees on paper: in the rendered PDF no date is broken inside, and every word is as often whole as in the Word file."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.text.paragraph import Paragraph

from conftest import BUNDLED, wanted
from ubb4.base.settings import Settings
from ubb4.base.text import speaking
from ubb4.book.memory import book_of
from ubb4.contract import text_of
from ubb4.desk.desk import Desk
from ubb4.desk.documents import Asked, make
from ubb4.desk.opened import Opened, Options
from ubb4.documents.pdf import to_pdf
from ubb4.plugins.hearing import hear

_BROKEN = re.compile(r"(?:^|\s)\d{2}\.\d{2}\.\d{0,3}\n\d{1,4}\b|«\d{1,2}»\n")


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("body", ["region", pytest.param("district", marks=pytest.mark.long), pytest.param("department", marks=pytest.mark.long)])
def test_no_date_and_no_head_word_is_broken(body: str, language: str, demo: Path, tmp_path: Path) -> None:
    assert shutil.which("pdftotext"), "poppler-utils, which tools/prepare.py installs"
    with speaking(language):
        opened = Desk(Options(wanted(body)["today"])).read(demo / f"{body}.{language}.xlsx")
        made = make(opened, Asked("all", [language]), lambda name: tmp_path / name, single=False)
        asked = [make(opened, Asked(each.id, [language]), lambda name: tmp_path / name, single=True) for each in opened.toolkit.common.forms if not each.each]
    pages = to_pdf([Path(each["file"]) for each in (*made.made, *(one for more in asked for one in more.made))], tmp_path / "pdf").files
    assert len(pages) > 3
    broken, lost = [], []
    for page in pages:
        text = subprocess.run(["pdftotext", "-raw", page, "-"], capture_output=True, encoding="utf-8", check=True).stdout
        broken += [(page.name, each) for each in _BROKEN.findall(text)]
        words = _words(text)
        written = _words(text_of((tmp_path / page.name).with_suffix(".docx").read_bytes()))
        lost += [(page.name, word) for word, number in written.items() if words[word] < number]
    assert broken == []
    assert lost == []


def _words(text: str) -> Counter[str]:
    """Its longer words, each so many times; not of links, which may break anywhere."""
    return Counter(re.findall(r"[^\W\d_]{4,}", re.sub(r"https?://\S+|\S+\.(?:pdf|kz)\S*", "", text)))


def test_a_footnote_is_kept_with_the_last_row_before_it(tmp_path: Path) -> None:
    """As Word has it: keep with next on every paragraph of that row. LibreOffice forgets it in a table that is longer than a page."""
    toolkit = hear(Settings(enabled=tuple(BUNDLED)))
    with speaking("kk"):
        book = book_of(toolkit.registers, {"offences": []}, {"name_kk": "Үлгі ауданының әкімдігі", "kind": "district_akimat", "year": 2026})
        opened = Opened(book, toolkit, Options(date(2026, 10, 1)), Settings())
        make(opened, Asked("annex3"), lambda name: tmp_path / "a.docx", single=True)
    blocks = list(Document(str(tmp_path / "a.docx")).iter_inner_content())
    (place,) = [n for n, block in enumerate(blocks) if isinstance(block, Paragraph) and block.text.startswith("*")]
    while isinstance(blocks[place - 1], Paragraph):
        assert blocks[place - 1].paragraph_format.keep_with_next
        place -= 1
    row = blocks[place - 1].rows[-1]
    assert all(each.paragraph_format.keep_with_next for cell in row.cells for each in cell.paragraphs)
