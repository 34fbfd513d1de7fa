"""What the fast reader cannot read, read by LibreOffice where it is installed: written anew as .xlsx into a scratch folder."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ubb4.base.office import office

SECONDS = 45
# told what the file is, LibreOffice does not take garbage for a table of text
FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML", "xlsb": "Calc MS Excel 2007 Binary", "xls": "MS Excel 97", "ods": "calc8",
    "fods": "OpenDocument Spreadsheet Flat XML", "old": "MS Excel 4.0",
}  # fmt: skip


@contextmanager
def converted(path: Path, kind: str) -> Iterator[Path | None]:
    """The same workbook as .xlsx; None where there is no LibreOffice, or it cannot read it either. No macro runs."""
    program = office()
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="ubb4-read-", ignore_cleanup_errors=True) as scratch:
        profile = (Path(scratch) / "profile").as_uri()
        command = [
            program, f"-env:UserInstallation={profile}", "--headless", "--norestore", f"--infilter={FILTERS[kind]}", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
            "--outdir", scratch, str(path.resolve()),
        ]  # fmt: skip
        try:
            subprocess.run(command, env={**os.environ, "HOME": scratch}, check=False, capture_output=True, timeout=SECONDS)
        except (OSError, subprocess.TimeoutExpired):
            yield None
            return
        made = Path(scratch) / f"{path.stem}.xlsx"
        yield made if made.is_file() else None
