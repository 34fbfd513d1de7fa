"""The list of texts that a person reads before they may go out: written, read back, and kept with what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.files import free
from ubb4.base.spelling import folded
from ubb4.base.text import N_, in_all
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.workbook import Workbook
from ubb4.desk.diff import Change
from ubb4.desk.join import Taken
from ubb4.documents.release import Release, text_key
from ubb4.documents.words import PROTECTED
from ubb4.excel.lists import ListSheet, write_lists

META = {"kind": "ubb4:release"}
YES, NO = N_("жариялануы мүмкін"), N_("жарияланбайды")
TEXT, DECISION, WHO, WHEN = N_("Мәтін"), N_("Шешім"), N_("Кім шешті"), N_("Қашан")


def write_texts(path: Path, release: Release) -> None:
    """The list of all texts, those to be read first, with what was decided already."""
    rows = _decided(release)
    rows.sort(key=lambda row: bool(row[4]))
    about = _("Әр мәтінді оқып, онда адамның аты-жөні не қорғалатын мәлімет жоғына көз жеткізіңіз, содан кейін шешімін таңдаңыз.")
    write_lists(path, [ListSheet(_("Мәтіндер"), _("Жариялау алдында оқылатын мәтіндер"), about, _headings(), rows, {4: [_(YES), _(NO)]})], META)


def asked_beside(target: Path, release: Release) -> dict[str, Any]:
    """Write the list beside what was to be made -> where it is, and how many texts are still to be read."""
    path = free(target.with_name(f"{target.stem if target.suffix == '.docx' else target.name}.{_('мәтіндер')}.xlsx"))
    write_texts(path, release)
    return {"texts": str(path), "pending": len(release.pending)}


def _headings() -> list[tuple[str, float]]:
    return [(_("Парақ"), 20.0), (_("Ұяшық"), 9.0), (_("Баған"), 26.0), (_(TEXT), 80.0), (_(DECISION), 24.0), (_(WHO), 22.0), (_(WHEN), 14.0)]


def _decided(release: Release) -> list[list[Any]]:
    words = {True: _(YES), False: _(NO), None: ""}
    return [
        [sheet, cell, _(title), text, words[release.decided.get(text_key(text))], *release.by.get(text_key(text), ("", ""))]
        for text, (sheet, cell, title) in release.asked.items()
    ]


def write_record(path: Path, release: Release, book: Book) -> None:
    """For one's own files: what went out by whose decision, and what was kept back and why."""
    decisions = ListSheet(
        _("Шешімдер"), _("Мәтіндер бойынша шешімдер"), _("Бұл тізім жарияланбайды: ұйымның өз ісінде сақталады."), _headings(), _decided(release)
    )
    why = {"personal": _("дербес деректер бағаны"), "service": _("қызметтік деректер бағаны")}
    kept = Counter[tuple[str, str, str]]()
    for table in book.tables.values():
        for column in table.register.columns if table.present else ():
            if column.klass in PROTECTED:
                kept[table.sheet, _(column.title), why[column.klass]] += sum(value is not None for value in table.data.get(column.name, ()))
    rows = [[sheet, title, number, reason] for (sheet, title, reason), number in kept.items() if number]
    rows += [[sheet, _(title), 1, f"{_(NO)}: «{text}»"] for text, (sheet, __, title) in release.asked.items() if release.decided.get(text_key(text)) is False]
    columns = [(_("Парақ"), 24.0), (_("Баған"), 40.0), (_("Ұяшық саны"), 12.0), (_("Себебі"), 60.0)]
    back = ListSheet(_("Жарияланбағаны"), _("Жарияланбаған мәліметтер және себебі"), _("Бұл тізім жарияланбайды: ұйымның өз ісінде сақталады."), columns, rows)
    write_lists(path, [decisions, back], META)


