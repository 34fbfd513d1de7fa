"""References to tables, Tab[[#All],[Name]], between Excel's notation and Calc's."""

from __future__ import annotations

import re

_PARTS = re.compile(r"\[[^\[\]]*\]")
_THIS_ROW = "[#This Row]"


def calc_reference(text: str) -> str:
    """Tab[@N], Tab[#All], Tab[[#All],[N]] -> Tab[[#This Row];[N]], Tab[[#All]], Tab[[#All];[N]]."""
    name, inside = text[: text.index("[")], text[text.index("[") + 1 : -1].strip()
    if inside.startswith("@"):
        column = inside[1:].strip()
        if not column:
            return f"{name}[{_THIS_ROW}]"
        return f"{name}[{_THIS_ROW};{column if column.startswith('[') else f'[{column}]'}]"
    if inside.startswith("#"):
        return f"{name}[[{inside}]]"
    return f"{name}[{_joined(inside, ',', ';')}]" if inside.startswith("[") else text


def excel_reference(text: str) -> str:
    """The way back; a bare table is its name alone."""
    name, inside = text[: text.index("[")], text[text.index("[") + 1 : -1]
    if not inside:
        return name
    if inside.startswith(_THIS_ROW + ";"):
        column = inside[len(_THIS_ROW) + 1 :]
        return f"{name}[@{column[1:-1] if column[1:-1].isidentifier() else column}]"
    if inside.startswith("[#") and ";" not in inside:
        return f"{name}{inside}"
    return f"{name}[{_joined(inside, ';', ',')}]" if inside.startswith("[") else text


def _joined(inside: str, before: str, after: str) -> str:
    """Another sign between the parts; what stands in brackets stays."""
    out, at = "", 0
    for found in _PARTS.finditer(inside):
        out += inside[at : found.start()].replace(before, after).replace(" ", "") + found[0]
        at = found.end()
    return out + inside[at:]
