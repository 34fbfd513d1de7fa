"""Conditional formats."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import colors, formulas
from .missing import refuse

if TYPE_CHECKING:
    from .range import Range

# com.sun.star.sheet.ConditionEntryType
CONDITION, COLOR_SCALE, DATA_BAR, ICON_SET = 0, 1, 2, 3
# com.sun.star.sheet.ConditionFormatOperator
OPERATORS = {"equal_to": 0, "less_than": 1, "greater_than": 2, "less_than_or_equal": 3, "greater_than_or_equal": 4,
             "not_equal_to": 5, "between": 6, "not_between": 7}  # fmt: skip
OPERATOR_NAMES = {number: name for name, number in OPERATORS.items()}
EXPRESSION = 24
# com.sun.star.sheet.ColorScaleEntryType, DataBarEntryType, IconSetFormatEntry
SCALE_TYPES = {"lowest_value": 0, "highest_value": 1, "percentile": 2, "number": 3, "percent": 4, "formula": 5}
BAR_TYPES = {"automatic": 0, "lowest_value": 1, "highest_value": 2, "percentile": 3, "number": 4, "percent": 5, "formula": 6}
ICON_TYPES = {"percentile": 1, "number": 2, "percent": 3, "formula": 4}
# com.sun.star.sheet.IconSetType; Excel does not have the two without a name
ICONS = ("3_arrows", "3_arrows_gray", "3_flags", "3_traffic_lights_1", "3_traffic_lights_2", "3_signs", "3_symbols",
         "3_symbols_2", "", "", "4_arrows", "4_arrows_gray", "4_red_to_black", "4_rating", "4_traffic_lights", "5_arrows",
         "5_arrows_gray", "5_rating", "5_quarters")  # fmt: skip
STYLE = {"fill_color": "CellBackColor", "font_color": "CharColor", "font_bold": "CharWeight", "font_italic": "CharPosture"}


# a document with one rule in one cell: what LibreOffice's interface cannot make without a crash, it can read
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.3"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
<table:table table:name="S"><table:table-column/><table:table-row><table:table-cell/></table:table-row>
<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="S.A1:S.A1">{rule}
</calcext:conditional-format></calcext:conditional-formats></table:table>
</office:spreadsheet></office:body></office:document>"""
DOCUMENT_TYPES = {"lowest_value": "minimum", "highest_value": "maximum", "percentile": "percentile", "number": "number",
                  "percent": "percent", "formula": "formula"}  # fmt: skip

Key = tuple[int, int, str]
"""A conditional format's number, a rule's place in it, and the name of the rule's cell style."""


