"""The matrix of documents S1 to S8, and S9: all of them published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from ubb4 import Book, Edition, Found, Row, rule, short_date
from ubb4 import gettext as _


def by_entity(book: Book) -> dict[object, dict[str, Row]]:
    """From an entity's key, as it is compared, to its rows by document; the first of two rows counts."""
    found: dict[object, dict[str, Row]] = defaultdict(dict)
    table = book["documents"]
    keys = table.folded_column("entity")
    for row in table:
        if row["document"] is not None and keys[row.index] is not None:
            found[keys[row.index]].setdefault(str(row["document"]), row)
    return found


@rule("documents", source="нұсқаулық, P3.T2.S1: үлгілік ереже, 2023 жылғы 31 наурыздағы № 112 бұйрық")
def regulation_before_model(book: Book, law: Edition) -> Iterator[Found]:
    """A regulation older than the model regulation cannot have been brought in line with it."""
    model = law.tables["model"][0]
    for row in book["documents"]:
        day = row.date("approved_on")
        if row["document"] == model["document"] and row["present"] == "yes" and day and day < model["since"]:
            yield row.found(
                "approved_on",
                _("Ереже {day} бекітілген, үлгілік ереже — {model}: сәйкестендірілген болуы мүмкін емес.",
                  day=short_date(day), model=short_date(model["since"])),
                _("Ережені үлгілік ережеге сәйкестендіріп, қайта бекітіңіз немесе күнді тексеріңіз."),
                source=str(model["source"]),
            )  # fmt: skip


@rule("documents", source="нұсқаулық, P3.T2.S1–S8: орындалу фактісі тиісті құжаттың жүктелуімен расталады")
def document_without_details(book: Book, law: Edition) -> Iterator[Found]:
    """A document that is present has its date and who approved it; a number may be missing, which is told as a warning."""
    for row in book["documents"]:
        for column, severity in (("approved_on", "error"), ("approved_by", "error"), ("number", "warning")):
            if row["present"] == "yes" and row.empty(column):
                title = _(row.table.register.column(column).title)
                yield row.found(
                    column,
                    _("Құжат бар делінген, бірақ «{title}» толтырылмаған.", title=title),
                    _("Деректемені құжаттан жазыңыз."),
                    severity=severity,
                )


@rule("documents", source="нұсқаулық, P3.T2")
def absent_document_with_details(book: Book, law: Edition) -> Iterator[Found]:
    """A document that is not there has no number, date or link."""
    for row in book["documents"]:
        for column in ("number", "approved_on", "link", "published_on") if row["present"] == "no" else ():
            if not row.empty(column):
                title = _(row.table.register.column(column).title)
                yield row.found(
                    column,
                    _("Құжат жоқ делінген, бірақ «{title}» толтырылған.", title=title),
                    _("«Бар ма» жауабын немесе осы ұяшықты түзетіңіз."),
                )


@rule("documents", source="нұсқаулық, P3.T2.S9")
def published_before_approved(book: Book, law: Edition) -> Iterator[Found]:
    """A document is published after it was approved, and no date lies in the future."""
    for row in book["documents"]:
        approved, published = row.date("approved_on"), row.date("published_on")
        if approved and published and published < approved:
            yield row.found(
                "published_on",
                _("Құжат {published} жарияланған, ал {approved} бекітілген.", published=short_date(published), approved=short_date(approved)),
                _("Күндерді тексеріңіз."),
            )
        for column in ("approved_on", "published_on"):
            day = row.date(column)
            if day and day > book.today:
                yield row.found(column, _("{day} күні әлі келген жоқ.", day=short_date(day)), _("Жылын және айын тексеріңіз."))


@rule("entities", "documents", source="нұсқаулық, P3.T2.S9")
def published_without_link(book: Book, law: Edition) -> Iterator[Found]:
    """Where all is said to be published there is a link to the site on which it is: one suffices, one for each document is better."""
    matrix = by_entity(book)
    keys = book["entities"].folded_column("id")
    for row in book["entities"]:
        documents = matrix.get(keys[row.index], {})
        lacking = [name for name in names_of(book) if not published(documents.get(name))]
        if row["published"] == "yes" and len(lacking) == len(names_of(book)):
            yield row.found(
                "published",
                _("Барлық құжат жарияланған делінген, бірақ олар орналасқан сайтқа бірде-бір сілтеме жоқ."),
                _("«Құжаттар» парағында кемінде бір сілтемені көрсетіңіз немесе жауапты «жоқ» деп түзетіңіз."),
            )
        elif row["published"] == "yes" and lacking:
            yield row.found(
                "published",
                _("Мына құжаттардың жеке сілтемесі жоқ: {names}.", names=", ".join(lacking)),
                _("Сайтқа бір сілтеме жеткілікті; әр құжаттың өз сілтемесі болса, тексеру оңай."),
                severity="info", source="тәжірибе (нұсқаулық сайтқа сілтемені сұрайды)",
            )  # fmt: skip
        elif row["published"] == "no" and not lacking:
            yield row.found(
                "published",
                _("Сегіз құжаттың бәрінің сілтемесі бар, ал жауап — «жоқ»."),
                _("Жауапты «иә» деп түзетіңіз немесе сілтемелерді тексеріңіз."),
                severity="warning",
            )


def names_of(book: Book) -> list[str]:
    """The documents that the edition asks of an entity, in order."""
    return list(book["documents"].register.column("document").choices)


def published(row: Row | None) -> bool:
    """Whether a document is there and has its link."""
    return row is not None and row["present"] == "yes" and not row.empty("link") and row["link"] is not None


@rule("entities", "documents", source="нұсқаулық, P3.T2.S9: ұйымның ресми сайты", severity="warning")
def link_outside_site(book: Book, law: Edition) -> Iterator[Found]:
    """A document's link leads to the entity's own site."""
    for row in book["documents"]:
        entity = book.referred(row, "entity") if row["entity"] is not None else None
        link, site = _host(row["link"]), _host(entity["site"]) if entity is not None else ""
        if link and site and link != site and not link.endswith(f".{site}"):
            yield row.found(
                "link",
                _("Сілтеме {link} сайтына апарады, субъектінің сайты — {site}.", link=link, site=site),
                _("Ресми сайттағы бетке сілтеме жазыңыз."),
            )


@rule("documents", source="нұсқаулық, P3.T2.S9", severity="warning")
def link_used_twice(book: Book, law: Edition) -> Iterator[Found]:
    """Two documents do not share one link: each opens its own document."""
    first: dict[str, Row] = {}
    for row in book["documents"]:
        link = row["link"]
        if isinstance(link, str):
            before = first.setdefault(link.strip().rstrip("/").casefold(), row)
            if before != row:
                yield row.found(
                    "link",
                    _("Осы сілтеме {row}-жолда да көрсетілген.", row=before.number),
                    _("Әр құжаттың өз бетіне сілтеме жазыңыз."),
                )


def _host(link: object) -> str:
    """The host of a link without www; empty where it has none."""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.") if isinstance(link, str) else ""
    except ValueError:  # an address in brackets that is none
        return ""
