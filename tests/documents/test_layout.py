"""What a reader sees on paper: in the rendered PDF no date is broken inside, and every word is as often whole as in the Word file."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from conftest import wanted
from ubb4.base.text import speaking
from ubb4.contract import text_of
from ubb4.desk.desk import Desk
from ubb4.desk.documents import Asked, make
from ubb4.desk.opened import Options
from ubb4.documents.pdf import to_pdf

_BROKEN = re.compile(r"(?:^|\s)\d{2}\.\d{2}\.\d{0,3}\n\d{1,4}\b|«\d{1,2}»\n")


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("body", ["region", pytest.param("district", marks=pytest.mark.long), pytest.param("department", marks=pytest.mark.long)])
def test_no_date_and_no_head_word_is_broken(body: str, language: str, demo: Path, tmp_path: Path) -> None:
    assert shutil.which("pdftotext"), "poppler-utils, which tools/prepare.py installs"
    with speaking(language):
        opened = Desk(Options(wanted(body)["today"])).read(demo / f"{body}.{language}.xlsx")
        made = make(opened, Asked("all", [language]), lambda name: tmp_path / name, single=False)
        asked = [make(opened, Asked(each.id, [language]), lambda name: tmp_path / name, single=True) for each in opened.toolkit.common.forms if not each.each]
    pages = to_pdf([Path(each["file"]) for each in (*made.made, *(one for more in asked for one in more.made))], tmp_path / "pdf")
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