class ConditionalFormat:
    """One rule."""

    def __init__(self, area: Range, key: Key) -> None:
        self.area = area
        self._key = key

    @property
    def api(self) -> Any:
        """The UNO entry of the rule."""
        return self.area.job("conditional_entry", self.area.sheet.uno, self._key)

    def _get(self) -> dict[str, Any]:
        rule: dict[str, Any] = self.area.job("conditional_rule", self.area.sheet.book.document, self.area.sheet.uno, self._key)
        return rule

    @property
    def type(self) -> str:
        rule = self._get()
        if rule["kind"] == CONDITION:
            return "custom" if rule["operator"] == EXPRESSION else "cell_value" if rule["operator"] < 8 else "unknown"
        return {COLOR_SCALE: "color_scale", DATA_BAR: "data_bar", ICON_SET: "icon_set"}.get(rule["kind"], "unknown")

    @property
    def stop_if_true(self) -> bool | None:
        """Calc stops at the first rule of a range that holds; it has no switch for it."""
        return True if self.type in ("cell_value", "custom") else None

    @property
    def operator(self) -> str | None:
        return OPERATOR_NAMES.get(self._get()["operator"]) if self.type == "cell_value" else None

    def _formula(self, which: str) -> str:
        text = str(self._get()[which])
        if text.startswith('"') and text.endswith('"') and '"' not in text[1:-1]:
            return text
        return formulas.to_excel("=" + text)

    @property
    def formula1(self) -> str | None:
        return self._formula("formula1") if self.type == "cell_value" else None

    @property
    def formula2(self) -> str | None:
        return self._formula("formula2") if self.operator in ("between", "not_between") else None

    @property
    def formula(self) -> str | None:
        return self._formula("formula1") if self.type == "custom" else None

    def _style(self, name: str) -> Any:
        return self._get()["style"].get(STYLE[name]) if self.type in ("cell_value", "custom") else None

    @property
    def fill_color(self) -> colors.RGB | None:
        color = self._style("fill_color")
        return None if color in (None, -1) else colors.to_rgb(color)

    @property
    def font_color(self) -> colors.RGB | None:
        color = self._style("font_color")
        return None if color in (None, -1) else colors.to_rgb(color)

    @property
    def font_bold(self) -> bool | None:
        weight = self._style("font_bold")
        return None if weight is None else weight > 110

    @property
    def font_italic(self) -> bool | None:
        posture = self._style("font_italic")
        return None if posture is None else posture != "NONE"

    def _of(self, kind: str, name: str) -> Any:
        return self._get()[name] if self.type == kind else None

    @property
    def colors(self) -> tuple[colors.RGB, ...] | None:
        entries = self._of("color_scale", "entries")
        return None if entries is None else tuple(colors.to_rgb(color) for _, _, color in entries)

    @property
    def bar_color(self) -> colors.RGB | None:
        color = self._of("data_bar", "color")
        return None if color is None else colors.to_rgb(color & 0xFFFFFF)

    @property
    def gradient(self) -> bool | None:
        gradient: bool | None = self._of("data_bar", "gradient")
        return gradient

    @property
    def show_value(self) -> bool | None:
        shown: bool | None = self._get()["show_value"] if self.type in ("data_bar", "icon_set") else None
        return shown

    @property
    def icon_set(self) -> str | None:
        number = self._of("icon_set", "icons")
        return ICONS[number] if number is not None and number < len(ICONS) else None

    @property
    def reverse_order(self) -> bool | None:
        reverse: bool | None = self._of("icon_set", "reverse")
        return reverse

    def _thresholds(self) -> list[tuple[str, float | None]]:
        known = {"color_scale": SCALE_TYPES, "data_bar": BAR_TYPES, "icon_set": ICON_TYPES}.get(self.type)
        if known is None:
            return []
        names = {number: name for name, number in known.items()}
        entries = self._get()["entries"][1 if self.type == "icon_set" else 0 :]
        out: list[tuple[str, float | None]] = []
        for kind, text, _ in entries:
            name = names.get(kind, "unknown")
            try:
                out.append((name, float(text) if text and name in ("number", "percent", "percentile") else None))
            except ValueError:
                out.append(("formula", None))
        return out

    @property
    def threshold_types(self) -> tuple[str, ...] | None:
        return tuple(name for name, _ in self._thresholds()) or None

    @property
    def thresholds(self) -> tuple[float | None, ...] | None:
        return tuple(value for _, value in self._thresholds()) or None

    def set(self, changes: dict[str, Any]) -> None:
        _no_stop(changes)
        values: dict[str, Any] = {}
        if "operator" in changes:
            values["Operator"] = OPERATORS[changes["operator"]]
        for name, field in (("formula1", "Formula1"), ("formula2", "Formula2"), ("formula", "Formula1")):
            if changes.get(name) is not None:
                values[field] = _operand(changes[name])
        self.area.job("change_rule", self.area.sheet.book.document, self.area.sheet.uno, self._key, values, _style(changes))

    def delete(self) -> None:
        self.area.job("remove_rule", self.area.sheet.uno, self._key)


