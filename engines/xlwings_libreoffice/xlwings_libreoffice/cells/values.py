"""What a cell holds, between Python and Calc: dates, truth values, errors, and text as Excel would take it if typed.

Excel understands a text that is assigned to a cell as if it were typed: "00123" becomes 123, "10%" becomes 0.1,
"2024-04-15" a date; in a cell with the format "@" a text stays a text and a number becomes one. LibreOffice's block
write does not, so it is done here, with the rules of Excel in American English.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, NamedTuple

GENERAL = "General"
DATE, DATE_TIME, TIME, TIME_SECONDS = "m/d/yyyy", "m/d/yyyy h:mm", "h:mm", "h:mm:ss"

ERRORS = {
    "#NULL!": -2146826288, "#DIV/0!": -2146826281, "#VALUE!": -2146826273, "#REF!": -2146826265,
    "#NAME?": -2146826259, "#NUM!": -2146826252, "#N/A": -2146826246,
}  # fmt: skip
ERROR_NAMES = {code: name for name, code in ERRORS.items()}
_ERROR_CODES = frozenset(ERROR_NAMES)

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
MONTHS = {name[:size]: number for size in (3, 9) for number, name in enumerate(_MONTHS, start=1)}

_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[+-])?(?P<money>\$)?(?P<sign2>[+-])?"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d*)(?P<part>\.\d*)?(?P<power>[eE][+-]?\d{1,3})?(?P<percent>\s*%)?(?P<close>\))?\Z"
)
_FRACTION = re.compile(r"(?P<sign>-)?(?P<whole>\d+) (?P<top>\d{1,3})/(?P<bottom>\d{1,3})\Z")
_ISO = re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})\Z")
_AMERICAN = re.compile(r"(?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?:[-/](?P<y>\d{4}|\d{2}))?\Z")
_DAY_MONTH = re.compile(r"(?P<d>\d{1,2})[- ](?P<b>[A-Za-z]{3,9})(?:[- ](?P<y>\d{4}|\d{2}))?\Z")
_MONTH_DAY = re.compile(r"(?P<b>[A-Za-z]{3,9}) (?P<d>\d{1,2}), ?(?P<y>\d{4})\Z")
_MONTH_YEAR = re.compile(r"(?P<b>[A-Za-z]{3,9})[- ](?P<y>\d{4}|\d{2})\Z")
_TIME = re.compile(r"(?P<h>\d{1,4}):(?P<min>\d{1,2})(?::(?P<s>\d{1,2}(?:\.\d{1,3})?))?(?: ?(?P<half>[AaPp])[Mm]?)?\Z")
_MAY_BE_TYPED = re.compile(r"[-+$(.\d]|[A-Za-z]{3,9}[- ]\d|#|(?:true|false)\Z", re.IGNORECASE)


class Typed(NamedTuple):
    """What a typed text means: the value, and the number format that Excel gives to a General cell."""

    value: float | bool | str
    format: str


def typed(text: str, null_date: dt.date) -> Typed | None:
    """What Excel makes of a typed text, or None when it stays text."""
    text = text.strip(" ")
    if not _MAY_BE_TYPED.match(text):
        return None
    low = text.lower()
    if low in ("true", "false"):
        return Typed(low == "true", GENERAL)
    if text.upper() in ERRORS:
        return Typed("=" + text.upper(), GENERAL)
    return _number(text) or _moment(text, null_date)


def _number(text: str) -> Typed | None:
    if found := _FRACTION.match(text):
        if not int(found["bottom"]):
            return None
        value = int(found["whole"]) + int(found["top"]) / int(found["bottom"])
        return Typed(-value if found["sign"] else value, "# ?/?" if len(found["bottom"]) == 1 else "# ??/??")
    found = _NUMBER.match(text)
    if not found or not (found["whole"] or len(found["part"] or "") > 1) or bool(found["open"]) != bool(found["close"]):
        return None
    if found["sign"] and (found["sign2"] or found["open"]) or (found["money"] and found["percent"]):
        return None
    if found["power"] and ("," in found["whole"] or found["money"] or found["percent"]):
        return None
    value = float(found["whole"].replace(",", "") + (found["part"] or "") + (found["power"] or "") or 0)
    if value in (float("inf"), float("-inf")):
        return None
    if found["open"] or "-" in (found["sign"], found["sign2"]):
        value = -value
    decimals = ".00" if found["part"] and len(found["part"]) > 1 else ""
    if found["percent"]:
        return Typed(value / 100, f"0{decimals}%")
    if found["money"]:
        return Typed(value, f'"$"#,##0{decimals}_);[Red]("$"#,##0{decimals})')
    if found["power"]:
        return Typed(value, "0.00E+00")
    if "," in found["whole"]:
        return Typed(value, f"#,##0{decimals}")
    return Typed(value, GENERAL)


def _moment(text: str, null_date: dt.date) -> Typed | None:
    if clock := _clock(text):
        return clock
    if found := _ISO.match(text) or _AMERICAN.match(text):
        form = DATE if found["y"] else "d-mmm"
        return _date(found["y"], int(found["m"]), int(found["d"]), form, null_date)
    if (found := _DAY_MONTH.match(text)) and found["b"].lower() in MONTHS:
        form = "d-mmm-yy" if found["y"] else "d-mmm"
        return _date(found["y"], MONTHS[found["b"].lower()], int(found["d"]), form, null_date)
    if (found := _MONTH_DAY.match(text)) and found["b"].lower() in MONTHS:
        return _date(found["y"], MONTHS[found["b"].lower()], int(found["d"]), "d-mmm-yy", null_date)
    if (found := _MONTH_YEAR.match(text)) and found["b"].lower() in MONTHS:
        return _date(found["y"], MONTHS[found["b"].lower()], 1, "mmm-yy", null_date)
    day, _, time = text.partition(" ")
    if time and (clock := _clock(time)) and (date := _moment(day, null_date)) and isinstance(clock.value, float):
        return Typed(float(date.value) + clock.value, DATE_TIME)
    return None


def _date(year: str | None, month: int, day: int, form: str, null_date: dt.date) -> Typed | None:
    number = dt.date.today().year if year is None else int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 30 else 1900)
    try:
        date = dt.date(number, month, day)
    except ValueError:
        return None
    return Typed(float((date - null_date).days), form) if date >= dt.date(1900, 1, 1) else None


def _clock(text: str) -> Typed | None:
    found = _TIME.match(text)
    if not found or int(found["min"]) > 59 or float(found["s"] or 0) >= 60:
        return None
    hours = int(found["h"])
    if found["half"]:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if found["half"] in "Pp" else 0)
    value = (hours * 3600 + int(found["min"]) * 60 + float(found["s"] or 0)) / 86400
    form = ("h:mm:ss AM/PM" if found["s"] else "h:mm AM/PM") if found["half"] else TIME_SECONDS if found["s"] else TIME
    return Typed(value, form if hours < 24 else "[h]:mm:ss")


def serial(moment: dt.date, null_date: dt.date) -> float:
    """A date or a datetime as a number of days; a time zone is dropped, as Excel does."""
    if isinstance(moment, dt.datetime):
        since = moment.replace(tzinfo=None) - dt.datetime(null_date.year, null_date.month, null_date.day)
        return since.days + (since.seconds + since.microseconds / 1e6) / 86400
    return float((moment - null_date).days)


def moment(value: float, null_date: dt.date) -> dt.datetime:
    """A number of days as a datetime, to the millisecond, which is what the number can carry."""
    days, part = divmod(value, 1)
    start = dt.datetime(null_date.year, null_date.month, null_date.day)
    return start + dt.timedelta(days=days, milliseconds=round(part * 86_400_000))


def shown_moment(value: float, null_date: dt.date) -> dt.datetime | float:
    """A number whose format is that of a day: the day, in the years 100 to 9999, which a datetime and Excel can hold."""
    return moment(value, null_date) if -657434 <= value < 2958466 else value


def prepare(value: Any) -> Any:
    """One value as the block write wants it: float, bool, str, date or datetime; "" for nothing."""
    kind = type(value)
    if kind is str:
        return value
    if kind is float:
        return value if value - value == 0 else "" if value != value else str(value)
    if kind is int:
        return float(value)
    if value is None:
        return ""
    if kind is bool or kind is dt.datetime or kind is dt.date:
        return value
    return _prepare_foreign(value)


def _prepare_foreign(value: Any) -> Any:
    """Values of numpy, pandas, decimal and other libraries, known by what they can do, so none is imported."""
    if type(value).__name__ in ("NAType", "NaTType"):  # pandas
        return ""
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime(warn=False)
    kind = type(value)
    if kind.__module__ == "numpy":
        if kind.__name__ == "datetime64":
            value = value.astype("datetime64[us]")
        return prepare(value.item())
    if isinstance(value, dt.date | str | bool):
        return value
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    if value != value:
        return ""
    if isinstance(value, int | float) or hasattr(value, "__float__"):
        return prepare(float(value))
    return str(value)


def clean(
    data: Iterable[Iterable[Any]],
    datetime_builder: Callable[..., Any],
    empty_as: Any,
    number_builder: Callable[[float], Any] | None,
    err_to_str: bool,
) -> list[list[Any]]:
    """What was read, as xlwings' options ask for it."""
    rows = [row if isinstance(row, list | tuple) else list(row) for row in data]
    # what stays as it is; an empty text never comes here, it was read as nothing
    plain = {str, bool} | ({float} if number_builder is None else set()) | (
        {dt.datetime} if datetime_builder is dt.datetime else set())  # fmt: skip
    if not set(map(type, chain.from_iterable(rows))) - plain:
        return [list(row) for row in rows]

    def one(value: Any) -> Any:
        if value is None or value == "":
            return empty_as
        if isinstance(value, dt.datetime):
            return datetime_builder(
                year=value.year,
                month=value.month,
                day=value.day,
                hour=value.hour,
                minute=value.minute,
                second=value.second,
                microsecond=value.microsecond,
                tzinfo=None,
            )
        if number_builder is not None and type(value) is float:
            return number_builder(value)
        if type(value) is int and value in _ERROR_CODES:
            return ERROR_NAMES[value] if err_to_str else None
        return value

    return [[value if type(value) in plain else one(value) for value in row] for row in rows]
