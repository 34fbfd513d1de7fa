"""The add-in and the extension on this machine: built, put in place for this user, taken away. No administrator's rights."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ubb4.base.errors import UseError
from ubb4.base.files import write_bytes
from ubb4.base.shipped import version
from ubb4.base.text import LANGUAGES, language, speaking
from ubb4.base.text import gettext as _
from ubb4.buttons import entry
from ubb4.features.addin import doctor, examined, oxt, ribbon, tab, xlam

if TYPE_CHECKING:
    from ubb4.plugins.toolkit import Toolkit

# where Windows lists the programs that can be started by name
_EXCEL = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
NEEDED = ("xlwings", "win32process", "click", "jsonschema_rs", "python_calamine", "docxtpl")


def build_addin(toolkit: Toolkit, runner: str = "direct") -> bytes:
    """ubb4.xlam for the plugins that are enabled now, with this Python in it."""
    return xlam.build(tab.of_excel(ribbon.controls(toolkit)), tab.interpreter(), version(), language(), runner)


def build_extension(toolkit: Toolkit) -> bytes:
    """ubb4.oxt for the same."""
    controls = ribbon.controls(toolkit)
    return oxt.build(controls, tab.interpreter(), tab.state_place(), tab.state(controls), version())


def xlstart(everyone: bool = False) -> Path | None:
    """The user's own start folder of Excel, or that of all users, which only an administrator writes to; None where there is no Windows, or no Excel for all."""
    if everyone:
        excel = _registered_excel()
        return excel.parent / "XLSTART" if excel else None
    folder = os.environ.get("APPDATA")
    return Path(folder) / "Microsoft" / "Excel" / "XLSTART" if os.name == "nt" and folder else None


def _registered_excel() -> Path | None:
    """Excel's program as Windows lists it; None without one."""
    if os.name != "nt":
        return None
    winreg: Any = import_module("winreg")
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _EXCEL) as key:
            return Path(str(winreg.QueryValueEx(key, "")[0]).strip('"'))
    except OSError:
        return None


def line(id: str, window: str) -> list[str]:
    """The words of the line that VBA starts (`Ubb4Line` in Ubb4Ribbon.bas); a test holds the two alike."""
    return [tab.interpreter(), "-I", "-X", "utf8", "-m", "ubb4.press", id, f"--hwnd={window}"]


def started() -> examined.Started:
    """Start the very line of the buttons, with the word that only answers instead of a button."""
    words = line(entry.PROBE, "0")
    shown = f'"{words[0]}" {" ".join(words[1:])}'
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}  # as Excel has it
    try:
        done = subprocess.run(words, capture_output=True, encoding="utf-8", errors="replace", timeout=60, cwd=Path(words[0]).parent, env=environment)
    except (OSError, subprocess.TimeoutExpired) as error:
        return examined.Started(shown, -1, str(error))
    return examined.Started(shown, done.returncode, " ".join(done.stderr.split())[-300:])


def install_addin(data: bytes, everyone: bool = False) -> Path:
    """Put the add-in where Excel starts it from; whole or not at all. UseError where its buttons would not start."""
    folder = xlstart(everyone)
    if folder is not None and (tried := started()).code:
        raise UseError(doctor.not_started(tried), "not-started")
    shared = None if everyone else xlstart(everyone=True)
    if shared is not None and (shared / xlam.NAME).is_file():
        raise UseError(_("Қондырманы әкімші барлық пайдаланушыға орнатқан ({file}): екіншісі оған кедергі болады.", file=shared / xlam.NAME), "already")
    if folder is None and everyone:
        raise UseError(_("Excel бұл компьютерде барлық пайдаланушыға тіркелмеген: қондырманы әр пайдаланушы өзіне орнатады (ubb4 addin install)."), "no-excel")
    if folder is None:
        raise UseError(_("Бұл компьютерде Windows жоқ: Excel қондырмасы орнатылмайды. LibreOffice кеңейтімі орнатылады."), "no-windows")
    write_bytes(folder / xlam.NAME, data)
    return folder / xlam.NAME


