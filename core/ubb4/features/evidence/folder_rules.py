"""Rules over the whole opened workbook: the files of its confirming documents, and the codes on papers that were signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.text import N_
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.finding import Finding, Found
from ubb4.book.table import Row
from ubb4.checks.rule import Rule, rule
from ubb4.desk.documents import is_current
from ubb4.desk.opened import Opened, subtasks_of
from ubb4.documents import code
from ubb4.features.evidence import links, store
from ubb4.features.evidence.rows import files_of, leaves
from ubb4.law.edition import Edition

CODE = N_("нұсқаулық, кіріспе: бекітілген құжат — растайтын құжат")
FILES = N_("нұсқаулық, кіріспе: растайтын құжат")


def _at(row: Row, column: str, message: str, hint: str) -> Found:
    return row.found(column, message, hint, source=row.table.register.column(column).source or row.table.register.source)


def _of_sheet(book: Book, message: str, hint: str = "") -> Found:
    return Found(Finding("", "", "ubb4", book["evidence"].sheet, "", None, "", message, hint))


@rule("evidence", source=FILES, whole=True)
def evidence_subtask_unknown(book: Book, law: Edition, opened: Opened) -> Iterator[Found]:
    """A document serves subtasks that the enabled plugins have."""
    known = {subtask.id for plugin in opened.toolkit.plugins for subtask in plugin.project.subtasks}
    for row in book["evidence"]:
        unknown = [each for each in subtasks_of(row) if each not in known]
        if unknown and not row.empty("subtasks"):
            message = _("Қосылған плагиндерде мұндай қосалқы тапсырма жоқ: {ids}.", ids=", ".join(unknown))
            yield _at(row, "subtasks", message, _("Нөмірін «Карта» парағынан қараңыз."))


def _codes(book: Book) -> Iterator[tuple[Row, str, code.Code | None]]:
    """The rows that bear a code: as it was typed, and as it was understood."""
    for row in book["evidence"]:
        typed = row["code"]
        if isinstance(typed, str):
            yield row, typed, code.parse(typed)


@rule("evidence", source=CODE)
def code_not_understood(book: Book, law: Edition) -> Iterator[Found]:
    """The code of a paper can be read."""
    for row, typed, found in _codes(book):
        if found is None:
            hint = _("Кодты құжаттың төменгі колонтитулынан қайта жазыңыз, мысалы note-A1.kk 7KQ4-M2XD.")
            yield _at(row, "code", _("Құжаттың коды түсініксіз: «{code}».", code=typed), hint)


@rule("evidence", source=CODE)
def code_mistyped(book: Book, law: Edition) -> Iterator[Found]:
    """The check sign of a code agrees with it."""
    for row, typed, found in _codes(book):
        if found is not None and code.is_slip(found):
            yield _at(row, "code", _("Кодтың бақылау таңбасы сәйкес емес: «{code}».", code=typed), _("Кодты құжаттан қайта жазыңыз: бір таңба қате."))


@rule("evidence", source=CODE, severity="warning", whole=True)
def code_of_no_document(book: Book, law: Edition, opened: Opened) -> Iterator[Found]:
    """A code names a document that this workbook makes."""
    for row, __, found in _codes(book):
        if found is not None and not code.is_slip(found) and _current(opened, found)[1] is None:
            message = _("«{name}» құжаты бұл кітаптан жасалмайды: нұсқасы тексерілмеді.", name=found.name)
            yield _at(row, "code", message, _("Кодтың алдындағы атауды тексеріңіз."))


@rule("evidence", source=CODE, whole=True)
def approved_older_version(book: Book, law: Edition, opened: Opened) -> Iterator[Found]:
    """A document that was signed bears the code of the data and template that are there now."""
    for row, __, found in _codes(book):
        if found is None or code.is_slip(found):
            continue
        current, now = _current(opened, found)
        if now is not None and not current:
            message = _("Бекітілген құжат (коды {signed}) бұрынғы деректер бойынша жасалған; қазіргі код — {now}.", signed=found, now=now)
            yield _at(row, "code", message, _("Құжатты қайта жасап, қайта бекіттіріңіз немесе деректерді бекітілген құжатқа сәйкестендіріңіз."))


def _current(opened: Opened, found: code.Code) -> tuple[bool, code.Code | None]:
    known: tuple[bool, code.Code | None] = opened.once(("code", str(found)), lambda: is_current(opened, found))
    return known


def _versions(opened: Opened) -> list[store.Version]:
    """Every version in the folder; none where it cannot be read, which `evidence_damaged` tells."""
    try:
        found: list[store.Version] = opened.once("versions", lambda: store.versions(opened.evidence) if opened.evidence is not None else [])
    except UseError:
        return []
    return found


def _of_rows(book: Book, opened: Opened) -> Iterator[tuple[Row, store.Version | None]]:
    """Each row of the register with the last version of its document in the folder."""
    if not _damaged(opened):
        kept = {version.id: version for version in _versions(opened)}
        yield from ((row, kept.get(str(row.key))) for row in book["evidence"])


def _damaged(opened: Opened) -> str:
    try:
        if opened.evidence is not None:
            opened.once("versions", lambda: store.versions(opened.evidence) if opened.evidence is not None else [])
    except UseError as error:
        return error.message
    return ""


@rule("evidence", source=FILES, whole=True)
def evidence_damaged(book: Book, law: Edition, opened: Opened) -> Iterator[Found]:
    """The folder of confirming documents can be read."""
    why = _damaged(opened)
    if why:
        yield _of_sheet(book, why)


@rule("evidence", source=FILES, whole=True)
def evidence_missing(book: Book, law: Edition, opened: Opened) -> Iterator[Found]:
    """The files of a document are there."""
    for row, version in _of_rows(book, opened):
        for path in _wrong(opened, version, "missing"):
            yield _at(row, "files", _("{file}: файл жоқ.", file=path.name), _("Файлды жаңа нұсқа ретінде қайта қосыңыз."))
        beside = opened.evidence.parent if opened.evidence is not None and version is None else None
        for name in _names(row) if beside is not None else ():
            if beside is not None and not (beside / name).is_file():
                yield _at(row, "files", _("{file}: файл жоқ.", file=name), _("Файлды кітаптың жанына қойыңыз."))


@rule("evidence", source=FILES, whole=True)
def evidence_changed(book: Book, law: Edition, opened: Opened) -> Iterator[Found]:
    """The files of a document are as they were added."""
    for row, version in _of_rows(book, opened):
        for path in _wrong(opened, version, "changed"):
            yield _at(row, "files", _("{file}: қосылғаннан кейін өзгерген.", file=path.name), _("Файлды жаңа нұсқа ретінде қайта қосыңыз."))


def _wrong(opened: Opened, version: store.Version | None, how: str) -> list[Path]:
    if opened.evidence is None or version is None:
        return []
    folder = opened.evidence
    found: list[tuple[Path, str]] = opened.once(("changed", version.folder_name), lambda: list(store.changed(folder, version)))
    return [path for path, why in found if why == how]


def _names(row: Row) -> list[str]:
    return [name for name in files_of(row) if not leaves(name)]


@rule("evidence", source=FILES, whole=True)
def evidence_not_added(book: Book, law: Edition, opened: Opened) -> Iterator[Found]:
    """What a row names is in the last version of its document."""
    for row, version in _of_rows(book, opened):
        known: set[Any] = {name for each in version.files for name in (each.name, each.original)} if version is not None else set()
        strange = [name for name in _names(row) if Path(name).name not in known] if version is not None else []
        if strange:
            message = _("Бұл файлдар жаңа нұсқаға қосылмаған: {names}.", names=", ".join(strange))
            yield _at(row, "files", message, _("«Құжат қосу» батырмасын басыңыз немесе ұяшықтан файл атын алып тастаңыз."))


@rule("evidence", source=FILES, severity="info", whole=True)
def link_without_copy(book: Book, law: Edition, opened: Opened) -> Iterator[Found]:
    """A page has a dated copy beside its link."""
    if opened.evidence is None:
        return
    copied = {links.same(version.link) for version in _versions(opened) if version.link}
    for row, __ in _of_rows(book, opened):
        bare = [link for link in links.split(row["links"]) if links.same(link) not in copied]
        if bare:
            message = _("Беттің күні көрсетілген көшірмесі жоқ: {links}", links=", ".join(bare))
            yield _at(row, "links", message, _("Бетті PDF немесе сурет етіп сақтап, қосыңыз: ubb4 evidence add … --link … --copied-on …"))


@rule("evidence", source=FILES, whole=True)
def evidence_empty(book: Book, law: Edition, opened: Opened) -> Iterator[Found]:
    """A document has a file or a link."""
    for row, version in _of_rows(book, opened):
        if version is None and not _names(row) and row.empty("links"):
            message = _("Құжаттың файлы да, сілтемесі де жоқ: ештеңе растамайды.")
            yield _at(row, "files", message, _("«Құжат қосу» батырмасын басыңыз немесе сілтеме жазыңыз."))


@rule("evidence", source=FILES, severity="warning", whole=True)
def evidence_not_listed(book: Book, law: Edition, opened: Opened) -> Iterator[Found]:
    """A document of the folder has its row."""
    if _damaged(opened):
        return
    rows = {str(row.key) for row in book["evidence"]}
    for id, version in {version.id: version for version in _versions(opened)}.items():
        if id not in rows:
            message = _("Бумада {id} құжаты бар ({files}), бірақ бұл парақта оның жолы жоқ.", id=id, files=", ".join(f.name for f in version.files))
            yield _of_sheet(book, message, _("№ {id} жолын қосып, деректемелерін жазыңыз.", id=id))


ALL: tuple[Rule, ...] = tuple(value for value in list(vars().values()) if isinstance(value, Rule))
