"""Word files and workbooks -> PDF by LibreOffice, where it is installed; many files in one start."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from ubb4.base.errors import UseError
from ubb4.base.office import office
from ubb4.base.text import gettext as _

PACKAGES = "libreoffice-calc libreoffice-writer fonts-croscore"
# Times New Roman and Arial by metric twins that hold every Kazakh letter
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match>
<match target="pattern"><test name="family"><string>Arial</string></test>
<edit name="family" mode="assign" binding="strong"><string>Arimo</string></edit></match></fontconfig>"""


def to_pdf(files: Iterable[Path], folder: Path) -> list[Path]:
    """A PDF of each file, in `folder`; UseError with the line that installs what is missing."""
    program, names = office(), [Path(file).resolve() for file in files]
    if program is None:
        raise UseError(
            _("LibreOffice орнатылмаған, PDF жасалмады. Орнату: apt-get install {packages}", packages=PACKAGES),
            "no-office",
        )
    if not names:
        return []
    with tempfile.TemporaryDirectory(prefix="ubb4-pdf-") as scratch:
        out = Path(scratch) / "out"
        _convert(program, names, out, Path(scratch))
        missing = [name.name for name in names if not (out / f"{name.stem}.pdf").is_file()]
        if missing:
            raise UseError(_("LibreOffice мына файлдан PDF жасай алмады: {files}.", files=", ".join(missing)), "no-pdf")
        folder.mkdir(parents=True, exist_ok=True)
        made = []
        for name in names:
            target = folder / f"{name.stem}.pdf"
            shutil.copyfile(out / f"{name.stem}.pdf", f"{target}.part")
            os.replace(f"{target}.part", target)
            made.append(target)
        return made


def _convert(program: str, names: Sequence[Path], out: Path, scratch: Path) -> None:
    fonts = scratch / "fonts.conf"
    fonts.write_text(_FONTS.format(cache=scratch / "fontcache"), "utf-8")
    environment = {**os.environ, "HOME": str(scratch)}
    if os.name == "posix":
        environment["FONTCONFIG_FILE"] = str(fonts)
    profile = (scratch / "profile").as_uri()
    command = [
        program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf",
        "--outdir", str(out), *map(str, names),
    ]  # fmt: skip
    try:
        subprocess.run(command, env=environment, check=False, capture_output=True, timeout=120 + 20 * len(names))
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UseError(_("LibreOffice жауап бермеді: {error}", error=error), "no-pdf") from error
