"""Everything for an officer's PC into dist/: two installers, two archives, bill of materials, SHA256SUMS.  `make windows`

Words: --small (without notebooks, for the tests), --python FILE --sha256 SHA (python.org's embeddable archive), --sign FILE.pfx.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version as installed
from pathlib import Path

import bill
import folder
import installer
import signing

ROOT = folder.ROOT
DIST = ROOT / "dist"


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--small", action="store_true")
    asked.add_argument("--python", type=Path)
    asked.add_argument("--sha256", default="")
    asked.add_argument("--sign", default="")
    asked.add_argument("--out", type=Path, default=DIST)
    words = asked.parse_args()
    version = installed("ubb4")
    words.out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor() as working:  # the two installers are packed side by side
        base = _laid(Path(scratch) / "base", False, words.python, words.sha256)
        made.append(words.out / f"ubb4-setup-{version}.exe")
        jobs = [working.submit(installer.build, made[-1], base, version, None, words.sign)]
        made.append(words.out / f"ubb4-{version}-windows.zip")
        installer.archive(made[-1], base, "ubb4")
        if not words.small:
            whole = _laid(Path(scratch) / "whole", True, words.python, words.sha256)
            layer = installer.difference(whole / "python", base / "python", Path(scratch) / "layer" / "python").parent
            # the licences and the bill of the larger one are those of all that it holds
            larger = Path(shutil.copytree(base, Path(scratch) / "larger", ignore=shutil.ignore_patterns("licences", "bom.json")))
            shutil.copytree(whole / "licences", larger / "licences")
            shutil.copy2(whole / "bom.json", larger)
            for laid in (layer, larger):
                folder.dated(laid)
            made.append(words.out / f"ubb4-setup-{version}-notebooks.exe")
            jobs.append(working.submit(installer.build, made[-1], larger, version, layer, words.sign))
            made.append(words.out / f"ubb4-{version}-windows-notebooks.zip")
            installer.archive(made[-1], whole, "ubb4")
            made.append(words.out / f"ubb4-{version}.bom.json")
            shutil.copyfile(whole / "bom.json", made[-1])
        for job in jobs:
            job.result()
    if words.sign:
        for path in made:
            if path.suffix == ".exe":
                signing.sign(path, words.sign)
    _sums(words.out, [*made, *words.out.glob("*.whl")])
    for path in made:
        print(f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}  {path.stat().st_size / 1e6:.1f} MB")


def _laid(out: Path, notebooks: bool, python: Path | None, sha256: str) -> Path:
    folder.make(out, notebooks, python, sha256)
    bill.lay(out)
    folder.dated(out)
    return out


def _sums(out: Path, made: list[Path]) -> None:
    """SHA256SUMS, as `sha256sum -c` reads it."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(made)]
    (out / "SHA256SUMS").write_text("".join(lines), "ascii")


if __name__ == "__main__":
    main()
