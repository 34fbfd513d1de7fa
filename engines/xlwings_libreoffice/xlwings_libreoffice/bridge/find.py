"""Where soffice is, which Python has `uno`, and the profile that a process of ours starts with."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ..model.errors import LibreOfficeNotFound

SOFFICE = "XLWINGS_LIBREOFFICE"  # environment: the soffice to use
PYTHON = "XLWINGS_LIBREOFFICE_PYTHON"  # environment: the Python that has `uno`

PLACES = (
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice*/program",
    "/usr/lib64/libreoffice/program",
    "/snap/libreoffice/current/lib/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "C:/Program Files/LibreOffice/program",
    "C:/Program Files (x86)/LibreOffice/program",
)

# profile settings: no wizard, no recovery, no lock files that a killed process would leave (a stale one makes the next
# opening fail without a word), and English so that number formats have Excel's codes
SETTINGS = (
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Office.Common/Misc", "UseLocking", "false"),
    ("/org.openoffice.Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("/org.openoffice.Office.Common/Misc", "UseDocumentSystemFileLocking", "false"),
    ("/org.openoffice.Office.Common/Save/Document", "AutoSave", "false"),
    ("/org.openoffice.Office.Common/Save/Document", "CreateBackup", "false"),
    ("/org.openoffice.Office.Common/History", "PickListSize", "0"),
    ("/org.openoffice.Office.Calc/Input", "ReplaceCellsWarning", "false"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "100.0"),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "en-US"),
    ("/org.openoffice.Setup/L10N", "ooLocale", "en-US"),
    ("/org.openoffice.Office.Calc/Grid/Option", "VisibleGrid", "true"),
)


@functools.cache
def soffice() -> Path:
    """The soffice program. Raises LibreOfficeNotFound, naming where was looked."""
    if SOFFICE in os.environ:
        return Path(os.environ[SOFFICE])
    names = ("soffice.bin", "soffice") if sys.platform != "win32" else ("soffice.exe",)
    for place in PLACES:
        folder = Path(place)
        for found in sorted(Path(folder.anchor).glob(str(folder.relative_to(folder.anchor))), reverse=True):
            for name in names:
                if (found / name).is_file():
                    return found / name
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    if on_path:
        beside = Path(on_path).resolve().parent / "soffice.bin"
        return beside if beside.is_file() else Path(on_path)
    raise LibreOfficeNotFound(
        f"LibreOffice was not found. Looked for soffice in {', '.join(PLACES)} and on PATH. Install LibreOffice "
        f"(Debian: apt install libreoffice-calc python3-uno) or set {SOFFICE} to the path of soffice."
    )


@functools.cache
def uno_python() -> str:
    """A Python that can import `uno`: LibreOffice's own, the system's, or this one."""
    if PYTHON in os.environ:
        return os.environ[PYTHON]
    program = soffice().parent
    own = [program / "python.exe", program / "python", program.parent / "Resources" / "python"]
    candidates = [str(path) for path in own if path.is_file()]
    candidates += ["/usr/bin/python3", shutil.which("python3") or "", sys.executable]
    for candidate in filter(None, dict.fromkeys(candidates)):
        if not Path(candidate).is_file():
            continue
        done = subprocess.run([candidate, "-E", "-s", "-c", "import uno"], capture_output=True, env=environment())
        if done.returncode == 0:
            return candidate
    raise LibreOfficeNotFound(
        f"No Python that can import 'uno' was found (tried {', '.join(candidates)}). Debian: apt install python3-uno; "
        f"elsewhere set {PYTHON} to the python inside LibreOffice's program folder."
    )


def environment() -> dict[str, str]:
    """Our environment without what belongs to our own Python."""
    foreign = ("PYTHON", "LD_LIBRARY_PATH", "LD_PRELOAD", "URE_", "UNO_", "VIRTUAL_ENV", "COV_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(foreign)}


def has_screen() -> bool:
    """Whether windows can be shown at all."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def new_profile() -> Path:
    """A fresh user profile in a temporary folder; whoever ends soffice removes it."""
    folder = Path(tempfile.mkdtemp(prefix="xlwings-libreoffice-"))
    items = "".join(f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>' for path, name, value in SETTINGS)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )
    return folder


def command(accept: str, profile: Path, visible: bool) -> list[str]:
    """The command line of a soffice of ours."""
    screen = [] if visible else ["--headless"]
    return [
        str(soffice()),
        *screen,
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--nofirststartwizard",
        f"--accept={accept};urp;",
        f"-env:UserInstallation={profile.as_uri()}",
    ]
