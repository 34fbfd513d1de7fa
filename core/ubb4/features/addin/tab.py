"""What the tab shows now: written down for LibreOffice's extension, and where the add-in that Excel has loaded reads it.

The tab itself is built once and its file never changed; a plugin that is disabled only has its group hidden.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ubb4.base import settings
from ubb4.base.files import write_text
from ubb4.base.text import chosen, language
from ubb4.excel.window import engine_of
from ubb4.features.addin import ribbon, xlam
from ubb4.features.addin.ribbon import Control

if TYPE_CHECKING:
    import xlwings

    from ubb4.plugins.toolkit import Toolkit

FILE = "tab.json"
KEPT = r"Software\VB and VBA Program Settings\ubb4\tab"  # GetSetting("ubb4", "tab", "state")


def state_file() -> Path:
    """Where the state lies for the extension to read."""
    return settings.own_folder() / FILE


def state_place() -> str:
    """The same for whoever reads it: on Windows by the name of the user's folder, as one extension may serve all users."""
    path, local = str(state_file()), os.environ.get("LOCALAPPDATA", "")
    return f"%LOCALAPPDATA%{path.removeprefix(local)}" if os.name == "nt" and local and path.startswith(local) else path


def interpreter() -> str:
    """The Python that buttons start: this one, without a console window on Windows."""
    python = Path(sys.executable)
    windowless = python.with_name("pythonw.exe")
    return str(windowless if windowless.is_file() else python)


def state(controls: Sequence[Control]) -> dict[str, Any]:
    """Language, empty where nobody has chosen one and each workbook is spoken to in its own, and for each control its texts and whether it is shown."""
    return {
        "language": language() if chosen() else "",
        "controls": {each.id: {"label": list(each.label), "tip": list(each.tip), "visible": each.visible, "always": each.always} for each in controls},
    }


def of_excel(controls: Sequence[Control]) -> list[Control]:
    """Those that Excel shows."""
    return [each for each in controls if each.in_excel]


def installed(toolkit: Toolkit) -> None:
    """Write the state down for a tab that was built just now, and what it was built of."""
    controls = ribbon.controls(toolkit)
    _write(controls, [each.id for each in controls])


def update(app: xlwings.App | None, toolkit: Toolkit) -> list[str]:
    """Write the state down and show it -> ids that the installed tab does not have: it must be built anew."""
    controls = ribbon.controls(toolkit)
    built = _built()
    _write(controls, built)
    addin = _addin(app)
    if addin is not None:
        return show(addin, of_excel(controls))
    return [each.id for each in controls if built and each.id not in built]


def _built() -> list[str]:
    """What the installed tab was built of; nothing when it was not installed by the command."""
    try:
        found: list[str] = json.loads(state_file().read_text("utf-8")).get("built", [])
    except (OSError, ValueError):
        return []
    return found


def _write(controls: Sequence[Control], built: list[str]) -> None:
    write_text(state_file(), json.dumps({**state(controls), "built": built}, ensure_ascii=False, indent=1))
    _remember(kept(controls, built))


def _addin(app: xlwings.App | None) -> xlwings.Book | None:
    """The add-in in Excel; LibreOffice has none."""
    if app is None or engine_of(app) != "excel":
        return None
    with suppress(Exception):  # it is not loaded
        return app.books[xlam.NAME]
    return None


def show(addin: xlwings.Book, controls: Sequence[Control]) -> list[str]:
    """Let the loaded add-in read anew what is kept -> ids that it does not have. Its file is left alone."""
    sheet = addin.sheets[xlam.SHEET]
    listed = sheet.range((xlam.FIRST_ROW, 1), sheet.used_range.last_cell).options(ndim=2).value
    was = [str(row[0]) for row in listed if row[0]]
    addin.macro("Ubb4Ribbon.Ubb4Invalidate")()
    return [each.id for each in controls if each.id not in was]


def kept(controls: Sequence[Control], built: Sequence[str]) -> str:
    """What VBA reads (`Ubb4Kept`): the language, and the controls of the installed tab that are not shown now."""
    shown = {each.id for each in controls if each.visible}
    return f"{language() if chosen() else '--'};{''.join(f'{id},' for id in built if id not in shown)}"


def _remember(text: str | None) -> None:
    """Where VBA's GetSetting looks; None takes it away."""
    if os.name != "nt":
        return
    winreg: Any = import_module("winreg")
    with suppress(OSError), winreg.CreateKey(winreg.HKEY_CURRENT_USER, KEPT) as key:
        if text is None:
            winreg.DeleteValue(key, "state")
        else:
            winreg.SetValueEx(key, "state", 0, winreg.REG_SZ, text)


def removed() -> None:
    """Forget what an installed tab showed."""
    state_file().unlink(missing_ok=True)
    _remember(None)
