"""What the toolkit finds in workbooks as frames, of one workbook or of hundreds: each frame is made at once, of columns.

`lead` are columns before a frame's own, a value a workbook: which body, which file.  With it no cell holds a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from ubb4.base.text import gettext as _
from ubb4.base.text import speaking
from ubb4.book.finding import severity_words
from ubb4.deadlines.deadline import state_words
from ubb4.features.analyst import heavy
from ubb4.features.analyst.frames import dated, labelled, made, titled
from ubb4.measures.figures import unit_words

if TYPE_CHECKING:
    import pandas

    from ubb4.book.book import Book
    from ubb4.desk.check import Checked
    from ubb4.desk.due import Counted
    from ubb4.desk.measures import Taken


class Asked(Protocol):
    """A workbook in hand, as far as its answers are wanted."""

    book: Book

    @property
    def _checked(self) -> Checked: ...

    @property
    def _counted(self) -> Counted: ...

    @property
    def _measured(self) -> Taken: ...

    @property
    def norms(self) -> Mapping[str, float]: ...


Lead = Mapping[str, Sequence[str]]


def findings(books: Sequence[Asked], lang: str, lead: Lead, lead_heads: Mapping[str, str]) -> pandas.DataFrame:
    """Every finding, a row each."""
    with speaking(lang):
        words = severity_words()
        heads = {"severity": _("Деңгейі"), "sheet": _("Парақ"), "cell": _("Ұяшық"), "row": _("Жол"), "column": _("Баған"),
                 "message": _("Не дұрыс емес"), "hint": _("Не істеу керек"), "source": _("Норма"), "code": _("Ереже"),
                 "plugin": _("Плагин"), "decision": _("Шешім"), "reason": _("Шешімнің себебі"), "register": _("Реестр"), "level": _("Деңгейі")}  # fmt: skip
    found = [list(book._checked.findings) for book in books]
    columns = _lead(lead, found) | {name: [getattr(each, name) for some in found for each in some] for name in heads if name not in ("level", "register")}
    frame = made(columns, {"row": "Int64"})
    sheets = [{table.sheet: name for name, table in book.book.tables.items()} for book in books]
    keys = [known.get(each.sheet, "") for known, some in zip(sheets, found, strict=True) for each in some]
    frame["register"] = heavy("pandas").Series(keys, index=frame.index, dtype="string")
    frame["level"] = labelled(frame["severity"], words)
    frame.attrs["protected"] = ["message", "hint", "reason"]  # they may quote what stands in a protected column
    return titled(frame, {**lead_heads, **heads})


def deadlines(books: Sequence[Asked], lang: str, lead: Lead, lead_heads: Mapping[str, str]) -> pandas.DataFrame:
    """Every deadline, a row each."""
    with speaking(lang):
        words = state_words()
        heads = {"project": _("Плагин"), "subtask": _("Қосалқы тапсырма"), "title": _("Іс-қимыл"), "day": _("Соңғы күні"), "event": _("Оқиға"),
                 "event_day": _("Оқиға күні"), "rule": _("Қалай саналды"), "state": _("Күйі"), "source": _("Норма"), "subject": _("Объект"),
                 "done_on": _("Орындалған күні"), "latest_start": _("Бастаудың соңғы күні"), "projected": _("Болжам"),
                 "safe": _("Толық күндермен санағандағы мерзім"), "notes": _("Түсіндірме"), "standing": _("Күйі")}  # fmt: skip
    found = [list(book._counted.deadlines) for book in books]
    days = ("day", "event_day", "done_on", "latest_start", "safe")
    every = [each for some in found for each in some]
    columns = _lead(lead, found) | {name: [getattr(each, name) for each in every] for name in heads if name not in ("standing", "notes", *days)}
    for name in days:
        columns[name] = [value.isoformat() if (value := getattr(each, name)) else None for each in every]
    columns["notes"] = _texts([each.notes for each in every], bool(lead))
    frame = made({name: columns[name] for name in (*lead, *heads) if name in columns}, {"projected": "bool"})
    frame["standing"] = labelled(frame["state"], words)
    return titled(dated(frame, days), {**lead_heads, **heads})


def measures(books: Sequence[Asked], lang: str, lead: Lead, lead_heads: Mapping[str, str]) -> pandas.DataFrame:
    """Every measure with its proof, a row each."""
    with speaking(lang):
        units = unit_words()
        heads = {"name": _("Аты"), "title": _("Көрсеткіш"), "plugin": _("Плагин"), "subtask": _("Қосалқы тапсырма"), "value": _("Мәні"),
                 "unit": _("Бірлігі"), "numerator": _("Алымы"), "denominator": _("Бөлімі"), "rows": _("Жолдары"),
                 "missing": _("Жетпейтін жолдар"), "notes": _("Қалай саналды"), "norm": _("Норма")}  # fmt: skip
        found = [[each.to_json() for each in book._measured.figures] for book in books]
    every = [each for some in found for each in some]
    columns = _lead(lead, found) | {
        name: [each[name] for each in every] for name in ("name", "title", "plugin", "subtask", "value", "numerator", "denominator")
    }
    columns["unit"] = [units.get(each["unit"], "") for each in every]
    for name in ("rows", "missing"):
        columns[name] = _texts([[f"{place['sheet']}!{place['row']}" for place in each[name]] for each in every], bool(lead))
    columns["notes"] = _texts([each["notes"] for each in every], bool(lead))
    columns["norm"] = [book.norms.get(each["name"]) for book, some in zip(books, found, strict=True) for each in some]
    types = dict.fromkeys(("value", "numerator", "denominator", "norm"), "Float64")
    return titled(made({name: columns[name] for name in (*lead, *heads)}, types), {**lead_heads, **heads})


def _lead(lead: Lead, found: Sequence[Sequence[Any]]) -> dict[str, list[Any]]:
    return {name: [value for value, some in zip(values, found, strict=True) for __ in some] for name, values in lead.items()}


def _texts(lists: Iterable[Sequence[Any]], plain: bool) -> Any:
    """Lists as they are, or in one text each."""
    said: Callable[[Sequence[Any]], Any] = (lambda each: "; ".join(map(str, each))) if plain else list
    texts = [said(each) for each in lists]
    return heavy("pandas").Series(texts, dtype="string") if plain else texts
