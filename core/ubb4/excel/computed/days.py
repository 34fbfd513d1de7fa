"""The sheet of working days: every day of the years at hand, whether it works, the act behind it, the officer's change, and a running number.

All day formulas stand on it, for moved Saturdays work and no function of a spreadsheet knows them.  `ubb4_days` are its days without a gap,
`ubb4_numbers` how many working days there are up to each, `ubb4_works` 1 or 0.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.book.book import overrides
from ubb4.book.finding import column_letters
from ubb4.excel.computed.cells import ROW, Places, is_choice, no_calendar, text
from ubb4.excel.computed.filled import put
from ubb4.excel.layout import HEADER_ROW, Plan, quoted
from ubb4.excel.style import GREY, Styles, lines_of
from ubb4.law.days import DayNote, kazakhstan
from ubb4.law.register import DAYS_SHEET, Register

FIRST = HEADER_ROW + 1  # row of the first day, from 0
_WIDTHS = (13, 14, 14, 46, 18, 12, 14)
_AROUND = (-1, 2)  # years beside the workbook's own: a note of December is looked at two years on


def at(rank: str) -> str:
    """The working day of a number: the first day that bears it, for days off after it bear the same."""
    return f"INDEX(ubb4_days,MATCH({rank},ubb4_numbers,0))"


def number(day: str) -> str:
    """How many working days there are up to a day, the day itself among them."""
    return f"INDEX(ubb4_numbers,{day}-ubb4_first+1)"


def works(day: str) -> str:
    return f"INDEX(ubb4_works,{day}-ubb4_first+1)"


def after(day: str, n: int) -> str:
    """The N-th working day after a day, which itself does not count."""
    return at(f"{number(day)}+{n}")


def before(day: str, n: int) -> str:
    """The last day that leaves N working days before a day, by the workbook's policy."""
    return at(f"{number(day)}-{works(day)}-{n - 1}-ubb4_clear")


def next_working(day: str) -> str:
    """The day itself, or the first working day after it."""
    return at(f"{number(day)}-{works(day)}+1")


def start_of(end: str, n: int) -> str:
    """The day on which a span of N working days that ends on `end` starts, both ends counted."""
    return at(f"{number(end)}-{n - 1}")


def guarded(day: str, formula: str) -> str:
    """The formula of a day inside the calendar; words outside it."""
    return f"IF(OR({day}<ubb4_first,{day}>ubb4_last),{text(no_calendar())},IFERROR({formula},{text(no_calendar())}))"


def inside(formula: str) -> str:
    """A day that a formula gives, where the calendar reaches it."""
    return f"IF({formula}>ubb4_last,{text(no_calendar())},{formula})"


def span(plan: Plan) -> tuple[date, date]:
    """The first and the last day of the sheet: the year before to two after, as far as the calendar is known."""
    years = [year for year in plan.book.calendar.years if plan.book.year + _AROUND[0] <= year <= plan.book.year + _AROUND[1]] or [*plan.book.calendar.years]
    return date(min(years), 1, 1), date(max(years), 12, 31)


