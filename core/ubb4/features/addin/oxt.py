"""The extension ubb4.oxt for LibreOffice: the same tab as a toolbar and a menu, and a handler that starts the same press."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ubb4.base.files import zip_entry
from ubb4.base.text import LANGUAGES, N_, translation
from ubb4.features.addin import xlam
from ubb4.features.addin.ribbon import TAB, Control

NAME = "ubb4.oxt"
ID = "kz.ubb4.buttons"
PROTOCOL = "kz.ubb4:"
_WORKING = N_("Алдыңғы батырманың жұмысы жүріп жатыр. Күтіңіз немесе «Тоқтату» батырмасын басыңыз.")
_FAR = ("inside.py", "jobs.py", "jobs_lists.py", "jobs_undo.py", "jobs_whole.py", "protect.py")  # the engine's jobs, carried out in LibreOffice itself
CONTEXT = "com.sun.star.sheet.SpreadsheetDocument"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OOR = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
TOOLBAR = f"private:resource/toolbar/addon_{ID}"


def build(controls: Sequence[Control], python: str, state_file: str, state: dict[str, Any], version: str) -> bytes:
    """The extension's bytes; `state` is what the buttons show until ubb4 has written something newer."""
    pressed = [each.id for each in controls if each.kind in ("button", "label")]
    settings = {
        "python": python,
        "state": state_file,
        "built": state,
        "buttons": pressed,
        "title": controls[0].label[0],
        "failed": [translation(xlam.FAILED, language) for language in LANGUAGES],
        "working": [translation(_WORKING, language) for language in LANGUAGES],
    }
    calc = Path(__file__).parent / "calc"
    far = files("xlwings_libreoffice.bridge") / "far"
    parts = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(controls, version),
        "ProtocolHandler.xcu": _protocol(),
        "Addons.xcu": _addons(controls),
        "CalcWindowState.xcu": _window_state(controls),
        "Accelerators.xcu": _keys(),
        "python/handler.py": (calc / "handler.py").read_text("utf-8"),
        "python/pythonpath/ubb4_helper.py": (calc / "ubb4_helper.py").read_text("utf-8"),  # LibreOffice finds modules there
        "python/ubb4.json": json.dumps(settings, ensure_ascii=False, indent=1),
        **{f"python/pythonpath/far/{name}": (far / name).read_text("utf-8") for name in _FAR},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zip_entry(name), text.encode("utf-8"))
    return out.getvalue()


def _manifest() -> str:
    kinds = {
        "ProtocolHandler.xcu": "application/vnd.sun.star.configuration-data",
        "Addons.xcu": "application/vnd.sun.star.configuration-data",
        "CalcWindowState.xcu": "application/vnd.sun.star.configuration-data",
        "Accelerators.xcu": "application/vnd.sun.star.configuration-data",
        "python/handler.py": "application/vnd.sun.star.uno-component;type=Python",
    }
    entries = "".join(f'<manifest:file-entry manifest:media-type="{kind}" manifest:full-path="{name}"/>' for name, kind in kinds.items())
    return f'{_XML}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">{entries}</manifest:manifest>'


def _description(controls: Sequence[Control], version: str) -> str:
    names = "".join(f'<name lang="{language}">{escape(name)}</name>' for language, name in _spoken(controls[0].label))
    return (
        f'{_XML}<description xmlns="http://openoffice.org/extensions/description/2006">'
        f'<identifier value="{ID}"/><version value="{version}"/><display-name>{names}</display-name></description>'
    )


def _protocol() -> str:
    return (
        f'{_XML}<oor:component-data {_OOR} oor:name="ProtocolHandler" oor:package="org.openoffice.Office">'
        '<node oor:name="HandlerSet"><node oor:name="kz.ubb4.Handler" oor:op="replace">'
        f'<prop oor:name="Protocols" oor:type="oor:string-list"><value>{PROTOCOL}*</value></prop>'
        "</node></node></oor:component-data>"
    )


def _keys() -> str:
    """F1 in Calc asks the extension, which gives it back to LibreOffice's own help before any workbook but ours."""
    return (
        f'{_XML}<oor:component-data {_OOR} oor:name="Accelerators" oor:package="org.openoffice.Office">'
        '<node oor:name="PrimaryKeys"><node oor:name="Modules"><node oor:name="com.sun.star.sheet.SpreadsheetDocument" oor:op="fuse">'
        f'<node oor:name="F1" oor:op="replace"><prop oor:name="Command"><value xml:lang="x-no-translate"/><value xml:lang="en-US">{PROTOCOL}f1</value></prop></node>'
        "</node></node></node></oor:component-data>"
    )


