"""Data validation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import XlwingsError

from ..model.names import Name
from . import formulas

if TYPE_CHECKING:
    from .range import Range

# xlwings' name -> com.sun.star.sheet.ValidationType
TYPES = {"whole_number": "WHOLE", "decimal": "DECIMAL", "list": "LIST", "date": "DATE", "time": "TIME",
         "text_length": "TEXT_LEN", "custom": "CUSTOM"}  # fmt: skip
TYPE_NAMES = {calc: name for name, calc in TYPES.items()} | {"ANY": "none"}
# com.sun.star.sheet.ConditionOperator
OPERATORS = {"between": "BETWEEN", "not_between": "NOT_BETWEEN", "equal_to": "EQUAL", "not_equal_to": "NOT_EQUAL",
             "greater_than": "GREATER", "less_than": "LESS", "greater_than_or_equal": "GREATER_EQUAL",
             "less_than_or_equal": "LESS_EQUAL"}  # fmt: skip
OPERATOR_NAMES = {calc: name for name, calc in OPERATORS.items()}
ALERTS = {"STOP": "stop", "WARNING": "warning", "INFO": "information", "MACRO": "stop"}
COMPARED = frozenset(("whole_number", "decimal", "date", "time", "text_length"))
MIXED = frozenset(("none", "inconsistent", "mixed_criteria"))


class DataValidation:
    """The rule for what may be typed into a range."""

    def __init__(self, area: Range) -> None:
        self.area = area

    @property
    def api(self) -> Any:
        """The UNO validation of the range."""
        return self.area.uno.Validation

    def _rules(self) -> list[dict[str, Any]]:
        return list(self.area.job("validations", self.area.uno))

    @property
    def type(self) -> str:
        rules = self._rules()
        if len(rules) == 1:
            return TYPE_NAMES.get(rules[0]["Type"], "unknown")
        return "mixed_criteria" if any(rule["Type"] == "ANY" for rule in rules) else "inconsistent"

    def _get(self, name: str) -> Any:
        rules = self._rules()
        return rules[0][name] if len(rules) == 1 and rules[0]["Type"] != "ANY" else None

    @property
    def operator(self) -> str | None:
        return OPERATOR_NAMES.get(self._get("Operator")) if self.type in COMPARED else None

    def _formula(self, name: str) -> str | None:
        text = self._get(name)
        return formulas.to_excel("=" + text) if text else None

    @property
    def formula1(self) -> str | None:
        return self._formula("Formula1") if self.type in COMPARED else None

    @property
    def formula2(self) -> str | None:
        return self._formula("Formula2") if self.operator in ("between", "not_between") else None

    @property
    def formula(self) -> str | None:
        return self._formula("Formula1") if self.type == "custom" else None

    @property
    def source(self) -> str | None:
        """ "=Sheet!A1:A3" or the values with commas between them."""
        if self.type != "list":
            return None
        text = str(self._get("Formula1"))
        if text.startswith('"'):
            return ",".join(part.replace('""', '"') for part in text[1:-1].split('";"'))
        return formulas.to_excel("=" + text)

    @property
    def in_cell_dropdown(self) -> bool | None:
        return bool(self._get("ShowList")) if self.type == "list" else None

    @property
    def ignore_blank(self) -> bool | None:
        value: bool | None = self._get("IgnoreBlankCells")
        return value

    @property
    def input_title(self) -> str | None:
        text: str | None = self._get("InputTitle")
        return text

    @property
    def input_message(self) -> str | None:
        text: str | None = self._get("InputMessage")
        return text

    @property
    def show_input(self) -> bool | None:
        value: bool | None = self._get("ShowInputMessage")
        return value

    @property
    def error_title(self) -> str | None:
        text: str | None = self._get("ErrorTitle")
        return text

    @property
    def error_message(self) -> str | None:
        text: str | None = self._get("ErrorMessage")
        return text

    @property
    def show_error(self) -> bool | None:
        value: bool | None = self._get("ShowErrorMessage")
        return value

    @property
    def alert_style(self) -> str | None:
        return ALERTS.get(self._get("ErrorAlertStyle"))

    def _set(self, kind: str, operator: str | None, formula1: str, formula2: str | None, **more: Any) -> None:
        current = self.type
        if current in ("mixed_criteria", "inconsistent"):
            raise XlwingsError("Cannot update data validation because the target cells have different validation rules.")
        if current == "none":
            more |= {"ShowInputMessage": True, "ShowErrorMessage": True}
        self.area.job("set_validation", self.area.uno, TYPES[kind], OPERATORS.get(operator or "", "NONE"), formula1,
                      formula2 or "", more)  # fmt: skip

    def set_list(self, source: Any, in_cell_dropdown: bool) -> None:
        if isinstance(source, Name):
            text = source.name
        elif isinstance(source, list | tuple):
            text = ";".join('"' + value.replace('"', '""') + '"' for value in source)
        else:
            text = formulas.to_calc(f"={_quoted(source)}")[1:]
        if len(text) > 255 and not isinstance(source, list | tuple):
            raise ValueError("the data validation source cannot exceed 255 characters")
        self._set("list", None, text, None, ShowList=1 if in_cell_dropdown else 0)

    def set_rule(self, rule_type: str, operator: str | None, formula1: str, formula2: str | None) -> None:
        first = formulas.to_calc(formula1)[1:]
        second = formulas.to_calc(formula2)[1:] if formula2 else None
        self._set(rule_type, operator, first, second)

    def delete(self) -> None:
        self.area.uno.setPropertyToDefault("Validation")


def _quoted(source: Range) -> str:
    from .address import quote_sheet

    return f"{quote_sheet(source.sheet.name)}!{source.address}"
