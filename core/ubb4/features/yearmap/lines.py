"""The lines of a map in whatever file it came: each with its texts in Kazakh and Russian, the days in it, and where it stands.

A row of a table is a line; in running text a line ends with the one that holds a day, or before an empty one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.book.typed import parse_term
from ubb4.book.workbook import Workbook

_DAY = re.compile(r"[«\"]?\d{1,2}[»\"]?[.\s/-]+(?:\d{1,2}|[^\W\d]{3,})[.\s/-]+\d{4}|\d{4}-\d{2}-\d{2}|\d{4}\s+(?:жылғы|ж\.)\s+\d{1,2}\s+[^\W\d]{3,}")
_TERM = re.compile(
    r"(?:\b[IVІ]{1,3}V?|\b[1-4](?:-?\s*(?:ші|й|ый))?)\s*(?:тоқсан|квартал)\w*[\s,]*\d{4}|\d{4}\s*(?:жылғы|жылдың)?\s*[IVІ]{1,3}V?\s*тоқсан", re.IGNORECASE
)
_KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_BETWEEN = re.compile(r"\s*(?:\n|\s/\s|\s\|\s)\s*")
_LEAST = 12  # letters of a name: shorter texts are numbers, words of a heading, names of offices
_LARGEST = 20 << 20


@dataclass(frozen=True)
class Line:
    """One line: `place` says where in the file it stands, `day` the last day that it allows."""

    place: str
    texts: tuple[str, ...]
    day: date | None = None

    def named(self, kazakh: bool) -> str:
        """The longest text in one of the two languages; empty where there is none."""
        found = [text for text in self.texts if bool(_KAZAKH.search(text)) == kazakh]
        return max(found, key=len, default="")


def lines(path: Path, read: Any) -> list[Line]:
    """Every line of a file; UseError for a kind of file that is not read. `read` is the guarded reader of workbooks."""
    kind = path.suffix.lower()
    if path.stat().st_size > _LARGEST:
        raise UseError(_("{file} тым үлкен: картаның өзін ғана сақтап, қайта беріңіз.", file=path.name), "too-large")
    if kind in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".fods"):
        return list(_of_workbook(read(path)))
    if kind == ".docx":
        return list(_of_document(path))
    if kind == ".pdf":
        return list(_of_text(_pages(path)))
    if kind == ".txt":
        return list(_of_text([_decoded(path.read_bytes())]))
    raise UseError(_("{file}: картаның түрі танылмады. Керегі: .docx, .xlsx, .pdf не .txt.", file=path.name), "not-a-map")


def _of_workbook(workbook: Workbook) -> Iterator[Line]:
    for sheet in workbook.sheets:
        rows = [list(row) for row in sheet.rows] if sheet.visible else []
        for top, left, bottom, right in sheet.merged:  # a merged cell holds its value for every row that it covers
            for number in range(top, min(bottom, len(rows)) + 1):
                if top <= len(rows) and left <= len(rows[top - 1]) and right >= left and len(rows[number - 1]) >= left:
                    rows[number - 1][left - 1] = rows[top - 1][left - 1]
        for number, row in enumerate(rows, 1):
            yield from _line(f"{sheet.name}, {number}", row)


def _of_document(path: Path) -> Iterator[Line]:
    from zipfile import BadZipFile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise UseError(_("{file} оқылмады: Word оны ашып, қайта сақтай алады.", file=path.name), "damaged") from error
    for at, table in enumerate(document.tables, 1):
        for number, row in enumerate(table.rows, 1):
            cells = dict.fromkeys(row.cells)  # one that is merged over columns comes again and again
            yield from _line(_("{n}-кесте, {row}-жол", n=at, row=number), [cell.text for cell in cells])
    yield from _of_text(["\n".join(paragraph.text for paragraph in document.paragraphs)])


def _pages(path: Path) -> list[str]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        found = [page.extract_text() for page in PdfReader(path).pages]
    except (PyPdfError, ValueError, KeyError, OSError, RecursionError) as error:
        raise UseError(_("{file} оқылмады: PDF бүлінген не құпиясөзбен жабылған.", file=path.name), "damaged") from error
    if not any(text.strip() for text in found):
        raise UseError(_("{file}: PDF-те мәтін жоқ, суреттер ғана. Картаның Word не Excel нұсқасын сұраңыз.", file=path.name), "no-text")
    return found


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1251"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _of_text(pages: Iterable[str]) -> Iterator[Line]:
    """Lines of running text: those that wrap are put together until one holds a day."""
    for page, text in enumerate(pages, 1):
        held: list[str] = []
        for number, raw in enumerate(text.splitlines(), 1):
            part = raw.strip()
            if part:
                held.append(part)
            if held and (not part or day_of(part) is not None):
                yield from _line(_("{page}-бет, {row}-жол", page=page, row=number), [" ".join(held)])
                held = []
        if held:
            yield from _line(_("{page}-бет, соңғы жолдар", page=page), [" ".join(held)])


def _line(place: str, cells: Sequence[Any]) -> Iterator[Line]:
    texts, days = list[str](), list[date]()
    for cell in cells:
        if isinstance(cell, datetime):
            days.append(cell.date())
        elif isinstance(cell, date):
            days.append(cell)
        elif isinstance(cell, str) and cell.strip():
            day = day_of(cell)
            days += [day] if day is not None else []
            for part in _BETWEEN.split(_TERM.sub(" ", _DAY.sub(" ", cell))):
                name = re.sub(r"^[\s\d.)(-]+|[\s;,.–—-]+$", "", re.sub(r"\s+", " ", part))
                if len(name) >= _LEAST:
                    texts.append(name)
    if texts:
        yield Line(place, tuple(dict.fromkeys(texts)), max(days, default=None))


def day_of(text: str) -> date | None:
    """The last day that a text names, whole or inside other words."""
    whole = parse_term(text)
    if whole.ends_on is not None:
        return whole.ends_on
    found = [parse_term(match.group().strip()).ends_on for pattern in (_DAY, _TERM) for match in pattern.finditer(text)]
    return max((each for each in found if each is not None), default=None)
