"""The two installers (with notebooks and without) and the archive without an installer, of a laid folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import folder

HERE = Path(__file__).resolve().parent


def build(out: Path, laid: Path, version: str, layer: Path | None = None, certificate: str = "") -> None:
    """One installer by NSIS; `layer`: the files that only the notebooks need; `certificate`: the owner's, for the uninstaller within."""
    program = shutil.which("makensis")
    if program is None:
        sys.exit("makensis is missing: apt-get install nsis")
    words = {"VERSION": version, "FOLDER": laid, "HERE": HERE, "OUT": out, "KB": kilobytes(laid)}
    if layer is not None:
        words |= {"LAYER": layer, "WHOLE_KB": kilobytes(laid) + kilobytes(layer)}
    if certificate:
        words |= {"SIGN": Path(certificate).resolve(), "PYTHON": sys.executable}
    asked = [program, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in words.items()), str(HERE / "ubb4.nsi")]
    done = subprocess.run(asked, capture_output=True, text=True, errors="replace", env={**os.environ, "SOURCE_DATE_EPOCH": str(folder.epoch()), "TZ": "UTC"})
    if done.returncode:
        sys.exit(done.stdout[-3000:] + done.stderr[-3000:])


def kilobytes(laid: Path) -> int:
    return sum(path.stat().st_size for path in laid.rglob("*") if path.is_file()) // 1024


def difference(whole: Path, part: Path, out: Path) -> Path:
    """The files of `whole` that `part` does not have; a file that both have and that differs ends the work."""
    shutil.rmtree(out, ignore_errors=True)
    for path in sorted(whole.rglob("*")):
        if not path.is_file():
            continue
        inside = path.relative_to(whole)
        if not (part / inside).is_file():
            (out / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, out / inside)
        elif (part / inside).read_bytes() != path.read_bytes():
            sys.exit(f"{inside}: not the same with notebooks and without")
    return out


def archive(out: Path, laid: Path, inside: str) -> None:
    """The folder as one archive, its files in order, each with the time of the commit."""
    when = time.gmtime(max(folder.epoch(), 315532800))[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for path in sorted(laid.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{inside}/{path.relative_to(laid).as_posix()}", when)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                made.writestr(entry, path.read_bytes())