def read_texts(workbook: Workbook, name: str) -> Release:
    """What was decided; UseError where the file is not such a list, or one text has two decisions. Hidden sheets decide nothing."""
    sheets: Any = workbook.sheets
    meta = {str(row[0]): str(row[1]) for sheet in sheets if sheet.name == "_ubb4" for row in sheet.rows if len(row) > 1}
    if meta.get("kind") != META["kind"]:
        raise UseError(_("{file}: бұл жарияланатын мәтіндердің тізімі емес.", file=name), "no-list")
    meant = {folded(text): key == YES for key in (YES, NO) for text in in_all(key)}
    decided, by = dict[str, bool](), dict[str, tuple[str, str]]()
    strange, twice = [], []
    for sheet in sheets:
        places, others = (0, 0), list[int | None]()
        for number, row in enumerate(sheet.rows if sheet.name != "_ubb4" and sheet.visible else (), 1):
            heads = {folded(str(value)): place for place, value in enumerate(row) if value}
            text, answer = (_among(heads, title) for title in (TEXT, DECISION))
            if text is not None and answer is not None:
                places, others = (text, answer), [_among(heads, title) for title in (WHO, WHEN)]
            elif places != (0, 0) and len(row) > max(places) and isinstance(row[places[0]], str) and row[places[1]]:
                told = meant.get(folded(str(row[places[1]])))
                if told is None:
                    strange.append(f"{sheet.name}, {number}: «{row[places[1]]}»")
                elif decided.setdefault(text_key(str(row[places[0]])), told) != told:
                    twice.append(f"{sheet.name}, {number}: «{row[places[0]]}»")
                who, when = (_shown(row[place]) if place is not None and place < len(row) else "" for place in others)
                by[text_key(str(row[places[0]]))] = (who, when)
    if strange:
        raise UseError(_("{file}: шешім түсініксіз: {rows}. Тізімнен таңдаңыз.", file=name, rows="; ".join(strange)), "decision")
    if twice:
        raise UseError(_("{file}: бір мәтінге екі түрлі шешім қойылған: {rows}. Біреуін қалдырыңыз.", file=name, rows="; ".join(twice)), "decision")
    return Release(decided, by)


def read_all(lists: Sequence[tuple[Workbook, str]]) -> Release:
    """What several lists decided together, each a workbook and its name; UseError where two of them decide one text otherwise."""
    decided, by = dict[str, bool](), dict[str, tuple[str, str]]()
    whose, against = dict[str, str](), list[str]()
    for workbook, name in lists:
        release = read_texts(workbook, name)
        for text, answer in release.decided.items():
            if decided.setdefault(text, answer) != answer:
                against.append(f"«{text[:80]}» ({whose[text]}; {name})")
            whose.setdefault(text, name)
            by.setdefault(text, release.by.get(text, ("", "")))
    if against:
        raise UseError(_("Бір мәтінге тізімдерде екі түрлі шешім қойылған: {texts}. Біреуін түзетіңіз.", texts="; ".join(against)), "decision")
    return Release(decided, by)


def write_changes(path: Path, found: Sequence[Change], old: str, new: str) -> None:
    """The changes between two versions of a workbook as a list to read and filter."""
    words = {"added": _("қосылды"), "gone": _("жоғалды"), "changed": _("өзгерді")}
    rows = [[each.sheet, each.cell, words[each.what], each.key, each.title, each.old, each.new] for each in found]
    heads = [
        (_("Парақ"), 20.0),
        (_("Ұяшық"), 9.0),
        (_("Не болды"), 12.0),
        (_("Жолдың нөмірі"), 16.0),
        (_("Баған"), 30.0),
        (_("Бұрын"), 50.0),
        (_("Енді"), 50.0),
    ]
    write_lists(path, [ListSheet(_("Өзгерістер"), _("Кітаптың екі нұсқасы"), f"{old} → {new}", heads, rows)], {"kind": "ubb4:diff"})


def write_taken(path: Path, found: Sequence[Taken]) -> None:
    """What was taken from copies, conflicts first, as a list to decide by."""
    words = {"conflict": _("қайшылық"), "filled": _("толтырылды"), "added": _("қосылды")}
    ordered = sorted(found, key=lambda each: list(words).index(each.what))
    rows = [[words[each.what], each.part, each.sheet, each.cell, each.key, each.title, each.ours, each.theirs] for each in ordered]
    heads = [
        (_("Не болды"), 13.0), (_("Көшірме"), 26.0), (_("Парақ"), 20.0), (_("Ұяшық"), 9.0), (_("Жолдың нөмірі"), 16.0), (_("Баған"), 30.0),
        (_("Кітапта қалғаны"), 46.0), (_("Көшірмеде"), 46.0),
    ]  # fmt: skip
    about = _("Қайшылықта кітаптағы мән қалды: дұрысын өзіңіз таңдап, жаңа кітапқа жазыңыз.")
    write_lists(path, [ListSheet(_("Көшірмелерден алынғаны"), _("Көшірмелерден алынғаны"), about, heads, rows)], {"kind": "ubb4:join"})


def _among(heads: Mapping[str, int], title: str) -> int | None:
    """The place of a heading in whichever language it stands."""
    return next((heads[word] for each in in_all(title) if (word := folded(each)) in heads), None)


def _shown(value: Any) -> str:
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value or "").strip()
