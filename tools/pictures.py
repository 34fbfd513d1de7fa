"""Every sheet and document of the demonstration, Kazakh and Russian, as PNG below build/pictures."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO, OUT = ROOT / "build" / "demo", ROOT / "build" / "pictures"


def main() -> None:
    """Make the demonstration, print everything to PDF and draw each page."""
    from ubb4.documents.pdf import to_pdf

    subprocess.run([sys.executable, str(ROOT / "tools" / "demo.py")], check=True)
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    pdfs = list(to_pdf(sorted(DEMO.glob("*.xlsx")), OUT).files)
    pdfs += sorted(DEMO.glob("*/*.pdf"))
    for pdf in pdfs:
        name = pdf.stem if pdf.parent == OUT else f"{pdf.parent.name}-{pdf.stem}"
        subprocess.run(["pdftoppm", "-r", "70", "-png", str(pdf), str(OUT / name)], check=True)
    shutil.copyfile(min(OUT.glob("medcentre.kk-*.png")), ROOT / "docs" / "front.png")
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()
