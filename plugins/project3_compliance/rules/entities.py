"""The register of entities: the denominator of every share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ubb4 import Book, Edition, Found, Row, folded, rule
from ubb4 import gettext as _


@rule("entities", source="нұсқаулық, P3.T2: квазимемлекеттік сектор субъектілерінің жалпы санынан %", severity="info")
def entity_alone(book: Book, law: Edition) -> Iterator[Found]:
    """An entity alone cannot compute the region's share: that is told, and the figures are its own."""
    if book.kind == "quasi_state" and len(book["entities"]) == 1:
        yield book["entities"].found(
            "id",
            _("Бір субъектінің кітабы: өңірдің пайызы мен балын бұл кітаптан есептеу мүмкін емес."),
            _("Кітапты жетекшілік ететін органға жіберіңіз: пайызды ол барлық субъект бойынша есептейді."),
        )


@rule("entities", source="нұсқаулық, №3 жоба")
def entity_twice(book: Book, law: Edition) -> Iterator[Found]:
    """One BIN or one name stands once: an entity counted twice spoils every share."""
    for column in ("bin", "name_kk"):
        first: dict[str, Row] = {}
        for row in book["entities"]:
            value = row.raw(column)
            key = (re.sub(r"\D", "", value).zfill(12) if column == "bin" else folded(value)) if isinstance(value, str) else ""
            before = first.setdefault(key, row) if key else row
            if before != row:
                yield row.found(
                    column,
                    _("Субъект екі рет көрсетілген: {row}-жолды да қараңыз.", row=before.number),
                    _("Артық жолды өшіріңіз: субъект екі рет есептелмеуге тиіс."),
                )