def write(sheet: Any, book: Any, plan: Plan, styles: Styles, places: Places) -> None:
    """Write the sheet and the names that formulas use."""
    first, last = span(plan)
    lawful = kazakhstan()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    _head(sheet, plan, styles)
    named = quoted(sheet.get_name())
    end = FIRST + len(days)
    for name, letter in (("days", "A"), ("works", "F"), ("numbers", "G")):
        book.define_name(f"ubb4_{name}", f"={named}!${letter}${FIRST + 1}:${letter}${end}")
    book.define_name("ubb4_first", f"={named}!$A${FIRST + 1}")
    book.define_name("ubb4_last", f"={named}!$A${end}")
    kind = _changes(plan).column("kind")
    off, on = kind.label("off"), kind.label("working")
    changed = {note.day: note for note in overrides(plan.book)}
    plain = {note.day: note for year in lawful.years for note in lawful.notes(year)}
    names = (_("дүйсенбі"), _("сейсенбі"), _("сәрсенбі"), _("бейсенбі"), _("жұма"), _("сенбі"), _("жексенбі"))
    counted, own, working, numbers = 0, dict[int, str](), dict[int, int](), dict[int, int]()
    kinds, dates = (places.range("calendar", name) for name in ("kind", "date"))
    for row, day in enumerate(days, FIRST):
        note, by_law = plain.get(day), lawful.is_working(day)
        works_now = plan.book.calendar.is_working(day)
        counted += works_now
        tone = "day" if works_now else "day-off"
        sheet.write_datetime(row, 0, day, styles["day-date"])
        sheet.write_string(row, 1, names[day.weekday()], styles[tone])
        sheet.write_string(row, 2, on if by_law else off, styles[tone])
        if note:
            sheet.write_string(row, 3, _act(note), styles["about"])
            sheet.set_row(row, 13.5 * lines_of(_act(note), _WIDTHS[3]) + 2)
        if day in changed:
            own[row + 1] = (off, on)[changed[day].working]
        working[row + 1], numbers[row + 1] = int(works_now), counted
    cell = f"E{ROW}"
    sheet.fill_down(FIRST + 1, end, 4, f'=IFERROR(INDEX({kinds},MATCH(A{ROW},{dates},0))&"","")', styles["day"], own)
    now = f"IF({is_choice(cell, kind, 'off')},0,IF({is_choice(cell, kind, 'working')},1,IF(C{ROW}={text(on)},1,0)))"
    sheet.fill_down(FIRST + 1, end, 5, f"={now}", styles["day-number"], working)
    put(sheet, FIRST + 1, 6, f"=F{FIRST + 1}", styles["day-number"], numbers[FIRST + 1])
    sheet.fill_down(FIRST + 2, end, 6, f"=G{FIRST + 1}+F{FIRST + 2}", styles["day-number"], numbers)
    _settings(sheet, book, plan, styles)
    sheet.freeze_panes(FIRST, 1)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, end - 1, len(_WIDTHS) - 1)
    sheet.autofilter(HEADER_ROW, 0, end - 1, len(_WIDTHS) - 1)


def _head(sheet: Any, plan: Plan, styles: Styles) -> None:
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(GREY)
    sheet.set_row(0, 28, styles["title"])
    sheet.write_string(0, 0, _(DAYS_SHEET), styles["title"])
    about = _(
        "Мұнда ештеңе жазылмайды: күндердің бәрін формулалар осы парақтан санайды. Күнді өзгерту керек болса, «{sheet}» парағына жазыңыз.",
        sheet=_changes(plan).sheet_name(),
    )
    sheet.merge_range(1, 0, 1, len(_WIDTHS) - 1, about, styles["about"])
    sheet.set_row(1, 32)
    unknown = [str(year) for year in kazakhstan().unconfirmed(*span(plan))]
    if unknown:
        note = _("{years}: демалыс күндерін ауыстыру актілері әлі белгісіз.", years=", ".join(unknown))
        sheet.merge_range(2, 0, 2, len(_WIDTHS) - 1, note, styles["about"])
    heads = (_("Күні"), _("Апта күні"), _("Заң бойынша"), _("Акт"), _("Кітаптағы өзгеріс"), _("Жұмыс күні (1/0)"), _("Нешінші жұмыс күні"))
    for place, head in enumerate(heads):
        sheet.write_string(HEADER_ROW, place, head, styles["optional"])
    sheet.set_row(HEADER_ROW, 32)


def _settings(sheet: Any, book: Any, plan: Plan, styles: Styles) -> None:
    """The cells by which all formulas count: the year, and the two policies of the organisation sheet."""
    organisation = plan.common.registers[0]
    clear = is_choice("ubb4_own_policy", organisation.column("policy"), "clear_days")
    strict = is_choice("ubb4_own_roll", organisation.column("roll"), "strict")
    cells: tuple[tuple[str, str, str, int], ...] = (
        ("year", _("Есепті жыл"), "=IF(ISNUMBER(ubb4_own_year),ubb4_own_year,YEAR(ubb4_today))", plan.book.year),
        ("clear", _("Толық күндермен саналады (1/0)"), f"=IF({clear},1,0)", int(plan.book.policy == "clear_days")),
        ("roll", _("Демалысқа түскен күн жылжиды (1/0)"), f"=IF({strict},0,1)", int(plan.book.roll)),
    )
    place = len(_WIDTHS) + 1
    sheet.set_column(place, place, 34)
    for row, (name, title, formula, value) in enumerate(cells, HEADER_ROW):
        sheet.write_string(row, place, title, styles["label"])
        sheet.write_formula(row, place + 1, formula, styles["day-number"], value)
        book.define_name(f"ubb4_{name}", f"={quoted(sheet.get_name())}!${column_letters(place + 2)}${row + 1}")


def _act(note: DayNote) -> str:
    return f"{_(note.name)}. {_(note.source)}"


def _changes(plan: Plan) -> Register:
    """The register in which the officer changes single days."""
    return next(register for register in plan.common.registers if register.name == "calendar")
