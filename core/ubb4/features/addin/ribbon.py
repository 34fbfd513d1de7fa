"""The ribbon's tab from the `[[button]]` tables of the enabled plugins: one group a project, one model for Excel and LibreOffice."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from ubb4.base.text import LANGUAGES, N_, translation
from ubb4.law.project import Project
from ubb4.law.subtask import Button

if TYPE_CHECKING:
    from ubb4.plugins.toolkit import Toolkit

TAB, COMMON, PROBLEMS, FAILED = "ubb4", "ubb4.common", "ubb4.problems", "ubb4.failed"
CANCEL = "ubb4_cancel"
NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
MOST_LABEL = 1024
CALLBACKS = {"onLoad": "Ubb4OnLoad", "onAction": "Ubb4OnAction", "getLabel": "Ubb4GetLabel", "getTip": "Ubb4GetTip",
             "getVisible": "Ubb4GetVisible", "getEnabled": "Ubb4GetEnabled"}  # fmt: skip


@dataclass(frozen=True)
class Control:
    """A tab, group, menu, button or label. `label` and `tip` are in kk, ru, en; `always`: it needs no workbook of ours, `in_excel`: Excel shows it
    too."""

    id: str
    kind: str
    parent: str
    label: tuple[str, ...]
    tip: tuple[str, ...] = ("", "", "")
    icon: str = ""
    large: bool = False
    always: bool = False
    visible: bool = True
    in_excel: bool = True


@cache
def icons() -> frozenset[str]:
    """The names of pictures that every Excel since 2013 has."""
    return frozenset(tomllib.loads((Path(__file__).parent / "icons.toml").read_text("utf-8"))["names"])


def controls(toolkit: Toolkit) -> list[Control]:
    """Everything that the tab shows, parents before their children; broken plugins are named by a label."""
    found = [
        Control(TAB, "tab", "", ("ҮББ №4",) * 3, always=True),
        Control(COMMON, "group", TAB, _in_each(_SHEETS), always=True),
        *_buttons(COMMON, toolkit.common),
    ]
    # Excel waits for a press; LibreOffice goes on, so there it can be stopped
    found.append(Control(CANCEL, "button", COMMON, _in_each(_CANCEL), _in_each(_CANCEL_TIP), in_excel=False))
    named = ", ".join(dict.fromkeys(problem.plugin for problem in toolkit.problems))
    label = tuple(f"{text}: {named}"[:MOST_LABEL] for text in _in_each(_BROKEN))
    found.append(Control(PROBLEMS, "label", COMMON, label, always=True, visible=bool(toolkit.problems)))
    for plugin in toolkit.plugins:
        group = f"ubb4.{plugin.name}"
        found.append(Control(group, "group", TAB, _in_each(plugin.project.title), always=True))
        found += _buttons(group, plugin.project)
    return found


_SHEETS = N_("Кітап")
_CANCEL, _CANCEL_TIP = N_("Тоқтату"), N_("Басталған жұмысты тоқтатады: кітап басқанға дейінгі қалпында қалады.")
_BROKEN = N_("Жүктелмеді")


def _buttons(group: str, project: Project) -> list[Control]:
    menus: dict[str, str] = {}
    found = []
    for button in project.buttons:
        parent = group
        if button.menu:
            if button.menu not in menus:
                menus[button.menu] = f"{group}.menu{len(menus) + 1}"
                found.append(Control(menus[button.menu], "menu", group, _in_each(button.menu), icon=button.icon, always=True))
            parent = menus[button.menu]
        found.append(_button(button, parent))
    return found


def _button(button: Button, parent: str) -> Control:
    return Control(
        button.id, "button", parent, _in_each(button.label), _in_each(button.tip), button.icon, button.large,
        button.always,
    )  # fmt: skip


def _in_each(text: str) -> tuple[str, ...]:
    return tuple(translation(text, language) for language in LANGUAGES)


def custom_ui(found: Sequence[Control]) -> str:
    """customUI14.xml: labels, tips and states are asked for at run time, so nothing in it is in one language."""
    lines = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>']
    lines.append(f'<customUI xmlns="{NAMESPACE}" onLoad="{CALLBACKS["onLoad"]}"><ribbon><tabs>')
    lines += _element(found[0], found)
    return "\n".join([*lines, "</tabs></ribbon></customUI>", ""])


def _element(control: Control, found: Sequence[Control]) -> list[str]:
    attributes = {"id": control.id, "getLabel": CALLBACKS["getLabel"], "getVisible": CALLBACKS["getVisible"]}
    if control.kind in ("button", "menu"):
        attributes |= {"imageMso": control.icon} if control.icon else {}
        attributes |= {"getScreentip": CALLBACKS["getLabel"], "getSupertip": CALLBACKS["getTip"]}
        attributes["getEnabled"] = CALLBACKS["getEnabled"]
    if control.kind == "button":
        attributes["onAction"] = CALLBACKS["onAction"]
    inside_menu = any(each.id == control.parent and each.kind == "menu" for each in found)
    if control.kind in ("button", "menu") and not inside_menu:
        attributes["size"] = "large" if control.large else "normal"
    name = {"label": "labelControl"}.get(control.kind, control.kind)
    written = " ".join(f"{key}={quoteattr(value)}" for key, value in attributes.items())
    inside = [line for each in found if each.parent == control.id for line in _element(each, found)]
    return [f"<{name} {written}>", *inside, f"</{name}>"] if inside else [f"<{name} {written}/>"]


def complaints(found: Sequence[Control], callbacks: Iterable[str]) -> list[str]:
    """What Excel would not load, or would leave blank without a word."""
    said, seen, known = [], dict[str, str](), set(callbacks)
    for control in found:
        folded = control.id.casefold()
        if folded in seen:
            said.append(f"{control.id}: the same id as {seen[folded]}")
        seen[folded] = control.id
        if not control.id.replace(".", "").replace("_", "").isalnum() or not control.id[0].isalpha() or not control.id.isascii():
            said.append(f"{control.id}: not a name")
        if control.icon and control.icon not in icons():
            said.append(f"{control.id}: no picture {control.icon} in every Excel since 2013")
        if any(not text for text in control.label):
            said.append(f"{control.id}: no label")
        if any(len(text) > MOST_LABEL for text in (*control.label, *control.tip)):
            said.append(f"{control.id}: a label or tip is longer than {MOST_LABEL}")
        if control.parent and control.parent not in seen.values():
            said.append(f"{control.id}: its parent {control.parent} comes later or never")
    return said + [f"no callback {name}" for name in CALLBACKS.values() if name not in known]
