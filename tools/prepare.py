"""Set-up on a fresh machine: virtual environment from the hashed lock, and LibreOffice with fonts where it is missing.

Standard library only.  What cannot be installed is said, with the one line that installs it; with CI=true that is a
failure.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
OFFICE = ["libreoffice-calc", "libreoffice-writer", "python3-uno", "fonts-croscore", "poppler-utils"]
# a screen with a mouse, wine, a browser, another spreadsheet, a verifier of signatures: for the tests alone
# what the manual's pictures and the installer for Windows are made with
WINDOWS = ["xvfb", "openbox", "xdotool", "imagemagick", "chromium", "chromium-driver", "faketime", "nsis", "osslsigncode"]
TESTS = ["xvfb", "openbox", "xdotool", "imagemagick", "wine64", "wine", "chromium", "chromium-driver", "gnumeric", "minisign",
         "faketime", "nsis", "osslsigncode", "p7zip-full", "iproute2"]  # fmt: skip
WINE = "/usr/lib/wine/wine64"


def run(*command: str, quiet: bool = False, **environment: str) -> bool:
    """Run a command; False when it failed or does not exist."""
    try:
        out = subprocess.DEVNULL if quiet else None
        return subprocess.run(command, stdout=out, env={**os.environ, **environment}).returncode == 0
    except FileNotFoundError:
        return False


def apt(*packages: str) -> bool:
    """Install Debian packages, where we are root on Debian."""
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    print("installing:", " ".join(packages), flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
    return run("apt-get", "update", "-qq", **quiet) and run(*install, quiet=True, **quiet)


def environment() -> None:
    """The virtual environment with everything of the lock, and this project in it."""
    if not (BIN / ("python.exe" if os.name == "nt" else "python")).exists():
        try:
            import ensurepip  # noqa: F401  Debian keeps it in a package of its own
        except ImportError:
            version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
            if not (apt("python3-venv", version) or apt("python3-venv")):
                sys.exit("python3-venv is missing: apt-get install python3-venv")
            subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        else:
            venv.create(VENV, with_pip=True)
    pip = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "-q", "install"]
    locked(pip)
    subprocess.run([*pip, "--no-build-isolation", "--no-deps", "-e", str(ROOT)], check=True)
    engine(pip)


def locked(pip: list[str]) -> None:
    """Everything of the lock: uv, itself of the lock, takes a fifth of pip's time; where it does not find the index that pip is set up with, pip does it."""
    lock = ROOT / "requirements.lock"
    (own,) = re.findall(r"^uv==.*(?:\n .*)*", lock.read_text("utf-8"), re.MULTILINE)
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "uv.lock").write_text(own + "\n", "utf-8")
        subprocess.run([*pip, "--require-hashes", "-r", str(Path(scratch) / "uv.lock")], check=True)
    python = str(BIN / "python")
    if not run(python, "-m", "uv", "pip", "install", "-q", "--python", python, "--compile-bytecode", "--require-hashes", "-r", str(lock)):
        subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)


def engine(pip: list[str]) -> None:
    """The engine for LibreOffice is a distribution of its own: its wheel is built here and installed without an index."""
    wheels = ROOT / "build" / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    build = [*pip[:-1], "wheel", "--no-build-isolation", "--no-deps", "--no-index", "-w", str(wheels)]
    subprocess.run([*build, str(ROOT / "engines" / "xlwings_libreoffice")], check=True)
    (wheel,) = wheels.glob("xlwings_libreoffice-*.whl")
    subprocess.run([*pip, "--no-index", "--no-deps", "--force-reinstall", str(wheel)], check=True)


def office() -> None:
    """LibreOffice Calc and Writer, fonts that hold every Kazakh letter, and the tools that look at a PDF."""
    missing = missing_parts()
    if missing and not apt(*OFFICE):
        left_out(missing, OFFICE)


def windows() -> None:
    """What the installer for Windows and the manual are made with."""
    missing = [
        name
        for name in ("Xvfb", "openbox", "xdotool", "import", "chromium", "chromedriver", "faketime", "makensis", "osslsigncode")
        if shutil.which(name) is None
    ]
    if missing and not apt(*WINDOWS):
        sys.exit(f"missing: {', '.join(missing)}; to install: sudo apt-get install " + " ".join(WINDOWS))


def tests() -> None:
    """What only the tests need: a screen, a Windows Python under wine, a browser with axe-core."""
    missing = [
        name
        for name in (
            "Xvfb",
            "openbox",
            "xdotool",
            "import",
            "chromium",
            "chromedriver",
            "ssconvert",
            "minisign",
            "makensis",
            "osslsigncode",
            "7z",
            "ip",
            "faketime",
        )
        if shutil.which(name) is None
    ]
    missing += [] if Path(WINE).exists() else ["wine"]
    npm = [] if shutil.which("npm") else ["npm"]
    if (missing or npm) and not apt(*TESTS, *npm):
        left_out([*missing, *npm], [*TESTS, *npm])
        return
    if not run(str(BIN / "python"), str(ROOT / "tools" / "axe.py"), quiet=True):
        left_out(["axe-core"], ["npm"])
    if not run(str(BIN / "python"), str(ROOT / "tools" / "office_validator.py"), quiet=True):
        left_out(["Microsoft's validator"], ["npm"])
    if not run(str(BIN / "python"), str(ROOT / "tools" / "producers.py"), quiet=True):
        left_out(["SheetJS and ExcelJS"], ["npm"])
    if not run(str(BIN / "python"), str(ROOT / "tools" / "windows.py"), quiet=True):
        left_out(["Windows Python"], TESTS)


def left_out(missing: list[str], packages: list[str]) -> None:
    print("left out:", ", ".join(missing), "(not root, or not Debian, or no network)")
    print("to install: sudo apt-get install " + " ".join(packages))
    if os.environ.get("CI") == "true":
        sys.exit(1)


def missing_parts() -> list[str]:
    """What of the office part is not on this machine."""
    missing = [name for name in ("soffice", "pdffonts", "pdftoppm") if shutil.which(name) is None]
    fonts = subprocess.run(["fc-list", ":family=Tinos"], capture_output=True) if shutil.which("fc-list") else None
    if fonts is None or not fonts.stdout.strip():
        missing.append("Tinos")
    return missing


if __name__ == "__main__":
    {"--office": office, "--tests": tests, "--windows": windows}.get(sys.argv[-1], environment)()