class ConditionalFormats:
    """The rules that touch a range, the first one first."""

    def __init__(self, area: Range) -> None:
        self.area = area

    @property
    def api(self) -> Any:
        """The UNO conditional formats of the sheet."""
        return self.area.sheet.uno.ConditionalFormats

    def _all(self) -> list[ConditionalFormat]:
        found = self.area.job("conditional_rules", self.area.sheet.uno, self.area.uno)
        return [ConditionalFormat(self.area, tuple(key)) for key in found]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[ConditionalFormat]:
        return iter(self._all())

    def __call__(self, index: int) -> ConditionalFormat:
        found = self._all()
        if not isinstance(index, int) or not 1 <= index <= len(found):
            raise KeyError(index)
        return found[index - 1]

    def __contains__(self, index: int) -> bool:
        return isinstance(index, int) and 1 <= index <= len(self)

    def _add(self, job: str, *arguments: Any) -> ConditionalFormat:
        book, sheet = self.area.sheet.book, self.area.sheet
        return ConditionalFormat(self.area, self.area.job(job, book.document, sheet.uno, self.area.uno, *arguments))

    def add_cell_value(self, spec: dict[str, Any]) -> ConditionalFormat:
        _no_stop(spec)
        values = {"Operator": OPERATORS[spec["operator"]], "Formula1": _operand(spec["formula1"])}
        if spec["formula2"] is not None:
            values["Formula2"] = _operand(spec["formula2"])
        return self._add("add_condition", values, _style(spec))

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        _no_stop(spec)
        return self._add("add_condition", {"Operator": EXPRESSION, "Formula1": _operand(spec["formula"])}, _style(spec))

    def add_data_bar(self, spec: dict[str, Any]) -> ConditionalFormat:
        thresholds = [(BAR_TYPES[kind], _number(value)) for kind, value in
                      zip(spec["threshold_types"], spec["thresholds"], strict=True)]  # fmt: skip
        values = {"Color": colors.to_calc(spec["bar_color"]), "UseGradient": spec["gradient"], "ShowValue": spec["show_value"]}
        return self._add("add_bar", values, thresholds)

    def _add_drawn(self, rule: str, values: dict[str, Any]) -> ConditionalFormat:
        book, sheet = self.area.sheet.book, self.area.sheet
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rule.fods"
            path.write_text(DOCUMENT.format(rule=rule), encoding="utf-8")
            return ConditionalFormat(self.area, self.area.job(
                "add_from_document", book.app.session.desktop, book.document, sheet.uno, self.area.uno, path.as_uri(), values))

    def add_color_scale(self, spec: dict[str, Any]) -> ConditionalFormat:
        entries = "".join(
            f'<calcext:color-scale-entry calcext:value="{_number(value) or 0}" calcext:type="{DOCUMENT_TYPES[kind]}"'
            f' calcext:color="#{colors.to_calc(color):06x}"/>'
            for color, kind, value in zip(spec["colors"], spec["threshold_types"], spec["thresholds"], strict=True)
        )
        return self._add_drawn(f"<calcext:color-scale>{entries}</calcext:color-scale>", {})

    def add_icon_set(self, spec: dict[str, Any]) -> ConditionalFormat:
        if not spec["icon_set"] or spec["icon_set"] not in ICONS:
            refuse(f"the icon set {spec['icon_set']!r}")
        entries = "".join(
            f'<calcext:formatting-entry calcext:value="{_number(value)}" calcext:type="{DOCUMENT_TYPES[kind]}"/>'
            for kind, value in zip(("percent", *spec["threshold_types"]), (0, *spec["thresholds"]), strict=True)
        )
        count, *words = spec["icon_set"].split("_")
        kind = count + "".join(word.capitalize() for word in words)
        rule = f'<calcext:icon-set calcext:icon-set-type="{kind}">{entries}</calcext:icon-set>'
        return self._add_drawn(rule, {"ShowValue": spec["show_value"], "Reverse": spec["reverse_order"]})

    def clear(self) -> None:
        self.area.job("clear_rules", self.area.sheet.uno, self.area.uno)


def _no_stop(spec: dict[str, Any]) -> None:
    if spec.get("stop_if_true"):
        refuse("ConditionalFormat.stop_if_true: Calc always stops at the first rule of a range that holds")


def _operand(value: Any) -> str:
    """A value or formula as Calc takes it: text in quotation marks, numbers plain, formulas without "="."""
    text = str(value)
    if text.startswith("="):
        return formulas.to_calc(text)[1:]
    try:
        float(text)
    except ValueError:
        return text if text.startswith('"') else '"' + text.replace('"', '""') + '"'
    return text


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _style(spec: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name in ("fill_color", "font_color"):
        if spec.get(name) is not None:
            out[STYLE[name]] = colors.to_calc(spec[name])
    if spec.get("font_bold") is not None:
        out["CharWeight"] = 150.0 if spec["font_bold"] else 100.0
    if spec.get("font_italic") is not None:
        out["CharPosture"] = "ITALIC" if spec["font_italic"] else "NONE"
    return out
