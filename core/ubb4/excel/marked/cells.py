"""Cells of a sheet's part given another style, the rest of its bytes as they were; a cell that is not there is put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ubb4.base.errors import WorkbookError
from ubb4.base.text import gettext as _
from ubb4.excel.parts import column_number

_ROW = re.compile(rb"<((?:\w+:)?)row\b([^>]*?)(/?)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_CELL = re.compile(rb"<((?:\w+:)?)c\b([^>]*?)(/?)>")
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_SPLIT = re.compile(r"([A-Z]+)(\d+)")

Restyle = Callable[[int, str], int]  # (style that the cell has, severity) -> style that it gets


def paint(data: bytes, cells: Mapping[str, str], restyle: Restyle, sheet: str) -> bytes:
    """The part with each cell of `cells` (address -> severity) restyled; WorkbookError when its rows bear no numbers."""
    by_row: dict[int, dict[str, str]] = {}
    for address, severity in cells.items():
        letters, row = _SPLIT.fullmatch(address).groups()  # type: ignore[union-attr]
        by_row.setdefault(int(row), {})[letters] = severity
    out: list[bytes] = []
    at, left = 0, dict(sorted(by_row.items()))
    end = _end_of_rows(data, sheet)
    for found in _ROW.finditer(data, 0, end):
        number = _NUMBER.search(found[2])
        if number is None:
            raise _unknown(sheet)
        row = int(number[1])
        for missing in [each for each in left if each < row]:
            out += [data[at : found.start()], _new_row(found[1], missing, left.pop(missing), restyle)]
            at = found.start()
        if row in left:
            stop, body = _row_at(data, found)
            out += [data[at : found.start()], _painted(found, body, row, left.pop(row), restyle)]
            at = stop
        if not left:
            break
    prefix = _prefix(data, end)
    out.append(data[at:end])
    out += [_new_row(prefix, row, wanted, restyle) for row, wanted in left.items()]
    return b"".join([*out, data[end:]])


def _unknown(sheet: str) -> WorkbookError:
    return WorkbookError(
        _("«{sheet}» парағына белгі қоюға болмайды: оның жолдары нөмірленбеген. Файлды Excel-де ашып, қайта сақтаңыз.", sheet=sheet),
        "unmarkable",
    )


def _end_of_rows(data: bytes, sheet: str) -> int:
    closing = re.search(rb"</(?:\w+:)?sheetData\s*>", data)
    if closing is None:
        raise _unknown(sheet)  # an empty sheet has no cell to mark
    return closing.start()


def _prefix(data: bytes, end: int) -> bytes:
    return data[end + 2 : data.index(b"sheetData", end)]


def _row_at(data: bytes, found: re.Match[bytes]) -> tuple[int, bytes]:
    """(where the row's element ends, what is in it)."""
    if found[3]:
        return found.end(), b""
    closing = b"</" + found[1] + b"row>"
    stop = data.index(closing, found.end())
    return stop + len(closing), data[found.end() : stop]


def _painted(found: re.Match[bytes], body: bytes, row: int, wanted: dict[str, str], restyle: Restyle) -> bytes:
    prefix, out, at = found[1], [], 0
    left = dict(sorted(wanted.items(), key=lambda each: column_number(each[0])))
    for cell in _CELL.finditer(body):
        place = _PLACE.search(cell[2])
        letters = place[1].decode() if place else ""
        number = column_number(letters) if letters else 0
        for missing in [each for each in left if number and column_number(each) < number]:
            out += [body[at : cell.start()], _new_cell(prefix, missing, row, left.pop(missing), restyle)]
            at = cell.start()
        if letters in left:
            style = _STYLE.search(cell[2])
            new = b's="%d"' % restyle(int(style[1]) if style else 0, left.pop(letters))
            attributes = _STYLE.sub(new, cell[2]) if style else cell[2].rstrip() + b" " + new
            out += [body[at : cell.start()], b"<" + prefix + b"c" + attributes + cell[3] + b">"]
            at = cell.end()
    out.append(body[at:])
    out += [_new_cell(prefix, letters, row, severity, restyle) for letters, severity in left.items()]
    opening = b"<" + prefix + b"row" + found[2] + b">"
    return opening + b"".join(out) + b"</" + prefix + b"row>"


def _new_row(prefix: bytes, row: int, wanted: dict[str, str], restyle: Restyle) -> bytes:
    ordered = sorted(wanted.items(), key=lambda each: column_number(each[0]))
    cells = b"".join(_new_cell(prefix, letters, row, severity, restyle) for letters, severity in ordered)
    return b'<%srow r="%d">%s</%srow>' % (prefix, row, cells, prefix)


def _new_cell(prefix: bytes, letters: str, row: int, severity: str, restyle: Restyle) -> bytes:
    return b'<%sc r="%s%d" s="%d"/>' % (prefix, letters.encode(), row, restyle(0, severity))
