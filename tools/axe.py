"""axe-core for the tests of published pages: the package from npm, checked against its pinned SHA-512, below build/axe."""

from __future__ import annotations

from pathlib import Path

from pinned import fetch

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "build" / "axe" / "axe.min.js"
PACKAGE = "axe-core@4.14.1"
SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="


def make() -> Path:
    """The script, fetched once."""
    if not SCRIPT.is_file():
        fetch(PACKAGE, SHA512, "axe.min.js", SCRIPT)
    return SCRIPT


if __name__ == "__main__":
    print(make().relative_to(ROOT))
