"""A stand-in for Microsoft Word, which cannot run here: a COM server of its own process under wine that refuses what Word refuses.

It says that it is none: the PDF that it writes holds the words of the file's name alone. Run by Windows' Python in the tests: `register` writes it down,
anything else serves.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pythoncom
from win32com.server import localserver, register
from win32com.server.exception import COMException
from win32com.server.util import wrap

CLSID = "{000209FF-0000-0000-C000-000000000046}"  # Word's own
LOG = Path(__file__).with_name("word.log")


def note(text: str) -> None:
    with LOG.open("a", encoding="utf-8") as stream:
        stream.write(text + "\n")


class Document:
    _public_methods_ = ["ExportAsFixedFormat", "Close"]

    def __init__(self, path: str, read_only: bool) -> None:
        self.path, self.read_only, self.closed = path, read_only, False

    def ExportAsFixedFormat(self, target: str, kind: int, show: bool = True) -> None:
        if kind != 17 or show or self.closed:
            raise COMException("wrong export", 0x80020009)
        if "hang" in Path(self.path).name:
            time.sleep(600)
        Path(target).write_bytes(b"%PDF-1.7 stand-in: " + Path(self.path).stem.encode("utf-8"))
        note(f"exported {Path(self.path).name}")

    def Close(self, save: int) -> None:
        if save != 0:
            raise COMException("would be saved", 0x80020009)
        self.closed = True


class Documents:
    _public_methods_ = ["Open"]
    _public_attrs_ = ["Count"]

    def __init__(self) -> None:
        self.Count = int(os.path.exists(LOG.with_name("busy")))

    def Open(self, path: str, confirm: bool, read_only: bool, recent: bool) -> object:
        if not Path(path).is_file():
            raise COMException("This file could not be found.", 0x80020009)
        if confirm or not read_only or recent:
            raise COMException("would ask, write or be remembered", 0x80020009)
        note(f"opened {Path(path).name}")
        return wrap(Document(path, read_only))


class Word:
    _reg_clsid_ = CLSID
    _reg_progid_ = "Word.Application"
    _reg_desc_ = "stand-in for Word"
    _reg_clsctx_ = pythoncom.CLSCTX_LOCAL_SERVER
    _reg_class_spec_ = "stand_in_word.Word"
    _public_methods_ = ["Quit"]
    _public_attrs_ = ["Documents", "Visible", "DisplayAlerts", "AutomationSecurity"]

    def __init__(self) -> None:
        self.documents = wrap(Documents())
        self.Visible, self.DisplayAlerts, self.AutomationSecurity = True, -1, 1
        note("started")

    @property
    def Documents(self) -> object:
        return self.documents

    def Quit(self, save: int) -> None:
        note(f"quit visible={bool(self.Visible)} alerts={self.DisplayAlerts} macros={self.AutomationSecurity}")


if __name__ == "__main__":
    if "register" in sys.argv:
        import winreg

        register.RegisterClasses(Word, quiet=True)
        line = f'"{Path(sys.executable).with_name("WINWORD.EXE")}" "{Path(__file__).resolve()}"'
        with winreg.CreateKey(winreg.HKEY_CLASSES_ROOT, rf"CLSID\{CLSID}\LocalServer32") as key:
            winreg.SetValueEx(key, "", 0, winreg.REG_SZ, line)
    else:
        sys.path.insert(0, str(Path(__file__).resolve().parent))
        localserver.serve([CLSID])
