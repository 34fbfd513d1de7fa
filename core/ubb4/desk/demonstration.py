"""The invented bodies of the demonstration as workbooks, to learn on."""

from __future__ import annotations

import tomllib
from pathlib import Path

from ubb4.base.errors import UseError
from ubb4.base.shipped import shipped
from ubb4.base.text import gettext as _
from ubb4.base.text import speaking
from ubb4.desk.new import filling, new_workbook
from ubb4.desk.opened import Options


def demonstration(folder: str | Path, *, lang: str = "kk") -> list[Path]:
    """Write a workbook for each invented body into a folder (made where there is none) and return their paths, in Kazakh or Russian.

    A workbook that is there already stays as it is, so that changes to it are not lost.
    """
    spoken = "ru" if lang == "ru" else "kk"
    place, made = Path(folder), []
    with speaking(spoken):
        for source in sorted(shipped("examples").glob(f"*/book.{spoken}.toml")):
            told = tomllib.loads(source.with_name("findings.toml").read_text("utf-8"))
            path = place / f"{source.parent.name}.xlsx"
            made.append(path)
            if path.exists():
                continue
            organisation, rows = filling(source)
            try:
                place.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise UseError(_("{file} жазылмады: {error}", file=place, error=error.strerror or error)) from error
            new_workbook(path, organisation, rows, told["plugins"], Options(told["today"]))
    return made
