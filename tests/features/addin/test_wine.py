"""Windows' own CPython under wine: install, doctor, the exact line that VBA starts, in a user's folder with Kazakh letters.

What a real Windows adds (Excel, its registry, antivirus) is not proved here.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import BUNDLED, ROOT
from ubb4.base.settings import Settings
from ubb4.base.text import speaking
from ubb4.features.addin import ribbon, tab, xlam
from ubb4.plugins.hearing import hear

sys.path.insert(0, str(ROOT / "tools"))
import windows

READY = (windows.HOME / "stamp").is_file()
pytestmark = [
    pytest.mark.skipif(not READY and os.environ.get("CI") != "true", reason="not made: build/windows (tools/prepare.py --tests)"),
]
PLACE = Path(tempfile.gettempdir()) / f"ubb4-wine-{os.getpid()}"  # a copy: these tests install, remove and write to the registry
USERS = PLACE / "drive_c" / "users"
FOLDER = PLACE / windows.FOLDER.relative_to(windows.HOME / "prefix")
ROAMING = USERS / "Әсел Қайрат" / "AppData" / "Roaming"
START = ROAMING / "Microsoft" / "Excel" / "XLSTART" / xlam.NAME
Run = Callable[..., subprocess.CompletedProcess[str]]


def _windows(path: Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


def _wine(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**windows.environment(), "WINEPREFIX": str(PLACE), **more}
    for name in ("DISPLAY", "UBB4_LOG", "UBB4_SETTINGS", "APPDATA"):  # a message box has nowhere to wait; the rest are of another system
        environment.pop(name, None)
    done = subprocess.run([windows.WINE, *words], input="\n", capture_output=True, encoding="utf-8", errors="replace", env=environment, timeout=240)
    done.stdout = done.stdout.replace("\r\n", "\n")
    return done


@pytest.fixture(scope="module", autouse=True)
def _apart() -> Iterator[None]:
    subprocess.run(["cp", "-a", "--reflink=auto", str(windows.HOME / "prefix"), str(PLACE)], check=True)
    yield
    subprocess.run([Path(windows.WINE).with_name("wineserver64"), "-k"], env={**windows.environment(), "WINEPREFIX": str(PLACE)}, check=False)
    shutil.rmtree(PLACE, ignore_errors=True)


@pytest.fixture(scope="module")
def ubb4() -> Iterator[Run]:
    """The command in Windows' Python, installed for a user with Kazakh letters."""

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return _wine(str(FOLDER / "python.exe"), "-I", "-X", "utf8", "-m", "ubb4", *words, **more)

    done = run("addin", "install")
    assert done.returncode == 0, done.stdout + done.stderr
    yield run
    run("addin", "remove")
    assert not START.exists()


def test_the_add_in_is_the_same_file_that_linux_builds(ubb4: Run) -> None:
    with speaking("kk"):
        controls = tab.of_excel(ribbon.controls(hear(Settings(enabled=tuple(BUNDLED)))))
        python = r"C:\users\Әсел Қайрат\AppData\Local\Programs\ubb4\python\pythonw.exe"
        wanted = xlam.build(controls, python, "0.1.0", "kk")
    assert START.read_bytes() == wanted


def test_doctor_finds_nothing_in_the_way(ubb4: Run) -> None:
    for language, word in (("kk", "Қондырма орнында"), ("ru", "Надстройка на месте"), ("en", "The add-in is in place")):
        done = ubb4("addin", "doctor", "--lang", language)
        assert done.returncode == 0, done.stdout
        assert word in done.stdout
        assert "✗" not in done.stdout


@pytest.fixture
def registry() -> Iterator[Callable[..., None]]:
    """Write to wine's registry; what was written goes at the end."""
    written: list[str] = []

    def add(key: str, name: str, kind: str, value: str) -> None:
        written.append(key)
        assert _wine("reg", "add", key, "/v", name, "/t", kind, "/d", value, "/f").returncode == 0

    yield add
    for key in set(written):
        _wine("reg", "delete", key, "/f")


def test_doctor_names_what_is_in_the_way(ubb4: Run, registry: Callable[..., None]) -> None:
    policy = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
    registry(policy, "VBAWarnings", "REG_DWORD", "4")
    registry(policy, "RequireAddinSig", "REG_DWORD", "1")
    registry(r"HKCU\Software\Microsoft\Office\16.0\Excel\Security", "DisableAllAddins", "REG_DWORD", "1")
    registry(rf"{policy}\Trusted Locations", "AllLocationsDisabled", "REG_DWORD", "1")
    rules = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
    registry(rules, "d4f940ab-401b-4efc-aadc-ad5f3c50688a", "REG_SZ", "1")
    registry(rules, "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b", "REG_SZ", "1")
    items = r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
    registry(items, "1", "REG_BINARY", r"C:\ubb4.xlam".encode("utf-16-le").hex())
    copy = ROAMING / "Microsoft" / "AddIns" / xlam.NAME
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(b"old")
    done = ubb4("addin", "doctor", "--lang", "ru")
    copy.unlink()
    assert done.returncode == 2
    bad = [line.split(":")[0].removeprefix("✗ ") for line in done.stdout.splitlines() if line.startswith("✗")]
    assert bad == [
        "addin.copies", "policy.RequireAddinSig", "policy.AllLocationsDisabled", "policy.VBAWarnings", "policy.DisableAllAddins",
        "defender.child", "excel.disabled",
    ]  # fmt: skip
    assert "? defender.win32" in done.stdout
    assert "попросите отдел информационных технологий" in done.stdout


