"""The words of `docs/style.md`: what its last column forbids stands in no text that a person reads."""

from __future__ import annotations

import io
import re

from babel.messages.pofile import read_po

from conftest import ROOT

CATALOGUES = [*ROOT.glob("core/ubb4/locale/*/*/*.po"), *ROOT.glob("plugins/*/locale/*/*/*.po"), *ROOT.glob("notebooks/locale/*/*/*.po")]
FORMS = list(ROOT.glob("plugins/*/editions/*/forms/*.form"))


def _forbidden() -> list[str]:
    rows = [line.strip("|").split("|") for line in (ROOT / "docs" / "style.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    return [word.strip() for row in rows[2:] for word in row[-1].split(";") if word.strip()]


def _texts() -> list[tuple[str, str]]:
    found = [(path.name, path.read_text("utf-8")) for path in FORMS]
    for path in CATALOGUES:
        for entry in read_po(io.BytesIO(path.read_bytes())):
            found += [(path.name, text) for text in (entry.id, entry.string) if isinstance(text, str) and text]
    return found


def test_the_table_is_read() -> None:
    assert len(_forbidden()) > 8
    assert len(_texts()) > 5000


def test_no_forbidden_word_stands_in_a_text() -> None:
    texts = _texts()
    assert [(name, word, text[:80]) for word in _forbidden() for name, text in texts if word in text] == []


def test_a_number_sign_has_its_space_in_documents() -> None:
    assert [(path.name, each) for path in FORMS for each in re.findall(r"№\d", path.read_text("utf-8"))] == []


def test_things_do_not_stand() -> None:
    """Rule 4: «тұр», «стоит» of a thing in a cell is no official word; «алда не тұр» is an idiom."""
    told = [(name, text[:80]) for name, text in _texts() if re.search(r"(?<!алда не )\bтұр\b[.,:;)]|\b(?:стоит|стоят)\b", text)]
    assert told == []
