"""The front page: the organisation, the subtasks that apply to this kind of body, their state and next date."""

from __future__ import annotations

from typing import Any

from ubb4.base.text import gettext as _
from ubb4.excel import front_live
from ubb4.excel.layout import Plan, column_cells, put, quoted
from ubb4.excel.style import GOLD, TEAL, Styles, lines_of
from ubb4.excel.validation import Validation
from ubb4.law.project import Project
from ubb4.law.register import Register
from ubb4.law.subtask import Subtask

_WIDTHS = (11, 58, 30, 20, 13, 15, 24)


def write_front(sheet: Any, plan: Plan, styles: Styles, writer: Validation) -> None:
    """Write the whole page."""
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.hide_gridlines(2)
    last = len(_WIDTHS) - 1
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, last, _("№ 4 үлгілік базалық бағыт: жұмыс кітабы"), styles["title"])
    sheet.set_row(1, 18)
    about = _("«Сыбайлас жемқорлыққа қарсы іс-қимыл және алдын алу»")
    sheet.merge_range(1, 0, 1, last, about, styles["subtitle"])
    row = _organisation(sheet, plan, styles, writer, 3)
    sheet.set_h_pagebreaks([row + 1])
    if plan.summary:
        row = _summary(sheet, plan, styles, writer, row + 1)
    row = _subtasks(sheet, plan, styles, row + 1)
    row = _legend(sheet, styles, row + 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.print_area(0, 0, row, last)
    sheet.set_footer("&L&8&A&R&8&P / &N")
    sheet.set_tab_color(GOLD)
    sheet.freeze_panes(2, 0)


def _organisation(sheet: Any, plan: Plan, styles: Styles, writer: Validation, row: int) -> int:
    register = plan.common.registers[0]
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, _(register.title), styles["section"])
    sheet.set_row(row, 22)
    for number, column in enumerate(register.columns, row + 1):
        sheet.merge_range(number, 0, number, 1, _(column.title), styles["label"])
        style = styles["field-number" if column.is_number else "field"]
        sheet.merge_range(number, 2, number, len(_WIDTHS) - 1, "", style)
        put(sheet, number, 2, column, plan.organisation.get(column.name), style)
        writer.validate(sheet, register, column, number, 2, number)
        sheet.set_row(number, 18)
    return row + 1 + len(register.columns)


def _summary(sheet: Any, plan: Plan, styles: Styles, writer: Validation, row: int) -> int:
    """Sentences about the measures and how far each is from its target; a button brings them up to date by their names."""
    last = len(_WIDTHS) - 1
    sheet.merge_range(row, 0, row, last - 2, _("Көрсеткіштер"), styles["section"])
    sheet.merge_range(row, last - 1, row, last, "", styles["section-day"])
    sheet.write_datetime(row, last - 1, plan.day, styles["section-day"])
    writer.name(front_live.DAY, row, last - 1)
    sheet.set_row(row, 22)
    for number, line in enumerate(plan.summary, row + 1):
        sheet.write_string(number, 0, line.subtask, styles["cell-id"])
        sheet.merge_range(number, 1, number, 2, line.text, styles["cell"])
        sheet.merge_range(number, 3, number, 4, "", styles["cell-bar"])
        if line.share is not None:
            sheet.write_number(number, 3, line.share, styles["cell-bar"])
        sheet.merge_range(number, 5, number, last, line.target, styles["cell-state"])
        writer.name(front_live.TEXT + line.measure, number, 1)
        writer.name(front_live.BAR + line.measure, number, 3)
        sheet.set_row(number, 13.5 * max(1, lines_of(line.text, _WIDTHS[1] + _WIDTHS[2])) + 6)
    bar = {"type": "data_bar", "bar_color": TEAL, "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 100}
    end = row + len(plan.summary)
    sheet.conditional_format(row + 1, 3, end, 3, bar)
    return end + 1


def _subtasks(sheet: Any, plan: Plan, styles: Styles, row: int) -> int:
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, _("Қосалқы тапсырмалар"), styles["section"])
    sheet.set_row(row, 22)
    heads = ("№", _("Атауы"), _("Растайтын құжат"), _("Парақ"), _("Жолдар"), _("Ең жақын күн"), _("Күйі"))
    sheet.set_row(row + 1, 24)
    for place, head in enumerate(heads):
        sheet.write_string(row + 1, place, head, styles["required"])
    row += 2
    for project in plan.projects:
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, f"№{project.number}. {_(project.title)}", styles["project"])
        sheet.set_row(row, 20)
        row += 1
        for subtask in project.subtasks:
            if subtask.applies_to(plan.kind):
                _subtask(sheet, plan, styles, project, subtask, row)
                row += 1
    return row


