"""The add-in for Excel: its package, its VBA read back by two readers, judged by a linter, pressed in an interpreter and in
LibreOffice. Excel itself cannot run here: that it loads the file is not proved."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import olefile
import pytest
import xlwings as xw
from hypothesis import given
from hypothesis import strategies as st
from oletools.olevba import VBA_Parser, VBA_Scanner, decompress_stream
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyvbaanalysis.cli import main as lint

import xlwings_libreoffice  # noqa: F401 - it makes itself known to xlwings
from ubb4.base.settings import Settings
from ubb4.base.text import LANGUAGES, speaking
from ubb4.features.addin import cfb, install, ovba, ribbon, tab, xlam
from ubb4.features.addin.ribbon import Control
from ubb4.plugins.hearing import hear

PYTHON = r"C:\Users\Әсел Қайрат\ubb4\pythonw.exe"
FOLDER = Path(xlam.__file__).parent / "vba"
OURS = {"ThisWorkbook": "ThisWorkbook.cls", "Ubb4Sheet": "Ubb4Sheet.cls", "Ubb4Ribbon": "Ubb4Ribbon.bas"}


@pytest.fixture(scope="module")
def controls() -> list[Control]:
    return ribbon.controls(hear(Settings(enabled=("project1_risk",))))


@pytest.fixture(scope="module", params=xlam.RUNNERS)
def runner(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def addin(controls: list[Control], runner: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlam") / xlam.NAME
    path.write_bytes(xlam.build(controls, PYTHON, "0.1.0", "kk", runner))
    return path


def _lines(source: str) -> list[str]:
    """Source as lines; readers differ in the line's end and the last one, and nothing else."""
    return source.replace("\r\n", "\n").rstrip("\n").split("\n")


def test_the_package_holds_together(addin: Path) -> None:
    with zipfile.ZipFile(addin) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        for name in names - {"xl/vbaProject.bin"}:
            ET.fromstring(archive.read(name))
        types = archive.read("[Content_Types].xml").decode()
        for part in re.findall(r'PartName="/([^"]+)"', types):
            assert part in names
        for rels in (name for name in names if name.endswith(".rels")):
            folder = rels.replace("_rels/", "").rpartition("/")[0]
            for target in re.findall(r'Target="([^"]+)"', archive.read(rels).decode()):
                assert (f"{folder}/{target}" if folder else target) in names
        book = ET.fromstring(archive.read("xl/workbook.xml"))
        codes = {module.name for module in xlam.modules() if module.kind == "document"}
        assert book[0].attrib["codeName"] in codes
        assert 'codeName="Ubb4Sheet"' in archive.read("xl/worksheets/sheet1.xml").decode()
        assert "2007/relationships/ui/extensibility" in archive.read("_rels/.rels").decode()


def test_the_same_bytes_again(controls: list[Control], addin: Path, runner: str) -> None:
    assert xlam.build(controls, PYTHON, "0.1.0", "kk", runner) == addin.read_bytes()
    with zipfile.ZipFile(addin) as archive:
        assert {(entry.date_time, entry.create_system) for entry in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_two_readers_see_the_sources_that_lie_in_the_repository(addin: Path, runner: str) -> None:
    wanted = {name: (FOLDER / file).read_text("ascii") for name, file in OURS.items()}
    wanted["Ubb4Runner"] = (FOLDER / f"Ubb4Runner.{runner}.bas").read_text("ascii")
    parser = VBA_Parser(str(addin))
    seen = {Path(name).stem: code for __, __, name, code in parser.extract_macros() if code.strip()}
    parser.close()
    with ExcelFile(addin) as host:
        assert not host.validate()
        assert [each.name for each in host.references()] == ["stdole", "Office"]
        modules = {module.name: module.source for module in host.vba_project().modules}
    for name, source in wanted.items():
        assert _lines(modules[name]) == _lines(source)
        assert _lines(seen[name]) == _lines(source)
    assert set(modules) == {module.name for module in xlam.modules(runner)}


def test_the_container_is_clean(addin: Path) -> None:
    data = zipfile.ZipFile(addin).read("xl/vbaProject.bin")
    ole = olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT)
    assert not ole.parsing_issues
    assert ole.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("CC61FFFF000000")
    assert b'Name="Ubb4"' in ole.openstream("PROJECT").read()


