"""A list on a sheet of LibreOffice, written by one journey: values, looks, links, the filter, the head that stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ubb4.excel.listing import ALARMS, REMARKS, TOP, Link, Listing, clipped, days_of, height_of, runs, top_of
from ubb4.excel.style import DEEP, FONT, GREY, TEAL
from ubb4.excel.touched import UNDO

if TYPE_CHECKING:
    import xlwings

_BOLD, _TOP = 150.0, 1  # com.sun.star.awt.FontWeight.BOLD, com.sun.star.table.CellVertJustify2.TOP
_RED, _LINK, _WHITE = 0xC00000, 0x0563C1, 0xFFFFFF
Area = tuple[int, int, int, int]


def write(book: xlwings.Book, name: str, answer: Listing, after: str) -> None:
    """Write the sheet behind another, or anew where it is there; an officer's filter on it stays in force."""
    from xlwings_libreoffice import whole

    top, head, width = top_of(answer), TOP + 1, len(answer.headings)
    last = head + max(1, len(answer.rows))
    blank = [""] * (width - 1)
    rows = [*([line, *blank] for line in top), answer.headings, *answer.rows, *([] if answer.rows else [[""] * width])]
    block = whole.Block(
        rows=[[_value(cell) for cell in row] for row in rows],
        formulas={(head + 1 + n, place + 1): cell.formula for n, row in enumerate(answer.rows) for place, cell in enumerate(row) if isinstance(cell, Link)},
        looks=list(_looks(answer, head, last, width)),
        widths=answer.widths,
        table=(f"ubb4_{answer.kind}", (head, 1, last, width)),
        freeze=head,
        tall=(head, last),
        tab=_number(TEAL),
        choices={
            **{(head + 1, place + 1, last, place + 1): tuple(labels) for place, labels in answer.choices.items()},
            **{(head + 1 + n, place + 1, head + 1 + n, place + 1): tuple(labels) for (n, place), labels in answer.cell_choices.items()},
        },
        merges=[(row, 1, row, width) for row in (ALARMS, REMARKS)],
        heights={row: height_of(answer, top[row - 1]) for row in (ALARMS, REMARKS)},
        folds=[(head + 1 + first, head + 1 + end) for first, end in answer.folds],
    )
    whole.write(book, name, block, UNDO, after)


def _looks(answer: Listing, head: int, last: int, width: int) -> Iterator[tuple[Area, Mapping[str, Any]]]:
    yield (1, 1, last, width), {"CharFontName": FONT, "CharHeight": 10.0}
    yield (1, 1, 1, 1), {"CharWeight": _BOLD, "CharHeight": 14.0, "CharColor": _number(DEEP)}
    yield (2, 1, 2, 1), {"CharColor": _number(GREY)}
    yield (ALARMS, 1, REMARKS, width), {"IsTextWrapped": True, "VertJustify": _TOP}
    yield (ALARMS, 1, ALARMS, 1), {"CharWeight": _BOLD, "CharColor": _RED}
    yield (head, 1, head, width), {"CharWeight": _BOLD, "CharColor": _WHITE, "CellBackColor": _number(TEAL), "IsTextWrapped": True}
    yield (head + 1, 1, last, width), {"IsTextWrapped": True, "VertJustify": _TOP}
    for place in range(width):
        cells = [row[place] for row in answer.rows]
        area = head + 1, place + 1, last, place + 1
        for first, end in days_of(cells):
            yield (head + 1 + first, place + 1, head + 1 + end, place + 1), {"NumberFormat": "dd.mm.yyyy"}
        if any(isinstance(cell, Link) for cell in cells):
            yield area, {"CharColor": _LINK}
    for n, place in answer.as_text:
        yield (head + 1 + n, place + 1, head + 1 + n, place + 1), {"NumberFormat": "@"}
    for first, end, colour in runs(answer.fills):
        yield (head + 1 + first, 2, head + 1 + end, 2), {"CellBackColor": colour[0] << 16 | colour[1] << 8 | colour[2]}


def _value(cell: Any) -> Any:
    return "" if isinstance(cell, Link) else clipped(cell) if isinstance(cell, str) else cell


def _number(colour: str) -> int:
    return int(colour.lstrip("#"), 16)
