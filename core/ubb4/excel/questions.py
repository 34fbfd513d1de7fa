"""A workbook that asks: one sheet, a question a row, its answer typed or chosen from a list; read again by the hidden sheet that names the questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ubb4.base.files import whole
from ubb4.excel.style import Styles, lines_of

if TYPE_CHECKING:
    import xlwings

HIDDEN = "_ubb4_ask"  # not the hidden sheet of an officer's workbook: buttons of a workbook stay grey here
_FIRST, _WIDTHS = 3, (44.0, 62.0)


@dataclass(frozen=True)
class Question:
    """`choices` are the texts of a list, `value` what stands there from the beginning."""

    key: str
    label: str
    value: str | int = ""
    choices: Sequence[str] = ()
    hint: str = ""


@dataclass(frozen=True)
class Answer:
    """What was typed, and the cell it was typed into."""

    value: Any
    cell: str


def write(path: Path, kind: str, sheet: str, title: str, about: str, questions: Sequence[Question]) -> None:
    """Write the workbook; `kind` tells later what was asked."""
    from xlsxwriter import Workbook

    with whole(path) as scratch:
        book = Workbook(str(scratch), {"strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"title": title, "author": "ubb4", "created": datetime(2024, 1, 1), "comments": ""})
        styles, page = Styles(book), book.add_worksheet(sheet[:31])
        page.hide_gridlines(2)
        for place, width in enumerate(_WIDTHS):
            page.set_column(place, place, width)
        page.set_row(0, 30, styles["title"])
        page.write_string(0, 0, title, styles["title"])
        page.merge_range(1, 0, 1, 1, about, styles["about"])
        page.set_row(1, 15 * lines_of(about, sum(_WIDTHS)) + 8)
        for number, each in enumerate(questions, _FIRST):
            page.set_row(number, 15 * lines_of(each.label, _WIDTHS[0]) + 9)
            page.write_string(number, 0, each.label, styles["label"])
            page.write(number, 1, each.value, styles["field-number" if isinstance(each.value, int) else "field"])
            told = {**({"input_title": each.label} if len(each.label) <= 32 else {}), "input_message": each.hint[:255]} if each.hint else {}
            if each.choices:
                page.data_validation(
                    number, 1, number, 1, {"validate": "list", "source": f"={HIDDEN}!$D${number}:${_letters(3 + len(each.choices) - 1)}${number}", **told}
                )
            elif told:
                page.data_validation(number, 1, number, 1, {"validate": "any", **told})
        page.activate()
        page.set_selection(_FIRST, 1, _FIRST, 1)
        _hide(book, kind, questions)
        book.close()


def _hide(book: Any, kind: str, questions: Sequence[Question]) -> None:
    """The questions by their keys, a row each at the height of its question, with the texts of its list."""
    hidden = book.add_worksheet(HIDDEN)
    hidden.write_row(0, 0, ("kind", kind))
    for number, each in enumerate(questions, _FIRST):
        hidden.write_row(number - 1, 0, (each.key, f"B{number + 1}"))
        for place, text in enumerate(each.choices):
            hidden.write_string(number - 1, 3 + place, text)
    hidden.very_hidden()


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def answers(book: xlwings.Book, kind: str) -> dict[str, Answer] | None:
    """What an open workbook of that kind was told; None for any other workbook."""
    if HIDDEN not in [each.name for each in book.sheets]:
        return None
    hidden = book.sheets[HIDDEN]
    rows = [(str(row[0] or ""), str(row[1] or "")) for row in hidden.range("A1:B60").value]
    if rows[0] != ("kind", kind):
        return None
    page = next(each for each in book.sheets if each.name != HIDDEN)
    return {key: Answer(page.range(cell).value, cell) for key, cell in rows[1:] if key}
