"""PDF: of the papers made last, beside them; a PDF that is newer than its paper stays."""

from __future__ import annotations

from pathlib import Path

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.base.text import in_all
from ubb4.buttons.pressed import Hand, Told
from ubb4.buttons.report import folder_of, open_path
from ubb4.documents.pdf import to_pdf


def run(hand: Hand, words: list[str]) -> Told:
    """`pdf`: the folder of the last day on which papers were made."""
    place = folder_of(hand)
    days = sorted((day for name in in_all("құжаттар") for day in (place / name).glob("*") if day.is_dir()), key=lambda day: day.name)
    if not days:
        raise UseError(_("Кітаптың жанында құжат жоқ: алдымен құжаттарды жасаңыз."), "no-papers")
    folder = days[-1]
    papers = [path for path in sorted(folder.glob("*.docx")) if not path.name.startswith("~$") and not _fresh(path)]
    if not papers:
        return Told(_("PDF-тің бәрі бар: {folder}", folder=folder), quiet=True)
    hand.step(_("PDF жасалып жатыр…"))
    made = to_pdf(papers, folder)
    lines = [_("PDF жасалды: {n}. Жасаған бағдарлама: {program}.", n=len(made.files), program=made.program), *([made.instead] if made.instead else [])]
    return Told("\n".join(lines), question=_("Бумасын ашу керек пе?"), then=lambda: open_path(folder))


def _fresh(paper: Path) -> bool:
    made = paper.with_suffix(".pdf")
    return made.is_file() and made.stat().st_mtime >= paper.stat().st_mtime
