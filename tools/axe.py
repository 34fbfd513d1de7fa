"""axe-core for the tests of published pages: the package from npm, checked against its pinned SHA-512, below build/axe."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "build" / "axe" / "axe.min.js"
PACKAGE = "axe-core@4.14.1"
SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="


def make() -> Path:
    """The script, fetched once."""
    if SCRIPT.is_file():
        return SCRIPT
    with tempfile.TemporaryDirectory() as folder:
        npm = shutil.which("npm") or "npm"
        subprocess.run([npm, "pack", "--silent", "--pack-destination", folder, PACKAGE], check=True, stdout=subprocess.DEVNULL)
        (package,) = Path(folder).glob("*.tgz")
        if base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() != SHA512:
            raise SystemExit(f"{PACKAGE}: not the file that was pinned")
        with tarfile.open(package) as archive:
            archive.extract("package/axe.min.js", folder, filter="data")
        SCRIPT.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(Path(folder) / "package" / "axe.min.js", SCRIPT)
    return SCRIPT


if __name__ == "__main__":
    print(make().relative_to(ROOT))