def _subtask(sheet: Any, plan: Plan, styles: Styles, project: Project, subtask: Subtask, row: int) -> None:
    registers = [r for r in project.registers_for(plan.kind) if subtask.id in r.subtasks]
    named = _map_name(plan, subtask)
    title, evidence = named or _(subtask.title) + " *", _(subtask.evidence)
    sheet.write_string(row, 0, subtask.id, styles["cell-id"])
    sheet.write_string(row, 1, title, styles["cell"])
    sheet.write_string(row, 2, evidence, styles["cell"])
    if registers:
        name = registers[0].sheet_name()
        sheet.write_url(row, 3, f"internal:{quoted(name)}!A1", styles["cell-link"], name)
        sheet.write_formula(row, 4, _count(registers[0]), styles["cell-state"], _filled(plan, registers[0]))
    else:
        sheet.write_blank(row, 3, None, styles["cell"])
        sheet.write_blank(row, 4, None, styles["cell-state"])
    day, words = plan.next_days.get(subtask.id, (None, ""))
    if day is not None:
        sheet.write_datetime(row, 5, day, styles["cell-date"])
        sheet.write_string(row, 6, words, styles["cell-state"])
    else:
        formula, missing = _map_date(plan, subtask), _("картаның күні берілмеген")
        sheet.write_formula(row, 5, f'=IF({formula}=0,"—",{formula})', styles["cell-date"], "—")
        sheet.write_formula(row, 6, f'=IF({formula}=0,"{missing}","{_("картадағы күн")}")', styles["cell-state"], missing)
    lines = max(lines_of(title, _WIDTHS[1]), lines_of(evidence, _WIDTHS[2]), 2)
    sheet.set_row(row, 13.5 * lines + 4)


def _count(register: Register) -> str:
    required = next((column.name for column in register.columns if column.required), register.columns[0].name)
    return f"=COUNTA({column_cells(register, required)})"


def _filled(plan: Plan, register: Register) -> int:
    required = next((column.name for column in register.columns if column.required), "")
    return sum(1 for row in plan.rows.get(register.name, ()) if row.get(required) not in (None, ""))


def _map_name(plan: Plan, subtask: Subtask) -> str:
    """The exact name that the implementation map gives, where the officer has typed it."""
    from ubb4.base.text import language

    column = "name_ru" if language() == "ru" else "name_kk"
    for row in plan.rows.get("map", ()):
        if row.get("subtask") == subtask.id and row.get(column):
            return str(row[column])
    return ""


def _map_date(plan: Plan, subtask: Subtask) -> str:
    register = next(r for r in plan.common.registers if r.name == "map")
    ids, days = (column_cells(register, name) for name in ("subtask", "due_on"))
    return f'IFERROR(INDEX({days},MATCH("{subtask.id}",{ids},0)),0)'


def _legend(sheet: Any, styles: Styles, row: int) -> int:
    last = len(_WIDTHS) - 1
    for text in (
        _("* Картадағы дәл атауы енгізілмеген: нұсқаулықтағы атауы көрсетілген. Оны «Карта» парағында жазыңыз."),
        _("Қою түсті тақырып — міндетті баған. Ақшыл түсті тақырып — болса, толтырылады."),
        _("«Тексеру», «Мерзімдер» және «Барлық құжат» батырмаларын пайдаланыңыз."),
    ):
        sheet.merge_range(row, 0, row, last, text, styles["about"])
        sheet.set_row(row, 16)
        row += 1
    return row