def remove_addin(everyone: bool = False) -> Path | None:
    """Take it away -> where it was, None when it was not there."""
    folder = xlstart(everyone)
    path = folder / xlam.NAME if folder else None
    if path is None or not path.is_file():
        return None
    try:
        path.unlink()
    except OSError as error:
        raise UseError(_("{file} өшірілмеді: Excel-ді жауып, қайталаңыз.", file=path), "busy") from error
    return path


def unopkg() -> Path | None:
    """LibreOffice's program for extensions, None without LibreOffice."""
    found = shutil.which("unopkg")
    if found:
        return Path(found)
    beside = shutil.which("soffice")
    places = [Path(beside).resolve().parent] if beside else []
    places += [Path(root) / "LibreOffice" / "program" for root in (os.environ.get("PROGRAMFILES"), os.environ.get("PROGRAMFILES(X86)")) if root]
    names = ("unopkg.com", "unopkg.exe", "unopkg")
    return next((place / name for place in places for name in names if (place / name).is_file()), None)


def install_extension(path: Path, everyone: bool = False) -> None:
    """Let LibreOffice install an extension for this user, or for all."""
    shared = ["--shared"] if everyone else []
    _unopkg("add", *shared, "--force", "--suppress-license", str(path))
    if oxt.ID not in _unopkg("list", *shared):  # it says yes also where its profile could not be written
        raise UseError(_("LibreOffice кеңейтімді орната алмады: {error}", error=_("профилі жазылмайды")), "unopkg")


def remove_extension(everyone: bool = False) -> None:
    _unopkg("remove", *(["--shared"] if everyone else []), oxt.ID)


def _unopkg(*words: str) -> str:
    program = unopkg()
    if program is None:
        raise UseError(_("LibreOffice табылмады: кеңейтім орнатылмады."), "no-office")
    try:
        done = subprocess.run([str(program), *words], capture_output=True, encoding="utf-8", errors="replace", timeout=120)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UseError(_("LibreOffice кеңейтімді орната алмады: {error}", error=error), "unopkg") from error
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())[-300:]
        raise UseError(_("LibreOffice кеңейтімді орната алмады: {error}. LibreOffice-ті жауып, қайталаңыз.", error=said), "unopkg")
    return done.stdout


def as_built(toolkit: Toolkit) -> frozenset[bytes]:
    """Every form that an add-in built here may have: in each language, with each way to start Python."""
    found: set[bytes] = set()
    for each in LANGUAGES:
        with speaking(each):
            found.update(build_addin(toolkit, runner) for runner in xlam.RUNNERS)
    return frozenset(found)


def machine(expected: frozenset[bytes]) -> examined.Machine:
    """This Windows, for the doctor to look at; `expected` is the add-in as it should be."""
    folder = xlstart() or Path()
    winreg: Any = import_module("winreg")
    hives = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}

    def value(hive: str, key: str, name: str) -> examined.Value:
        try:
            with winreg.OpenKey(hives[hive], key) as opened:
                found: examined.Value = winreg.QueryValueEx(opened, name)[0]
                return found
        except OSError:
            return None

    def names(hive: str, key: str) -> list[str]:
        try:
            with winreg.OpenKey(hives[hive], key) as opened:
                return [winreg.EnumValue(opened, n)[0] for n in range(winreg.QueryInfoKey(opened)[1])]
        except OSError:
            return []

    others = [Path(os.environ.get("APPDATA", "")) / "Microsoft" / "AddIns" / xlam.NAME]
    shared = xlstart(everyone=True)
    if shared is not None and (shared / xlam.NAME).is_file():  # an administrator has installed it for all: the user's own would be a second one
        others += [folder / xlam.NAME]
        folder = shared
    else:
        shared = None
    return examined.Machine(
        addin=folder / xlam.NAME,
        shared=shared is not None,
        expected=expected,
        registry=value,
        names=names,
        packages={name: find_spec(name) is not None for name in NEEDED},
        copies=[path for path in others if path.is_file()],
        started=started(),
        python=Path(tab.interpreter()),
        has_excel=value("HKLM", _EXCEL, "") is not None or value("HKCU", _EXCEL, "") is not None,
    )
