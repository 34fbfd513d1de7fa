"""Pack: the upload package of the open workbook, a new folder beside it."""

from __future__ import annotations

from ubb4.base.errors import UseError
from ubb4.base.files import free
from ubb4.base.problem import incomplete
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.buttons.report import open_path
from ubb4.features.evidence import verbs


def run(hand: Hand, words: list[str]) -> Told:
    """The folder appears whole; what is missing is told."""
    opened = hand.read()
    if hand.file is None:
        raise UseError(_("Кітап осы компьютерде сақталмаған: алдымен сақтаңыз, пакет соның жанында жасалады."), "not-saved")
    hand.step(_("пакет жиналып жатыр…"))
    out = free(hand.file.with_name(f"{hand.file.stem} {_('пакет')}"))
    packing = verbs.packing(opened, hand.file, out)
    made, alarms = packing.to_json(), incomplete(packing.problems)
    lines = [_("{file}: {n} құжат; манифест SHA-256 {digest}", file=out.name, n=made["documents"], digest=made["digest"])]
    lines += [_("ЖОҚ: {id} {title}", **each) for each in made["missing"][:15]]
    if len(made["missing"]) > 15:
        lines.append(_("және тағы {n}", n=len(made["missing"]) - 15))
    lines += [_("Енгізілмеді: {what}", what=each) for each in made["dropped"]]
    lines += [_("Енгізілмеді (құпиялылығына байланысты): {what}.", what=each) for each in made["left_out"]]
    return Told("\n".join([*lines, *alarms]), bad=bool(alarms), question=_("Ашу керек пе?"), then=lambda: open_path(out))