def test_the_linter_is_content(addin: Path, runner: str, capsys: pytest.CaptureFixture[str]) -> None:
    # xlwings' own module has variables that it never uses, and the like: no error
    level = {"direct": "information", "xlwings": "error"}[runner]
    assert lint(["--whole-project", "--fail-level", level, str(addin)]) == 0


def test_the_linter_would_complain(tmp_path: Path) -> None:
    broken = ovba.Module("Broken", "standard", 'Attribute VB_Name = "Broken"\nSub A()\n    NoSuchThing 1\nEnd Sub\n')
    path = tmp_path / "broken.bas"
    path.write_bytes(broken.encoded())
    assert lint(["--whole-project", str(path)]) != 0


def test_scanners_see_no_more_than_is_there(addin: Path, runner: str) -> None:
    parser = VBA_Parser(str(addin))
    found = {keyword.casefold() for kind, keyword, __ in parser.analyze_macros() if kind in ("Suspicious", "AutoExec")}
    parser.close()
    theirs = "\n".join(module.source for module in xlam.modules(runner) if module.name == "xlwings")
    known = {keyword.casefold() for kind, keyword, __ in VBA_Scanner(theirs).scan() if kind in ("Suspicious", "AutoExec")}
    assert bool(theirs) == (runner == "xlwings")
    assert found - known == ({"shell", "wscript.shell", "run", "createobject", "hex strings", "base64 strings"} - known)


@given(st.binary(min_size=1, max_size=9000).map(lambda data: bytes(byte % 96 + 32 for byte in data)))
def test_compression_comes_back(data: bytes) -> None:
    assert bytes(decompress_stream(bytearray(ovba.compress(data)))) == data


@given(st.dictionaries(st.text("abcdefXYZ", min_size=1, max_size=12), st.binary(max_size=6000), min_size=1, max_size=20))
def test_a_compound_file_comes_back(streams: dict[str, bytes]) -> None:
    streams = {name.casefold(): data for name, data in streams.items()}
    ole = olefile.OleFileIO(io.BytesIO(cfb.write({"Folder": streams, "Top": b"x" * 5000})), raise_defects=olefile.DEFECT_INCORRECT)
    assert not ole.parsing_issues
    assert ole.openstream("Top").read() == b"x" * 5000
    for name, data in streams.items():
        assert ole.openstream(f"Folder/{name}").read() == data


def test_the_tab_names_callbacks_that_exist(controls: list[Control], addin: Path, runner: str) -> None:
    xml = zipfile.ZipFile(addin).read("customUI/customUI14.xml").decode()
    named = set(re.findall(r' (?:on|get)\w+="(\w+)"', xml))
    assert named <= xlam.callbacks(xlam.modules(runner))
    root = ET.fromstring(xml)
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert ids == [control.id for control in controls]
    assert len({each.casefold() for each in ids}) == len(ids)
    for element in root.iter():
        assert "label" not in element.attrib, "every label is asked for at run time"


BAD = [
    (Control("a b", "button", "ubb4", ("x",) * 3), "not a name"),
    (Control("CHECK", "button", "ubb4", ("x",) * 3), "the same id as check"),
    (Control("p", "button", "ubb4", ("x",) * 3, icon="HappyFace"), "no picture HappyFace"),
    (Control("p", "button", "ubb4", ("x", "", "x")), "no label"),
    (Control("p", "button", "ubb4", ("x" * 1025,) * 3), "longer than 1024"),
    (Control("p", "button", "nowhere", ("x",) * 3), "its parent nowhere"),
]


