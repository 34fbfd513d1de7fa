"""Files -> PDF by LibreOffice without a window; many files in one start."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _

NAME = "LibreOffice"
PACKAGES = "libreoffice-calc libreoffice-writer fonts-croscore"
# Times New Roman and Arial by metric twins that hold every Kazakh letter
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match>
<match target="pattern"><test name="family"><string>Arial</string></test>
<edit name="family" mode="assign" binding="strong"><string>Arimo</string></edit></match></fontconfig>"""


def convert(program: str, names: Sequence[Path], out: Path, scratch: Path) -> None:
    """A PDF of each file into a folder; UseError where the program did not answer."""
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
