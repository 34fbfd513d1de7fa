"""The first workbook: what is asked of somebody who has none yet, and the workbook made of the answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.files import free
from ubb4.base.problem import Problem
from ubb4.base.spelling import folded
from ubb4.base.text import N_, in_all, language, speaking
from ubb4.base.text import gettext as _
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options
from ubb4.excel.questions import Answer, Question, write
from ubb4.law.edition import Kind
from ubb4.plugins.toolkit import Toolkit

KIND, SHEET = "new", N_("Жаңа кітап")
NAMES = {"kk": N_("қазақша"), "ru": N_("орысша"), "en": N_("ағылшынша")}
YES, NO = N_("иә"), N_("жоқ")
_BODY, _OF_KIND, _LANGUAGE, _YEAR = N_("Ұйымның толық ресми атауы"), N_("Орган түрі"), N_("Кітаптың тілі"), N_("Есепті жыл")
_ABOUT = N_(
    "Ұйымның атауын жазыңыз, түрін тізімнен таңдаңыз да, «ҮББ №4» қойындысындағы «Жаңа кітап» батырмасын тағы бір рет басыңыз: жұмыс кітабы құжаттарыңызда "
    "жасалып, ашылады. Қалғанын кейін кітаптың өзінде өзгертуге болады."
)


def ask(path: Path, toolkit: Toolkit, today: date) -> None:
    """Write the workbook of questions, what is known already filled in."""
    kinds = [_(each.title) for each in _kinds(toolkit)]
    questions = [
        Question("body", _(_BODY), hint=_("Құжаттарға дәл осылай жазылады.")),
        Question("kind", _(_OF_KIND), choices=kinds, hint=_("Тізімнен таңдаңыз: қай қосалқы тапсырма қолданылатыны осыған байланысты.")),
        Question("language", _(_LANGUAGE), _(NAMES[language()]), [_(each) for each in NAMES.values()]),
        Question("year", _(_YEAR), today.year, hint=_("Төрт цифр, мысалы {year}.", year=today.year)),
        *(Question(f"plugin {each.name}", _(each.project.title), _(YES), [_(YES), _(NO)]) for each in toolkit.plugins),
    ]
    write(path, KIND, _(SHEET), _(SHEET), _(_ABOUT), questions)


def make(given: Mapping[str, Answer], folder: Path, options: Options, toolkit: Toolkit) -> tuple[Path, list[Problem]]:
    """The workbook of these answers in a folder -> it and what could not be done; UseError names every cell that is wrong."""
    wrong: list[str] = []
    body = _text(given, "body")
    if not body:
        wrong.append(_said(given, "body", _("ұйымның толық ресми атауын жазыңыз")))
    kind = next((each.id for each in _kinds(toolkit) if _is(each.title, _text(given, "kind"))), None)
    if kind is None:
        wrong.append(_said(given, "kind", _("орган түрін тізімнен таңдаңыз")))
    spoken = next((code for code, name in NAMES.items() if _is(name, _text(given, "language"))), None)
    if spoken is None:
        wrong.append(_said(given, "language", _("тілді тізімнен таңдаңыз")))
    year = _year(given["year"].value)
    if year is None:
        wrong.append(_said(given, "year", _("жылды төрт цифрмен жазыңыз")))
    names = []
    for key, answer in given.items():
        if key.startswith("plugin "):
            said = _text(given, key)
            if _is(YES, said):
                names.append(key.removeprefix("plugin "))
            elif not _is(NO, said):
                wrong.append(f"{answer.cell}: " + _("«иә» немесе «жоқ» дегенді таңдаңыз"))
    if not names and not any(key.startswith("plugin ") and not _is(NO, _text(given, key)) for key in given):
        wrong.append(_("кемінде бір жобаға «иә» дегенді таңдаңыз"))
    if wrong or year is None or spoken is None:
        raise UseError("\n".join([_("Кітап жасалған жоқ:"), *wrong]), "answers")
    organisation = {"name_ru" if spoken == "ru" else "name_kk": body, "kind": kind, "year": year}
    with speaking(spoken):
        path = free(folder / f"{_('№ 4 ҮББ')} {year}.xlsx")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:  # Windows may let only programs that it knows write there
            raise UseError(
                _(
                    "{folder} бумасы жасалмады: {error}. Windows қорғаған бума болса («Controlled folder access»), ақпараттық технологиялар бөлімінен ubb4-тің Python-ына рұқсат сұраңыз.",
                    folder=path.parent,
                    error=error.strerror,
                ),
                "no-folder",
            ) from error
        problems = new_workbook(path, organisation, {}, names, options, toolkit)
    return path, problems


def _kinds(toolkit: Toolkit) -> tuple[Kind, ...]:
    return tuple(toolkit.common.edition.kinds)


def _text(given: Mapping[str, Answer], key: str) -> str:
    value = given[key].value if key in given else None
    return "" if value is None else str(value).strip()


def _is(title: str, said: str) -> bool:
    """Whether an answer is this text in any of the languages."""
    return bool(said) and folded(said) in {folded(each) for each in in_all(title)}


def _year(value: Any) -> int | None:
    try:
        year = int(float(str(value).strip()))
    except (TypeError, ValueError, OverflowError):
        return None
    return year if 2000 <= year <= 2100 and float(str(value).strip()) == year else None


def _said(given: Mapping[str, Answer], key: str, text: str) -> str:
    return f"{given[key].cell}: {text}" if key in given else text
