"""Links: whether they are well formed, to which channel they lead, and whether they answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from ubb4.base.spelling import is_mixed, mixed_words
from ubb4.base.text import gettext as _

_SPLIT = re.compile(r"[\s;]+")
_HOST = re.compile(r"(?=.{4,253}$)([\w-]{1,63}\.)+[^\W\d_][\w-]{1,62}")
_LOOKALIKE = re.compile("[\u0400-\u04ff]")
SITE, SOCIAL, MEDIA = "site", "social", "media"


def split(text: str | None) -> list[str]:
    """The links of a cell: apart by new lines, spaces or «;»."""
    return [each for each in _SPLIT.split(text or "") if each]


def host(link: str) -> str:
    """The host without www, in small letters; empty where there is none."""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def same(link: str) -> str:
    """The form in which two links are compared: scheme, www, a closing slash and the place within a page laid aside."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return link.strip()
    query = f"?{parts.query}" if parts.query else ""
    return f"{host(link)}{parts.path.rstrip('/')}{query}"


def odd(link: str) -> str:
    """What is wrong with a link's form, in a sentence; empty where nothing is."""
    try:
        parts = urlsplit(link)
        name, __ = parts.hostname or "", parts.port  # the port is read so that a wrong one is told here
    except ValueError:
        return _("сілтеме түсініксіз")
    if parts.scheme not in ("http", "https"):
        return _("сілтеме https:// деп басталмайды")
    latin = re.sub(r"[^\w.-]", "", name)
    if _LOOKALIKE.search(name) and (is_mixed(name) or re.search("[a-z]", name)):
        words = ", ".join(mixed_words(name)) or name
        return _("сайт атауында кирилл әріптері аралас: {words}", words=words)
    if _LOOKALIKE.search(name) and name.rsplit(".", 1)[-1] not in ("қаз", "рф"):
        return _("сайт атауы кирилл әріптерімен жазылған: {name}", name=name)
    if not _HOST.fullmatch(latin) or latin != name:
        return _("сайт атауы дұрыс емес: {name}", name=name or "—")
    if link[-1] in ".,;:»\"'":
        return _("сілтеменің соңында артық таңба бар: {sign}", sign=link[-1])
    return ""


def channel(link: str, site: str | None, social: Iterable[str]) -> str:
    """Where a link leads: the body's own site, a social network, or media (anything else)."""
    name, own = host(link), host(site or "")
    if own and (name == own or name.endswith(f".{own}")):
        return SITE
    return SOCIAL if any(name == each or name.endswith(f".{each}") for each in social) else MEDIA


@dataclass(frozen=True, slots=True)
class Answer:
    """How a link answered: `state` is works, broken or unchecked; `why` says so in words."""

    link: str
    state: str
    why: str


def reach(links: Sequence[str], seconds: float = 10.0) -> Iterator[Answer]:
    """Ask each link, several at a time; what the network does not let through is unchecked, never broken."""
    with ThreadPoolExecutor(8) as pool:
        yield from pool.map(lambda link: _ask(link, seconds), links)


def _ask(link: str, seconds: float) -> Answer:
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    wrong = odd(link)
    if wrong and not _is_local(link):
        return Answer(link, "broken", wrong)
    headers = {"User-Agent": "ubb4 (link check)"}
    for method in ("HEAD", "GET"):  # some servers refuse to tell the head alone
        try:
            with urlopen(Request(_plain(link), headers=headers, method=method), timeout=seconds) as answer:  # noqa: S310  http only, above
                return Answer(link, "works", str(answer.status))
        except HTTPError as error:
            if error.code in (404, 410):
                return Answer(link, "broken", _("бет табылмады ({code})", code=error.code))
            if method == "GET":
                return Answer(link, "unchecked", _("сервер жауабы {code}", code=error.code))
        except (URLError, HTTPException, OSError, ValueError) as error:
            return Answer(link, "unchecked", _("желімен байланыс болмады: {error}", error=getattr(error, "reason", error)))
    return Answer(link, "unchecked", _("жауап жоқ"))


def _plain(link: str) -> str:
    """The link as it goes over the wire: letters beyond ASCII encoded, what is encoded already left."""
    from urllib.parse import quote, urlunsplit

    parts = urlsplit(link)
    name = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    return urlunsplit((parts.scheme, name, quote(parts.path, safe="%/:=&~+!$,;'@()*"), quote(parts.query, safe="%/:=&?~+!$,;'@()*[]"), ""))


def _is_local(link: str) -> bool:
    name = host(link)
    return link.startswith(("http://", "https://")) and (name == "localhost" or name.startswith("127."))
