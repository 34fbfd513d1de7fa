"""The checklist of a package, in Word and in Excel: what, by when, uploaded by, on; the manifest's hash below it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.book.book import Book
from ubb4.documents.template import build
from ubb4.excel.lists import ListSheet, write_lists
from ubb4.features.evidence.package import Packed
from ubb4.features.evidence.verify import CHECKLISTS
from ubb4.law.days import short_date


def checklist(book: Book, packed: Packed, digest: str) -> dict[str, bytes]:
    """Both files by name; the same bytes for the same package."""
    heads = [_("№"), _("Картадағы атауы"), _("Құжаттар"), _("Мерзімі"), _("Кім жүктеді"), _("Жүктелген күні")]
    rows = [
        [
            line.id, line.name + (" *" if line.own else ""),
            "\n".join(line.documents) or (_("ЖОҚ") if line.id in {each.id for each in packed.missing} else _("басқа орган растайды")),
            short_date(line.due) if line.due else _("картаның күні берілмеген"), "", "",
        ]
        for line in packed.lines
    ]  # fmt: skip
    notes = [
        _("* Картадағы дәл атауы енгізілмеген: нұсқаулықтағы атауы көрсетілген. Оны «Карта» парағында жазыңыз."),
        *(_("Енгізілмеді: {what}", what=each) for each in packed.dropped),
        *(_("Енгізілмеді (құпиялылығына байланысты): {what}.", what=each) for each in packed.left_out),
        _("Манифест (manifest.json), SHA-256: {digest}", digest=digest),
    ]
    return {
        CHECKLISTS[0]: _word(book, heads, rows, notes),
        CHECKLISTS[1]: _excel(heads, rows, notes),
    }


def _word(book: Book, heads: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str]) -> bytes:
    def plain(text: str) -> str:
        return text.replace("\n", "; ").replace(" | ", " / ").replace("{", "(").replace("}", ")")

    lines = [
        "page landscape", f"= {plain(book.body_name(language()))}", f"# {_('Кросс-платформаға жүктелетін құжаттардың тізбесі')}", "",
        "|widths 2.7 10.6 7.9 3.4 4 3.4", "|split", f"|head {' | '.join(heads)}", *(f"|row {' | '.join(map(plain, row))}" for row in rows), "",
        *(f"< {plain(note)}" for note in notes),
    ]  # fmt: skip
    return build("\n".join(lines), language())


def _excel(heads: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str]) -> bytes:
    widths = (11, 60, 44, 16, 24, 16)
    with tempfile.TemporaryDirectory(prefix="ubb4-") as folder:
        path = Path(folder) / "c.xlsx"
        sheet = ListSheet(_("Тізбе"), _("Кросс-платформаға жүктелетін құжаттардың тізбесі"), "  ".join(notes), list(zip(heads, widths, strict=True)), rows)
        write_lists(path, [sheet], {"kind": "ubb4:checklist"})
        return path.read_bytes()