def _spoken(texts: Sequence[str]) -> list[tuple[str, str]]:
    """For the languages that LibreOffice itself may speak; Kazakh stands for every other."""
    return [("kk", texts[0]), ("ru", texts[1]), ("en", texts[2])]


def _title(texts: Sequence[str]) -> str:
    values = "".join(f'<value xml:lang="{language}">{escape(text)}</value>' for language, text in _spoken(texts))
    return f'<prop oor:name="Title" oor:type="xs:string">{values}</prop>'


def _addons(controls: Sequence[Control]) -> str:
    menu = _items(controls, TAB, with_menus=True)
    bar = _items(controls, TAB, with_menus=False)
    return (
        f'{_XML}<oor:component-data {_OOR} oor:name="Addons" oor:package="org.openoffice.Office"><node oor:name="AddonUI">'
        f'<node oor:name="OfficeMenuBar"><node oor:name="{ID}" oor:op="replace">{_title(controls[0].label)}'
        f'<prop oor:name="Context" oor:type="xs:string"><value>{CONTEXT}</value></prop>'
        f'<node oor:name="Submenu">{menu}</node></node></node>'
        f'<node oor:name="OfficeToolBar"><node oor:name="{ID}" oor:op="replace">{bar}</node></node>'
        "</node></oor:component-data>"
    )


def _items(controls: Sequence[Control], parent: str, with_menus: bool) -> str:
    """Groups one after the other, a line between; names are numbered, for their order decides."""
    written: list[str] = []

    def item(control: Control | None, inside: str = "") -> None:
        name = quoteattr(f"m{len(written):03d}")
        if control is None:
            url = '<prop oor:name="URL" oor:type="xs:string"><value>private:separator</value></prop>'
            written.append(f'<node oor:name={name} oor:op="replace">{url}</node>')
            return
        url = "" if inside else f'<prop oor:name="URL" oor:type="xs:string"><value>{PROTOCOL}{control.id}</value></prop>'
        target = '<prop oor:name="Target" oor:type="xs:string"><value>_self</value></prop>'
        context = f'<prop oor:name="Context" oor:type="xs:string"><value>{CONTEXT}</value></prop>'
        # LibreOffice takes the title of a menu once, in its own language: one for both, as the words inside follow the workbook
        label = (" / ".join(dict.fromkeys(control.label[:2])),) * 3 if control.kind == "menu" else control.label
        written.append(f'<node oor:name={name} oor:op="replace">{url}{_title(label)}{target}{context}{inside}</node>')

    groups = [each.id for each in controls if each.kind == "group" and each.parent == parent] or [parent]
    for place, group in enumerate(groups):
        if place:
            item(None)
        for control in controls:
            if control.parent != group:
                continue
            if control.kind == "menu":
                if with_menus:
                    item(control, f'<node oor:name="Submenu">{_items(controls, control.id, with_menus=True)}</node>')
            else:
                item(control)
    return "".join(written)


def _window_state(controls: Sequence[Control]) -> str:
    """Docked at the top, with words on the buttons: without this LibreOffice lets the toolbar float."""
    title = "".join(f'<value xml:lang="{language}">{escape(text)}</value>' for language, text in _spoken(controls[0].label))
    return (
        f'{_XML}<oor:component-data {_OOR} oor:name="CalcWindowState" oor:package="org.openoffice.Office.UI">'
        f'<node oor:name="UIElements"><node oor:name="States"><node oor:name="{TOOLBAR}" oor:op="replace">'
        f'<prop oor:name="UIName" oor:type="xs:string">{title}</prop>'
        '<prop oor:name="ContextSensitive" oor:type="xs:boolean"><value>false</value></prop>'
        '<prop oor:name="Visible" oor:type="xs:boolean"><value>true</value></prop>'
        '<prop oor:name="Docked" oor:type="xs:boolean"><value>true</value></prop>'
        '<prop oor:name="DockingArea" oor:type="xs:int"><value>0</value></prop>'
        '<prop oor:name="DockPos" oor:type="xs:string"><value>0,3</value></prop>'
        '<prop oor:name="Style" oor:type="xs:int"><value>2</value></prop>'
        "</node></node></node></oor:component-data>"
    )