@pytest.mark.parametrize(("bad", "words"), BAD)
def test_what_excel_would_refuse_is_refused_here(controls: list[Control], bad: Control, words: str) -> None:
    (said,) = ribbon.complaints([*controls, bad], xlam.callbacks(xlam.modules()))
    assert words in said
    with pytest.raises(ValueError, match=re.escape(words)):
        xlam.build([*controls, bad], PYTHON, "0.1.0", "kk")


STUB = """Attribute VB_Name = "Ubb4Runner"
Option Explicit
Public Function Ubb4Run(ByVal id As String) As Long
    With ThisWorkbook.Worksheets("ubb4_ribbon")
        .Cells(1, 20).Value = Ubb4Line(id, "4242")
        .Cells(2, 20).Value = .Cells(2, 20).Value + 1
    End With
    Ubb4Run = 0
End Function
Public Function Ubb4Kept() As String
    Ubb4Kept = CStr(ThisWorkbook.Worksheets("ubb4_ribbon").Cells(3, 20).Value)
End Function
"""
CONTROL = """Attribute VB_Name = "FakeControl"
Option Explicit
Public ID As String
"""
DRIVER = """Attribute VB_Name = "Driver"
Option Explicit
Public Function Pressed(ByVal id As String) As String
    Dim control As New FakeControl
    control.ID = id
    ThisWorkbook.Worksheets("ubb4_ribbon").Cells(1, 20).Value = ""
    Ubb4OnAction control
    Pressed = CStr(ThisWorkbook.Worksheets("ubb4_ribbon").Cells(1, 20).Value)
End Function
Public Sub Keep(ByVal state As String)
    ThisWorkbook.Worksheets("ubb4_ribbon").Cells(3, 20).Value = state
End Sub
Public Function Label(ByVal id As String) As String
    Dim control As New FakeControl
    Dim got As Variant
    control.ID = id
    Ubb4GetLabel control, got
    Label = CStr(got)
End Function
Public Function Tip(ByVal id As String) As String
    Dim control As New FakeControl
    Dim got As Variant
    control.ID = id
    Ubb4GetTip control, got
    Tip = CStr(got)
End Function
Public Function Shown(ByVal id As String) As String
    Dim control As New FakeControl
    Dim seen As Variant
    Dim awake As Variant
    control.ID = id
    Ubb4GetVisible control, seen
    Ubb4GetEnabled control, awake
    Shown = IIf(seen, "1", "0") & IIf(awake, "1", "0")
End Function
"""


class InInterpreter:
    """pyOpenVBA's interpreter: it opens the file itself."""

    def __init__(self, path: Path) -> None:
        self.app = ExcelApplication.open(path, with_vba=False)
        with ExcelFile(path) as host:
            for module in host.vba_project().modules:
                if module.name in ("ThisWorkbook", "Ubb4Sheet"):
                    continue  # it knows no WithEvents
                kind = "class" if module.name == "FakeControl" else "standard"
                self.app.add_module(module.source, name=module.name, kind=kind)

    def __call__(self, macro: str, *arguments: str) -> Any:
        return self.app.run(macro, *arguments)

    def open(self, path: Path) -> None:
        self.app.activate_workbook(self.app.open_workbook(path))


class InOffice:
    """LibreOffice's Basic."""

    def __init__(self, book: xw.Book) -> None:
        self.book = book

    def __call__(self, macro: str, *arguments: str) -> Any:
        return self.book.macro(macro)(*arguments)

    def open(self, path: Path) -> None:
        self.book.app.books.open(path).activate()


@pytest.fixture(params=["interpreter", "libreoffice"])
def program(request: pytest.FixtureRequest, controls: list[Control], tmp_path: Path, monkeypatch: Any) -> Iterator[Any]:
    """The add-in with one module replaced (the one that starts a process) and a ribbon control to press with."""
    kept = [module for module in xlam.modules() if module.name != "Ubb4Runner"]
    added = [ovba.Module("Ubb4Runner", "standard", STUB), ovba.Module("FakeControl", "class", CONTROL), ovba.Module("Driver", "standard", DRIVER)]
    monkeypatch.setattr(xlam, "modules", lambda runner="direct": (*kept, *added))
    path = tmp_path / "ubb4.xlam"
    path.write_bytes(xlam.build(controls, PYTHON, "0.1.0", "kk"))
    if request.param == "interpreter":
        yield InInterpreter(path)
        return
    sheet = tmp_path / "ubb4.xlsm"  # LibreOffice 7.4 refuses the content type of an add-in
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(sheet, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"excel.addin.macroEnabled", b"excel.sheet.macroEnabled"))
    with xw.App(visible=False, add_book=False) as app:
        yield InOffice(app.books.open(sheet))


