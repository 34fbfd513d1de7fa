"""What a notebook shows beside its charts: tables, numbers with their proof, sentences, the passport of what was read.

Everything is HTML without a script, escaped; `MIME` carries the same facts as data for the page and for the command.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.base.text import in_all
from ubb4.book.typed import parse_term
from ubb4.features.analyst import heavy
from ubb4.law.days import short_date
from ubb4.law.register import Column
from ubb4.measures.figures import decimal

if TYPE_CHECKING:
    import pandas

MIME = "application/vnd.ubb4+json"
_PROTECTED: set[str] = set()  # names and headings of every personal and service column of the registers that were read
MOST = 200  # rows of a table; a page with thousands is read by nobody and opens slowly
FEW = 12  # entries of one cell
FOLDED = 3  # alarms: more of them are one line that opens


class Shown:
    """Something that Jupyter shows: HTML for people, plain text where there is no HTML, `told` for programs."""

    def __init__(self, html: str, text: str, told: Mapping[str, Any] | None = None) -> None:
        self.html, self.text, self.told = html, text, dict(told or {})

    def _repr_mimebundle_(self, **__: Any) -> dict[str, Any]:
        return {"text/html": self.html, "text/plain": self.text, MIME: self.told}

    def __str__(self) -> str:
        return self.text


def note(text: str) -> Shown:
    """A sentence of its own."""
    return Shown(str(Markup('<p class="ubb4-note">{}</p>').format(text)), text)


def missing(title: str, frame: pandas.DataFrame | None = None) -> Shown:
    """What cannot be shown, and the sheet that would have to be filled for it."""
    sheet = frame.attrs.get("sheet") if frame is not None else None
    if sheet:
        text = _("«{title}» көрсетілмеді: «{sheet}» парағында ол үшін дерек жоқ.", title=title, sheet=sheet)
    else:
        text = _("«{title}» көрсетілмеді: ол үшін дерек жоқ.", title=title)
    return Shown(str(Markup('<p class="ubb4-missing">{}</p>').format(text)), text, {"missing": text})


def table(frame: pandas.DataFrame, title: str, columns: Sequence[str] | None = None, *, heads: Mapping[str, str] | None = None, most: int = MOST) -> Shown:
    """A frame as a table that can be sorted: `columns` in their order (else all), headings from `heads` or the frame's own titles.

    Personal and service columns are left out unless they are named, also of a frame that was joined or made anew; a column that was
    given another name is in the hands of who gave it.  Of more than `most` rows the first are shown, and that is said.
    """
    if frame.empty:
        return missing(title, frame)
    need(frame, *(columns or ()))
    protected = set(frame.attrs.get("protected", _PROTECTED))
    names = [str(each) for each in frame.columns if each not in protected] if columns is None else list(columns)
    titles = {**frame.attrs.get("titles", {}), **(heads or {})}
    remarks = []
    if len(frame) > most:
        remarks.append(_("{all} жолдың алғашқы {n} жолы көрсетілді.", all=len(frame), n=most))
    if columns is None and protected.intersection(frame.columns):
        remarks.append(_("Дербес және қызметтік деректері бар бағандар көрсетілмеді."))
    if not names:
        return note("\n".join(remarks))
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(_cell(value) for value in row)) for row in frame[names].head(most).itertuples(index=False, name=None)
    )
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(titles.get(name, name)) for name in names)
    html = Markup(
        '<div class="ubb4-scroll" tabindex="0" role="region" aria-label="{title}"><table class="ubb4-table"><caption>{title}</caption>'
        "<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{remarks}"
    ).format(title=title, head=head, body=body, remarks=_paragraphs("ubb4-remark", remarks))
    return Shown(str(html), f"{title}: {len(frame)}")


def need(frame: pandas.DataFrame, *columns: str | None) -> None:
    """UseError with the columns that a frame lacks, and those that it has."""
    lacking = [each for each in columns if each is not None and each not in frame]
    if lacking:
        known = ", ".join(map(str, frame.columns))
        raise UseError(_("Кестеде {names} бағаны жоқ. Бары: {known}.", names=", ".join(lacking), known=known), "no-column")


def protect(columns: Iterable[Column]) -> None:
    """Remember the personal and service columns of registers, for frames that lost what they knew of them."""
    for column in columns:
        if column.klass != "public":
            _PROTECTED.update((column.name, *in_all(column.title)))


def numbers(measures: pandas.DataFrame, title: str) -> Shown:
    """Measures of `measures()`, each with its value, how it was counted and the rows that it lacks."""
    if measures.empty:
        return missing(title, measures)
    rows = Markup("").join(_card(each) for each in measures.to_dict("records"))
    html = Markup(
        '<div class="ubb4-scroll" tabindex="0" role="region" aria-label="{title}"><table class="ubb4-table ubb4-numbers"><caption>{title}</caption>'
        '<thead><tr><th scope="col">{value}</th><th scope="col">{what}</th><th scope="col">{how}</th></tr></thead><tbody>{rows}</tbody></table></div>'
    ).format(title=title, value=_("Мәні"), what=_("Көрсеткіш"), how=_("Қалай саналды"), rows=rows)
    return Shown(str(html), "\n".join(f"{each['title']}: {_value(each)}" for each in measures.to_dict("records")))


def _card(each: Mapping[str, Any]) -> Markup:
    proof = [
        f"{grouped(each['numerator'])} / {grouped(each['denominator'])}" if not _is_empty(each["denominator"]) else "",
        *each["notes"],
        _("Жетпейтін жолдар: {rows}", rows=first_of(each["missing"])) if each["missing"] else "",
    ]
    empty = _is_empty(each["value"])
    sort = "" if empty else float(each["value"])
    return Markup('<tr><td class="value{}" data-sort="{}"><strong>{}</strong></td><td>{}</td><td>{}</td></tr>').format(
        " none" if empty else "", sort, _value(each), each["title"], _paragraphs("proof", filter(None, proof))
    )


def _value(each: Mapping[str, Any]) -> str:
    return _("есептейтін дерек жоқ") if _is_empty(each["value"]) else grouped(each["value"]) + str(each["unit"])


def passport(
    body: str, year: str, files: Sequence[tuple[str, str]], counted: date, policies: Iterable[str], notes: Sequence[str], problems: Sequence[str]
) -> Shown:
    """What was read, as Jupyter shows it: body, report year, files with their SHA-256, the day and policy of counting, what is incomplete."""
    from importlib.metadata import version

    words = {"nth_day": _("N-ші жұмыс күні"), "clear_days": _("толық жұмыс күндері")}
    lines = [
        (_("Ұйым"), body), (_("Есепті жыл"), year), (_("Есептелген күні"), short_date(counted)),
        (_("Жұмыс күндерін санау"), ", ".join(words[each] for each in sorted(set(policies)))), (_("ubb4 нұсқасы"), version("ubb4")),
    ]  # fmt: skip
    alarms = [_("ТОЛЫҚ ЕМЕС: {what}", what=each) for each in problems]
    folded = _paragraphs("ubb4-problem", alarms)
    if len(alarms) > FOLDED:
        folded = Markup('<details class="ubb4-problem"><summary>{}</summary>{}</details>').format(
            _("ТОЛЫҚ ЕМЕС: {what}", what=_("{n} жазба", n=len(alarms))), _paragraphs("ubb4-line", problems)
        )
    told: dict[str, Any] = {
        "body": body, "year": year, "lines": lines, "files": [list(each) for each in files], "notes": list(notes),
        "problems": alarms,
    }  # fmt: skip
    rows = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(*line) for line in lines)
    sources = Markup("").join(Markup("<dt>{}</dt><dd>{} <code>{}</code></dd>").format(_("Кітап"), *each) for each in files[:FEW])
    html = Markup('<dl class="ubb4-passport">{}{}</dl>{}{}').format(rows, sources, folded, _paragraphs("ubb4-remark", notes))
    text = "\n".join([f"{name}: {value}" for name, value in lines] + [f"{name}: SHA-256 {digest}" for name, digest in files] + alarms)
    return Shown(str(html), text, {"passport": told})


def periods(terms: pandas.Series[Any]) -> pandas.Series[Any]:
    """Quarters and months as people typed them, in one wording and in order: an ordered category; one that was not understood stays as it is."""
    known = {term: parse_term(term) for term in terms.dropna().unique()}
    words = {term: _period(str(term), known[term].kind, known[term].ends_on) for term in known}
    order = sorted(known, key=lambda term: (known[term].ends_on is None, known[term].ends_on or date.max, str(term)))
    pd = heavy("pandas")
    return pd.Series(
        pd.Categorical([words.get(each) if not pd.isna(each) else None for each in terms], list(dict.fromkeys(words[t] for t in order)), ordered=True),
        index=terms.index,
    )


def _period(text: str, kind: str, ends_on: date | None) -> str:
    if ends_on is None:
        return text
    if kind == "quarter":
        return _("{year} ж. {roman} тоқсан", year=ends_on.year, roman=("I", "II", "III", "IV")[(ends_on.month - 1) // 3])
    return f"{ends_on:%m.%Y}" if kind == "month" else short_date(ends_on) if kind == "date" else text


def grouped(value: float) -> str:
    """A number as tables show it: 1 200 000,5 with spaces that do not break."""
    whole, comma, part = decimal(value).partition(",")
    digits = whole.lstrip("-")
    return (f"{int(whole):,}".replace(",", "\u00a0") if digits.isdigit() and len(digits) > 4 else whole) + comma + part


def _paragraphs(name: str, texts: Iterable[str]) -> Markup:
    return Markup("").join(Markup('<p class="{}">{}</p>').format(name, text) for text in texts)


def _is_empty(value: Any) -> bool:
    return value is None or (not isinstance(value, list | tuple) and bool(heavy("pandas").isna(value)))


def first_of(values: Sequence[Any], most: int = FEW, between: str = "; ") -> str:
    """The first values in a line, and how many more there are."""
    more = len(values) - most
    mark = " " if all(str(each).endswith(".") for each in values) else between  # sentences need no semicolon
    return mark.join(str(each) for each in values[:most]) + (f"{between}{_('және тағы {n}', n=more)}" if more > 0 else "")


def _cell(value: Any) -> Markup:
    """A cell, with the value that it is sorted by where that is not its text."""
    if isinstance(value, list | tuple):
        return Markup("<td>{}</td>").format(first_of(value))
    if _is_empty(value):
        return Markup("<td></td>")
    if isinstance(value, date):  # datetimes and pandas' timestamps too
        return Markup('<td data-sort="{}">{}</td>').format(f"{value:%Y-%m-%d}", f"{value:%d.%m.%Y}")
    if isinstance(value, bool) or type(value).__name__ in ("bool", "bool_"):
        return Markup("<td>{}</td>").format(_("иә") if value else _("жоқ"))
    if isinstance(value, int | float) or hasattr(value, "dtype"):
        return Markup('<td class="n" data-sort="{}">{}</td>').format(float(value), grouped(float(value)))
    long = any(len(word) > 30 for word in str(value).split())  # a link, for the most part: it may break anywhere
    return Markup("<td{}>{}</td>").format(Markup(' class="long"') if long else "", value)
