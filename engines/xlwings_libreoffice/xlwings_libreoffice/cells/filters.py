"""AutoFilter of a range or a table."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Protocol

from ..bridge.near import AnyOf, Enum, Struct
from ..model.missing import refuse
from . import values

if TYPE_CHECKING:
    from .range import Range

# com.sun.star.sheet.FilterOperator2
EMPTY, NOT_EMPTY, EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL = range(8)
TOP = {8: "top_items", 9: "top_percent", 10: "bottom_items", 11: "bottom_percent"}
TOP_NUMBERS = {name: number for number, name in TOP.items()}
OPERATORS = {"equal_to": EQUAL, "not_equal_to": NOT_EQUAL, "greater_than": GREATER, "less_than": LESS,
             "greater_than_or_equal": GREATER_EQUAL, "less_than_or_equal": LESS_EQUAL}  # fmt: skip
OPERATOR_NAMES = {number: name for name, number in OPERATORS.items()}
# a wildcard at the start, at the end, at both: LibreOffice has operators for these
WILD = {(False, True): (14, "{}*"), (True, False): (16, "*{}"), (True, True): (12, "*{}*")}
WILD_NAMES = {number + no: (("equal_to", "not_equal_to")[no], form) for number, form in WILD.values() for no in (0, 1)}


def empty_autofilter_criteria(column: int, kind: str = "none") -> dict[str, Any]:
    """A column's criteria as xlwings takes them, without any."""
    return {"field": column, "type": kind} | dict.fromkeys(("values", "operator", "value1", "value2", "count", "percent"))


class Filtered(Protocol):
    """Where a filter sits: a range of a sheet, or a table."""

    def area(self) -> Range: ...

    def uno(self, create: bool) -> Any: ...


class SheetFilter:
    """The filter of a plain range: a sheet has one."""

    def __init__(self, area: Range) -> None:
        self._area = area

    def area(self) -> Range:
        return self._area

    def uno(self, create: bool) -> Any:
        """The UNO database range behind the filter, None without one."""
        area = self._area
        ranges = area.sheet.book.document.getPropertyValue("UnnamedDatabaseRanges")
        index = area.sheet.index - 1
        current = ranges.getByTable(index) if ranges.hasByTable(index) else None
        if current is not None and current.AutoFilter:
            if current.getDataArea() == area.cell_range_address():
                return current
            if create:
                raise ValueError("This worksheet already has an AutoFilter on a different range")
            return None
        if not create:
            return None
        ranges.setByTable(area.cell_range_address())
        made = ranges.getByTable(index)
        made.ContainsHeader = True
        made.AutoFilter = True
        return made


