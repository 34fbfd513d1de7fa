"""The front page: the organisation, the subtasks that apply to this kind of body, their state and next date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.excel import front_live
from ubb4.excel.computed.cells import EMPTY, FIRST_ROW, serial, text
from ubb4.excel.computed.columns import colour_states
from ubb4.excel.computed.dates import DAY, KEY, STATE, WARNED, Dates
from ubb4.excel.computed.filled import put
from ubb4.excel.layout import HEADER_ROW, Plan, column_cells, quoted
from ubb4.excel.layout import put as put_value
from ubb4.excel.style import GOLD, TEAL, Styles, lines_of
from ubb4.excel.validation import Validation
from ubb4.law.project import Project
from ubb4.law.register import LONG, SHORT, Register
from ubb4.law.subtask import Subtask

_OWN = ("year", "policy", "roll")  # cells of the organisation by which formulas count
_NEXT = 7  # lines of the next days
_WIDTHS = (11, 58, 30, 20, 13, 15, 24)


def write_front(sheet: Any, plan: Plan, styles: Styles, writer: Validation, dates: Dates) -> None:
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
    row = _this_week(sheet, plan, styles, writer, dates, row + 1)
    row = _subtasks(sheet, plan, styles, dates, row + 1)
    row = _legend(sheet, styles, row + 1, plan.standing)
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
        put_value(sheet, number, 2, column, plan.organisation.get(column.name), style)
        writer.validate(sheet, register, column, number, 2, number)
        if column.name in _OWN:
            writer.name(f"ubb4_own_{column.name}", number, 2)
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


def _this_week(sheet: Any, plan: Plan, styles: Styles, writer: Validation, dates: Dates, row: int) -> int:
    """What is overdue and what to do in the next seven days, and the cell of today: the only one that changes by itself."""
    last, list_ = len(_WIDTHS) - 1, quoted(dates.name)
    sheet.set_row(row, 22)
    sheet.merge_range(row, 0, row, 2, _("Осы аптада"), styles["section"])
    cells = {letter: f"{list_}!${letter}${FIRST_ROW}:${letter}${dates.last_row}" for letter in "ABDEFGK"}
    count = f'COUNTIF({cells[KEY]},"<"&(ubb4_today+8))'
    soon = sorted((each for each in dates.lines() if each.key is not None and each.key < serial(plan.day) + 8), key=lambda each: each.key or 0)
    sheet.merge_range(row, 3, row, 4, "", styles["today-label"])
    before, __, behind = _("Мерзім саны: {n}; бүгін:").partition("{n}")
    put(sheet, row + 1, 3, f"={text(before)}&{count}&{text(behind)}", styles["today-label"], f"{before}{len(soon)}{behind}")
    sheet.merge_range(row, 5, row, last, "", styles["today"])
    put(sheet, row + 1, 5, "=TODAY()", styles["today"], plan.day)
    writer.name("ubb4_today", row, 5)
    shown = (("A", 0, "cell-id"), ("B", 1, "cell"), ("D", 2, "cell-link"), ("G", 5, "cell-date"), ("F", 6, "cell-state"))
    for n in range(1, _NEXT + 1):
        number = row + n
        place = f"MATCH(SMALL({cells[KEY]},{n}),{cells[KEY]},0)"
        line = soon[n - 1] if n <= len(soon) else None
        for letter, at, style in shown:
            found = f"INDEX({cells[letter]},{place})"
            if letter == "D":
                found = f'IF({found}="","",HYPERLINK("#\'"&{found}&"\'!A1",{found}))'
            put(sheet, number + 1, at, f'=IF({n}>{count},"",{found})', styles[style], line.shown(letter) if line else EMPTY)
        sheet.merge_range(number, 3, number, 4, "", styles["cell"])
        sheet.set_row(number, 27)
    colour_states(sheet, row + 1, row + _NEXT, 6, dates.formulas.words, styles)
    return row + _NEXT + 1


def _subtasks(sheet: Any, plan: Plan, styles: Styles, dates: Dates, row: int) -> int:
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, _("Қосалқы тапсырмалар"), styles["section"])
    sheet.set_row(row, 22)
    heads = ("№", _("Атауы"), _("Растайтын құжат"), _("Парақ"), _("Жолдар"), _("Ең жақын күн"), _("Күйі"))
    sheet.set_row(row + 1, 24)
    for place, head in enumerate(heads):
        sheet.write_string(row + 1, place, head, styles["required"])
    first = row = row + 2
    for project in plan.projects:
        if not any(subtask.applies_to(plan.kind) for subtask in project.subtasks):
            continue
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, f"№{project.number}. {_(project.title)}", styles["project"])
        sheet.set_row(row, 20)
        row += 1
        for subtask in project.subtasks:
            if subtask.applies_to(plan.kind):
                _subtask(sheet, plan, styles, project, subtask, dates, row)
                row += 1
    colour_states(sheet, first, row - 1, 6, dates.formulas.words, styles)
    return row


def _subtask(sheet: Any, plan: Plan, styles: Styles, project: Project, subtask: Subtask, dates: Dates, row: int) -> None:
    registers = [r for r in project.registers_for(plan.kind) if subtask.id in r.subtasks]
    named = _map_name(plan, subtask)
    title, evidence = named or _(subtask.title) + " *", _(subtask.evidence)
    sheet.write_string(row, 0, subtask.id, styles["cell-id"])
    sheet.write_string(row, 1, title, styles["cell"])
    sheet.write_string(row, 2, evidence, styles["cell"])
    if registers:
        own = min(registers, key=lambda each: len(each.subtasks))  # the one that is about this subtask, not the list that many go back to
        name = own.sheet_name()
        sheet.write_url(row, 3, f"internal:{quoted(name)}!A1", styles["cell-link"], name)
        sheet.write_formula(row, 4, _count(own), styles["cell-state"], _filled(plan, own))
    else:
        sheet.write_blank(row, 3, None, styles["cell"])
        sheet.write_blank(row, 4, None, styles["cell-state"])
    _next_day(sheet, styles, dates, subtask, row)
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


def _next_day(sheet: Any, styles: Styles, dates: Dates, subtask: Subtask, row: int) -> None:
    """The nearest day of a subtask and its state, of its lines on the sheet of deadlines."""
    lines, words, missing = dates.by_subtask[subtask.id], dates.formulas.words, _("картаның күні берілмеген")
    first, last = lines[0].row, lines[-1].row
    states, days, warned = (f"{quoted(dates.name)}!${letter}${first}:${letter}${last}" for letter in (STATE, DAY, WARNED))
    best, cell = dates.formulas.first_state(lambda word: f"COUNTIF({states},{word})", text(missing)), f"$G{row + 1}"
    near = dates.values.nearest([line.near for line in lines])
    mine = f"IF({states}={cell},{days})"
    day = f'=IF({cell}={text(missing)},"—",INDEX({warned},MATCH(MIN({mine}),{mine},0)))'
    put(sheet, row + 1, 5, day, styles["cell-date"], near.warned or "—", array=True)
    put(sheet, row + 1, 6, f"={best}", styles["cell-state"], words[near.state] if near.state else missing)


def _legend(sheet: Any, styles: Styles, row: int, standing: Sequence[str]) -> int:
    last = len(_WIDTHS) - 1
    for line in (
        _("* Картадағы дәл атауы енгізілмеген: нұсқаулықтағы атауы көрсетілген. Оны «Карта» парағында жазыңыз."),
        _("Қою түсті тақырып — міндетті баған. Ақшыл түсті тақырып — болса, толтырылады."),
        _("Ұяшық түстері: ашық сары — міндетті ұяшық бос; ашық қызыл — мәні дұрыс емес; ашық сарғыш — мерзімнен кеш."),
        _(
            "«→» бағандарын формулалар толтырады: оларға ештеңе жазылмайды. Формулалар {short}-жолға, ұзын реестрлерде {long}-жолға дейін жетеді.",
            short=SHORT + HEADER_ROW + 1,
            long=LONG + HEADER_ROW + 1,
        ),
        _("«Тексеру», «Мерзімдер» және «Барлық құжат» батырмаларын пайдаланыңыз."),
        *standing,
    ):
        sheet.merge_range(row, 0, row, last, line, styles["about"])
        sheet.set_row(row, 13.5 * lines_of(line, sum(_WIDTHS)) + 3)
        row += 1
    return row
