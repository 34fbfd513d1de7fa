"""Letters back: for each body a folder with its own workbook, marked, and a page in its language: what to mend, by when.

A letter is made only for a sender known by its number or confirmed by a person in the roster.  The page gives counts, sheets and cells, never what a cell
holds; addresses stand in one list beside the folders and nowhere else.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.files import write_bytes
from ubb4.base.text import gettext as _
from ubb4.base.text import speaking
from ubb4.features.gather import reading
from ubb4.features.gather.merge import Entry, Merged
from ubb4.features.gather.places import is_address

VERB = "gather:letter"
FORM = "letter-back"
_UNSAFE = re.compile(r"[^\w.-]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(folder: Path, merged: Merged, options: Mapping[str, Any], lang: str, by: date | None) -> str:
    """Write the folders and the list of addresses; the sentence that tells of them."""
    if folder.exists() and any(folder.iterdir()):  # a letter of another time must not lie among those of today
        raise UseError(_("{folder} бос емес: хаттар жаңа немесе бос бумаға жазылады.", folder=folder), "not-empty")
    known = [entry for entry in merged.entries if entry.known and entry.payload["origin"] is None]
    requests = [_request(folder, merged.top, options, lang, entry, by) for entry in known]
    failed, rows = list[str](), list[list[str]]()
    for entry, request, answer in zip(known, requests, reading.here(requests), strict=True):
        if "error" in answer:
            failed.append(f"{entry.file}: {answer['error']['message']}")
            continue
        failed += [f"{entry.file}: {each}" for each in answer["ok"]["told"]]
        rows.append(_address(entry, Path(request["out"]).name, request["language_of_letter"], by))
    head = ["folder", "name", "bin", "language", "email", "errors", "warnings", "by"]
    write_bytes(folder / "addresses.csv", "\ufeff".encode() + _csv([head, *rows]).encode())
    told = [_("{folder}: {n} хат дайын, мекенжайлары addresses.csv тізімінде.", folder=folder, n=len(rows))]
    told += [_("Хат жасалмады: {n} жіберуші БСН-і бойынша танылмаған. Тізілімге БСН-ін жазыңыз немесе атауын «Басқа атаулары» бағанында растаңыз.",
               n=len(merged.entries) - len(known))] * (len(known) < len(merged.entries))  # fmt: skip
    return "\n".join([*told, *failed])


def _request(folder: Path, top: str, options: Mapping[str, Any], lang: str, entry: Entry, by: date | None) -> dict[str, Any]:
    body = entry.body
    asked = (body.language if body is not None else "") or entry.payload["language"] or lang
    name = _UNSAFE.sub("_", entry.own_name("kk"))[:60].strip("._")
    return {
        "verb": VERB, "file": _place(top, entry.file), "out": str(folder / f"{entry.code}_{name}"),
        "language_of_letter": asked if asked in ("kk", "ru") else "kk", "by": by.isoformat() if by else None, "options": dict(options),
    }  # fmt: skip


def _place(top: str, file: str) -> str:
    return top + file if is_address(top) else str(Path(top, file))


def _address(entry: Entry, folder: str, language: str, by: date | None) -> list[str]:
    counts = Counter(each["severity"] for each in entry.payload["findings"])
    email = entry.body.email if entry.body is not None else ""
    return [folder, entry.own_name(language), entry.bin, language, email, str(counts["error"]), str(counts["warning"]), by.isoformat() if by else ""]


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([f"'{each}" if each.startswith(_FORMULA) else each for each in row] for row in rows)
    return out.getvalue()


def asked(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    """The answer to `gather:letter`, in the guarded worker: the marked workbook and the page, in a folder of the body's own."""
    path, folder = Path(request["file"]), Path(request["out"])
    return {"told": list(_letter(desk, path, folder, request["language_of_letter"], date.fromisoformat(request["by"]) if request["by"] else None))}


def _letter(desk: Any, path: Path, folder: Path, language: str, by: date | None) -> Iterator[str]:
    from ubb4.base.errors import Ubb4Error
    from ubb4.base.problem import incomplete
    from ubb4.desk.check import check
    from ubb4.desk.papers import papers
    from ubb4.documents import report
    from ubb4.documents.standing import Findings, Later
    from ubb4.documents.words import Papers
    from ubb4.excel import listing
    from ubb4.excel.marked import write_copy

    with speaking(language):
        opened = desk.read(path)
        checked = check(opened)
        alarms = incomplete([*desk.toolkit.problems, *checked.problems])
        try:
            write_copy(path, folder / path.name, checked.findings, listing.findings(checked.findings, checked.counts, checked.notes, alarms))
        except Ubb4Error as error:  # of a format that cannot be marked
            yield error.message
            write_bytes(folder / path.name, path.read_bytes())
        found = opened.toolkit.form(FORM)
        if found is None:
            return
        plugin, form = found
        whole = papers(opened)
        mine = Papers(whole.book, whole.common, whole.measured, {**whole.more, "findings": Later(lambda: replace(Findings(checked.findings), by=by or ""))})
        write_bytes(folder / f"{_('Хат')}.docx", report.render(mine, form, plugin.project.edition, language))
