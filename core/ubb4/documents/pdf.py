"""Word files and workbooks -> PDF: Word files by Word where it is, everything else and everywhere else by LibreOffice; who made them is told."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ubb4.base.errors import UseError
from ubb4.base.files import write_bytes
from ubb4.base.office import office
from ubb4.base.text import gettext as _
from ubb4.documents import by_office, by_word


@dataclass(frozen=True)
class Printed:
    """The PDFs, the program that made them, and why another one did not, where that was tried first."""

    files: tuple[Path, ...]
    program: str
    instead: str = ""


def to_pdf(files: Iterable[Path], folder: Path) -> Printed:
    """A PDF of each file, in `folder`; UseError with the line that installs what is missing."""
    names = [Path(file).resolve() for file in files]
    if not names:
        return Printed((), "")
    instead = ""
    with tempfile.TemporaryDirectory(prefix="ubb4-pdf-") as scratch:
        out = Path(scratch) / "out"
        out.mkdir()
        if by_word.here() and all(name.suffix.lower() in (".docx", ".doc", ".rtf") for name in names):
            try:
                by_word.convert(names, out)
                return Printed(_placed(names, out, folder, by_word.NAME), by_word.NAME)
            except UseError as error:
                logging.getLogger("ubb4").warning("word", exc_info=error)
                instead = error.message
        program = office()
        if program is None:
            missing = _("LibreOffice орнатылмаған, PDF жасалмады. Орнату: apt-get install {packages}", packages=by_office.PACKAGES)
            raise UseError(
                " ".join(filter(None, (instead, missing if os.name != "nt" else _("Word те, LibreOffice те табылмады: PDF жасалмады.")))), "no-office"
            )
        by_office.convert(program, names, out, Path(scratch))
        return Printed(_placed(names, out, folder, by_office.NAME), by_office.NAME, instead)


def _placed(names: Sequence[Path], out: Path, folder: Path, program: str) -> tuple[Path, ...]:
    """Each whole or not at all; none where one is missing."""
    missing = [name.name for name in names if not (out / f"{name.stem}.pdf").is_file()]
    if missing:
        raise UseError(_("{program} мына файлдан PDF жасай алмады: {files}.", program=program, files=", ".join(missing)), "no-pdf")
    made = []
    for name in names:
        target = folder / f"{name.stem}.pdf"
        write_bytes(target, (out / f"{name.stem}.pdf").read_bytes())  # one that a reader holds open is named, with what to do
        made.append(target)
    return tuple(made)
