"""Pack: the upload package of the open workbook, a new folder beside it."""

from __future__ import annotations

from ubb4.base.errors import UseError
from ubb4.base.files import free
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.buttons.report import open_path
from ubb4.features.evidence import verbs
from ubb4.plugins.toolkit import incomplete


def run(hand: Hand, words: list[str]) -> Told:
    """The folder appears whole; what is missing is told."""
    book, notes, problems = hand.read()
    if hand.file is None:
        raise UseError(_("Кітап осы компьютерде сақталмаған: алдымен сақтаңыз, пакет соның жанында жасалады."), "not-saved")
    hand.step(_("пакет жиналып жатыр…"))
    out = free(hand.file.with_name(f"{hand.file.stem} {_('пакет')}"))
    made = verbs.package_book(hand.desk, book, notes, problems, hand.file, out)
    alarms = incomplete(made["problems"])
    lines = [_("{file}: {n} құжат; манифест SHA-256 {digest}", file=out.name, n=made["documents"], digest=made["digest"])]
    lines += [_("ЖОҚ: {id} {title}", **each) for each in made["missing"][:15]]
    if len(made["missing"]) > 15:
        lines.append(_("және тағы {n}", n=len(made["missing"]) - 15))
    lines += [_("Енгізілмеді: {what}", what=each) for each in made["dropped"]]
    lines += [_("Енгізілмеді (құпиялылығына байланысты): {what}.", what=each) for each in made["left_out"]]
    return Told("\n".join([*lines, *alarms]), bad=bool(alarms), question=_("Ашу керек пе?"), then=lambda: open_path(out))