class AutoFilter:
    """The filter's criteria, a column each."""

    def __init__(self, place: Filtered) -> None:
        self._place = place

    def _fields(self) -> list[Struct]:
        database = self._place.uno(False)
        return list(database.getFilterDescriptor().getFilterFields3()) if database is not None else []

    @property
    def criteria(self) -> list[dict[str, Any]]:
        by_column: dict[int, list[Struct]] = {}
        for field in self._fields():
            by_column.setdefault(field.Field + 1, []).append(field)
        columns = range(1, self._place.area().shape[1] + 1)
        return [self._snapshot(column, by_column.get(column, [])) for column in columns]

    def _snapshot(self, column: int, fields: list[Struct]) -> dict[str, Any]:
        if not fields:
            return empty_autofilter_criteria(column)
        first = fields[0]
        texts = [_text(value) for field in fields for value in field.Values]
        if first.Operator in TOP:
            found = empty_autofilter_criteria(column, TOP[first.Operator])
            found["percent" if "percent" in TOP[first.Operator] else "count"] = float(texts[0]) if "percent" in TOP[first.Operator] else int(float(texts[0]))
            return found
        found = empty_autofilter_criteria(column, "comparison")
        operators = [field.Operator for field in fields]
        if operators == [GREATER_EQUAL, LESS_EQUAL]:
            return found | {"operator": "between", "value1": texts[0], "value2": texts[1]}
        if operators == [LESS, GREATER]:
            return found | {"operator": "not_between", "value1": texts[0], "value2": texts[1]}
        if len(fields) > 1:
            return empty_autofilter_criteria(column, "unknown")
        if first.Operator in (EMPTY, NOT_EMPTY) or texts == [""]:
            return found | {"operator": "equal_to" if first.Operator in (EMPTY, EQUAL) else "not_equal_to"}
        if first.Operator == EQUAL and (len(texts) > 1 or not first.Values[0].IsNumeric):
            return empty_autofilter_criteria(column, "values") | {"values": texts}
        if first.Operator in WILD_NAMES:
            operator, form = WILD_NAMES[first.Operator]
            return found | {"operator": operator, "value1": form.format(texts[0])}
        if first.Operator in OPERATOR_NAMES:
            return found | {"operator": OPERATOR_NAMES[first.Operator], "value1": texts[0]}
        return empty_autofilter_criteria(column, "unknown")

    def _put(self, column: int, fields: list[Struct]) -> None:
        database = self._place.uno(True)
        descriptor = database.getFilterDescriptor()
        others = [_again(field) for field in descriptor.getFilterFields3() if field.Field != column - 1]
        if others and any(field.Connection == "OR" for field in [*others, *fields]):
            refuse("AutoFilter: 'not_between' together with a filter on another column")
        self._place.area().job("set_filter", self._place.area().sheet.book.document, database, tuple(others + fields))

    def apply_values(self, field: int, values: list[str]) -> None:
        self._put(field, [_field(field, EQUAL, [_value(text, as_text=True) for text in values])])

    def apply_comparison(self, field: int, operator: str, value1: Any, value2: Any) -> None:
        if value1 is None:
            # not EMPTY and NOT_EMPTY: LibreOffice 7.4 writes them as a condition that no program can read
            self._put(field, [_field(field, OPERATORS[operator], [_value("", as_text=True)])])
            return
        first = self._operand(value1)
        if operator == "between":
            fields = [_field(field, GREATER_EQUAL, [first]), _field(field, LESS_EQUAL, [self._operand(value2)])]
        elif operator == "not_between":
            fields = [_field(field, LESS, [first]), _field(field, GREATER, [self._operand(value2)], "OR")]
        else:
            fields = [_field(field, *_wild(operator, value1, first))]
        self._put(field, fields)

    def _operand(self, value: Any) -> Struct:
        if isinstance(value, dict):  # a date or datetime, as xlwings hands it on
            moment = dt.datetime.fromisoformat(value["value"])
            return _value(repr(values.serial(moment, self._place.area().null_date)))
        return _value(str(value))

    def _top(self, field: int, kind: str, value: float) -> None:
        self._put(field, [_field(field, TOP_NUMBERS[kind], [_value(f"{value:g}")])])

    def apply_top_items(self, field: int, count: int) -> None:
        self._top(field, "top_items", count)

    def apply_bottom_items(self, field: int, count: int) -> None:
        self._top(field, "bottom_items", count)

    def apply_top_percent(self, field: int, percent: float) -> None:
        self._top(field, "top_percent", percent)

    def apply_bottom_percent(self, field: int, percent: float) -> None:
        self._top(field, "bottom_percent", percent)

    def clear(self, field: int | None) -> None:
        database = self._place.uno(False)
        if database is None:
            return
        kept = [] if field is None else [_again(one) for one in self._fields() if one.Field != field - 1]
        self._place.area().job("set_filter", self._place.area().sheet.book.document, database, tuple(kept))


def _text(value: Struct) -> str:
    return f"{value.NumericValue:g}" if value.IsNumeric else str(value.StringValue)


def _value(text: str, as_text: bool = False) -> Struct:
    try:
        number = float(text)
        numeric = not as_text
    except ValueError:
        number, numeric = 0.0, False
    return Struct("com.sun.star.sheet.FilterFieldValue", IsNumeric=numeric, NumericValue=number, StringValue=text,
                  FilterType=0 if numeric else 1)  # fmt: skip


def _again(field: Struct) -> Struct:
    """A field as it is to be set once more: what is read lacks the kind of its values."""
    wanted = [_value(one.StringValue, as_text=not one.IsNumeric) if not one.IsNumeric else _value(repr(one.NumericValue))
              for one in field.Values]  # fmt: skip
    return _field(field.Field + 1, field.Operator, wanted, field.Connection.value)


def _field(column: int, operator: int, wanted: list[Struct], connection: str = "AND") -> Struct:
    return Struct("com.sun.star.sheet.TableFilterField3", Connection=Enum("com.sun.star.sheet.FilterConnection", connection),
                  Field=column - 1, Operator=operator, Values=tuple(wanted))  # fmt: skip


__all__ = ["AnyOf", "AutoFilter", "SheetFilter"]


def _wild(operator: str, text: Any, plain: Struct) -> tuple[int, list[Struct]]:
    """The operator and the value of a comparison; a text with wildcards has an operator of its own."""
    if not isinstance(text, str) or operator not in ("equal_to", "not_equal_to") or not set(text) & {"*", "?"}:
        return OPERATORS[operator], [plain]
    text = text.removeprefix("=")
    inner = text.strip("*")
    kind = (text.startswith("*"), text.endswith("*"))
    if "?" in inner or "*" in inner or not inner or kind not in WILD:
        refuse(f"AutoFilter: the wildcards of {text!r} (only text*, *text and *text*)")
    return WILD[kind][0] + (operator == "not_equal_to"), [_value(inner, as_text=True)]
