"""One rule of a conditional format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.missing import refuse
from . import colors, formulas
from .colors import RGB

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
    def fill_color(self) -> RGB | None:
        color = self._style("fill_color")
        return None if color in (None, -1) else colors.to_rgb(color)

    @property
    def font_color(self) -> RGB | None:
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
    def colors(self) -> tuple[RGB, ...] | None:
        entries = self._of("color_scale", "entries")
        return None if entries is None else tuple(colors.to_rgb(color) for _, _, color in entries)

    @property
    def bar_color(self) -> RGB | None:
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
        no_stop(changes)
        values: dict[str, Any] = {}
        if "operator" in changes:
            values["Operator"] = OPERATORS[changes["operator"]]
        for name, field in (("formula1", "Formula1"), ("formula2", "Formula2"), ("formula", "Formula1")):
            if changes.get(name) is not None:
                values[field] = operand(changes[name])
        self.area.job("change_rule", self.area.sheet.book.document, self.area.sheet.uno, self._key, values, style_of(changes))

    def delete(self) -> None:
        self.area.job("remove_rule", self.area.sheet.uno, self._key)


def no_stop(spec: dict[str, Any]) -> None:
    if spec.get("stop_if_true"):
        refuse("ConditionalFormat.stop_if_true: Calc always stops at the first rule of a range that holds")


def operand(value: Any) -> str:
    """A value or formula as Calc takes it: text in quotation marks, numbers plain, formulas without "="."""
    text = str(value)
    if text.startswith("="):
        return formulas.to_calc(text)[1:]
    try:
        float(text)
    except ValueError:
        return text if text.startswith('"') else '"' + text.replace('"', '""') + '"'
    return text


def number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def style_of(spec: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name in ("fill_color", "font_color"):
        if spec.get(name) is not None:
            out[STYLE[name]] = colors.to_calc(spec[name])
    if spec.get("font_bold") is not None:
        out["CharWeight"] = 150.0 if spec["font_bold"] else 100.0
    if spec.get("font_italic") is not None:
        out["CharPosture"] = "ITALIC" if spec["font_italic"] else "NONE"
    return out
