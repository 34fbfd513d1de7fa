"""The owner's signature on an installer, by osslsigncode with his certificate: make windows SIGN=FILE.pfx."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def sign(path: Path, certificate: str) -> None:
    """The owner's own certificate (a .pfx file; its password in UBB4_SIGN_PASSWORD), by osslsigncode; the time of the signature from UBB4_SIGN_TIME, an address."""
    words = ["osslsigncode", "sign", "-pkcs12", certificate, "-h", "sha256", "-n", "ubb4"]
    password = os.environ.get("UBB4_SIGN_PASSWORD")
    stamp = os.environ.get("UBB4_SIGN_TIME")
    signed = path.with_suffix(".signed")
    with tempfile.TemporaryDirectory() as scratch:
        if password is not None:
            kept = Path(scratch) / "password"
            kept.write_text(password, "utf-8")
            words += ["-readpass", str(kept)]
        done = subprocess.run([*words, *(["-ts", stamp] if stamp else []), "-in", str(path), "-out", str(signed)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{path.name} was not signed: {done.stdout[-600:]}{done.stderr[-600:]}")
    signed.replace(path)


if __name__ == "__main__":  # NSIS asks it of the uninstaller
    sign(Path(sys.argv[1]), sys.argv[2])