def test_every_button_starts_its_line(program: Any, controls: list[Control]) -> None:
    for control in controls:
        if control.kind == "button":
            line = program("Driver.Pressed", control.id)
            assert line == f'"{PYTHON}" -I -X utf8 -m ubb4.press {control.id} --hwnd=4242'
            assert line.endswith(" ".join(install.line(control.id, "4242")[1:])), "what the doctor starts"
    for strange in ("nosuch", "", 'check" & calc', "check --x", "CHECK2"):
        assert program("Driver.Pressed", strange) == ""


def test_xlwings_own_module_is_hardened(controls: list[Control]) -> None:
    (own,) = (module for module in xlam.modules("xlwings") if module.name == "xlwings")
    assert "ActiveWorkbook" not in own.source, "nothing of the workbook in front decides what runs"
    assert 'PROJECT_NAME As String = "ubb4"' in own.source
    data = xlam.build(controls, PYTHON, "0.1.0", "kk", "xlwings")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        conf = archive.read("xl/worksheets/sheet2.xml").decode()
        assert 'name="ubb4.conf"' in archive.read("xl/workbook.xml").decode()
    texts = re.findall(r"<t [^>]*>([^<]*)</t>", conf)
    assert dict(zip(texts[::2], texts[1::2], strict=False))["INTERPRETER_WIN"] == PYTHON
    assert "ADD_WORKBOOK_TO_PYTHONPATH" in texts


def test_what_is_kept_decides_what_the_tab_shows(program: Any, controls: list[Control]) -> None:
    """What «Жаңарту» and the language do in Excel: the file stays as it was installed."""
    built = [each.id for each in controls]
    fewer = [each for each in controls if not each.id.startswith(("p1_", "ubb4.project1"))]
    with speaking("ru"):
        program("Driver.Keep", tab.kept(fewer, built))
    assert program("Driver.Label", "check") == "Проверить"
    assert program("Driver.Shown", "p1_plan")[0] == "0", "a disabled plugin's button is hidden"
    assert program("Driver.Shown", "check")[0] == "1"
    with speaking("kk"):
        program("Driver.Keep", tab.kept(controls, built))
    assert program("Driver.Label", "check") == "Тексеру"
    assert program("Driver.Shown", "p1_plan")[0] == "1"


@pytest.mark.parametrize("program", ["libreoffice"], indirect=True)
def test_what_the_loaded_add_in_lacks_is_told(program: Any, controls: list[Control]) -> None:
    new = Control("brand_new", "button", ribbon.COMMON, ("ж",) * 3)
    assert tab.show(program.book, controls) == []
    assert tab.show(program.book, [*controls, new]) == ["brand_new"], "told: the add-in must be built anew"


def test_labels_follow_the_language(program: Any, controls: list[Control]) -> None:
    for place, language in enumerate(LANGUAGES):
        program("Driver.Keep", f"{language};")
        for control in controls:
            assert program("Driver.Label", control.id) == control.label[place]
            assert program("Driver.Tip", control.id) == control.tip[place]


def test_buttons_are_grey_over_a_foreign_workbook(program: Any, controls: list[Control], demo: Path) -> None:
    for control in controls:
        assert program("Driver.Shown", control.id) == f"{int(control.visible)}{int(control.always)}"
    program.open(demo / "akimat.kk.xlsx")
    for control in controls:
        assert program("Driver.Shown", control.id) == f"{int(control.visible)}1"
