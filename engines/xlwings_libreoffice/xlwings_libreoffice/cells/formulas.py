"""Formulas between Excel's notation and the one that Calc's block calls speak.

Calc's `setFormulaArray` and `getFormulaArray` use English names, ";" between arguments and "$Sheet.A1". Calc's own
parser would translate one formula a call; a text does it for thousands in one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from .address import MAX_COLUMNS, MAX_ROWS, column_name, column_number, quote_sheet
from .references import calc_reference, excel_reference

_SHEET = r"(?:'(?:[^']|'')*'|[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?\d{1,7}(?![\w.(])"
_EXCEL = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")
    |(?P<outside>'?\[[^\]]+\][^!'(]*'?!)
    |(?P<sheet>{_SHEET})
    |(?P<error>\#(?:N/A|NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!))
    |(?P<table>[^\W\d][\w.]*(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\]))
    |(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?(?![\w:$]))
    |(?P<function>[^\W\d][\w.]*)(?=\()
    |(?P<cell>{_CELL})
    |(?P<name>[^\W\d][\w.\\?]*)
    |(?P<space>\s+)
    |(?P<sign>.)""",
    re.VERBOSE,
)
_CALC = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")
    |(?P<sheet>\$?(?:'(?:[^']|'')*'|[^\W\d][\w]*)\.(?=\$?[A-Za-z]{{1,3}}\$?\d|\$?[A-Za-z]{{1,3}}:|\$?\d+:|\#REF!))
    |(?P<error>\#(?:N/A|NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!))
    |(?P<table>[^\W\d][\w.]*(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\]))
    |(?P<function>[^\W\d][\w.]*)(?=\()
    |(?P<cell>{_CELL})
    |(?P<name>[^\W\d][\w.]*)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_SIMPLE = re.compile(r"=[A-Za-z0-9.,()$:+\-*/ <>&^%]*\Z")
_NEEDS_LOOK = re.compile(r"\b(?:TRUE|FALSE)\b|\(\(|,\(|[\w)] +[\w(]", re.IGNORECASE)
_NEEDS_LOOK_BACK = re.compile(r"[a-z]|\b(?:TRUE|FALSE)\(|COM\.SUN|\$?[A-Za-z]\w*\.\$?[A-Z]|\bB\(")
_FUNCTION = re.compile(r"[A-Za-z][A-Za-z0-9.]*(?=\()")
_BARE = re.compile(r"(?<![\w.$\[])[A-Za-z]+(?![\w.$(!\[])")  # a word that is no function and no cell: a name, perhaps a table's


_ADD_IN = "COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GET"
# where Calc's block calls give Excel's name to another function
_CALC_NAMES = {
    "PDURATION": "DURATION", "DURATION": _ADD_IN + "DURATION", "CONVERT": _ADD_IN + "CONVERT", "CEILING": "CEILING.XCL",
    "FLOOR": "FLOOR.XCL", "EFFECT": "EFFECTIVE", "RRI": "ZGZ", "SKEW.P": "SKEWP", "FORMULATEXT": "FORMULA",
    "BINOM.DIST.RANGE": "B", "DBCS": "JIS", "FORECAST.ETS": "FORECAST.ETS.ADD",
    "FORECAST.ETS.CONFINT": "FORECAST.ETS.PI.ADD", "FORECAST.ETS.STAT": "FORECAST.ETS.STAT.ADD",
}  # fmt: skip
_EXCEL_NAMES = {calc: excel for excel, calc in _CALC_NAMES.items()}
_NAMED_OTHERWISE = re.compile(r"\b(?:" + "|".join(map(re.escape, _CALC_NAMES)) + r")\(", re.IGNORECASE)
_NAMED_OTHERWISE_BACK = re.compile(r"\b(?:" + "|".join(map(re.escape, _EXCEL_NAMES)) + r")\(")
_LO_PREFIXES = ("_XLFN._XLWS.", "_XLFN.")


def _calc_name(name: str) -> str:
    upper = name.upper()
    for prefix in _LO_PREFIXES:
        upper = upper.removeprefix(prefix)
    return _CALC_NAMES.get(upper, upper if len(upper) != len(name) else name)


def _excel_name(name: str) -> str:
    # a function that Calc does not know comes back in small letters
    upper = name.upper()
    return _EXCEL_NAMES.get(upper, upper.removeprefix(_ADD_IN))


def is_formula(text: str) -> bool:
    return len(text) > 1 and text[0] == "="


def no_tables() -> frozenset[str]:
    return frozenset()


def to_calc(formula: str, tables: Callable[[], frozenset[str]] = no_tables) -> str:
    """A formula in Excel's notation -> Calc's. `tables` gives the tables' names in small letters. Raises NotImplementedError."""
    if _SIMPLE.match(formula) and not _NEEDS_LOOK.search(formula) and not _BARE.search(formula):
        if _NAMED_OTHERWISE.search(formula):
            formula = _FUNCTION.sub(lambda found: _calc_name(found[0]), formula)
        return formula.replace(",", ";")
    out: list[str] = []
    nesting: list[str] = []  # of brackets: "f" a function's, "(" a plain one, "{" an array's
    before = ""
    for found in _EXCEL.finditer(formula):
        kind, text = str(found.lastgroup), found[0]
        if kind == "outside":
            raise NotImplementedError(f"references to other workbooks ({text}) are not translated for LibreOffice")
        if kind == "sheet":
            text = _calc_sheet(text[:-1])
        elif kind == "function":
            text = _calc_name(text)
        elif kind == "name" and text.upper() in ("TRUE", "FALSE") and "{" not in nesting:
            text = text.upper() + "()"
        elif kind == "name" and text.lower() in tables():
            text += "[]"  # a table's bare name is its data, in Calc all of it
        elif kind == "table":
            text = calc_reference(text)
        elif kind == "sign" and text == "[":
            raise NotImplementedError(f"in {formula}: write the table's name before the bracket")
        elif kind == "space" and _is_intersection(before, formula, found.end()):
            text = "!"
        elif kind == "sign":
            text = _calc_sign(text, nesting, before)
        if kind != "space":
            before = kind if kind != "sign" else found[0]
        out.append(text)
    return "".join(out)


def _is_intersection(before: str, formula: str, at: int) -> bool:
    following = _EXCEL.match(formula, at)
    operands = ("cell", "name", "table")
    return before in (*operands, ")") and following is not None and str(following.lastgroup) in (*operands, "sheet")


def _calc_sign(sign: str, nesting: list[str], before: str) -> str:
    if sign == "(":
        nesting.append("f" if before == "function" else "(")
    elif sign == "{":
        nesting.append("{")
    elif sign in ")}" and nesting:
        nesting.pop()
    elif sign == "," and nesting:
        return {"f": ";", "(": "~", "{": ";"}[nesting[-1]]
    elif sign == ";" and nesting and nesting[-1] == "{":
        return "|"
    return sign


def _calc_sheet(text: str) -> str:
    inner = text[1:-1].replace("''", "'") if text.startswith("'") else text
    first, colon, last = inner.partition(":")
    if colon:  # Sheet1:Sheet3!A1 -> the last sheet is named again after the first cell; Calc reads both with "$"
        raise NotImplementedError(f"references over several sheets ({text}!) are not translated for LibreOffice")
    return f"${quote_sheet(first, always=text.startswith(chr(39)))}."


def to_excel(formula: str) -> str:
    """A formula as Calc gives it -> Excel's notation; the braces of an array formula are left off."""
    if formula.startswith("{=") and formula.endswith("}"):
        formula = formula[1:-1]
    if _SIMPLE.match(formula.replace(";", "")) and not _NEEDS_LOOK_BACK.search(formula) and not _NAMED_OTHERWISE_BACK.search(formula):
        return formula.replace(";", ",")
    out: list[str] = []
    array = 0
    for found in _CALC.finditer(formula):
        kind, text = found.lastgroup, found[0]
        if kind == "sheet":
            name = text[:-1].removeprefix("$")
            name = name[1:-1].replace("''", "'") if name.startswith("'") else name
            text = quote_sheet(name) + "!"
        elif kind == "function":
            text = _excel_name(text)
        elif kind == "table":
            text = excel_reference(text)
        elif kind == "sign":
            array += {"{": 1, "}": -1}.get(text, 0)
            text = {";": ",", "~": ",", "!": " ", "|": ";" if array else "|"}.get(text, text)
        out.append(text)
    return re.sub(r"\b(TRUE|FALSE)\(\)", r"\1", "".join(out)) if "()" in formula else "".join(out)


_REFERENCE = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})\Z")