def test_doctor_sees_a_changed_and_a_missing_add_in(ubb4: Run) -> None:
    kept = START.read_bytes()
    START.write_bytes(kept + b" ")
    assert "✗ addin.unchanged" in ubb4("addin", "doctor").stdout
    START.unlink()
    gone = ubb4("addin", "doctor", "--lang", "ru")
    assert "✗ addin.present" in gone.stdout
    assert "антивирус" in gone.stdout
    assert gone.returncode == 2
    START.write_bytes(kept)


def _shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What VBA does, in JScript: WScript.Shell.Run of the line, waiting; its exit code is ours."""
    script = folder / "run.js"
    quoted = json.dumps(line)  # in ASCII: wine's JScript reads files in an old code page
    script.write_text(f'WScript.Quit(new ActiveXObject("WScript.Shell").Run({quoted}, 0, true));', "ascii")
    return _wine("cscript", "//nologo", _windows(script))


def test_the_language_is_kept_in_the_registry_and_the_file_stays(ubb4: Run) -> None:
    """What VBA's GetSetting reads; the bytes that were told at the installation are the bytes that lie there."""
    before = START.read_bytes()
    code = (
        "from ubb4.base import settings, text; from ubb4.features.addin import tab; from ubb4.plugins.hearing import hear; "
        "text.use('ru'); tab.update(None, hear(settings.Settings(enabled=('project2_law',))))"
    )
    done = _wine(str(FOLDER / "python.exe"), "-I", "-X", "utf8", "-c", code)
    assert done.returncode == 0, done.stderr
    asked = _wine("reg", "query", r"HKCU\Software\VB and VBA Program Settings\ubb4\tab", "/v", "state").stdout
    assert "ru;" in asked
    assert "p1_plan," in asked
    assert "p2_annex3," not in asked
    assert START.read_bytes() == before
    assert "✗" not in ubb4("addin", "doctor").stdout, "a language chosen in the tab is no change of the add-in"


def test_an_add_in_whose_buttons_would_not_start_is_not_installed(ubb4: Run) -> None:
    """As after `pip install --user`: what -I does not see is not there."""
    kept = START.read_bytes()
    code = (
        "import sys; from pathlib import Path; from ubb4.features.addin import install, tab\n"
        "tab.interpreter = lambda: str(Path(sys.executable).with_name('nothing.exe'))\n"
        "try:\n    install.install_addin(b'x')\nexcept Exception as error:\n    print(error.code)"
    )
    done = _wine(str(FOLDER / "python.exe"), "-I", "-X", "utf8", "-c", code)
    assert "not-started" in done.stdout, done.stderr
    assert START.read_bytes() == kept


def test_a_button_that_needs_no_workbook_works_without_one(ubb4: Run, tmp_path: Path) -> None:
    """No workbook is open, so xlwings finds no Excel: the state of the tab is told in Windows' own window, which has nowhere to wait here."""
    python = r"C:\users\Әсел Қайрат\AppData\Local\Programs\ubb4\python\pythonw.exe"
    assert _shell(f'"{python}" -I -X utf8 -m ubb4.press language_kk --hwnd=4242', tmp_path).returncode == 0


def test_the_line_that_vba_starts(ubb4: Run, tmp_path: Path) -> None:
    python = r"C:\users\Әсел Қайрат\AppData\Local\Programs\ubb4\python\pythonw.exe"
    line = f'"{python}" -I -X utf8 -m ubb4.press {{}} --hwnd=4242'
    assert _shell(line.format("check"), tmp_path).returncode == 3, "no Excel here: it was told, and the code says so"
    assert _shell(line.replace("ubb4.press", "no_such_module").format("check"), tmp_path).returncode == 1, "Python's own failure"
    own = line.replace("-m ubb4.press {}", '-c "import sys; sys.exit(7)"')
    assert _shell(own, tmp_path).returncode == 7
    log = (USERS / "Әсел Қайрат" / "AppData" / "Local" / "ubb4" / "Logs" / "ubb4.log").read_text("utf-8")
    assert "Ашық Excel табылмады" in log


def test_the_line_that_xlwings_starts(ubb4: Run, tmp_path: Path) -> None:
    """RunPython's own line, as xlwings' module builds it, without the runner's module that only Excel could run."""
    folder = r"C:\users\Әсел Қайрат\AppData\Local\Programs\ubb4\python"
    own = r"C:\a\ubb4.xlam".replace("\\", "\\\\")
    code = (
        f'import xlwings.utils;xlwings.utils.prepare_sys_path(\\"0;{own};{own};;;;\\"); '
        "from ubb4.buttons import entry; import sys; sys.exit(entry.called('check'))"
    )
    line = (
        f'cmd.exe /C C: & cd "{folder}" & "{folder}\\python.exe" -B -c "{code}"  --wb="ubb4.xlam" --from_xl=1'
        ' --app="C:\\Office\\Microsoft Excel" --hwnd="4242" 2> "C:\\xlwings.log" '
    )
    assert _shell(line, tmp_path).returncode == 3


def test_a_file_beside_the_workbook_is_not_imported(ubb4: Run, tmp_path: Path) -> None:
    """xlwings' stock settings put the workbook's folder first on the path: ours never do."""
    (tmp_path / "ubb4.py").write_text("raise SystemExit(99)")
    python = _windows(FOLDER / "python.exe")
    assert _shell(f'cmd.exe /C cd /d "{_windows(tmp_path)}" & "{python}" -I -X utf8 -m ubb4.press check --hwnd=1', tmp_path).returncode == 3


def test_the_reader_is_put_into_a_job_with_a_limit() -> None:
    """Windows' own calls are accepted; that memory over the limit is refused was never seen (wine does not refuse it)."""
    code = "import ubb4.worker.child as child; child._limit_by_job(); print('in a job')"
    done = _wine(str(FOLDER / "python.exe"), "-I", "-X", "utf8", "-c", code)
    assert done.stdout.strip() == "in a job", done.stderr
