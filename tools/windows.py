"""Windows under wine for the tests: a user with Kazakh letters, and ubb4 installed there by its own installer, below build/windows.

Run by the project's own Python.  The network is out of reach while the installer runs.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "windows"
WINE = "/usr/lib/wine/wine64"
# nothing but this machine itself can be reached, as on a PC without internet
OFFLINE = ["unshare", "-n", "sh", "-c", 'ip link set lo up; exec "$@"', "offline"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
# the name of a user with Kazakh letters, as officers have
USER = HOME / "prefix" / "drive_c" / "users" / "Әсел Қайрат"
INSTALLED = USER / "AppData" / "Local" / "Programs" / "ubb4"
FOLDER = INSTALLED / "python"
PROGRAMS = r"AppData\Roaming\Microsoft\Windows\Start Menu\Programs"
# what the installer is made of: it is built anew when one of them changes
MADE_OF = ("core/ubb4", "plugins", "notebooks", "examples", "changes", "engines/xlwings_libreoffice/xlwings_libreoffice", "tools/setup")
FILES = ("requirements-run.lock", "pyproject.toml", "tools/windows.py", "docs/maker.md", "LICENSE")


def environment() -> dict[str, str]:
    """What wine is started with."""
    return {
        **os.environ, "WINEPREFIX": str(HOME / "prefix"), "WINEARCH": "win64", "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=", "LANG": "C.UTF-8",
    }  # fmt: skip


def wanted() -> str:
    """What the set-up depends on; it is made anew when this changes."""
    found = [path for name in MADE_OF for path in (ROOT / name).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    found += [ROOT / name for name in FILES]
    whole = hashlib.sha256()
    for path in sorted(found):
        whole.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return whole.hexdigest()


def make() -> None:
    """Make what is missing: prefix, installer, the installation."""
    stamp = HOME / "stamp"
    if stamp.is_file() and stamp.read_text() == wanted():
        return
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    prefix()
    subprocess.run([sys.executable, str(ROOT / "tools" / "setup" / "make.py"), "--small", "--out", str(HOME / "dist")], check=True)
    install()
    stamp.write_text(wanted())


def installer() -> Path:
    """The built installer."""
    (found,) = (HOME / "dist").glob("ubb4-setup-*.exe")
    return found


def install(*words: str) -> None:
    """Run the installer silently, as an administrator's script would, without a network; what it did is looked at by the tests, never its exit code."""
    subprocess.run(
        [*OFFLINE, WINE, str(installer()), "/S", *words],
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=600,
    )


def prefix() -> None:
    for command in (["wineboot", "-i"], ["reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"]):
        subprocess.run([WINE, *command], env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, timeout=180)

    # Windows' own folders of the user are those with Kazakh letters
    key = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    home = r"C:\users\Әсел Қайрат"
    for name, place in (("AppData", r"AppData\Roaming"), ("Local AppData", r"AppData\Local"), ("Personal", "Documents"), ("Programs", PROGRAMS)):
        command = ["reg", "add", key, "/v", name, "/t", "REG_EXPAND_SZ", "/d", rf"{home}\{place}", "/f"]
        subprocess.run([WINE, *command], env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, timeout=60)
        (USER / place.replace("\\", "/")).mkdir(parents=True, exist_ok=True)  # as a new user has them
    # the folders count from the next start but one: the first start after the change still writes them down
    for option in ("-k", "-w"):
        subprocess.run([str(Path(WINE).with_name("wineserver64")), option], env=environment(), check=False, timeout=60)
        subprocess.run([WINE, "cmd", "/c", "exit"], env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, timeout=60)
    system = HOME / "prefix" / "drive_c" / "windows" / "system32"
    (system / "bcryptprimitives.dll").write_bytes(forwarder("bcryptprimitives.dll", "ProcessPrng", "advapi32.SystemFunction036"))


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
