"""A whole check: the sheets, the rules, and the confirming documents beside the workbook with the codes of what was signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.finding import Finding, counts, in_order
from ubb4.book.table import Row
from ubb4.checks.check import PluginRules, check
from ubb4.desk.desk import Desk
from ubb4.desk.documents import current_code
from ubb4.documents import code as codes
from ubb4.features.evidence import links, store
from ubb4.features.evidence import rules as common
from ubb4.plugins.toolkit import Problem, incomplete


def of_file(desk: Desk, path: Path, marked: Path | None = None) -> dict[str, Any]:
    """Findings of one file, notes and problems; with `marked`, a copy of the file that shows them too."""
    checked = of_book(desk, *desk.read(path), store.folder_of(path))
    if marked is not None:
        from ubb4.excel import listing
        from ubb4.excel.marked import write_copy

        alarms = incomplete([*(problem.to_json() for problem in desk.toolkit.problems), *checked["problems"]])
        found = [Finding(**each) for each in checked["findings"]]
        write_copy(path, marked, found, listing.findings(found, checked["counts"], checked["notes"], alarms))
    return checked


def of_book(desk: Desk, book: Book, notes: list[str], problems: list[Problem], folder: Path | None = None) -> dict[str, Any]:
    """Findings of a book in hand; `folder` is that of its confirming documents."""
    rules = [PluginRules(each.name, each.project.edition, each.rules) for each in desk.plugins(book)]
    shared = PluginRules("ubb4", desk.toolkit.common.edition, common.ALL)
    checked = check(book, [shared, *rules], desk.expected(book))
    problems = [*problems, *(Problem(plugin, message) for plugin, message in checked.problems)]
    found = [*checked.findings]
    if "evidence" in book:
        found += [*_subtasks(desk, book), *_codes(desk, book), *_files(book, folder)]
        found = in_order(found, book.sheets)
    return {
        "findings": [finding.to_json() for finding in found],
        "counts": counts(found),
        "notes": notes,
        "problems": [problem.to_json() for problem in problems],
    }


def _at(row: Row, column: str, code: str, severity: str, message: str, hint: str) -> Finding:
    number, cell = row.table.place(row.index, column)
    source = _(row.table.register.column(column).source or row.table.register.source)
    return Finding(code, severity, "ubb4", row.table.sheet, cell, number, column, message, hint, source)


def _subtasks(desk: Desk, book: Book) -> Iterator[Finding]:
    known = {subtask.id for project in desk.projects() for subtask in project.subtasks}
    for row in book["evidence"]:
        unknown = [each for each in common.subtasks_of(row) if each not in known]
        if unknown and not row.empty("subtasks"):
            message = _("Қосылған плагиндерде мұндай қосалқы тапсырма жоқ: {ids}.", ids=", ".join(unknown))
            yield _at(row, "subtasks", "evidence-subtask-unknown", "error", message, _("Нөмірін «Карта» парағынан қараңыз."))


def _codes(desk: Desk, book: Book) -> Iterator[Finding]:
    """A document that was signed bears the code of the data and template that are there now."""
    for row in book["evidence"]:
        typed = row["code"]
        if not isinstance(typed, str):
            continue
        code = codes.parse(typed)
        if code is None:
            message, hint = _("Құжаттың коды түсініксіз: «{code}».", code=typed), _("Қағаздың төменгі жиегінен қайта жазыңыз: note-A1.kk 7KQ4-M2XD сияқты.")
            yield _at(row, "code", "code-not-understood", "error", message, hint)
        elif codes.is_slip(code):
            message = _("Кодтың тексеру белгісі сәйкес емес: «{code}».", code=typed)
            yield _at(row, "code", "code-mistyped", "error", message, _("Кодты қағаздан қайта жазыңыз: бір белгі қате."))
        else:
            now = current_code(desk, book, code.name)
            if now is None:
                message = _("«{name}» құжаты бұл кітаптан жасалмайды: нұсқасы тексерілмеді.", name=code.name)
                yield _at(row, "code", "code-of-no-document", "warning", message, _("Кодтың алдындағы атауды тексеріңіз."))
            elif now != code:
                message = _("Бекітілген құжат (коды {signed}) бұрынғы деректер бойынша жасалған; қазіргі код — {now}.", signed=code, now=now)
                hint = _("Құжатты қайта жасап, қайта бекіттіріңіз немесе деректі бекітілген күйіне келтіріңіз.")
                yield _at(row, "code", "approved-older-version", "error", message, hint)


def _files(book: Book, folder: Path | None) -> Iterator[Finding]:
    """Every document has its files or links, and the files are as they were added."""
    try:
        every = store.versions(folder) if folder is not None else []
    except UseError as error:
        yield Finding("evidence-damaged", "error", "ubb4", book["evidence"].sheet, "", None, "", error.message)
        return
    kept = {version.id: version for version in every}
    copied = {links.same(version.link) for version in every if version.link}
    for row in book["evidence"]:
        version = kept.pop(str(row.key), None)
        names = [name for name in common.files_of(row) if not common.leaves(name)]
        for path, why in store.changed(folder, version) if folder and version is not None else ():
            message = _("{file}: файл жоқ.", file=path.name) if why == "missing" else _("{file}: қосылғаннан кейін өзгерген.", file=path.name)
            yield _at(row, "files", f"evidence-{why}", "error", message, _("Файлды жаңа нұсқа ретінде қайта қосыңыз."))
        beside = folder.parent if folder is not None and version is None else None
        for name in names if beside is not None else ():
            if beside is not None and not (beside / name).is_file():
                yield _at(row, "files", "evidence-missing", "error", _("{file}: файл жоқ.", file=name), _("Файлды кітаптың жанына қойыңыз."))
        if version is not None:
            known = {name for each in version.files for name in (each.name, each.original)}
            strange = [name for name in names if Path(name).name not in known]
            if strange:
                message = _("Бұл файлдар жаңа нұсқаға қосылмаған: {names}.", names=", ".join(strange))
                yield _at(row, "files", "evidence-not-added", "error", message, _("«Құжат қосу» батырмасын басыңыз немесе атын өшіріңіз."))
        bare = [link for link in links.split(row["links"]) if links.same(link) not in copied] if folder is not None else []
        if bare:
            message = _("Беттің күні көрсетілген көшірмесі жоқ: {links}", links=", ".join(bare))
            hint = _("Бетті PDF немесе сурет етіп сақтап, қосыңыз: ubb4 evidence add … --link … --copied-on …")
            yield _at(row, "links", "link-without-copy", "info", message, hint)
        if version is None and not names and row.empty("links"):
            message = _("Құжаттың файлы да, сілтемесі де жоқ: ештеңе растамайды.")
            yield _at(row, "files", "evidence-empty", "error", message, _("«Құжат қосу» батырмасын басыңыз немесе сілтеме жазыңыз."))
    for id, version in kept.items():
        message = _("Бумада {id} құжаты бар ({files}), бірақ бұл парақта оның жолы жоқ.", id=id, files=", ".join(f.name for f in version.files))
        hint = _("№ {id} жолын қосып, деректемелерін жазыңыз.", id=id)
        yield Finding("evidence-not-listed", "warning", "ubb4", book["evidence"].sheet, "", None, "", message, hint)