def shifter(formula: str) -> Callable[[int, int], str]:
    """A function (rows down, columns right) -> the formula as filling would change it; relative references move."""
    pieces: list[str | tuple[bool, int, bool, int]] = []
    for found in _EXCEL.finditer(formula):
        reference = _REFERENCE.match(found[0]) if found.lastgroup == "cell" else None
        if reference:
            fixed_column, letters, fixed_row, digits = reference.groups()
            pieces.append((bool(fixed_column), column_number(letters), bool(fixed_row), int(digits)))
        elif pieces and isinstance(pieces[-1], str):
            pieces[-1] += found[0]
        else:
            pieces.append(found[0])
    if all(isinstance(piece, str) for piece in pieces):
        return lambda down, right: formula

    def shifted(down: int, right: int) -> str:
        return "".join(piece if isinstance(piece, str) else _moved(*piece, down, right) for piece in pieces)

    return shifted


@functools.lru_cache(maxsize=4096)
def _moved(fixed_column: bool, column: int, fixed_row: bool, row: int, down: int, right: int) -> str:
    column = column if fixed_column else (column + right - 1) % MAX_COLUMNS + 1
    row = row if fixed_row else (row + down - 1) % MAX_ROWS + 1
    return f"{'$' * fixed_column}{column_name(column)}{'$' * fixed_row}{row}"
